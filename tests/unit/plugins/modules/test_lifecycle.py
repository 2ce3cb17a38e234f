# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of an object under every module that keeps one, proven on the simulator's journal.

Each step runs in check mode, for real and once more. Check mode and the second run must not write, the check must
foretell what the run then does, and a change must not send more writes than the table says.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.unit.plugins.modules.lifecycle import Life, Step, live_through, variant_name, variants

NEW = {
    "name": "Shop, twice a week",
    "type": "vulnerability",
    "target": {
        "web_app": "Shop",
        "auth_record": "Shop form login",
        "scanner": {"type": "internal", "name": "dc1-scanner"},
        "cancel_option": "specific",
    },
    "option_profile": "Initial WAS Options",
    "scheduling": {
        "start_date": "2031-03-03 22:00",
        "time_zone": "Europe/Paris",
        "occurrence": "weekly",
        "every": 2,
        "on_days": ["thursday", "monday"],
        "occurrence_count": 10,
        "cancel_after_hours": 6,
    },
    "notification": {
        "active": True,
        "reschedule": False,
        "delay": 1,
        "delay_scale": "day",
        "recipients": ["ops@example.org", "Web-Team@example.org"],
        "text": "Starts tomorrow",
    },
    "send_mail": False,
    "progressive_scanning": "enabled",
    "scan_proxy": "6501",
    "dns_override": "Staging hosts",
}
CREATE, UPDATE = "create/was/wasscanschedule", "update/was/wasscanschedule"
ACTIVATE, DEACTIVATE = "activate/was/wasscanschedule", "deactivate/was/wasscanschedule"
DELETE = "delete/was/wasscanschedule"

ELEMENTS = ("sendMail", "progressiveScanning", "proxy", "dnsOverride", "notification", "scheduling", "target")


def schedule(**options: Any) -> dict[str, Any]:
    return {"name": NEW["name"], **options}


LIVES = (
    Life(
        "qualys_was_schedule",
        "schedule",
        (
            Step("create", NEW, (CREATE,)),
            Step("notification", schedule(notification={"text": "Now!", "recipients": ["a@x.org"]}), (UPDATE,)),
            Step("nobody", schedule(notification={"recipients": []}), (UPDATE,)),
            Step("switch off", schedule(enabled=False), (DEACTIVATE,)),
            Step("switch on and mail", schedule(enabled=True, send_mail=True), (UPDATE, ACTIVATE)),
            Step("daily", schedule(scheduling={"occurrence": "daily", "every": 3}), (UPDATE,)),
            Step(
                "monthly by number",
                schedule(scheduling={"occurrence": "monthly", "day_of_month": 31, "occurrence_count": 0}),
                (UPDATE,),
            ),
            Step(
                "monthly by order",
                schedule(scheduling={"day_order": "last", "weekday": "friday", "every": 3}),
                (UPDATE,),
            ),
            Step(
                "another target",
                schedule(target={"web_app": "5002", "auth_record": "default", "scanner": {"type": "external"}}),
                (UPDATE,),
            ),
            Step("another profile", schedule(option_profile="9002", type="discovery"), (UPDATE,)),
            Step("another name", schedule(new_name="Shop, quarterly"), (UPDATE,)),
            Step("remove", {"name": "Shop, quarterly", "state": "absent"}, (DELETE,)),
        ),
    ),
    Life(
        "qualys_was_schedule",
        "schedule",
        (
            Step(
                "create for tags",
                {
                    "name": "Everything",
                    "enabled": False,
                    "type": "discovery",
                    "target": {
                        "included_tags": {"match": "any", "tags": ["pci", "staging"]},
                        "excluded_tags": {"match": "all", "tags": [78]},
                        "scanner": {"type": "tags", "tags": ["Scanner Pool A"]},
                    },
                    "option_profile": "9003",
                    "scheduling": {"start_date": "2031-01-01T00:00:00Z", "time_zone": "UTC", "occurrence": "once"},
                    "send_mail": True,
                    "send_one_mail": True,
                },
                (CREATE,),
            ),
            Step(
                "other tags",
                {"name": "Everything", "target": {"included_tags": {"match": "all", "tags": ["pci"]}}},
                (UPDATE,),
            ),
            Step("remove", {"name": "Everything", "state": "absent"}, (DELETE,)),
        ),
    ),
    Life(
        "qualys_was_schedule",
        "schedule",
        (
            Step(
                "create for several",
                {
                    "name": "Both shops",
                    "type": "vulnerability",
                    "target": {"web_apps": ["Shop", 5002], "scanner": {"type": "external"}},
                    "option_profile": "9003",
                    "scheduling": {"start_date": "2031-01-01T00:00:00Z", "time_zone": "UTC", "occurrence": "daily"},
                    "send_mail": True,
                },
                (CREATE,),
            ),
            Step("one more", {"name": "Both shops", "target": {"web_apps": [5001, 5002, 5003]}}, (UPDATE,)),
            Step("remove", {"name": "Both shops", "state": "absent"}, (DELETE,)),
        ),
    ),
)
# What is never shown cannot be told from what is different; a test of its own says what happens then.
HIDDEN = (("settings_read", "hidden"),)
VARIANTS = [one for one in variants("WAS schedules", "Platform") if one != HIDDEN]
# Choices under which one of the steps cannot be reached, whoever asks.
UNREACHABLE = {"type_update": "another profile"}
# Choices that make Qualys refuse or spoil the smallest request, so that a fuller one has to follow.
MORE_WRITES = {
    ("scheduling_update", "replace"),
    ("scheduling_update", "refuse"),
    ("target_update", "replace"),
    ("notification_update", "replace"),
    ("proxy_nesting", "target"),
    ("dns_override_nesting", "target"),
    ("empty_element", "refuse"),
}


@pytest.mark.parametrize("variant", VARIANTS, ids=variant_name)
@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.steps[0].name)
def test_life(life, variant, simulator, run):
    for name, choice in variant:
        setattr(simulator.switches, name, choice)
    for step in life.steps:
        if any(UNREACHABLE.get(name) == step.name for name, choice in variant):
            continue
        live_through(step, life, simulator, run, exact=not MORE_WRITES & set(variant))


def test_settings_that_qualys_never_shows(simulator, run):
    simulator.switches.settings_read = "hidden"
    made = run("qualys_was_schedule", **NEW)
    hidden = ["send_mail", "progressive_scanning", "scan_proxy", "dns_override"]
    assert re.findall("Qualys does not show (\\w+),", str(made["warnings"])) == hidden
    # Nobody can tell whether they are as declared, so that they are sent once more; and nothing else is.
    for check in (True, False):
        simulator.journal.clear()
        again = run("qualys_was_schedule", check=check, **NEW)
        assert again["changed"]
        before, after = again["diff"]["before"], again["diff"]["after"]
        assert before.keys() == after.keys()
        assert {name for name in before if before[name] != after[name]} == set(hidden)
        writes = simulator.journal.writes()
        assert [entry["operation"] for entry in writes] == ([] if check else [UPDATE])
    assert [name for name in ELEMENTS if "<%s>" % name in writes[0]["body"]] == list(ELEMENTS[:4])
    assert len(again["warnings"]) == len(hidden)
    # Whoever does not declare them has a task that ends.
    rest = {name: value for name, value in NEW.items() if name not in hidden}
    unchanged = run("qualys_was_schedule", **rest)
    assert not unchanged["changed"]
    assert not unchanged.get("warnings")
