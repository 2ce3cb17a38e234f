# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""XML and JSON, in and out, chosen apart; and what the envelope looks like in each."""

from __future__ import annotations

import pytest
from lxml import etree

JSON = "application/json"
SEARCH = "/qps/rest/3.0/search/was/wasscanschedule"
UPDATE = "/qps/rest/3.0/update/was/wasscanschedule/1688"


@pytest.mark.parametrize("accept", [None, "*/*", "application/xml", "text/xml"])
def test_xml_unless_json_is_asked_for(api, accept):
    reply = api.post(SEARCH, accept=accept)
    assert reply.headers["Content-Type"] == "application/xml"
    assert reply.text.startswith('<?xml version="1.0" encoding="UTF-8"?>')


def test_schema_location_and_no_namespace(sim, api):
    root = etree.fromstring(api.post(SEARCH).response.content)
    location = root.get("{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation")
    assert location == sim.url + "/qps/xsd/3.0/was/wasscanschedule.xsd"
    assert all(etree.QName(element).namespace is None for element in root.iter())
    assert [child.tag for child in root] == ["responseCode", "count", "hasMoreRecords", "data"]


@pytest.mark.parametrize("as_json_in", [False, True])
@pytest.mark.parametrize("accept", [None, JSON])
def test_every_mixture(api, as_json_in, accept):
    criteria = {"Criteria": [{"field": "name", "operator": "EQUALS", "value": "Shop weekly"}]}
    body = (
        {"ServiceRequest": {"filters": criteria, "preferences": {"limitResults": 5}}}
        if as_json_in
        else (
            '<ServiceRequest><filters><Criteria field="name" operator="EQUALS">Shop weekly</Criteria></filters>'
            "<preferences><limitResults>5</limitResults></preferences></ServiceRequest>"
        )
    )
    reply = api.post(SEARCH, body, accept=accept)
    assert reply.is_json == (accept == JSON)
    assert reply.ids == [1688]


def test_json_envelope(api):
    envelope = api.post(SEARCH, {"ServiceRequest": {"preferences": {"limitResults": 1}}}, accept=JSON).envelope
    assert {key: envelope[key] for key in ("responseCode", "count", "hasMoreRecords", "lastId")} == {
        "responseCode": "SUCCESS",
        "count": 1,
        "hasMoreRecords": "true",
        "lastId": 1688,
    }
    assert list(envelope["data"][0]) == ["WasScanSchedule"]
    record = envelope["data"][0]["WasScanSchedule"]
    assert (record["id"], record["active"]) == (1688, "true")


def test_json_without_a_match_has_no_data(api):
    body = {"ServiceRequest": {"filters": {"Criteria": [{"field": "id", "operator": "EQUALS", "value": 5}]}}}
    assert api.post(SEARCH, body, accept=JSON).envelope == {"responseCode": "SUCCESS", "count": 0}


def test_json_refusal(api):
    body = {"ServiceRequest": {"filters": {"Criteria": [{"field": "id", "operator": "EQUALS", "value": "x"}]}}}
    assert api.post(SEARCH, body, accept=JSON).envelope == {
        "responseCode": "INVALID_REQUEST",
        "responseErrorDetails": {
            "errorMessage": "Criteria: Invalid value format for criteria 'id' (x).",
            "errorResolution": "Specify criteria value(s) as Long.",
        },
    }


@pytest.mark.parametrize(
    "wrap", [lambda record: {"WasScanSchedule": record}, lambda record: [{"WasScanSchedule": record}]]
)
def test_json_write(api, wrap):
    record = {
        "active": False,
        "sendMail": "false",
        "name": "j & <k>",
        "notification": {
            "delay": {"nb": 3, "scale": "DAY"},
            "recipients": {"set": {"EmailAddress": ["a@example.org", "b@example.org"]}},
        },
    }
    reply = api.post(UPDATE, {"ServiceRequest": {"data": wrap(record)}}, accept=JSON)
    assert reply.envelope == {"responseCode": "SUCCESS", "count": 1, "data": [{"WasScanSchedule": {"id": 1688}}]}
    stored = api.schedule(1688)
    assert (stored["active"], stored["sendMail"], stored["name"]) == ("false", "false", "j & <k>")
    assert stored["notification"]["delay"] == {"nb": 3, "scale": "DAY"}
    assert len(stored["notification"]["recipients"]["list"]) == 2


def test_json_write_of_tags_and_week_days(api, scheduling):
    record = {
        "target": {
            "webApps": {"set": {"WebApp": [{"id": 5001}, {"id": 5002}]}},
            "scannerAppliance": {"type": "scannerTags"},
            "scannerTags": {"set": {"Tag": [{"id": 80}]}},
        },
        "name": "json",
        "type": "DISCOVERY",
        "profile": {"id": 9001},
        "scheduling": {
            "startDate": "2031-01-06T01:00:00Z",
            "timeZone": {"code": "UTC"},
            "occurrenceType": "WEEKLY",
            "occurrence": {"weeklyOccurrence": {"everyNWeeks": 1, "onDays": {"WeekDay": ["MONDAY", "FRIDAY"]}}},
        },
    }
    reply = api.post(
        "/qps/rest/3.0/create/was/wasscanschedule",
        {"ServiceRequest": {"data": {"WasScanSchedule": record}}},
        accept=JSON,
    )
    made = api.schedule(reply.record["id"], accept=JSON)
    assert [member["WebApp"]["id"] for member in made["target"]["webApps"]["list"]] == [5001, 5002]
    assert made["scheduling"]["occurrence"]["weeklyOccurrence"]["onDays"] == {"WeekDay": ["MONDAY", "FRIDAY"]}


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        '"text"',
        '{"Other": {}}',
        '{"ServiceRequest": {"unknown": 1}}',
        '{"ServiceRequest": {}, "x": 1}',
        '{"ServiceRequest": {"filters": {"Criteria": ["x"]}}}',
        '{"ServiceRequest": {"filters": {"bad name": "x"}}}',
        '{"ServiceRequest": {"filters": {"Criteria": [{"field": "name", "operator": "EQUALS", "value": "\\u0000"}]}}}',
    ],
)
def test_bad_json(api, body):
    assert api.post(SEARCH, body, content_type=JSON).code == "INVALID_XML"


@pytest.mark.parametrize("number", [1688, 171425669])
def test_same_schedule_in_xml_and_json(api, number):
    assert api.schedule(number) == api.schedule(number, accept=JSON)


@pytest.mark.parametrize(
    "path", ["was/webapp", "was/optionprofile", "was/webappauthrecord", "was/dnsoverride", "am/tag"]
)
def test_same_catalog_in_xml_and_json(api, path):
    version = "2.0" if path.startswith("am") else "3.0"
    found = api.post(f"/qps/rest/{version}/search/{path}")
    assert found.records == api.post(f"/qps/rest/{version}/search/{path}", accept=JSON).records
    assert found.ids == sorted(found.ids)
    one = api.get(f"/qps/rest/{version}/get/{path}/{found.ids[0]}")
    assert one.record == api.get(f"/qps/rest/{version}/get/{path}/{found.ids[0]}", accept=JSON).record
    assert api.post(f"/qps/rest/{version}/count/{path}").envelope["count"] == len(found.ids)
    assert api.get(f"/qps/rest/{version}/get/{path}/1").code == "NOT_FOUND"


def test_free_text_is_cdata_on_was_and_escaped_elsewhere(sim, api):
    assert "<name><![CDATA[Café & Küche]]></name>" in api.get("/qps/rest/3.0/get/was/webapp/5004").text
    sim.state.assets[2687821]["name"] = "a & b"
    assert "<name>a &amp; b</name>" in api.get("/qps/rest/2.0/get/am/hostasset/2687821").text


def test_portal_version(api):
    reply = api.get("/qps/rest/portal/version")
    assert (reply.code, reply.envelope["count"]) == ("SUCCESS", 1)
    assert [name for item in reply.envelope["data"] for name in item] == ["Portal-Version", "QWeb-Version"]
    assert "evaluation" not in reply.headers
    assert api.get("/qps/rest/portal/version", accept=JSON).records == reply.records


@pytest.mark.parametrize(
    ("path", "criterion", "ids"),
    [
        ("3.0/search/was/webapp", ("name", "EQUALS", "Shop"), [5001]),
        ("3.0/search/was/webapp", ("url", "CONTAINS", "staging"), [5002]),
        ("3.0/search/was/webapp", ("tags.name", "EQUALS", "prod"), [5001, 5003]),
        ("3.0/search/was/webapp", ("tags", "NONE", ""), [5004]),
        ("3.0/search/was/webapp", ("isScheduled", "EQUALS", "true"), [5001]),
        ("3.0/search/was/webapp", ("isScanned", "EQUALS", "false"), [5001, 5002, 5003, 5004]),
        ("3.0/search/was/optionprofile", ("name", "EQUALS", "Initial WAS Options"), [9001]),
        ("3.0/search/was/optionprofile", ("usedBySchedules", "EQUALS", "true"), [9001, 9002]),
        ("3.0/search/was/optionprofile", ("usedByWebApps", "EQUALS", "false"), [9003]),
        ("3.0/search/was/webappauthrecord", ("name", "CONTAINS", "login"), [7001, 7003]),
        ("3.0/search/was/webappauthrecord", ("isUsed", "EQUALS", "false"), [7003]),
        ("3.0/search/was/dnsoverride", ("id", "EQUALS", "6001"), [6001]),
        ("2.0/search/am/tag", ("name", "EQUALS", "Cloud Agent"), [509525, 1828415, 7584632]),
        ("2.0/search/am/tag", ("parent", "EQUALS", "90"), [91]),
        ("2.0/search/am/tag", ("ruleType", "IN", "CLOUD_ASSET,NAME_CONTAINS"), [90, 91]),
    ],
)
def test_catalog_criteria(api, path, criterion, ids):
    field, operator, value = criterion
    body = (
        f'<ServiceRequest><filters><Criteria field="{field}" operator="{operator}">{value}</Criteria></filters>'
        "</ServiceRequest>"
    )
    assert api.post("/qps/rest/" + path, body).ids == ids


def test_catalog_fields(api):
    reply = api.post("/qps/rest/2.0/search/am/tag?fields=id,name")
    assert reply.records[0] == {"id": 77, "name": "prod"}


def test_headers(api):
    reply = api.post(SEARCH)
    assert reply.headers["evaluation"] == "false"
    assert reply.headers["X-Powered-By"].startswith("Qualys:")
    assert not [name for name in reply.headers if "limit" in name.lower()]
    refused = api.get("/qps/rest/3.0/get/was/wasscanschedule/1")
    assert "evaluation" not in refused.headers
    assert "X-Powered-By" in refused.headers
