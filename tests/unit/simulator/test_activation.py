# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules of agents: the printed samples, the rules, every switch, ten thousand agents, and am/asset."""

from __future__ import annotations

import sys

import pytest
import requests
from lxml import etree

from tests.simulator.agent_switches import ACTIVATION
from tests.simulator.asset_store import AssetStore
from tests.simulator.documents import KEY_UUID_PRINTED
from tests.simulator.server import Simulator

AGENTS = [712038, 2532638, 2532838, 5214017, 5808297]
SCANNER_ONLY = 2584223
PREFIX = "/qps/rest/2.0/"
EMPTY = '<?xml version="1.0" encoding="UTF-8" ?> <ServiceRequest>\n</ServiceRequest>\n'
# The sample is printed over two lines; the break is the page's, between the words of one tag name.
CLOUD_AGENT = """<?xml version="1.0" encoding="UTF-8" ?>
<ServiceRequest>
  <filters>
    <Criteria field="tagName" operator="EQUALS">Cloud Agent</Criteria>
  </filters>
</ServiceRequest>
"""


def modules(sim, number):
    return sim.state.assets.peek(number)["agentInfo"].get("activatedModule")


def filters(*criteria):
    items = "".join(
        f'<Criteria field="{field}" operator="{operator}">{value}</Criteria>' for field, operator, value in criteria
    )
    return f"<ServiceRequest><filters>{items}</filters></ServiceRequest>"


@pytest.fixture
def act(api):
    """Send activate or deactivate: one asset by id, or all that criteria match."""

    def send(operation, wanted, number=None, criteria=(), **rest):
        path = f"{PREFIX}{operation}/am/asset" + (f"/{number}" if number else "") + f"?module={wanted}"
        return api.post(path, filters(*criteria) if criteria else EMPTY, **rest)

    return send


@pytest.fixture
def read(api):
    """Read activatedModule of an asset."""

    def modules_of(number, **rest):
        return api.get(f"{PREFIX}get/am/hostasset/{number}", **rest).record["agentInfo"].get("activatedModule")

    return modules_of


# The printed samples, sent as their curl lines say.

SINGLE = {"Content-Type": "text/xml", "X-Requested-With": "curl"}
PLAIN = {"Content-Type": "text/xml"}
BULK = {"Content-Type": "text/xml", "Cache-Control": "no-cache"}
PRINTED = {
    712038: ("192.168.1.12", "2014-06-18T16:54:50Z", [(509525, "Cloud Agent")]),
    2532638: ("10.40.2.176", "2015-04-17T13:32:48Z", [(509525, "Cloud Agent")]),
    2532838: ("local IP agent", "2017-04-19T13:52:08Z", [(509525, "Cloud Agent"), (217325, "Agent")]),
    5214017: ("113080-T450", "2017-04-12T07:23:41Z", [(7584632, "Cloud Agent")]),
    5808297: (
        "qubul404spp4",
        "2018-06-22T11:45:38Z",
        [
            (1835835, "Tag name 1"),
            (2327817, "Tag name 2"),
            (1828415, "Cloud Agent"),
            (2079439, "Tag name 3"),
            (1855817, "Tag name 4"),
        ],
    ),
}
SAMPLES = [
    ("activate/am/asset/5808297?module=AGENT_SA", SINGLE, EMPTY, {5808297: "AGENT_PM,AGENT_SA"}),
    ("deactivate/am/asset/5214017?module=AGENT_SA", PLAIN, EMPTY, {5214017: "AGENT_VM"}),
    (
        "activate/am/asset?module=AGENT_SA",
        BULK,
        CLOUD_AGENT,
        {
            712038: "AGENT_VM,AGENT_SA",
            2532638: "AGENT_VM,AGENT_SA",
            2532838: "AGENT_VM,AGENT_PC,AGENT_SA",
            5214017: "AGENT_VM,AGENT_SA",
            5808297: "AGENT_PM,AGENT_SA",
        },
    ),
    (
        "deactivate/am/asset?module=AGENT_SA",
        BULK,
        CLOUD_AGENT,
        {
            712038: "AGENT_VM",
            2532638: "AGENT_VM",
            2532838: "AGENT_VM,AGENT_PC",
            5214017: "AGENT_VM",
            5808297: "AGENT_PM",
        },
    ),
    (
        "activate/am/asset/5808297?module=AGENT_SA,AGENT_VM,AGENT_PC",
        SINGLE,
        EMPTY,
        {5808297: "AGENT_PM,AGENT_SA,AGENT_VM,AGENT_PC"},
    ),
    ("deactivate/am/asset/5214017?module=AGENT_SA,AGENT_VM", PLAIN, EMPTY, {5214017: ""}),
]


@pytest.mark.parametrize(("path", "headers", "body", "after"), SAMPLES, ids=[sample[0] for sample in SAMPLES])
def test_sample(sim, path, headers, body, after):
    sim.add_user("fo_username", "password")
    before = {number: modules(sim, number) for number in after}
    response = requests.post(
        f"{sim.url}{PREFIX}{path}", data=body.encode(), headers=headers, auth=("fo_username", "password"), timeout=10
    )
    assert response.status_code == 200
    root = etree.fromstring(response.content)
    assert [child.tag for child in root] == ["responseCode", "count", "data"]
    assert (root.findtext("responseCode"), root.findtext("count")) == ("SUCCESS", str(len(after)))
    assert root.get("{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation").endswith(
        "/qps/xsd/2.0/am/asset.xsd"
    )
    assert [int(found.text) for found in root.findall("data/Asset/id")] == list(after)
    for asset in root.findall("data/Asset"):
        assert [child.tag for child in asset] == ["id", "name", "created", "modified", "type", "tags", "sourceInfo"]
        name, created, tags = PRINTED[int(asset.findtext("id"))]
        assert (asset.findtext("name"), asset.findtext("created"), asset.findtext("type")) == (name, created, "HOST")
        assert [(int(tag.findtext("id")), tag.findtext("name")) for tag in asset.findall("tags/list/TagSimple")] == tags
        assert len(asset.findall("sourceInfo/list/AssetSource")) == 1
    assert {number: modules(sim, number) for number in after} == after != before
    entry = sim.journal[-1]
    assert entry["operation"] == "/".join(path.split("?")[0].split("/")[:3])
    assert (entry["is_write"], entry["acted"]) == (True, True)
    assert entry["object_id"] == (next(iter(after)) if len(after) == 1 else list(after))


def test_modified_tells_of_a_change_and_only_of_one(sim, act, api):
    sim.clock.set("2031-05-01T10:00:00Z")
    assert act("activate", "AGENT_SA", 712038).record["modified"] == "2031-05-01T10:00:00Z"
    sim.clock.set("2031-05-02T10:00:00Z")
    assert act("activate", "AGENT_SA", 712038).record["modified"] == "2031-05-01T10:00:00Z"
    assert api.assets(("updated", "GREATER", "2031-01-01")).ids == [712038]


@pytest.mark.parametrize("wanted", ["AGENT_SA,AGENT_FIM", "AGENT_SA%2CAGENT_FIM", "AGENT_SA,%20AGENT_FIM"])
def test_several_modules(sim, act, wanted):
    assert act("activate", wanted, 712038).code == "SUCCESS"
    assert modules(sim, 712038) == "AGENT_VM,AGENT_SA,AGENT_FIM"


@pytest.mark.parametrize(
    "wanted",
    [
        "AGENT_VM",
        "AGENT_PC",
        "AGENT_FIM",
        "AGENT_EDR",
        "AGENT_SCA",
        "AGENT_SA",
        "AGENT_CAPS",
        "AGENT_SwCA",
        "AGENT_MTG",
        "AGENT_PM",
    ],
)
def test_every_module_can_be_switched(sim, act, read, wanted):
    sim.state.assets[712038]["agentInfo"]["activatedModule"] = "AGENT_VM"
    assert act("activate", wanted, 712038).envelope["count"] == 1
    assert wanted in read(712038).split(",")
    assert act("deactivate", wanted, 712038).envelope["count"] == 1
    assert wanted not in (read(712038) or "").split(",")


@pytest.mark.parametrize(
    "criterion",
    [
        ("id", "IN", "712038,5808297"),
        ("id", "EQUALS", "712038"),
        ("tagName", "EQUALS", "Agent"),
        ("agentUuid", "EQUALS", "7d0e4b52-91aa-4c3f-8f60-000000712038"),
        ("activationKey", "EQUALS", KEY_UUID_PRINTED),
        ("trackingMethod", "EQUALS", "QAGENT"),
        ("tagId", "EQUALS", "217325"),
        ("name", "CONTAINS", "168.1.12"),
    ],
)
def test_bulk_takes_the_criteria_of_a_search(act, api, criterion):
    assert act("activate", "AGENT_SA", criteria=[criterion]).ids == api.assets(criterion).ids != []


def test_bulk_leaves_assets_without_an_agent_alone(sim, act):
    reply = act("activate", "AGENT_SA", criteria=[("id", "GREATER", "1")])
    assert reply.ids == AGENTS
    assert "agentInfo" not in sim.state.assets.peek(SCANNER_ONLY)


def test_answer_in_json(act):
    reply = act("activate", "AGENT_SA", 712038, accept="application/json")
    assert reply.envelope["count"] == 1
    assert reply.record["sourceInfo"] == {"list": [{"AssetSource": {}}]}


@pytest.mark.parametrize(
    ("operation", "permission"), [("activate", "Activate Agent"), ("deactivate", "Deactivate Agent")]
)
def test_permission(sim, act, operation, permission):
    sim.add_user("may", "x", permissions=[permission])
    sim.add_user("reads", "x", permissions=["Read Asset"])
    assert act(operation, "AGENT_VM", 712038, auth=("may", "x")).code == "SUCCESS"
    assert act(operation, "AGENT_VM", 712038, auth=("reads", "x")).code == "UNAUTHORIZED"


# Rules


@pytest.mark.parametrize("wanted", ["", "AGENT_UDC", "VM", "AGENT_SWCA", "AGENT_VM,", "agent_vm", "AGENT_VM,AGENT_X"])
@pytest.mark.parametrize("operation", ["activate", "deactivate"])
def test_unknown_modules_are_refused(sim, act, operation, wanted):
    reply = act(operation, wanted, 712038)
    assert (reply.status, reply.code) == (200, "INVALID_REQUEST")
    assert modules(sim, 712038) == "AGENT_VM"


@pytest.mark.parametrize(
    ("have", "platform", "wanted"),
    [
        ("AGENT_VM", "Windows", "AGENT_PC,AGENT_SCA"),
        ("AGENT_PC", "Windows", "AGENT_SCA"),
        ("AGENT_SCA", "Linux", "AGENT_VM,AGENT_PC"),
        ("AGENT_PM", "Linux", "AGENT_SwCA"),
        ("AGENT_VM", "Mac", "AGENT_SwCA"),
        ("AGENT_VM", "Linux", "AGENT_CAPS"),
        ("AGENT_VM", "Windows", "AGENT_PAF"),
        ("", "Windows", "AGENT_PAF"),
    ],
)
def test_what_a_rule_forbids(sim, act, have, platform, wanted):
    sim.state.assets[712038]["agentInfo"].update(activatedModule=have, platform=platform)
    assert act("activate", wanted, 712038).code == "INVALID_REQUEST"
    assert modules(sim, 712038) == have


@pytest.mark.parametrize(
    ("have", "platform", "wanted"),
    [
        ("AGENT_VM", "Linux", "AGENT_SwCA"),
        ("AGENT_VM", "Windows", "AGENT_CAPS"),
        ("AGENT_PC", "Mac", "AGENT_PAF"),
        ("AGENT_SCA", "Linux", "AGENT_PAF,AGENT_VM"),
        ("AGENT_VM, AGENT_SCA", "Linux", "AGENT_SwCA"),
        ("AGENT_PC,AGENT_SCA", "Linux", "AGENT_VM"),
    ],
)
def test_what_the_rules_allow(sim, act, have, platform, wanted):
    sim.state.assets[712038]["agentInfo"].update(activatedModule=have, platform=platform)
    assert act("activate", wanted, 712038).code == "SUCCESS"
    assert set(modules(sim, 712038).split(",")) == {*have.replace(" ", "").split(","), *wanted.split(",")}


def test_module_must_be_in_the_subscription(sim, act):
    sim.state.subscribed_modules.discard("FIM")
    assert act("activate", "AGENT_FIM", 712038).code == "INVALID_REQUEST"
    sim.state.log_collector = False
    assert act("activate", "AGENT_SA", 712038).code == "INVALID_REQUEST"
    sim.state.caps_configured = False
    assert act("activate", "AGENT_CAPS", 712038).code == "INVALID_REQUEST"
    assert act("activate", "AGENT_EDR", 712038).code == "SUCCESS"
    # What is no longer subscribed can still be switched off.
    assert act("deactivate", "AGENT_SA", 5214017).code == "SUCCESS"
    sim.reset()
    assert act("activate", "AGENT_FIM,AGENT_SA,AGENT_CAPS", 712038).code == "SUCCESS"


def test_bulk_form_needs_criteria(sim, act):
    assert act("activate", "AGENT_SA").code == "INVALID_REQUEST"
    sim.switches.bulk_empty_filter = "all"
    assert act("activate", "AGENT_SA").ids == AGENTS


def test_field_that_cannot_be_searched(act):
    reply = act("activate", "AGENT_SA", criteria=[("activatedModule", "CONTAINS", "VM")])
    assert (reply.status, reply.code) == (400, "INVALID_REQUEST")


# Switches


def test_every_activation_switch_has_a_test():
    here = vars(sys.modules[__name__])
    assert [switch.name for switch in ACTIVATION if f"test_{switch.name}" not in here] == []


@pytest.mark.parametrize(
    "selected",
    [
        {"number": 5},
        {"number": SCANNER_ONLY},
        {"criteria": [("tagName", "EQUALS", "nobody")]},
        {"criteria": [("id", "IN", str(SCANNER_ONLY))]},
    ],
)
def test_activation_no_match(played, act, selected):
    def observe():
        reply = act("deactivate", "AGENT_VM", **selected)
        return reply.status, reply.code, reply.envelope.get("count"), "data" in reply.envelope

    assert played("activation_no_match", observe) == {
        "refuse": (200, "INVALID_REQUEST", None, False),
        "count_zero": (200, "SUCCESS", 0, False),
    }


def test_module_already_active(sim, played, act):
    def observe():
        single = act("activate", "AGENT_VM", 712038)
        bulk = act("activate", "AGENT_PC", criteria=[("id", "IN", "2532638,2532838")])
        return single.envelope.get("count"), bulk.code, bulk.ids, modules(sim, 2532638)

    assert played("module_already_active", observe) == {
        "success": (1, "SUCCESS", [2532638, 2532838], "AGENT_VM,AGENT_PC"),
        "refuse": (None, "INVALID_REQUEST", [], "AGENT_VM"),
        "count_zero": (0, "SUCCESS", [2532638], "AGENT_VM,AGENT_PC"),
    }


def test_module_not_active(sim, played, act):
    def observe():
        codes = [act("deactivate", wanted, 712038).code for wanted in ("AGENT_FIM", "AGENT_VM,AGENT_PC")]
        return codes, modules(sim, 712038)

    assert played("module_not_active", observe) == {
        "success": (["SUCCESS"] * 2, ""),
        "refuse": (["INVALID_REQUEST"] * 2, "AGENT_VM"),
    }


def test_module_param_case(played, act, read):
    def observe():
        return act("activate", "AGENT_SWCA", 712038).code, read(712038)

    assert played("module_param_case", observe) == {
        "sensitive": ("INVALID_REQUEST", "AGENT_VM"),
        "insensitive": ("SUCCESS", "AGENT_VM,AGENT_SwCA"),
    }


def test_dependent_in_one_call(played, act):
    def observe():
        return [
            act("activate", wanted, 5808297).code
            for wanted in ("AGENT_SwCA,AGENT_VM", "AGENT_VM", "AGENT_SwCA", "AGENT_SCA,AGENT_PAF")
        ]

    assert played("dependent_in_one_call", observe) == {
        "accept": ["SUCCESS"] * 4,
        "refuse": ["INVALID_REQUEST", "SUCCESS", "SUCCESS", "INVALID_REQUEST"],
    }


def test_deactivate_needed(sim, played, act):
    def observe():
        sim.state.assets[712038]["agentInfo"]["activatedModule"] = "AGENT_VM,AGENT_SwCA,AGENT_PC,AGENT_PAF"
        codes = [act("deactivate", wanted, 712038).code for wanted in ("AGENT_VM", "AGENT_PC")]
        left = modules(sim, 712038)
        return codes, left, act("deactivate", "AGENT_VM,AGENT_SwCA,AGENT_PC,AGENT_PAF", 712038).code

    assert played("deactivate_needed", observe) == {
        "accept": (["SUCCESS"] * 2, "AGENT_SwCA,AGENT_PAF", "SUCCESS"),
        "refuse": (["INVALID_REQUEST"] * 2, "AGENT_VM,AGENT_SwCA,AGENT_PC,AGENT_PAF", "SUCCESS"),
    }


def test_activation_lag(played, act, api, read):
    old, new = "AGENT_VM", "AGENT_VM,AGENT_SA"

    def observe():
        act("activate", "AGENT_SA", 712038)
        api.assets(("id", "EQUALS", "712038"), query="?fields=id,name")
        seen = [read(712038)]
        seen += [api.assets(("id", "EQUALS", "712038")).record["agentInfo"]["activatedModule"] for _turn in range(3)]
        return seen, read(5214017)

    assert played("activation_lag", observe) == {
        "0": ([new] * 4, "AGENT_VM,AGENT_SA"),
        "1": ([old] + [new] * 3, "AGENT_VM,AGENT_SA"),
        "3": ([old] * 3 + [new], "AGENT_VM,AGENT_SA"),
    }


def test_lag_is_per_asset_and_rules_see_the_truth(sim, act, api):
    sim.switches.activation_lag = 1
    act("activate", "AGENT_PC", criteria=[("id", "IN", "712038,2532638")])
    assert act("activate", "AGENT_SCA", 712038).code == "INVALID_REQUEST"
    records = api.assets(("tagId", "EQUALS", "509525"), accept="application/json").records
    assert [record["agentInfo"]["activatedModule"] for record in records] == [
        "AGENT_VM",
        "AGENT_VM",
        "AGENT_VM,AGENT_PC",
    ]
    records = api.assets(("tagId", "EQUALS", "509525")).records
    assert [record["agentInfo"]["activatedModule"] for record in records] == ["AGENT_VM,AGENT_PC"] * 3
    act("deactivate", "AGENT_VM,AGENT_PC", 712038)
    act("activate", "AGENT_SA", 712038)
    assert api.assets(("id", "EQUALS", "712038")).record["agentInfo"]["activatedModule"] == "AGENT_VM,AGENT_PC"
    assert sim.state.stale_modules == {}


def test_activation_partial(sim, played, act):
    def observe():
        single = act("activate", "AGENT_FIM", 712038).envelope["count"]
        reply = act("activate", "AGENT_SA", criteria=[("tagName", "EQUALS", "Cloud Agent")])
        return (
            single,
            reply.code,
            reply.envelope["count"],
            len(reply.ids),
            [number for number in AGENTS if "AGENT_SA" not in modules(sim, number)],
        )

    assert played("activation_partial", observe) == {
        "none": (1, "SUCCESS", 5, 5, []),
        "silent": (1, "SUCCESS", 5, 5, [2532838]),
        "listed": (1, "SUCCESS", 4, 4, [2532838]),
    }


def test_partial_every_is_up_to_the_test(sim, act):
    sim.switches.activation_partial = "listed"
    sim.state.partial_every = 2
    reply = act("activate", "AGENT_SA", criteria=[("tagName", "EQUALS", "Cloud Agent")])
    assert reply.ids == [712038, 2532838, 5808297]


def test_bulk_limit(sim, played, act):
    def observe():
        for number in range(1, 251):
            sim.state.assets[number] = {"id": number, "name": "many", "agentInfo": {"platform": "Linux"}}
        reply = act("activate", "AGENT_SA", criteria=[("name", "EQUALS", "many")])
        changed = sum("activatedModule" in sim.state.assets.peek(number)["agentInfo"] for number in range(1, 251))
        envelope = reply.envelope
        assert sim.journal[-1]["object_id"] == reply.ids
        return envelope["count"], len(reply.ids), changed, envelope.get("hasMoreRecords"), envelope.get("lastId")

    assert played("bulk_limit", observe) == {
        "none": (250, 250, 250, None, None),
        "100": (100, 100, 100, None, None),
        "100_told": (100, 100, 100, "true", "100"),
    }


def test_bulk_conflict(sim, played, act):
    def observe():
        sim.state.assets[712038]["agentInfo"]["activatedModule"] = "AGENT_SCA"
        reply = act("activate", "AGENT_PC", criteria=[("tagId", "EQUALS", "509525")])
        after = [modules(sim, number) for number in (712038, 2532638)]
        return reply.code, reply.ids, after, act("activate", "AGENT_PC", 712038).code

    assert played("bulk_conflict", observe) == {
        "refuse": ("INVALID_REQUEST", [], ["AGENT_SCA", "AGENT_VM"], "INVALID_REQUEST"),
        "skip": ("SUCCESS", [2532638, 2532838], ["AGENT_SCA", "AGENT_VM,AGENT_PC"], "INVALID_REQUEST"),
    }


def test_bulk_tag_criterion(played, act):
    def observe():
        return [
            act("activate", "AGENT_SA", **selected).code
            for selected in (
                {"number": 712038},
                {"criteria": [("id", "IN", "712038")]},
                {"criteria": [("id", "IN", "712038"), ("tagName", "EQUALS", "Cloud Agent")]},
            )
        ]

    assert played("bulk_tag_criterion", observe) == {
        "optional": ["SUCCESS"] * 3,
        "required": ["SUCCESS", "INVALID_REQUEST", "SUCCESS"],
    }


def test_bulk_id_in(played, act, api):
    def observe():
        return [
            act("activate", "AGENT_SA", criteria=[("id", operator, "712038")]).code for operator in ("IN", "EQUALS")
        ], api.assets(("id", "IN", "712038")).code

    assert played("bulk_id_in", observe) == {
        "accept": (["SUCCESS"] * 2, "SUCCESS"),
        "refuse": (["INVALID_REQUEST", "SUCCESS"], "SUCCESS"),
    }


def test_max_in_values(played, act, api):
    def observe():
        found = []
        for length in (250, 251):
            criterion = ("id", "IN", ",".join(str(712038 + number) for number in range(length)))
            found += [act("activate", "AGENT_SA", criteria=[criterion]).code, api.assets(criterion).code]
        return found

    assert played("max_in_values", observe) == {
        "none": ["SUCCESS"] * 4,
        "250": ["SUCCESS"] * 2 + ["INVALID_REQUEST"] * 2,
    }


def test_activated_module_empty(played, act, api):
    def observe():
        act("deactivate", "AGENT_VM", 712038)
        info = api.get(f"{PREFIX}get/am/hostasset/712038").record["agentInfo"]
        return "activatedModule" in info, info.get("activatedModule"), "platform" in info

    assert played("activated_module_empty", observe) == {"missing": (False, None, True), "empty": (True, "", True)}


def test_activated_module_spacing(played, read):
    assert played("activated_module_spacing", lambda: read(2532838)) == {
        "plain": "AGENT_VM,AGENT_PC",
        "spaces": "AGENT_VM, AGENT_PC",
    }


def test_activated_module_case(played, act, read, api):
    def observe():
        act("activate", "AGENT_SwCA,AGENT_EDR", 712038)
        found = read(712038)
        assert api.assets(("id", "EQUALS", "712038")).record["agentInfo"]["activatedModule"] == found
        return found

    assert played("activated_module_case", observe) == {
        "documented": "AGENT_VM,AGENT_SwCA,AGENT_EDR",
        "upper": "AGENT_VM,AGENT_SWCA,AGENT_EDR",
        "ioc": "AGENT_VM,AGENT_SWCA,AGENT_IOC",
    }


def test_modules_are_known_however_they_are_spelled(sim, act):
    sim.state.assets[712038]["agentInfo"]["activatedModule"] = "AGENT_VM, AGENT_SWCA, AGENT_IOC"
    assert act("deactivate", "AGENT_SwCA,AGENT_EDR", 712038).code == "SUCCESS"
    assert modules(sim, 712038) == "AGENT_VM"


# am/asset


def test_assets_are_read_without_their_agent(api):
    search = api.post(PREFIX + "search/am/asset", filters(("tagName", "EQUALS", "Cloud Agent")))
    assert search.ids == AGENTS
    assert search.envelope["hasMoreRecords"] == "false"
    for reply in (api.get(PREFIX + "get/am/asset/2532838"), api.post(PREFIX + "get/am/asset/2532838", EMPTY)):
        assert list(reply.record) == ["id", "name", "created", "modified", "type", "tags", "sourceInfo"]
        assert reply.record == search.records[2]
    assert api.post(PREFIX + "count/am/asset", filters(("tagName", "EQUALS", "Cloud Agent"))).envelope["count"] == 5
    assert api.get(PREFIX + "get/am/asset/5").code == "NOT_FOUND"
    assert api.get(PREFIX + "get/am/asset/712038?fields=id,name").record == {"id": 712038, "name": "192.168.1.12"}


# A large fleet


@pytest.fixture(scope="module")
def crowd():
    with Simulator(assets=28000, seed=3) as simulator:
        yield simulator


def test_fleet_has_agents_of_every_kind(crowd):
    hosts = [crowd.state.assets.peek(number) for number in crowd.state.assets]
    agents = [host for host in hosts if "agentInfo" in host]
    assert len(agents) > 10000
    with_sa = sum("AGENT_SA" in host["agentInfo"]["activatedModule"] for host in agents)
    assert 0.45 < with_sa / len(agents) < 0.55
    assert {host["agentInfo"]["platform"] for host in agents} == {"Windows", "Linux"}
    keys = {key["activationKey"]: key["title"] for key in crowd.state.activation_keys.values()}
    assert {host["agentInfo"]["activationKey"]["activationId"] for host in agents} <= set(keys)
    for host in agents:
        assert "Cloud Agent" in [tag["TagSimple"]["name"] for tag in host["tags"]["list"]]
        link = host["agentInfo"]["activationKey"]
        assert keys[link["activationId"]] == link["title"]
        assert (host["agentInfo"]["platform"] == "Windows") == host["os"].startswith("Windows")


def test_azure_hosts_have_the_system_their_source_tells(crowd):
    found = set()
    for number in crowd.state.assets:
        host = crowd.state.assets.peek(number)
        kinds = [
            member["AzureAssetSourceSimple"]["osType"]
            for member in host["sourceInfo"]["list"]
            if "AzureAssetSourceSimple" in member
        ]
        if kinds and "os" in host:
            found.add((kinds[0], host["os"].startswith("Windows")))
    assert found == {("Windows", True), ("Linux", False)}


@pytest.fixture
def looks(monkeypatch):
    """Counts how often an asset is looked at, changed or copied: what takes the time in a large fleet."""
    counted = []
    for name in ("peek", "agent", "amend", "__getitem__"):
        real = getattr(AssetStore, name)

        def look(self, *args, _real=real, **more):
            counted.append(1)
            return _real(self, *args, **more)

        monkeypatch.setattr(AssetStore, name, look)
    return counted


def test_bulk_over_ten_thousand_agents_takes_few_looks_at_each(crowd, client_of, looks):
    crowd.reset()
    api = client_of(crowd)
    agents = [number for number in crowd.state.assets if "agentInfo" in crowd.state.assets.peek(number)]
    first = next(number for number in agents if "AGENT_SA" not in modules(crowd, number))
    before = api.assets(("id", "EQUALS", str(first))).record
    looks.clear()
    reply = api.post(PREFIX + "activate/am/asset?module=AGENT_SA", CLOUD_AGENT)
    assert len(looks) <= 10 * len(crowd.state.assets)
    assert reply.ids == agents
    assert crowd.journal[-1]["object_id"] == agents
    assert all("AGENT_SA" in modules(crowd, number) for number in agents)
    after = api.assets(("id", "EQUALS", str(first))).record
    assert after["agentInfo"].pop("activatedModule") == before["agentInfo"].pop("activatedModule") + ",AGENT_SA"
    assert after.pop("modified") != before.pop("modified")
    assert after == before
    # Reset brings the fleet back: nothing shared was changed.
    crowd.reset()
    assert "AGENT_SA" not in modules(crowd, first)


def test_chunks_by_id_take_few_looks_at_each_of_them(crowd, client_of, looks):
    crowd.reset()
    api = client_of(crowd)
    agents = [number for number in crowd.state.assets if "agentInfo" in crowd.state.assets.peek(number)]
    looks.clear()
    for start in range(0, len(agents), 500):
        chunk = ",".join(map(str, agents[start : start + 500]))
        assert api.post(PREFIX + "activate/am/asset?module=AGENT_FIM", filters(("id", "IN", chunk))).code == "SUCCESS"
    # Not all assets for every chunk.
    assert len(looks) <= 10 * len(agents)
    assert all("AGENT_FIM" in modules(crowd, number) for number in agents)


def test_a_changed_fleet_host_can_still_be_changed_by_a_test(crowd, client_of):
    crowd.reset()
    api = client_of(crowd)
    number = next(number for number in crowd.state.assets if "agentInfo" in crowd.state.assets.peek(number))
    api.post(f"{PREFIX}activate/am/asset/{number}?module=AGENT_FIM", EMPTY)
    crowd.state.assets[number]["tags"]["list"].clear()
    crowd.state.assets[number]["agentInfo"]["activationKey"]["title"] = "mine"
    record = api.get(f"{PREFIX}get/am/hostasset/{number}").record
    assert (record["tags"]["list"], record["agentInfo"]["activationKey"]["title"]) == ([], "mine")
    assert "AGENT_FIM" in record["agentInfo"]["activatedModule"]
    titles = [
        crowd.state.assets.peek(other)["agentInfo"]["activationKey"]["title"]
        for other in crowd.state.assets
        if "agentInfo" in crowd.state.assets.peek(other)
    ]
    assert titles.count("mine") == 1
    api.post(f"{PREFIX}deactivate/am/asset/{number}?module=AGENT_FIM", EMPTY)
    assert "AGENT_FIM" not in api.get(f"{PREFIX}get/am/hostasset/{number}").record["agentInfo"].get(
        "activatedModule", ""
    )
