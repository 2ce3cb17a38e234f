# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The nine operations on schedules, as the documents describe them."""

from __future__ import annotations

import pytest

BULK = "/qps/rest/3.0/{}/was/wasscanschedule"
PROFILE = "<profile><id>9001</id></profile>"


def shop(inner):
    """Return a target: web application 5001 and something else."""
    return f"<target><webApp><id>5001</id></webApp>{inner}</target>"


def tagged(side, number):
    """Return a target: the web applications of a tag."""
    tags = f"<tagList><set><Tag><id>{number}</id></Tag></set></tagList>"
    return f"<target><tags><{side}>{tags}</{side}></tags></target>"


def test_create_answers_the_id_and_get_shows_the_object(sim, api):
    reply = api.create()
    assert reply.records == [{"id": reply.record["id"]}]
    made = api.schedule(reply.record["id"])
    assert made["name"] == "made"
    assert made["target"] == {
        "webApp": {"id": 5002, "name": "Shop Staging", "url": "https://staging.shop.example.com/"}
    }
    assert made["profile"] == {"id": 9001, "name": "Initial WAS Options"}
    assert made["owner"]["username"] == "demo"
    assert made["nextLaunchDate"] == "2031-03-03T22:00:00Z"
    assert (made["launchedCount"], made["multi"], made["invalid"]) == (0, "false", "false")
    assert "lastScan" not in made
    assert sim.journal.writes()[-1]["object_id"] == made["id"]


def test_create_of_everything(api):
    made = api.schedule(
        api.create(
            body="""
        <name><![CDATA[shop weekly]]></name><active>true</active><type>VULNERABILITY</type>
        <target><webApp><id>5001</id></webApp><webAppAuthRecord><isDefault>true</isDefault></webAppAuthRecord>
          <scannerAppliance><type>INTERNAL</type><friendlyName><![CDATA[dc1-scanner]]></friendlyName></scannerAppliance>
          <cancelOption>SPECIFIC</cancelOption></target>
        <profile><name>Payment Pages</name></profile>
        <scheduling><cancelAfterNHours>6</cancelAfterNHours><startDate>2031-03-03T22:00:00Z</startDate>
          <timeZone><code>America/Vancouver</code></timeZone><occurrenceType>WEEKLY</occurrenceType>
          <occurrence><weeklyOccurrence><everyNWeeks>2</everyNWeeks><onDays><WeekDay>MONDAY</WeekDay>
          <WeekDay>THURSDAY</WeekDay></onDays><occurrenceCount>5</occurrenceCount></weeklyOccurrence></occurrence>
        </scheduling>
        <notification><active>true</active><reschedule>false</reschedule><delay><nb>1</nb><scale>DAY</scale></delay>
          <recipients><set><EmailAddress>a@example.org</EmailAddress></set></recipients><message>soon</message>
        </notification>
        <sendMail>false</sendMail><sendOneMail>true</sendOneMail>
        <sendMailFromAddressOption>OWNER</sendMailFromAddressOption><progressiveScanning>ENABLED</progressiveScanning>
        <proxy><id>6501</id></proxy><dnsOverride><id>6001</id></dnsOverride>"""
        ).record["id"]
    )
    assert made["target"]["webAppAuthRecord"] == {"id": 7001, "name": "Shop form login"}
    assert made["target"]["scannerAppliance"] == {"type": "INTERNAL", "friendlyName": "dc1-scanner"}
    assert made["profile"]["id"] == 9003
    assert made["scheduling"]["timeZone"] == {"code": "America/Vancouver", "offset": "-08:00"}
    assert made["scheduling"]["occurrence"]["weeklyOccurrence"] == {
        "everyNWeeks": 2,
        "onDays": {"WeekDay": ["MONDAY", "THURSDAY"]},
        "occurrenceCount": 5,
    }
    assert made["proxy"] == {"id": 6501, "name": "DMZ proxy", "url": "http://proxy.example.com:3128"}
    assert made["dnsOverride"] == {"id": 6001, "name": "Staging hosts"}
    assert made["sendMailFromAddressOption"] == "OWNER"
    assert made["progressiveScanning"] == "ENABLED"


def test_create_for_several_web_applications(api):
    made = api.schedule(
        api.create(
            target="<target><webApps><set><WebApp><id>5001</id></WebApp><WebApp><id>5003</id>"
            "</WebApp></set></webApps></target>"
        ).record["id"]
    )
    assert [member["WebApp"]["name"] for member in made["target"]["webApps"]["list"]] == ["Shop", "Partner Portal"]
    assert made["multi"] == "true"


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("name", "", "'name' is required"),
        ("name", "<name>  </name>", "name must not be empty"),
        ("type", "", "'type' is required"),
        ("target", "", "'target' is required"),
        ("profile", "", "'profile' is required"),
        ("scheduling", "", "'scheduling.startDate' is required"),
        ("target", "<target><webApp><id>99</id></webApp></target>", "webApp with id 99 does not exist"),
        ("target", "<target><webApps><set><WebApp><id>99</id></WebApp></set></webApps></target>", "webApp with id 99"),
        ("target", tagged("included", 1), "tag with id 1 does not"),
        ("target", tagged("excluded", 77), "included.tagList is required"),
        ("target", shop("<webApps><set><WebApp><id>5001</id></WebApp></set></webApps>"), "exactly one of webApp"),
        ("target", shop("<webAppAuthRecord><id>1</id></webAppAuthRecord>"), "webAppAuthRecord with id 1"),
        (
            "target",
            shop("<webAppAuthRecord><id>7001</id><isDefault>true</isDefault></webAppAuthRecord>"),
            "exactly one of id and isDefault",
        ),
        ("target", shop("<scannerAppliance><type>INTERNAL</type></scannerAppliance>"), "friendlyName is required"),
        (
            "target",
            shop("<scannerAppliance><type>INTERNAL</type><friendlyName>none</friendlyName></scannerAppliance>"),
            "'none' does not exist",
        ),
        ("target", shop("<scannerAppliance><type>scannerTags</type></scannerAppliance>"), "scannerTags is required"),
        ("profile", "<profile><id>1</id></profile>", "profile with id 1 does not exist"),
        ("profile", "<profile><name>none</name></profile>", "profile 'none' does not exist"),
        ("profile", "<profile><id>9001</id></profile><id>5</id>", "'id' is not allowed"),
        ("profile", "<profile><id>9001</id></profile><proxy><id>1</id></proxy>", "proxy with id 1"),
        (
            "profile",
            PROFILE + "<notification><recipients><set><EmailAddress>x</EmailAddress></set></recipients></notification>",
            "'x' is not a valid email address",
        ),
    ],
)
def test_create_refused(sim, api, part, value, said):
    count = len(sim.state.schedules)
    reply = api.create(**{part: value})
    assert reply.code == "INVALID_REQUEST"
    assert said in reply.message
    assert len(sim.state.schedules) == count


def test_profile_is_not_needed_where_the_web_application_has_one(api):
    assert api.create(profile="", target="<target><webApp><id>5001</id></webApp></target>").code == "SUCCESS"


WEEKLY = "<weeklyOccurrence><everyNWeeks>1</everyNWeeks></weeklyOccurrence>"
LATE = (
    "<monthlyOccurrence><monthlyType><occurDayNbInMonth><dayNb>32</dayNb></occurDayNbInMonth></monthlyType>"
    "</monthlyOccurrence>"
)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"start": "2020-01-01T00:00:00Z"}, "Start Time cannot be before current time"),
        ({"zone": "Mars/Base"}, "'Mars/Base' is not a known time zone"),
        ({"zone": "../etc/passwd"}, "is not a known time zone"),
        ({"zone": "Europe"}, "is not a known time zone"),
        ({"kind": "DAILY"}, "needs dailyOccurrence for type DAILY"),
        ({"kind": "DAILY", "occurrence": WEEKLY}, "needs dailyOccurrence for type DAILY"),
        ({"kind": "WEEKLY", "occurrence": WEEKLY}, "onDays is required"),
        ({"kind": "MONTHLY", "occurrence": LATE}, "dayNb must be from 1 to 31"),
        (
            {
                "kind": "MONTHLY",
                "occurrence": "<monthlyOccurrence><occurrenceCount>3</occurrenceCount></monthlyOccurrence>",
            },
            "needs dayNb, or dayOrder and dayOfMonth",
        ),
    ],
)
def test_create_with_a_bad_plan_refused(api, scheduling, arguments, said):
    reply = api.create(scheduling=scheduling(**arguments))
    assert reply.code == "INVALID_REQUEST"
    assert said in reply.message


def test_both_ways_to_cancel_exclude_each_other(api):
    both = "<scheduling><cancelAfterNHours>3</cancelAfterNHours><cancelTime>04:00</cancelTime></scheduling>"
    assert "exclude each other" in api.update(1688, both).message
    assert api.update(1688, "<scheduling><cancelTime>04:00</cancelTime></scheduling>").code == "SUCCESS"
    plan = api.schedule(1688)["scheduling"]
    assert plan["cancelTime"] == "04:00"
    assert "cancelAfterNHours" not in plan


def test_names_are_stored_verbatim(sim, api):
    name = "  two  blanks &amp; &lt;tag&gt; Ümläut ]]&gt; "
    number = api.create(name=f"<name>{name}</name>").record["id"]
    assert sim.state.schedules[number]["name"] == "  two  blanks & <tag> Ümläut ]]> "
    assert api.schedule(number)["name"] == "  two  blanks & <tag> Ümläut ]]> "
    assert api.schedule(number, accept="application/json")["name"] == "  two  blanks & <tag> Ümläut ]]> "


def test_update_is_partial(api):
    before = api.schedule(1688)
    assert api.update(1688, "<sendMail>false</sendMail>").code == "SUCCESS"
    after = api.schedule(1688)
    assert {key for key in after if after[key] != before[key]} == {"sendMail", "updatedDate"}


def test_update_of_another_id_than_the_path_refused(api):
    assert api.update(1688, "<id>5</id><name>x</name>").code == "INVALID_REQUEST"
    assert api.update(1688, "<id>1688</id><name>x</name>").code == "SUCCESS"


def recipients(api):
    listed = api.schedule(1688)["notification"]["recipients"]
    assert listed["count"] == len(listed.get("list", []))
    return [member["EmailAddress"] for member in listed.get("list", [])]


def write_recipients(api, operators):
    return api.update(1688, f"<notification><recipients>{operators}</recipients></notification>")


def mail(*names):
    return "".join(f"<EmailAddress>{name}@example.org</EmailAddress>" for name in names)


def test_list_operators(api):
    assert recipients(api) == ["ops@example.org"]
    write_recipients(api, f"<add>{mail('b', 'OPS')}</add>")
    assert recipients(api) == ["OPS@example.org", "b@example.org"]
    write_recipients(api, f"<remove>{mail('B', 'unknown')}</remove>")
    assert recipients(api) == ["OPS@example.org"]
    write_recipients(api, f"<set>{mail('x', 'y', 'x')}</set>")
    assert recipients(api) == ["x@example.org", "y@example.org"]
    write_recipients(api, f"<remove>{mail('x')}</remove><add>{mail('z')}</add>")
    assert recipients(api) == ["y@example.org", "z@example.org"]
    write_recipients(api, f"<update>{mail('q')}</update>")
    assert recipients(api) == ["y@example.org", "z@example.org"]
    write_recipients(api, f"<remove>{mail('y', 'z')}</remove>")
    assert recipients(api) == []


def test_tag_lists_take_operators_too(api):
    body = "<target><tags><included><tagList>{}</tagList></included></tags></target>"
    api.update(171425669, body.format("<add><Tag><id>77</id></Tag></add>"))
    included = api.schedule(171425669)["target"]["tags"]["included"]
    assert included["option"] == "ANY"
    assert [member["Tag"] for member in included["tagList"]["list"]] == [
        {"id": 79, "name": "staging"},
        {"id": 77, "name": "prod"},
    ]
    assert api.update(171425669, body.format("<add><Tag><name>prod</name></Tag></add>")).code == "INVALID_REQUEST"
    refused = api.update(171425669, body.format("<remove><Tag><id>77</id></Tag><Tag><id>79</id></Tag></remove>"))
    assert "included.tagList is required" in refused.message


def test_scanner_parts_follow_the_scanner_type(api):
    internal = (
        "<target><scannerAppliance><type>INTERNAL</type><friendlyName>dc2-scanner</friendlyName>"
        "</scannerAppliance></target>"
    )
    assert api.update(1688, internal).code == "SUCCESS"
    assert api.schedule(1688)["target"]["scannerAppliance"]["friendlyName"] == "dc2-scanner"
    pool = (
        "<target><scannerAppliance><type>scannerTags</type></scannerAppliance>"
        "<scannerTags><set><Tag><id>80</id></Tag></set></scannerTags></target>"
    )
    assert api.update(1688, pool).code == "SUCCESS"
    target = api.schedule(1688)["target"]
    assert target["scannerAppliance"] == {"type": "scannerTags"}
    assert target["scannerTags"]["list"] == [{"Tag": {"id": 80, "name": "Scanner Pool A"}}]
    external = "<target><scannerAppliance><type>EXTERNAL</type></scannerAppliance></target>"
    assert api.update(1688, external).code == "SUCCESS"
    assert "scannerTags" not in api.schedule(1688)["target"]


def test_auth_record_is_one_of_two_forms(api):
    flag = "<target><webAppAuthRecord><isDefault>true</isDefault></webAppAuthRecord></target>"
    number = "<target><webAppAuthRecord><id>7003</id></webAppAuthRecord></target>"
    for body, name in ((number, "Shop admin login"), (flag, "Shop form login")):
        assert api.update(1688, body).code == "SUCCESS"
        assert api.schedule(1688)["target"]["webAppAuthRecord"]["name"] == name


def test_occurrence_is_replaced_by_another_kind(api, scheduling):
    daily = (
        "<scheduling><occurrenceType>DAILY</occurrenceType><occurrence><dailyOccurrence><everyNDays>3</everyNDays>"
        "</dailyOccurrence></occurrence></scheduling>"
    )
    assert api.update(1688, daily).code == "SUCCESS"
    plan = api.schedule(1688)["scheduling"]
    assert plan["occurrence"] == {"dailyOccurrence": {"everyNDays": 3}}
    assert plan["startDate"] == "2024-01-08T22:00:00Z"
    assert api.update(1688, "<scheduling><occurrenceType>ONCE</occurrenceType></scheduling>").code == "SUCCESS"
    once = api.schedule(1688)
    assert "occurrence" not in once["scheduling"]
    assert "nextLaunchDate" not in once


def test_echoed_offset_is_tolerated(api):
    zone = "<scheduling><timeZone><code>Asia/Tokyo</code><offset>-07:00</offset></timeZone></scheduling>"
    assert api.update(1688, zone).code == "SUCCESS"
    assert api.schedule(1688)["scheduling"]["timeZone"] == {"code": "Asia/Tokyo", "offset": "+09:00"}


def test_activate_and_deactivate(api):
    assert api.write("deactivate", number=1688).records == [{"id": 1688}]
    record = api.schedule(1688)
    assert record["active"] == "false"
    assert "nextLaunchDate" not in record
    assert api.write("activate", number=1688).records == [{"id": 1688}]
    assert api.schedule(1688)["active"] == "true"


def test_activate_by_update(api):
    assert api.update(1688, "<active>false</active>").code == "SUCCESS"
    assert api.schedule(1688)["active"] == "false"


def test_delete(sim, api):
    assert api.write("delete", number=1688).records == [{"id": 1688}]
    assert 1688 not in sim.state.schedules
    assert api.schedules(("id", "EQUALS", "1688")).envelope == {"responseCode": "SUCCESS", "count": 0}
    assert api.write("delete", number=1688).code == "NOT_FOUND"


@pytest.mark.parametrize("operation", ["activate", "deactivate", "delete"])
def test_bulk_forms(sim, api, operation):
    body = (
        '<ServiceRequest><filters><Criteria field="type" operator="EQUALS">DISCOVERY</Criteria></filters>'
        "</ServiceRequest>"
    )
    reply = api.post(BULK.format(operation), body)
    assert (reply.code, reply.ids, reply.envelope["count"]) == ("SUCCESS", [171425669], 1)
    assert sim.state.schedules[1688]["active"] is True
    assert sim.journal[-1]["object_id"] == 171425669
    if operation == "deactivate":
        assert sim.state.schedules[171425669]["active"] is False
    assert (171425669 in sim.state.schedules) == (operation != "delete")


def test_bulk_forms_know_fewer_fields(api):
    body = '<ServiceRequest><filters><Criteria field="lastScan" operator="NONE"></Criteria></filters></ServiceRequest>'
    assert api.post(BULK.format("search"), body).ids == [171425669]
    assert "Invalid field 'lastScan'" in api.post(BULK.format("delete"), body).message


def test_download(sim, api):
    reply = api.write("download", number=1688)
    assert reply.headers["Content-Type"].startswith("text/calendar")
    lines = reply.text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TH" in lines
    assert "DTSTART;TZID=Europe/Paris:20240108T230000" in lines
    body = '<ServiceRequest><filters><Criteria field="id" operator="GREATER">1</Criteria></filters></ServiceRequest>'
    every = api.post(BULK.format("download"), body)
    assert every.text.count("BEGIN:VEVENT") == 2
    assert "BYDAY=1MO" in every.text
    assert not sim.journal.writes()


@pytest.mark.parametrize(
    ("criterion", "ids"),
    [
        (("id", "EQUALS", "1688"), [1688]),
        (("id", "NOT EQUALS", "1688"), [171425669]),
        (("id", "GREATER", "1688"), [171425669]),
        (("id", "LESSER", "1689"), [1688]),
        (("id", "IN", "1688,171425669,5"), [1688, 171425669]),
        (("name", "EQUALS", "Shop weekly"), [1688]),
        (("name", "CONTAINS", "monthly"), [171425669]),
        (("active", "EQUALS", "true"), [1688, 171425669]),
        (("active", "NOT EQUALS", "true"), []),
        (("type", "IN", "DISCOVERY,VULNERABILITY"), [1688, 171425669]),
        (("owner.id", "EQUALS", "4101"), [1688, 171425669]),
        (("createdDate", "GREATER", "2024-02-01"), [171425669]),
        (("createdDate", "LESSER", "2024-02-20T14:00:00Z"), [1688]),
        (("createdDate", "EQUALS", "2024-01-05"), [1688]),
        (("updatedDate", "EQUALS", "2024-02-21T08:15:00Z"), [171425669]),
        (("webApp.id", "EQUALS", "5001"), [1688]),
        (("webApp.name", "CONTAINS", "Staging"), [171425669]),
        (("webApp.tags", "NONE", ""), []),
        (("webApp.tags.id", "EQUALS", "78"), [1688]),
        (("invalid", "EQUALS", "true"), []),
        (("lastScan", "NONE", ""), [171425669]),
        (("lastScan.launchedDate", "GREATER", "2024-02-01"), [1688]),
        (("lastScan.status", "EQUALS", "FINISHED"), [1688]),
        (("multi", "EQUALS", "true"), [171425669]),
    ],
)
def test_criteria(api, criterion, ids):
    assert api.schedules(criterion).ids == ids
    body = api.sim.journal[-1]["body"]
    counted = api.post(BULK.format("count"), body)
    assert counted.envelope == {"responseCode": "SUCCESS", "count": len(ids)}


def test_criteria_are_anded(api):
    assert api.schedules(("name", "CONTAINS", "Shop"), ("name", "CONTAINS", "weekly")).ids == [1688]
    assert api.schedules(("name", "CONTAINS", "Shop"), ("name", "CONTAINS", "monthly")).ids == []


def test_count_by_get(api):
    assert api.get(BULK.format("count")).envelope == {"responseCode": "SUCCESS", "count": 2}


def test_paging(sim, api):
    for number in range(5):
        api.create(name=f"<name>n{number}</name>")
    everything = api.schedules().ids
    assert everything == sorted(sim.state.schedules)
    first = api.schedules(preferences="<limitResults>3</limitResults>").envelope
    assert (first["count"], first["hasMoreRecords"], first["lastId"]) == (3, "true", str(everything[2]))
    rest = api.schedules(("id", "GREATER", first["lastId"]))
    assert rest.ids == everything[3:]
    assert "lastId" not in rest.envelope
    assert (
        api.schedules(preferences="<startFromOffset>3</startFromOffset><limitResults>2</limitResults>").ids
        == (everything[2:4])
    )
    assert api.schedules(preferences=f"<startFromId>{everything[4]}</startFromId>").ids == everything[4:]


def test_schedule_becomes_invalid_when_its_web_application_is_gone(sim, api):
    del sim.state.webapps[5001]
    assert api.schedules(("invalid", "EQUALS", "true")).ids == [1688]
    assert api.schedule(1688)["invalid"] == "true"
    assert api.schedule(1688)["target"]["webApp"] == {"id": 5001}


def test_hook_changes_the_state_between_a_read_and_a_write(sim, api):
    sim.hook("update/was/wasscanschedule", lambda state: state.schedules.pop(1688))
    assert api.schedule(1688)["name"] == "Shop weekly"
    assert api.update(1688, "<name>late</name>").code == "NOT_FOUND"
    sim.reset()
    seen = []
    sim.hook("get/", lambda state: seen.append(len(state.schedules)), once=False)
    api.schedule(1688)
    api.schedule(1688)
    assert seen == [2, 2]


def test_clock_decides_what_is_past(sim, api, scheduling):
    sim.clock.set("2030-01-01T00:00:00Z")
    assert api.create(scheduling=scheduling("2029-12-31T23:59:59Z")).code == "INVALID_REQUEST"
    number = api.create(scheduling=scheduling("2030-01-01T00:00:01Z")).record["id"]
    assert api.schedule(number)["nextLaunchDate"] == "2030-01-01T00:00:01Z"
    assert api.schedule(number)["createdDate"] == "2030-01-01T00:00:00Z"
    sim.clock.set("2030-01-02T00:00:00Z")
    assert "nextLaunchDate" not in api.schedule(number)


DAILY = "<dailyOccurrence><everyNDays>3</everyNDays><occurrenceCount>4</occurrenceCount></dailyOccurrence>"
ON_DAY = (
    "<monthlyOccurrence><monthlyType><occurDayNbInMonth><dayNb>15</dayNb></occurDayNbInMonth></monthlyType>"
    "</monthlyOccurrence>"
)


@pytest.mark.parametrize(
    ("kind", "occurrence", "rule"),
    [
        ("ONCE", "", None),
        ("DAILY", DAILY, "RRULE:FREQ=DAILY;INTERVAL=3;COUNT=4"),
        ("MONTHLY", ON_DAY, "RRULE:FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=15"),
    ],
)
def test_download_of_every_occurrence(api, scheduling, kind, occurrence, rule):
    name = "<name>" + "long, " * 30 + "</name>"
    number = api.create(name=name, scheduling=scheduling(kind=kind, occurrence=occurrence)).record["id"]
    lines = api.write("download", number=number).text.split("\r\n")
    assert [line for line in lines if line.startswith("RRULE")] == ([rule] if rule else [])
    assert max(len(line.encode()) for line in lines) <= 75
    unfolded = "".join(line[1:] if line.startswith(" ") else "\n" + line for line in lines)
    assert "SUMMARY:" + "long\\, " * 30 in unfolded


def test_message_of_several_lines(api):
    api.update(1688, "<notification>\n<message>\n<![CDATA[\n one\n\n two \n]]>\n</message>\n</notification>")
    assert api.schedule(1688)["notification"]["message"] == "\n one\n\n two \n"
    api.update(1688, "<notification><message>\n  one\n  two\n</message></notification>")
    assert api.schedule(1688)["notification"]["message"] == "one\n  two"


@pytest.mark.parametrize(
    ("tags", "ids"),
    [
        (("ANY", 77, 79), [5001, 5002, 5003]),
        (("ALL", 77, 78), [5001]),
        (("ALL", 77, 79), []),
    ],
)
def test_tagged_targets_find_their_web_applications(api, tags, ids):
    option, *numbers = tags
    members = "".join(f"<Tag><id>{number}</id></Tag>" for number in numbers)
    included = f"<included><option>{option}</option><tagList><set>{members}</set></tagList></included>"
    number = api.create(target=f"<target><tags>{included}</tags></target>").record["id"]
    found = [
        webapp
        for webapp in (5001, 5002, 5003, 5004)
        if number in api.schedules(("webApp.id", "EQUALS", str(webapp))).ids
    ]
    assert found == ids


def test_excluded_tags_take_web_applications_away(api):
    def side(name, tag):
        return f"<{name}><option>ANY</option><tagList><set><Tag><id>{tag}</id></Tag></set></tagList></{name}>"

    tags = side("excluded", 78) + side("included", 77)
    number = api.create(target=f"<target><tags>{tags}</tags></target>").record["id"]
    assert number in api.schedules(("webApp.id", "EQUALS", "5003")).ids
    assert number not in api.schedules(("webApp.id", "EQUALS", "5001")).ids
