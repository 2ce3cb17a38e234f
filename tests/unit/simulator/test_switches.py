# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every switch: all of its choices can be told apart from outside."""

from __future__ import annotations

import sys

import pytest
import requests
from lxml import etree

from tests.simulator.agent_switches import TABLE as AGENT_SWITCHES
from tests.simulator.server import Simulator
from tests.simulator.switches import TABLE, SwitchError, Switches, describe

JSON = "application/json"
SEARCH = "/qps/rest/3.0/search/was/wasscanschedule"
DELETE = "/qps/rest/3.0/delete/was/wasscanschedule"
PAST = "<scheduling><startDate>2020-01-01T00:00:00Z</startDate></scheduling>"
ORDER = (
    "<scheduling><occurrenceType>MONTHLY</occurrenceType><occurrence><monthlyOccurrence><monthlyType>"
    "<occurDayOrderInMonth><dayOrder>LAST</dayOrder><dayOfMonth>FRIDAY</dayOfMonth></occurDayOrderInMonth>"
    "</monthlyType></monthlyOccurrence></occurrence></scheduling>"
)
MISSING_CODES = ("NOT_FOUND", "OBJECT_NOT_FOUND", "UNKNOWN_OBJECT", "INVALID_REQUEST")


def outcomes(sim, name, observe):
    """Return what is observed for each choice of a switch, from a fresh start each time."""
    switch = next(switch for switch in TABLE if switch.name == name)
    found = {}
    for choice in switch.choices:
        sim.reset()
        sim.switches.set(**{name: choice})
        found[choice] = observe()
    sim.reset()
    return found


def test_every_switch_has_a_test():
    here = vars(sys.modules[__name__])
    others = ("pci_",)
    agents = {switch.name for switch in AGENT_SWITCHES}
    names = [switch.name for switch in TABLE if not switch.name.startswith(others) and switch.name not in agents]
    assert [name for name in names if f"test_{name}" not in here] == []


def test_table_is_sound():
    assert len({switch.name for switch in TABLE}) == len(TABLE)
    for switch in TABLE:
        assert switch.default in switch.choices
        assert len(set(switch.choices)) == len(switch.choices) > 1
        assert switch.meaning.endswith(".")
        assert switch.source
        assert switch.name in describe()


def test_unknown_names_and_values_are_refused(sim):
    with pytest.raises(SwitchError, match="unknown switch 'speed'; valid switches: activate_again"):
        Simulator(switches={"speed": "fast"})
    with pytest.raises(SwitchError, match="error_http has no value '500'; valid values: 200, real"):
        sim.switches.error_http = "500"
    with pytest.raises(SwitchError):
        sim.switches.set(empty_set="clear", error_http="x")
    assert sim.switches.empty_set == "refuse"
    with pytest.raises(AttributeError):
        assert sim.switches.speed


def test_values_and_reset():
    switches = Switches({"default_active": False, "search_lag": 1})
    assert (switches.default_active, switches["search_lag"]) == ("false", "1")
    switches.search_lag = 3
    switches["error_http"] = "real"
    assert (switches.search_lag, switches.error_http) == ("3", "real")
    switches.reset()
    assert (switches.search_lag, switches.error_http) == ("1", "200")
    assert set(switches) == {switch.name for switch in TABLE}


def test_error_http(sim, api):
    def observe():
        sim.add_user("gui", "x", api_access=False)
        return [
            api.get(SEARCH.replace("search", "get") + "/1", auth=("a", "b")).status,
            api.get(SEARCH.replace("search", "get") + "/1", auth=("gui", "x")).status,
            api.get(SEARCH.replace("search", "get") + "/1").status,
            api.post(SEARCH, "<x/>").status,
            api.schedules().status,
        ]

    assert outcomes(sim, "error_http", observe) == {"200": [200] * 5, "real": [401, 403, 404, 400, 200]}


def test_empty_search(sim, api):
    def observe():
        reply = api.schedules(("id", "EQUALS", "5"))
        as_json = api.schedules(("id", "EQUALS", "5"), accept=JSON).envelope
        return [child.tag for child in etree.fromstring(reply.response.content)], as_json.get("data", "none")

    assert outcomes(sim, "empty_search", observe) == {
        "bare": (["responseCode", "count"], "none"),
        "with_data": (["responseCode", "count", "hasMoreRecords", "data"], []),
    }


def test_missing_id_code(sim, api):
    def observe():
        replies = [
            api.get("/qps/rest/3.0/get/was/wasscanschedule/5"),
            api.get("/qps/rest/2.0/get/am/hostasset/5"),
            *[
                api.write(operation, "<name>x</name>" if operation == "update" else "", 5)
                for operation in ("update", "delete", "activate", "deactivate", "download")
            ],
        ]
        return {reply.code for reply in replies}

    assert outcomes(sim, "missing_id_code", observe) == {code: {code} for code in MISSING_CODES}


def test_missing_required_code(sim, api):
    codes = ("INVALID_REQUEST", "CANNOT_BE_NULL")
    assert outcomes(sim, "missing_required_code", lambda: api.create(type="").code) == {code: code for code in codes}


def test_missing_module_answer(sim, api):
    def observe():
        sim.add_user("assets", "x", modules=["AM"])
        reply = api.post(SEARCH, auth=("assets", "x"))
        return reply.status, reply.headers["Content-Type"].partition(";")[0]

    assert outcomes(sim, "missing_module_answer", observe) == {
        "xml": (200, "application/xml"),
        "html": (403, "text/html"),
    }


def test_unknown_field_http(sim, api):
    assert outcomes(sim, "unknown_field_http", lambda: api.assets(("x", "EQUALS", "1")).status) == {
        "400": 400,
        "200": 200,
    }


def test_last_id_when_done(sim, api):
    assert outcomes(sim, "last_id_when_done", lambda: api.schedules().envelope.get("lastId")) == {
        "absent": None,
        "present": "171425669",
    }


def test_limit_headers(sim, api):
    def observe():
        return sorted(name.lower() for name in api.schedules().headers if "limit" in name.lower())

    assert outcomes(sim, "limit_headers", observe) == {
        "none": [],
        "all": [
            "x-concurrency-limit-limit",
            "x-concurrency-limit-running",
            "x-ratelimit-limit",
            "x-ratelimit-remaining",
            "x-ratelimit-towait-sec",
            "x-ratelimit-window-sec",
        ],
    }


def test_evaluation_header(sim, api):
    assert outcomes(sim, "evaluation_header", lambda: "evaluation" in api.schedules().headers) == {
        "present": True,
        "absent": False,
    }


def test_powered_by_header(sim, api):
    assert outcomes(sim, "powered_by_header", lambda: "x-powered-by" in api.schedules().headers) == {
        "present": True,
        "absent": False,
    }


def test_schema_attr_other_object(sim, api):
    def observe():
        return ["xsd/3.0/was/wasscanschedule.xsd" in api.schedules().text, "am/hostasset.xsd" in api.assets().text]

    assert outcomes(sim, "schema_attr_other_object", observe) == {"no": [True, True], "yes": [False, False]}


def test_json_negotiation(sim, api):
    def observe():
        answers = [api.schedules(accept=JSON), api.post(SEARCH, {"ServiceRequest": {}}, accept=JSON)]
        return [(answer.status, answer.is_json) for answer in answers]

    assert outcomes(sim, "json_negotiation", observe) == {
        "independent": [(200, True), (200, True)],
        "together": [(200, False), (200, True)],
        "never": [(200, False), (200, False)],
        "refuse": [(406, False), (406, False)],
    }


def test_page_order(sim, api):
    def observe():
        answer = api.assets()
        numbers = [record["id"] for record in answer.records]
        return sorted(numbers) == list(sim.state.assets), numbers == sorted(numbers)

    assert outcomes(sim, "page_order", observe) == {"ascending": (True, True), "shuffled": (True, False)}


def test_bare_body(sim, api):
    def observe():
        sent = [b"<ServiceRequest/>", b""]
        return [requests.post(sim.url + SEARCH, data=body, auth=("demo", "demo"), timeout=10).ok for body in sent]

    assert outcomes(sim, "bare_body", observe) == {"refuse": [False, False], "xml": [True, False]}


def test_layout_whitespace(sim, api):
    def observe():
        api.update(1688, "<name>\n<![CDATA[ a ]]>\n</name>")
        return sim.state.schedules[1688]["name"]

    assert outcomes(sim, "layout_whitespace", observe) == {"drop": " a ", "keep": "\n a \n"}


def test_page_limit_over_1000(sim, api):
    def observe():
        return api.assets(preferences="<limitResults>1001</limitResults>").code

    assert outcomes(sim, "page_limit_over_1000", observe) == {"refuse": "INVALID_REQUEST", "clamp": "SUCCESS"}


def test_keyword_case(sim, api):
    assert outcomes(sim, "keyword_case", lambda: api.assets(("state", "EQUALS", "deallocated")).ids) == {
        "insensitive": [2584223, 2687821],
        "sensitive": [],
    }


def test_text_equals_case(sim, api):
    assert outcomes(sim, "text_equals_case", lambda: api.schedules(("name", "EQUALS", "SHOP WEEKLY")).ids) == {
        "sensitive": [],
        "insensitive": [1688],
    }


def test_contains_case(sim, api):
    assert outcomes(sim, "contains_case", lambda: api.schedules(("name", "CONTAINS", "SHOP")).ids) == {
        "insensitive": [1688],
        "sensitive": [],
    }


def test_text_in(sim, api):
    assert outcomes(sim, "text_in", lambda: api.schedules(("name", "IN", "a,Shop weekly")).code) == {
        "refuse": "INVALID_REQUEST",
        "accept": "SUCCESS",
    }


def test_not_equals_missing(sim, api):
    assert outcomes(sim, "not_equals_missing", lambda: len(api.assets(("state", "NOT EQUALS", "RUNNING")).ids)) == {
        "exclude": 5,
        "include": 10,
    }


def test_search_lag(sim, api):
    def observe():
        number = api.create().record["id"]
        assert api.schedule(number)
        return [number in api.schedules().ids for _attempt in range(4)]

    assert outcomes(sim, "search_lag", observe) == {
        "0": [True] * 4,
        "1": [False, True, True, True],
        "3": [False, False, False, True],
    }


def test_azure_tag_pairing(sim, api):
    def observe():
        return api.assets(("azureTagKey", "EQUALS", "Owner"), ("azureTagValue", "EQUALS", "retired")).ids

    assert outcomes(sim, "azure_tag_pairing", observe) == {"same_tag": [], "any_tag": [2690533]}
    assert api.assets(("azureTagKey", "EQUALS", "Owner"), ("azureTagValue", "EQUALS", "QA")).ids == [2690533]


def test_azure_criteria_scope(sim, api):
    def observe():
        source = {
            "assetId": 1,
            "type": "EC_2",
            "instanceState": "STOPPED",
            "region": "eu-west-1",
            "subnetId": "s-1",
            "privateIpAddress": "192.0.2.1",
            "publicIpAddress": "198.51.100.1",
        }
        sim.state.assets[50] = {"id": 50, "name": "ec2", "sourceInfo": {"list": [{"Ec2AssetSourceSimple": source}]}}
        return [
            api.assets((field, "EQUALS", value)).ids
            for field, value in (
                ("location", "eu-west-1"),
                ("state", "STOPPED"),
                ("subnet", "s-1"),
                ("privateIpAddress", "192.0.2.1"),
                ("publicIpAddress", "198.51.100.1"),
            )
        ]

    assert outcomes(sim, "azure_criteria_scope", observe) == {"azure_only": [[]] * 5, "any_cloud": [[50]] * 5}


def test_cloud_provider_criteria(sim, api):
    def observe():
        reply = api.assets(("cloudProviderType", "EQUALS", "AZURE"))
        return reply.code, len(reply.ids)

    assert outcomes(sim, "cloud_provider_criteria", observe) == {
        "refuse": ("INVALID_REQUEST", 0),
        "accept": ("SUCCESS", 5),
    }


def test_tracking_method_azure(sim, api):
    def observe():
        return api.assets(("trackingMethod", "EQUALS", "VIRTUAL_MACHINE_ID")).code

    assert outcomes(sim, "tracking_method_azure", observe) == {"accept": "SUCCESS", "refuse": "INVALID_REQUEST"}


def test_fields_without_id(sim, api):
    assert outcomes(sim, "fields_without_id", lambda: api.assets(query="?fields=name").records[0]) == {
        "implicit": {"id": 712038, "name": "192.168.1.12"},
        "explicit": {"name": "192.168.1.12"},
    }


def test_fields_unknown_name(sim, api):
    assert outcomes(sim, "fields_unknown_name", lambda: api.assets(query="?fields=id,colour").code) == {
        "ignore": "SUCCESS",
        "refuse": "INVALID_REQUEST",
    }


def test_source_list_nesting(sim, api):
    def observe():
        record = api.get("/qps/rest/2.0/get/am/hostasset/2687821", accept=JSON).record
        return list(record["sourceInfo"]["list"][0])

    assert outcomes(sim, "source_list_nesting", observe) == {"single": ["AzureAssetSourceSimple"], "double": ["list"]}


def test_duplicate_schedule_names(sim, api):
    def observe():
        return [
            api.create(name="<name>Shop weekly</name>").code,
            api.update(171425669, "<name>Shop weekly</name>").code,
            api.update(1688, "<name>Shop weekly</name><active>true</active>").code,
        ]

    codes = outcomes(sim, "duplicate_schedule_names", observe)
    assert codes["allow"] == ["SUCCESS"] * 3
    assert codes["refuse"] == ["INVALID_REQUEST", "INVALID_REQUEST", "SUCCESS"]


def test_scheduling_update(sim, api):
    def observe():
        code = api.update(1688, "<scheduling><cancelAfterNHours>9</cancelAfterNHours></scheduling>").code
        stored = sim.state.schedules[1688]["scheduling"]
        assert api.schedule(1688)
        assert api.schedules().ids == [1688, 171425669]
        return code, stored["cancelAfterNHours"], len(stored)

    assert outcomes(sim, "scheduling_update", observe) == {
        "merge": ("SUCCESS", 9, 5),
        "replace": ("SUCCESS", 9, 1),
        "refuse": ("INVALID_REQUEST", 6, 5),
    }
    sim.switches.scheduling_update = "refuse"
    assert api.update(1688, PAST).code == "SUCCESS"


def test_past_start_on_update(sim, api):
    assert outcomes(sim, "past_start_on_update", lambda: api.update(1688, PAST).code) == {
        "accept": "SUCCESS",
        "refuse": "INVALID_REQUEST",
    }


def test_past_start_code(sim, api, scheduling):
    def observe():
        return api.create(scheduling=scheduling("2020-01-01T00:00:00Z")).code

    codes = ("INVALID_REQUEST", "INVALID_PARAM", "OTHER_ERROR")
    assert outcomes(sim, "past_start_code", observe) == {code: code for code in codes}


def test_target_update(sim, api):
    def observe():
        assert api.update(1688, "<target><webApp><id>5002</id></webApp></target>").code == "SUCCESS"
        return list(api.schedule(1688)["target"])

    assert outcomes(sim, "target_update", observe) == {
        "merge": ["webApp", "webAppAuthRecord", "scannerAppliance", "cancelOption"],
        "replace": ["webApp"],
    }


def test_target_kind_change(sim, api):
    def observe():
        body = "<target><webApps><set><WebApp><id>5001</id></WebApp></set></webApps></target>"
        return api.update(1688, body).code, api.schedule(1688)["multi"]

    assert outcomes(sim, "target_kind_change", observe) == {
        "refuse": ("INVALID_REQUEST", "false"),
        "accept": ("SUCCESS", "true"),
    }


def test_type_update(sim, api):
    def observe():
        return api.update(1688, "<type>DISCOVERY</type>").code, api.update(1688, "<type>VULNERABILITY</type>").code

    assert outcomes(sim, "type_update", observe) == {
        "accept": ("SUCCESS", "SUCCESS"),
        "refuse": ("INVALID_REQUEST", "SUCCESS"),
    }


def test_owner_write(sim, api):
    def observe():
        user = sim.add_user("other", "x")
        code = api.update(1688, f"<owner><id>{user.id}</id></owner>").code
        return code, api.schedule(1688)["owner"]["username"]

    assert outcomes(sim, "owner_write", observe) == {
        "accept": ("SUCCESS", "other"),
        "refuse": ("INVALID_REQUEST", "demo"),
    }
    assert api.update(1688, "<owner><id>1</id></owner>").code == "INVALID_REQUEST"


def test_notification_update(sim, api):
    def observe():
        assert api.update(1688, "<notification><active>true</active></notification>").code == "SUCCESS"
        return list(api.schedule(1688)["notification"])

    assert outcomes(sim, "notification_update", observe) == {
        "merge": ["active", "reschedule", "delay", "recipients", "message"],
        "replace": ["active"],
    }


def test_empty_set(sim, api):
    def observe():
        code = api.update(1688, "<notification><recipients><set/></recipients></notification>").code
        return code, sim.state.schedules[1688]["notification"]["recipients"]["list"]

    assert outcomes(sim, "empty_set", observe) == {
        "refuse": ("INVALID_XML", [{"EmailAddress": "ops@example.org"}]),
        "clear": ("SUCCESS", []),
    }
    sim.switches.empty_set = "clear"
    assert api.update(1688, "<notification><recipients><add/></recipients></notification>").code == "INVALID_XML"


def test_list_on_write(sim, api):
    def observe():
        body = (
            "<notification><recipients><count>1</count><list><EmailAddress>x@example.org</EmailAddress></list>"
            "</recipients></notification>"
        )
        code = api.update(1688, body).code
        return code, sim.state.schedules[1688]["notification"]["recipients"]["list"]

    kept = [{"EmailAddress": "ops@example.org"}]
    assert outcomes(sim, "list_on_write", observe) == {"refuse": ("INVALID_REQUEST", kept), "ignore": ("SUCCESS", kept)}


def test_empty_element(sim, api):
    def observe():
        code = api.update(1688, "<notification><message/></notification>").code
        return code, api.schedule(1688)["notification"].get("message")

    assert outcomes(sim, "empty_element", observe) == {
        "clear": ("SUCCESS", None),
        "ignore": ("SUCCESS", "Scan starts tomorrow"),
        "refuse": ("INVALID_REQUEST", "Scan starts tomorrow"),
    }


def test_activate_again(sim, api):
    def observe():
        first = api.write("activate", number=1688).code
        api.write("deactivate", number=1688)
        return first, api.write("deactivate", number=1688).code

    assert outcomes(sim, "activate_again", observe) == {
        "success": ("SUCCESS", "SUCCESS"),
        "refuse": ("INVALID_REQUEST", "INVALID_REQUEST"),
    }


def test_invalid_schedule_write(sim, api):
    def observe():
        del sim.state.webapps[5001]
        return {api.update(1688, "<name>x</name>").code, api.write("deactivate", number=1688).code}

    assert outcomes(sim, "invalid_schedule_write", observe) == {"accept": {"SUCCESS"}, "refuse": {"INVALID_REQUEST"}}


def test_bulk_empty_filter(sim, api):
    def observe():
        return api.post(DELETE, "<ServiceRequest/>").code, len(sim.state.schedules)

    assert outcomes(sim, "bulk_empty_filter", observe) == {"refuse": ("INVALID_REQUEST", 2), "all": ("SUCCESS", 0)}


def test_bulk_no_match(sim, api):
    def observe():
        body = '<ServiceRequest><filters><Criteria field="id" operator="EQUALS">5</Criteria></filters></ServiceRequest>'
        reply = api.post(DELETE, body)
        return reply.code, reply.envelope.get("count")

    assert outcomes(sim, "bulk_no_match", observe) == {"success": ("SUCCESS", 0), "refuse": ("INVALID_REQUEST", None)}


def test_delay_scales(sim, api):
    def observe():
        return [
            api.update(1688, f"<notification><delay><scale>{scale}</scale></delay></notification>").code
            for scale in ("DAY", "HOUR", "WEEK")
        ]

    assert outcomes(sim, "delay_scales", observe) == {
        "day_hour_week": ["SUCCESS"] * 3,
        "day_only": ["SUCCESS", "INVALID_XML", "INVALID_XML"],
    }


@pytest.mark.parametrize(("element", "number"), [("proxy", 6501), ("dnsOverride", 6001)])
@pytest.mark.parametrize("place", ["top", "target"])
def test_nesting(sim, api, element, number, place):
    switch = {"proxy": "proxy_nesting", "dnsOverride": "dns_override_nesting"}[element]
    sim.switches[switch] = place
    inner = f"<{element}><id>{number}</id></{element}>"
    bodies = {"top": inner, "target": f"<target>{inner}</target>"}
    wrong = bodies.pop("target" if place == "top" else "top")
    assert api.update(1688, wrong).code == "INVALID_XML"
    assert api.update(1688, bodies[place]).code == "SUCCESS"
    record = api.schedule(1688)
    assert (element in record, element in record["target"]) == (place == "top", place == "target")


test_proxy_nesting = test_dns_override_nesting = test_nesting


def test_default_active(sim, api):
    assert outcomes(sim, "default_active", lambda: api.schedule(api.create().record["id"])["active"]) == {
        "true": "true",
        "false": "false",
    }


def test_default_send_mail(sim, api):
    assert outcomes(sim, "default_send_mail", lambda: api.schedule(api.create().record["id"])["sendMail"]) == {
        "true": "true",
        "false": "false",
    }


def test_create_echo(sim, api):
    found = outcomes(sim, "create_echo", lambda: list(api.create().record))
    assert found["id"] == ["id"]
    assert {"name", "scheduling", "target"} < set(found["full"])


def test_search_record(sim, api):
    found = outcomes(sim, "search_record", lambda: api.schedules(("id", "EQUALS", "1688")).record)
    assert not {"notification", "profile", "sendMail"} & set(found["brief"])
    assert found["brief"]["scheduling"] == {"occurrenceType": "WEEKLY"}
    assert found["full"] == api.schedule(1688)


def test_day_order_read(sim, api):
    def observe():
        assert api.update(1688, ORDER).code == "SUCCESS"
        monthly = api.schedule(1688)["scheduling"]["occurrence"]["monthlyOccurrence"]
        return monthly["monthlyType"]["occurDayOrderInMonth"]["dayOrder"]

    assert outcomes(sim, "day_order_read", observe) == {"number": 5, "word": "LAST"}


def test_start_date_fraction(sim, api):
    assert outcomes(sim, "start_date_fraction", lambda: api.schedule(1688)["scheduling"]["startDate"]) == {
        "no": "2024-01-08T22:00:00Z",
        "yes": "2024-01-08T22:00:00.000Z",
    }
    fraction = "<scheduling><startDate>2024-01-08T22:00:00.123Z</startDate></scheduling>"
    assert api.update(1688, fraction).code == "SUCCESS"
    assert api.schedule(1688)["scheduling"]["startDate"] == "2024-01-08T22:00:00Z"


def test_auth_default_read(sim, api):
    def observe():
        api.update(1688, "<target><webAppAuthRecord><isDefault>true</isDefault></webAppAuthRecord></target>")
        return api.schedule(1688)["target"]["webAppAuthRecord"]

    assert outcomes(sim, "auth_default_read", observe) == {
        "id": {"id": 7001, "name": "Shop form login"},
        "flag": {"isDefault": "true"},
    }


def test_multi_target_read(sim, api):
    def observe():
        found = api.schedule(171425669, accept=JSON)["target"]["tags"]["included"]["tagList"]
        number = api.create(target="<target><webApps><set><WebApp><id>5001</id></WebApp></set></webApps></target>")
        apps = api.schedule(number.record["id"], accept=JSON)["target"]["webApps"]
        return found, list(apps)

    tag = {"id": 79, "name": "staging"}
    assert outcomes(sim, "multi_target_read", observe) == {
        "list": ({"count": 1, "list": [{"Tag": tag}]}, ["count", "list"]),
        "set": ({"set": {"Tag": [tag]}}, ["set"]),
        "bare": ({"Tag": [tag]}, ["WebApp"]),
    }


def test_recipients_read(sim, api):
    def observe():
        return api.schedule(1688, accept=JSON)["notification"]["recipients"]

    assert outcomes(sim, "recipients_read", observe) == {
        "list": {"count": 1, "list": [{"EmailAddress": "ops@example.org"}]},
        "set": {"set": {"EmailAddress": ["ops@example.org"]}},
        "bare": {"EmailAddress": ["ops@example.org"]},
    }


def test_settings_read(sim, api):
    names = ("sendMail", "progressiveScanning", "proxy", "dnsOverride", "notification")

    def observe():
        more = {"progressiveScanning": "ENABLED", "proxy": {"id": 6501}, "dnsOverride": {"id": 6601}}
        sim.state.schedules[1688].update(more)
        return [name for name in names if name in api.schedule(1688)]

    assert outcomes(sim, "settings_read", observe) == {"shown": list(names), "hidden": ["notification"]}


def test_flags_in_record(sim, api):
    def observe():
        return [name in api.schedule(1688) for name in ("multi", "invalid")]

    assert outcomes(sim, "flags_in_record", observe) == {"present": [True, True], "absent": [False, False]}
