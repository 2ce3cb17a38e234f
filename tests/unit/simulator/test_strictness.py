# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request that Qualys would refuse must fail here too."""

from __future__ import annotations

import pytest
import requests

SEARCH = "/qps/rest/3.0/search/was/wasscanschedule"
ASSETS = "/qps/rest/2.0/search/am/hostasset"
GET = "/qps/rest/3.0/get/was/wasscanschedule/1688"
NUMBERED_DAY = (
    "<scheduling><occurrence><monthlyOccurrence><monthlyType><occurDayOrderInMonth><dayOrder>1</dayOrder>"
    "</occurDayOrderInMonth></monthlyType></monthlyOccurrence></occurrence></scheduling>"
)


def test_missing_login(sim):
    reply = requests.get(sim.url + GET, timeout=10)
    assert reply.status_code == 200
    assert "AUTH_CREDENTIALS_NEEDED" in reply.text
    assert "Login and password are required" in reply.text
    assert "x-powered-by" not in reply.headers


@pytest.mark.parametrize("auth", [("demo", "wrong"), ("nobody", "demo"), ("", "")])
def test_wrong_login(api, auth):
    reply = api.get(GET, auth=auth)
    assert (reply.code, reply.message) == ("INVALID_CREDENTIALS", "Authentication failed")
    assert "data" not in reply.envelope
    assert "count" not in reply.envelope


def test_broken_authorization_header(sim):
    reply = requests.get(sim.url + GET, headers={"Authorization": "Basic %%%"}, timeout=10)
    assert "INVALID_CREDENTIALS" in reply.text


def test_login_by_plain_headers(sim):
    reply = requests.get(sim.url + GET, headers={"user": "demo", "password": "demo"}, timeout=10)
    assert "SUCCESS" in reply.text
    assert "password" not in str(sim.journal[-1])


def test_login_with_umlauts(sim, api):
    sim.add_user("jörg", "pässword")
    response = requests.get(sim.url + GET, auth=("jörg".encode(), "pässword".encode()), timeout=10)
    assert "SUCCESS" in response.text


def test_user_without_api_access(sim, api):
    sim.add_user("gui", "gui", api_access=False)
    reply = api.get(GET, auth=("gui", "gui"))
    assert (reply.code, reply.message) == (
        "UNAUTHORIZED",
        "You are not authorized to access the application through the API.",
    )


def test_user_without_module(sim, api):
    sim.add_user("assets", "x", modules={"AM"})
    assert api.get(GET, auth=("assets", "x")).code == "UNAUTHORIZED"
    assert api.post(ASSETS, auth=("assets", "x")).code == "SUCCESS"
    assert "WAS-VERSION" not in api.get("/qps/rest/portal/version", auth=("assets", "x")).text


@pytest.mark.parametrize(
    ("operation", "lacking"),
    [
        ("create", "Create WAS Schedule"),
        ("update", "Edit WAS Schedule"),
        ("activate", "Edit WAS Schedule"),
        ("deactivate", "Edit WAS Schedule"),
        ("delete", "Delete WAS Schedule"),
    ],
)
def test_user_without_one_permission(sim, api, operation, lacking):
    everything = {"Create WAS Schedule", "Edit WAS Schedule", "Delete WAS Schedule", "Read Asset"}
    sim.add_user("most", "x", permissions=everything - {lacking})
    sim.add_user("one", "x", permissions={lacking})
    number = None if operation == "create" else 1688
    body = "<name>x</name>"
    refused = api.write(operation, body if operation in ("create", "update") else "", number, auth=("most", "x"))
    assert refused.code == "UNAUTHORIZED"
    assert lacking in refused.message
    allowed = api.write(operation, body if operation in ("create", "update") else "", number, auth=("one", "x"))
    assert allowed.code != "UNAUTHORIZED"


def test_user_without_read_asset(sim, api):
    sim.add_user("was", "x", permissions={"Edit WAS Schedule"})
    assert api.post(ASSETS, auth=("was", "x")).code == "UNAUTHORIZED"


@pytest.mark.parametrize("content_type", [None, "application/x-www-form-urlencoded", "text/plain"])
@pytest.mark.parametrize("body", [b"", b"<ServiceRequest/>"])
def test_body_needs_a_content_type(sim, content_type, body):
    headers = {"Content-Type": content_type} if content_type else {}
    response = requests.post(sim.url + SEARCH, data=body, headers=headers, auth=("demo", "demo"), timeout=10)
    assert response.status_code == 415


@pytest.mark.parametrize("content_type", ["text/xml", "application/xml", "text/xml; charset=UTF-8"])
def test_content_types_of_xml(api, content_type):
    assert api.post(SEARCH, "<ServiceRequest/>", content_type=content_type).code == "SUCCESS"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 404),
        ("/qps/rest/3.0/search/was/nothing", 404),
        ("/qps/rest/3.0/launch/was/wasscanschedule", 404),
        ("/qps/rest/3.0/update/was/wasscanschedule", 404),
        ("/qps/rest/3.0/search/was/wasscanschedule/1", 404),
        (GET, 405),
        ("/qps/rest/portal/version", 405),
    ],
)
def test_unknown_path_and_wrong_verb(api, path, status):
    reply = api.post(path)
    assert reply.status == status
    assert "<html>" in reply.text


@pytest.mark.parametrize("path", [SEARCH, "/qps/rest/3.0/delete/was/wasscanschedule/1688"])
def test_get_is_not_a_verb_of_writes_and_searches(sim, api, path):
    assert api.get(path).status == 405
    assert 1688 in sim.state.schedules


def test_wrong_version(api):
    assert api.post("/qps/rest/2.0/search/was/wasscanschedule").code == "INVALID_API_VERSION"


@pytest.mark.parametrize("path", [SEARCH + "/", ASSETS + "/?fields=id", GET + "/"])
def test_trailing_slash(api, path):
    reply = api.get(path) if "/get/" in path else api.post(path)
    assert reply.code == "SUCCESS"


def test_id_that_is_no_number(api):
    assert api.get("/qps/rest/3.0/get/was/wasscanschedule/abc").code == "INVALID_REQUEST"


@pytest.mark.parametrize(
    "body",
    [
        "<ServiceRequest>",
        "plain text",
        "<Other/>",
        "<ServiceRequest><unknown/></ServiceRequest>",
        "<ServiceRequest><filters><Criteria operator='EQUALS'>1</Criteria></filters></ServiceRequest>",
        "<ServiceRequest><filters><Criteria field='id' operator='LIKE'>1</Criteria></filters></ServiceRequest>",
        "<ServiceRequest><filters><Criteria field='id' operator='NOT_EQUALS'>1</Criteria></filters></ServiceRequest>",
        "<ServiceRequest><preferences><limitResults>many</limitResults></preferences></ServiceRequest>",
        "<ServiceRequest><preferences><startFromID>1</startFromID></preferences></ServiceRequest>",
        "<!DOCTYPE x [<!ENTITY e 'x'>]><ServiceRequest/>",
    ],
)
def test_invalid_xml(api, body):
    for path in (SEARCH, ASSETS):
        assert api.post(path, body).code == "INVALID_XML"


def test_verbose_is_a_preference_of_web_applications_only(api):
    body = "<ServiceRequest><preferences><verbose>true</verbose></preferences></ServiceRequest>"
    refused = api.post(SEARCH, body)
    assert refused.code == "INVALID_XML"
    assert "Invalid content was found starting with element 'verbose'" in refused.message
    assert "defaultProfile" in api.post("/qps/rest/3.0/search/was/webapp", body).records[0]


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("<nam>x</nam>", "Invalid content was found starting with element 'nam'"),
        ("<active>yes</active>", "'yes' is not a valid value for 'boolean'"),
        ("<type>vulnerability</type>", "is not facet-valid with respect to enumeration '[VULNERABILITY, DISCOVERY]'"),
        ("<name>" + "x" * 257 + "</name>", "maxLength"),
        ("<notification><delay><nb>four</nb></delay></notification>", "'four' is not a valid value for 'int"),
        ("<nextLaunchDate>2031-01-01T00:00:00Z</nextLaunchDate>", "nextLaunchDate"),
        ("<scheduling><occurrenceType>HOURLY</occurrenceType></scheduling>", "HOURLY"),
        ("<scheduling><startDate>tomorrow</startDate></scheduling>", "dateTime"),
        ("<scheduling><occurrence><dailyOccurrence/><weeklyOccurrence/></occurrence></scheduling>", "weeklyOccurrence"),
        (NUMBERED_DAY, "'[FIRST, SECOND, THIRD"),
        ("<target><scannerAppliance><type>SCANNERTAGS</type></scannerAppliance></target>", "scannerTags"),
        (
            "<notification><recipients><EmailAddress>a@example.org</EmailAddress></recipients></notification>",
            "starting with element 'EmailAddress'",
        ),
    ],
)
def test_invalid_schedules(sim, api, inner, said):
    before = dict(sim.state.schedules[1688])
    reply = api.update(1688, inner)
    assert reply.code == "INVALID_XML"
    assert said in reply.message
    assert sim.state.schedules[1688] == before


def test_order_of_elements_is_free(api):
    one = (
        "<notification><message>m</message><delay><scale>DAY</scale><nb>3</nb></delay><active>true</active>"
        "</notification><name>any order</name>"
    )
    assert api.update(1688, one).code == "SUCCESS"
    assert api.schedule(1688)["notification"]["delay"] == {"nb": 3, "scale": "DAY"}


def test_write_without_data(api):
    assert api.update(1688, "").code == "INVALID_XML"
    assert api.post("/qps/rest/3.0/update/was/wasscanschedule/1688", "<ServiceRequest/>").code == "INVALID_XML"


@pytest.mark.parametrize(
    ("criterion", "said"),
    [
        (("id", "EQUALS", "abc123"), "Criteria: Invalid value format for criteria 'id' (abc123)."),
        (("id", "IN", "1,abc"), "Criteria: Invalid value format for criteria 'id' (1,abc)."),
        (("active", "EQUALS", "undefined"), "Criteria: Invalid value format for criteria 'active' (undefined)."),
        (("type", "EQUALS", "SLOW"), "Criteria: Invalid value format for criteria 'type' (SLOW)."),
        (("createdDate", "GREATER", "soon"), "Criteria: Invalid value format for criteria 'createdDate' (soon)."),
        (("id", "CONTAINS", "1"), "Invalid operator 'CONTAINS'"),
        (("name", "GREATER", "a"), "Invalid operator 'GREATER'"),
        (("active", "IN", "true"), "Invalid operator 'IN'"),
        (("createdDate", "IN", "2024-01-01"), "Invalid operator 'IN'"),
        (("type", "CONTAINS", "V"), "Invalid operator 'CONTAINS'"),
        (("lastScan", "EQUALS", ""), "Invalid operator 'EQUALS'"),
        (("nextLaunchDate", "GREATER", "2024-01-01"), "Invalid field 'nextLaunchDate'"),
    ],
)
def test_bad_criteria(api, criterion, said):
    reply = api.schedules(criterion)
    assert reply.code == "INVALID_REQUEST"
    assert said in reply.message


def test_resolutions_of_bad_values_are_the_recorded_ones(api):
    def resolution(*criterion):
        return api.schedules(criterion).envelope["responseErrorDetails"]["errorResolution"]

    assert resolution("id", "EQUALS", "abc") == "Specify criteria value(s) as Long."
    assert resolution("active", "EQUALS", "x") == "Values expected: true, false."


@pytest.mark.parametrize(
    "preferences",
    ["<limitResults>0</limitResults>", "<startFromOffset>0</startFromOffset>", "<limitResults>-1</limitResults>"],
)
def test_preferences_below_one(api, preferences):
    assert api.schedules(preferences=preferences).code == "INVALID_REQUEST"
    assert api.assets(preferences=preferences).code == "INVALID_REQUEST"


def test_messages_are_escaped_as_recorded(api):
    assert "criteria &apos;id&apos; (&lt;&gt;)" in api.schedules(("id", "EQUALS", "&lt;&gt;")).text


def test_secrets_stay_out_of_the_journal(sim, api):
    api.post(SEARCH, "<ServiceRequest><password>geheim</password></ServiceRequest>")
    api.post(SEARCH, {"ServiceRequest": {"password": "geheim"}})
    assert "geheim" not in str(sim.journal)
    assert "Authorization" not in str(sim.journal)
