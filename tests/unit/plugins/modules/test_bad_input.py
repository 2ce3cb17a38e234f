# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Input that cannot be right gives one sentence with option, value and remedy, and changes nothing."""

from __future__ import annotations

import pytest

SHOP = {
    "name": "New one",
    "type": "vulnerability",
    "target": {"web_app": "Shop", "scanner": {"type": "external"}},
    "scheduling": {"start_date": "2031-01-01T00:00:00Z", "time_zone": "UTC", "occurrence": "once"},
}


def new(**options):
    return {**SHOP, **options}


def timed(**scheduling):
    return new(scheduling={**SHOP["scheduling"], **scheduling})


CASES = {
    "wrong type": ({"id": "many"}, "id", "many"),
    "neither id nor name": ({}, "id, name", ""),
    "unknown time zone": (timed(time_zone="Europe/Pari"), "scheduling.time_zone", "Europe/Paris"),
    "weekly without days": (timed(occurrence="weekly"), "scheduling.on_days", "at least one day"),
    "monthly in both forms": (
        timed(occurrence="monthly", day_of_month=3, day_order="first", weekday="monday"),
        "scheduling.day_of_month",
        "day_order",
    ),
    "monthly in no form": (timed(occurrence="monthly"), "scheduling.day_of_month", "day_order"),
    "monthly in half a form": (timed(occurrence="monthly", day_order="last"), "scheduling.day_of_month", "weekday"),
    "day 32": (timed(occurrence="monthly", day_of_month=32), "scheduling.day_of_month", "1 to 31"),
    "days without weekly": (timed(on_days=["monday"]), "scheduling.on_days", "weekly"),
    "unknown day": (timed(occurrence="weekly", on_days=["mon"]), "on_days", "monday"),
    "every 0 days": (timed(occurrence="daily", every=0), "scheduling.every", "1 or more"),
    "recurring once": (timed(every=2), "scheduling.every", "daily"),
    "start in the past": (timed(start_date="2020-01-01T00:00:00Z"), "scheduling.start_date", "has passed"),
    "no date": (timed(start_date="tomorrow"), "scheduling.start_date", "2031-03-03T22:00:00Z"),
    "no such day of a zone": (timed(start_date="2031-02-30 10:00"), "scheduling.start_date", "no point in time"),
    "a time of no zone": (
        {"id": 1688, "scheduling": {"start_date": "2031-03-03 10:00"}},
        "scheduling.start_date",
        "names no zone",
    ),
    "no such day": (timed(start_date="2031-02-30T00:00:00Z"), "scheduling.start_date", "no point in time"),
    "no time": (timed(cancel_at="25:00"), "scheduling.cancel_at", "06:30"),
    "two cancel rules": (timed(cancel_at="06:30", cancel_after_hours=3), "scheduling.cancel_at", "cancel_after_hours"),
    "no address": (new(notification={"recipients": ["ops"]}), "notification.recipients", "security@example.com"),
    "two addresses in one": (
        new(notification={"recipients": ["a@x.org, b@x.org"]}),
        "notification.recipients",
        "a@x.org, b@x.org",
    ),
    "delay without unit": (new(notification={"delay": 1}), "notification.delay", "delay_scale"),
    "unknown web application": (new(target={"web_app": "Shopp"}), "target.web_app", "similar names: Shop"),
    "unknown web application id": (new(target={"web_app": 5999}), "target.web_app", "5999"),
    "unknown profile": (new(option_profile="Initial WAS Option"), "option_profile", "Initial WAS Options"),
    "unknown tag": (new(target={"included_tags": {"match": "any", "tags": ["prods"]}}), "included_tags.tags", "prod"),
    "ambiguous tag": (
        new(target={"included_tags": {"match": "any", "tags": ["Cloud Agent"]}}),
        "target.included_tags.tags",
        "509525, 1828415, 7584632",
    ),
    "unknown record": (
        new(target={"web_app": "Shop", "auth_record": "Shop login"}),
        "target.auth_record",
        "Shop form login",
    ),
    "two targets": (new(target={"web_app": "Shop", "web_apps": [5002]}), "target.web_apps", "target.web_app"),
    "internal without appliance": (
        new(target={"web_app": "Shop", "scanner": {"type": "internal"}}),
        "target.scanner.type",
        "target.scanner.name",
    ),
    "appliance without internal": (
        new(target={"web_app": "Shop", "scanner": {"type": "external", "name": "dc1-scanner"}}),
        "target.scanner.name",
        "internal",
    ),
    "proxy by name": (new(scan_proxy="DMZ proxy"), "scan_proxy", "must be an id"),
    "nothing to create from": ({"name": "Nowhere"}, "name", "scheduling.start_date"),
    "a name too long": (new(name="x" * 257), "name", "1 to 256"),
    "a character that XML lacks": (new(notification={"text": "a\x07b"}), "U+0007", "leave it out"),
    "unknown id": ({"id": 424242, "enabled": False}, "id", "424242"),
    "id and another's name": ({"id": 1688, "name": "Staging monthly", "enabled": False}, "name", "Shop weekly"),
    "a new name that is taken": ({"id": 1688, "new_name": "Staging monthly"}, "new_name", "Staging monthly"),
    "one target turned into several": (
        {"id": 1688, "target": {"web_apps": [5001, 5002]}},
        "target.web_apps",
        "create it anew",
    ),
}


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize(("options", "option", "words"), CASES.values(), ids=CASES)
def test_bad_input(simulator, run, options, option, words, check):
    result = run("qualys_was_schedule", check=check, **options)
    assert result.get("failed"), result
    assert option in result["msg"]
    assert words in result["msg"]
    assert "\n" not in result["msg"]
    assert simulator.journal.writes() == []


INFO_CASES = {
    "unknown field": ([{"field": "webapp.id", "value": 1}], "criteria[0].field", "webApp.id"),
    "unknown operator": ([{"field": "id", "operator": "BELOW", "value": 1}], "criteria[0].operator", "LESSER"),
    "operator of another type": ([{"field": "id", "operator": "CONTAINS", "value": 1}], "criteria[0].operator", "IN"),
    "no number": ([{"field": "id", "value": "abc"}], "criteria[0].value", "abc"),
    "no flag": ([{"field": "active", "value": "maybe"}], "criteria[0].value", "maybe"),
    "no date": ([{"field": "createdDate", "value": "May"}], "criteria[0].value", "May"),
}


@pytest.mark.parametrize(("criteria", "option", "words"), INFO_CASES.values(), ids=INFO_CASES)
def test_bad_criteria(simulator, run, criteria, option, words):
    result = run("qualys_was_schedule_info", criteria=criteria)
    assert result.get("failed"), result
    assert option in result["msg"]
    assert words in result["msg"]
    assert list(simulator.journal) == []


def test_several_schedules_of_one_name_are_listed(simulator, run):
    simulator.state.schedules[171425669]["name"] = "Shop weekly"
    result = run("qualys_was_schedule", name="Shop weekly", enabled=False)
    assert result["msg"] == (
        "name: 'Shop weekly' is the name of several schedules (ids 1688, 171425669); give the id of the one "
        "that is meant"
    )
    assert simulator.journal.writes() == []
