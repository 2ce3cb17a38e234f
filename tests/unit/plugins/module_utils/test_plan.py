# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan that was applied leaves nothing to plan; a plan sends no more than it must."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.community.qualys.plugins.module_utils._reconcile.plan import (
    calls,
    difference,
    payload,
    plan,
    shortfall,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.was_schedule import SCHEDULES, WEEKDAYS

REFERENCE = st.integers(1, 9).map(lambda number: {"id": number, "name": "name %d" % number})
VALUES = {
    "enabled": st.booleans(),
    "type": st.sampled_from(["vulnerability", "discovery"]),
    "target.web_app": REFERENCE,
    "target.scanner.type": st.just("external"),
    "target.cancel_option": st.sampled_from(["default", "specific"]),
    "option_profile": REFERENCE,
    "scheduling.start_date": st.dates().map(lambda day: "%sT10:00:00Z" % day.isoformat()),
    "scheduling.time_zone": st.sampled_from(["UTC", "Europe/Paris"]),
    "notification.active": st.booleans(),
    "notification.reschedule": st.booleans(),
    "notification.delay": st.integers(1, 9),
    "notification.delay_scale": st.sampled_from(["hour", "day", "week"]),
    "notification.recipients": st.lists(st.sampled_from(["a@x.org", "B@x.org", "c@x.org"]), unique=True),
    "notification.text": st.text(max_size=5),
    "send_mail": st.booleans(),
    "send_one_mail": st.booleans(),
    "progressive_scanning": st.sampled_from(["default", "enabled"]),
}
RHYTHMS = st.one_of(
    st.just({"scheduling.occurrence": "once"}),
    st.fixed_dictionaries({"scheduling.occurrence": st.just("daily"), "scheduling.every": st.integers(1, 9)}),
    st.fixed_dictionaries(
        {
            "scheduling.occurrence": st.just("weekly"),
            "scheduling.every": st.integers(1, 9),
            "scheduling.on_days": st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(
                lambda days: sorted(days, key=WEEKDAYS.index)
            ),
        }
    ),
    st.fixed_dictionaries(
        {
            "scheduling.occurrence": st.just("monthly"),
            "scheduling.every": st.integers(1, 9),
            "scheduling.day_of_month": st.integers(1, 31),
        }
    ),
    st.fixed_dictionaries(
        {
            "scheduling.occurrence": st.just("monthly"),
            "scheduling.every": st.integers(1, 9),
            "scheduling.day_order": st.sampled_from(["first", "last"]),
            "scheduling.weekday": st.sampled_from(WEEKDAYS),
        }
    ),
)
WANTED = st.builds(lambda a, b: {**a, **b}, st.fixed_dictionaries({}, optional=VALUES), RHYTHMS | st.just({}))
PRESENT = st.builds(
    lambda a, b: {"name": "x", **{k: v for k, v in {**a, **b}.items() if v not in ("", [])}},
    st.fixed_dictionaries(VALUES),
    RHYTHMS,
)


@given(WANTED, PRESENT)
def test_a_plan_applied_leaves_nothing_to_plan(wanted, present):
    reached = plan(SCHEDULES, wanted, present).expected
    assert plan(SCHEDULES, wanted, reached).action == "none"
    assert shortfall(SCHEDULES, plan(SCHEDULES, wanted, present), reached) == []


@given(WANTED)
def test_the_same_for_a_new_object(wanted):
    reached = plan(SCHEDULES, {"name": "x", **wanted}, None).expected
    assert plan(SCHEDULES, wanted, reached).action == "none"


@given(WANTED, PRESENT)
def test_what_is_not_wanted_stays(wanted, present):
    todo = plan(SCHEDULES, wanted, present)
    rhythm = {option for option in present if option.startswith("scheduling.")}
    for option in set(present) - set(wanted) - rhythm:
        assert todo.expected[option] == present[option]


@given(WANTED, PRESENT)
def test_every_change_is_sent_and_nothing_outside_its_unit(wanted, present):
    todo = plan(SCHEDULES, wanted, present)
    sent = payload(SCHEDULES, todo)
    touched = {SCHEDULES.by_option[option].wire.split(".")[0] for option in todo.changed if option != "enabled"}
    # An empty list that was empty is the one change that needs no words.
    assert set(sent) <= touched
    assert ("enabled" in todo.changed) == bool(calls(SCHEDULES, todo))


@given(PRESENT)
def test_what_is_written_is_read_back(present):
    sent = payload(SCHEDULES, plan(SCHEDULES, present, None), 2)
    assert plan(SCHEDULES, present, SCHEDULES.read(sent)).action == "none"


@given(WANTED, PRESENT)
def test_the_difference_holds_managed_options_only(wanted, present):
    todo = plan(SCHEDULES, wanted, present)
    shown = difference(SCHEDULES, wanted, present, todo.expected)

    def leaves(value, path=""):
        if isinstance(value, dict) and path not in SCHEDULES.by_option:
            return {leaf for key, inner in value.items() for leaf in leaves(inner, (path + "." + key).strip("."))}
        return {path}

    for side in shown.values():
        assert leaves(side) - {""} == set(wanted)
    assert (shown["before"] == shown["after"]) == (todo.action == "none")


def test_an_unchanged_start_date_is_not_sent_again():
    present = {
        "scheduling.start_date": "2020-01-01T00:00:00Z",
        "scheduling.time_zone": "UTC",
        "scheduling.occurrence": "daily",
        "scheduling.every": 1,
    }
    todo = plan(SCHEDULES, {"scheduling.every": 2}, present)
    assert payload(SCHEDULES, todo) == {
        "scheduling": {
            "timeZone": {"code": "UTC"},
            "occurrenceType": "DAILY",
            "occurrence": {"dailyOccurrence": {"everyNDays": 2}},
        }
    }
    assert payload(SCHEDULES, todo, 1)["scheduling"]["startDate"] == "2020-01-01T00:00:00Z"


def test_a_list_is_emptied_by_removing_its_members():
    todo = plan(SCHEDULES, {"notification.recipients": []}, {"notification.recipients": ["a@x.org"]})
    assert payload(SCHEDULES, todo) == {"notification": {"recipients": {"remove": [{"EmailAddress": "a@x.org"}]}}}


def test_an_answer_that_lost_unmanaged_values_is_noticed():
    present = {"notification.active": True, "notification.text": "kept?"}
    todo = plan(SCHEDULES, {"notification.active": False}, present)
    assert shortfall(SCHEDULES, todo, {"notification.active": False}) == ["notification.text"]
    assert shortfall(SCHEDULES, todo, {"notification.active": False, "notification.text": "edited"}) == []
