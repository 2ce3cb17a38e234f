# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Host assets: criteria, paging, field selection, the generated fleet, and direct changes by tests."""

from __future__ import annotations

import pytest

from tests.simulator.documents import SUBSCRIPTION_PRINTED, host_asset_ids
from tests.simulator.fleet import make_fleet
from tests.simulator.server import Simulator

AGENTS = [712038, 2532638, 2532838, 5214017, 5808297]
AZURE = [2584219, 2584223, 2687821, 2690417, 2690533]
COUNT = "/qps/rest/2.0/count/am/hostasset"


@pytest.mark.parametrize(
    ("criterion", "ids"),
    [
        (("trackingMethod", "EQUALS", "QAGENT"), AGENTS),
        (("trackingMethod", "IN", "VIRTUAL_MACHINE_ID,qagent"), sorted({*AGENTS, *AZURE} - {2687821})),
        (("tagName", "EQUALS", "Cloud Agent"), AGENTS),
        (("tagName", "EQUALS", "cloud agent"), []),
        (("tagName", "CONTAINS", "Tag name"), [5808297]),
        (("tagName", "NOT EQUALS", "Cloud Agent"), [2584223]),
        (("tagId", "EQUALS", "509525"), [712038, 2532638, 2532838]),
        (("id", "IN", "712038,5808297"), [712038, 5808297]),
        (("id", "EQUALS", "99"), []),
        (("address", "EQUALS", "10.40.2.176"), [2532638]),
        (("created", "LESSER", "2015-01-01"), [712038]),
        (("updated", "GREATER", "2020-06-30"), [2690417, 2690533]),
        (("qwebHostId", "EQUALS", "41049"), [2584223]),
        (("activationKey", "EQUALS", "548ec9eb-9ee4-45d9-aa2f-f3083983bf3c"), AGENTS),
        (("agentVersion", "EQUALS", "2.0.6.1"), AGENTS),
        (("agentConfigurationId", "EQUALS", "11001"), AGENTS),
        (("lastCheckedIn", "GREATER", "2018-07-01"), AGENTS),
        (("imageOffer", "EQUALS", "Windows-10"), [2687821, 2690533]),
        (("imageVersion", "EQUALS", "latest"), AZURE),
        (("resourceGroup", "CONTAINS", "pprg"), [2690417]),
        (("resourceGroupName", "EQUALS", "pprg01"), [2690417]),
        (("subnet", "EQUALS", "subnet-2849"), [2690533]),
        (("privateIpAddress", "EQUALS", "172.17.1.5"), [2584223]),
        (("publicIpAddress", "EQUALS", "52.152.137.61"), [2690417]),
        (("subscriptionId", "EQUALS", SUBSCRIPTION_PRINTED), [2690417, 2690533]),
        (("azureTagKey", "EQUALS", "Owner"), [2584219, 2584223, 2690533]),
        (("azureTagValue", "CONTAINS", "jo"), [2584219, 2584223]),
    ],
)
def test_criteria(api, criterion, ids):
    field, operator, value = criterion
    filters = {"Criteria": [{"field": field, "operator": operator, "value": value}]}
    assert api.assets(criterion).ids == ids
    assert api.post(COUNT, {"ServiceRequest": {"filters": filters}}).envelope["count"] == len(ids)


@pytest.mark.parametrize(
    "criterion",
    [
        ("agentInfo.status", "EQUALS", "STATUS_ACTIVE"),
        ("activatedModule", "EQUALS", "AGENT_VM"),
        ("vmSize", "EQUALS", "Standard_B1s"),
    ],
)
def test_what_cannot_be_searched(api, criterion):
    reply = api.assets(criterion)
    assert (reply.status, reply.code) == (400, "INVALID_REQUEST")


@pytest.mark.parametrize(
    "criterion",
    [
        ("state", "EQUALS", "ASLEEP"),
        ("qwebHostId", "IN", "abc123"),
        ("activationKey", "CONTAINS", "5"),
        ("state", "CONTAINS", "RUN"),
        ("name", "IN", "a,b"),
    ],
)
def test_what_is_refused(api, criterion):
    reply = api.assets(criterion)
    assert (reply.status, reply.code) == (200, "INVALID_REQUEST")


def test_get(api):
    record = api.get("/qps/rest/2.0/get/am/hostasset/5808297").record
    assert record["agentInfo"]["activatedModule"] == "AGENT_PM"
    assert record["sourceInfo"] == {"list": [{"AssetSource": ""}]}
    assert api.get("/qps/rest/2.0/get/am/hostasset/5").code == "NOT_FOUND"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("id,name,qwebHostId", {"id": 2584223, "name": "user_john", "qwebHostId": 41049}),
        ("id,tags", {"id": 2584223, "tags": {"list": [{"TagSimple": {"id": 7517812, "name": "Sample Tag"}}]}}),
        ("id,tags.list.TagSimple.name", {"id": 2584223, "tags": {"list": [{"TagSimple": {"name": "Sample Tag"}}]}}),
        (
            "sourceInfo.list.AzureAssetSourceSimple.location,id",
            {"id": 2584223, "sourceInfo": {"list": [{"AzureAssetSourceSimple": {"location": "centralindia"}}]}},
        ),
        ("id,sourceInfo.list.Ec2AssetSourceSimple.region", {"id": 2584223, "sourceInfo": {"list": []}}),
        ("id,agentInfo.status", {"id": 2584223}),
    ],
)
@pytest.mark.parametrize("accept", ["application/xml", "application/json"])
def test_fields(api, fields, expected, accept):
    assert api.assets(("id", "EQUALS", "2584223"), query="?fields=" + fields, accept=accept).record == expected
    assert api.get(f"/qps/rest/2.0/get/am/hostasset/2584223/?fields={fields}", accept=accept).record == expected


def test_direct_changes_are_seen_at_once(sim, api):
    assert api.assets(("name", "EQUALS", "renamed")).ids == []
    sim.state.assets[2687821]["name"] = "renamed"
    assert api.assets(("name", "EQUALS", "renamed")).ids == [2687821]
    sim.state.assets[99] = {"id": 99, "name": "new", "type": "HOST"}
    assert api.assets().ids[0] == 99
    del sim.state.assets[99]
    assert 99 not in api.assets().ids
    sim.reset()
    assert api.assets(("name", "EQUALS", "renamed")).ids == []


@pytest.fixture(scope="module")
def fleet():
    with Simulator(assets=250, seed=7) as simulator:
        yield simulator


def test_fleet_is_the_same_for_the_same_seed():
    assert make_fleet(50, 3) == make_fleet(50, 3)
    assert make_fleet(50, 3) != make_fleet(50, 4)


def test_fleet_never_meets_the_documents():
    crowded = make_fleet(2000, 1)
    reserved = frozenset(list(crowded)[10:40])
    moved = make_fleet(2000, 1, reserved)
    assert len(moved) == 2000
    assert not reserved & set(moved)
    assert len({later - earlier for earlier, later in zip(list(moved), list(moved)[1:])}) > 10


def test_fleet_is_mixed():
    hosts = make_fleet(3000, 1).values()
    kinds = [tuple(name for member in host["sourceInfo"]["list"] for name in member) for host in hosts]
    azure = sum("AzureAssetSourceSimple" in kind for kind in kinds)
    assert 0.28 < azure / len(kinds) < 0.38
    assert {
        ("AzureAssetSourceSimple",),
        ("AzureAssetSourceSimple", "AssetSource"),
        ("AssetSource",),
        ("Ec2AssetSourceSimple",),
        ("Ec2AssetSourceSimple", "AssetSource"),
        ("GcpAssetSourceSimple",),
    } == set(kinds)
    agents = [host for host in hosts if "agentInfo" in host]
    scanners = [host for host in hosts if host["trackingMethod"] == "IP"]
    assert agents
    assert scanners
    assert all(host["trackingMethod"] == "QAGENT" for host in agents)


@pytest.mark.parametrize("accept", ["application/xml", "application/json"])
def test_id_cursor_reads_everything_once(fleet, client_of, accept):
    api, cursor, seen = client_of(fleet), 0, []
    while True:
        page = api.assets(("id", "GREATER", str(cursor)), preferences="<limitResults>60</limitResults>", accept=accept)
        seen += page.ids
        assert page.envelope["count"] == len(page.ids)
        if page.envelope["hasMoreRecords"] == "false":
            break
        cursor = int(page.envelope["lastId"])
        assert cursor == page.ids[-1]
    assert seen == sorted(set(seen)) == list(fleet.state.assets)
    assert len(seen) == 250 + len(host_asset_ids())


def test_offset_and_start_id(fleet, client_of):
    api, ids = client_of(fleet), list(fleet.state.assets)
    assert api.assets().ids == ids[:100]
    assert api.assets(preferences="<startFromOffset>101</startFromOffset>").ids == ids[100:200]
    assert api.assets(preferences=f"<startFromId>{ids[200]}</startFromId>").ids == ids[200:]
    beyond = api.assets(preferences="<startFromOffset>1000</startFromOffset>").envelope
    assert beyond == {"responseCode": "SUCCESS", "count": 0}


def test_last_full_page_has_no_more(fleet, client_of):
    ids = list(fleet.state.assets)
    page = client_of(fleet).assets(("id", "GREATER", str(ids[-101])), preferences="<limitResults>100</limitResults>")
    assert (page.ids, page.envelope["hasMoreRecords"]) == (ids[-100:], "false")


def test_filtered_paging(fleet, client_of):
    api, cursor, seen = client_of(fleet), 0, []
    while True:
        page = api.assets(
            ("state", "EQUALS", "RUNNING"),
            ("id", "GREATER", str(cursor)),
            preferences="<limitResults>20</limitResults>",
        )
        seen += page.ids
        if page.envelope.get("hasMoreRecords") != "true":
            break
        cursor = int(page.envelope["lastId"])
    assert seen == [
        number
        for number in fleet.state.assets
        if any(
            member.get("AzureAssetSourceSimple", {}).get("state") == "RUNNING"
            for member in fleet.state.assets.peek(number)["sourceInfo"]["list"]
        )
    ]
    body = (
        '<ServiceRequest><filters><Criteria field="state" operator="EQUALS">RUNNING</Criteria></filters>'
        "</ServiceRequest>"
    )
    assert api.post(COUNT, body).envelope["count"] == len(seen)


def test_id_range(fleet, client_of):
    api, ids = client_of(fleet), list(fleet.state.assets)
    between = api.assets(("id", "GREATER", str(ids[10])), ("id", "LESSER", str(ids[20])))
    assert between.ids == ids[11:20]
    assert api.post(COUNT, api.sim.journal[-1]["body"]).envelope["count"] == 9
    assert api.post(COUNT).envelope["count"] == len(ids)


def test_a_changed_fleet_host_shares_nothing(fleet, client_of):
    api, ids = client_of(fleet), list(fleet.state.assets)
    before = api.assets().records
    host = fleet.state.assets[ids[5]]
    host["tags"]["list"].append({"TagSimple": {"id": 1, "name": "mine"}})
    host["software"]["list"].clear()
    after = api.assets().records
    assert [index for index, pair in enumerate(zip(before, after)) if pair[0] != pair[1]] == [5]
    fleet.reset()
    assert api.assets().records == before


def test_same_record_in_xml_and_json(fleet, client_of):
    api = client_of(fleet)
    as_xml, as_json = api.assets().records, api.assets(accept="application/json").records

    def empty_as_text(value):
        if isinstance(value, dict):
            return {key: empty_as_text(item) for key, item in value.items()} or ""
        return [empty_as_text(item) for item in value] if isinstance(value, list) else value

    assert as_xml == [empty_as_text(record) for record in as_json]
