# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which options of a schedule go together. Pure functions over states; see was_schedule for the fields."""

from __future__ import annotations

import re
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.model import State

TARGETS = ("target.web_app", "target.web_apps", "target.included_tags.tags")
NEEDED = ("type", "scheduling.start_date", "scheduling.time_zone", "scheduling.occurrence")
# Options that only make sense with one occurrence.
ONLY_WITH = {
    "scheduling.on_days": ("weekly",),
    "scheduling.day_of_month": ("monthly",),
    "scheduling.day_order": ("monthly",),
    "scheduling.weekday": ("monthly",),
    "scheduling.every": ("daily", "weekly", "monthly"),
    "scheduling.occurrence_count": ("daily", "weekly", "monthly"),
}
# Setting one side of a pair ends the other.
ALTERNATIVES = (
    (("scheduling.day_of_month",), ("scheduling.day_order", "scheduling.weekday")),
    (("scheduling.day_order", "scheduling.weekday"), ("scheduling.day_of_month",)),
    (("scheduling.cancel_after_hours",), ("scheduling.cancel_at",)),
    (("scheduling.cancel_at",), ("scheduling.cancel_after_hours",)),
)
# What names the scanner, and the type it belongs to.
SCANNERS = (("target.scanner.name", "internal"), ("target.scanner.tags", "tags"))


def check(wanted: State, present: State | None, now: str) -> None:
    """Raise OptionError for what cannot be right, seen together with what is there."""
    merged = prune({**(present or {}), **wanted}, wanted, present or {})
    _check_targets(wanted, present)
    _check_scanner(wanted, merged)
    _check_occurrence(wanted, merged)
    _check_cancel(wanted)
    if wanted.get("notification.delay") is not None and not merged.get("notification.delay_scale"):
        raise OptionError("notification.delay", wanted["notification.delay"], "needs notification.delay_scale as well")
    if present is None:
        _check_needed(wanted)
    start = wanted.get("scheduling.start_date")
    if start and start <= now and (present is None or start != present.get("scheduling.start_date")):
        raise OptionError(
            "scheduling.start_date", start, "has passed; Qualys starts schedules only in the future, give a later date"
        )


def prune(expected: State, wanted: State, present: State) -> State:
    """Drop what no longer applies: the rhythm of another occurrence, the other one of two alternatives."""
    gone: set[str] = set()
    if expected.get("scheduling.occurrence") != present.get("scheduling.occurrence"):
        gone.update(ONLY_WITH)
    for chosen, others in ALTERNATIVES:
        if any(wanted.get(option) for option in chosen):
            gone.update(others)
    scanner = expected.get("target.scanner.type")
    gone.update(option for option, kind in SCANNERS if scanner is not None and scanner != kind)
    return {option: value for option, value in expected.items() if option in wanted or option not in gone}


def check_clock(option: str, value: Any) -> None:
    """Raise OptionError for what is no time of day."""
    if value and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise OptionError(option, value, "is no time of day; write it like 06:30, in quotes")


def _check_targets(wanted: State, present: State | None) -> None:
    chosen = [option for option in TARGETS if wanted.get(option)]
    if len(chosen) > 1:
        raise OptionError(chosen[1], None, "cannot be combined with %s; give one of them" % chosen[0])
    if present is None or not chosen:
        return
    now_single = bool(present.get("target.web_app"))
    if now_single != (chosen[0] == "target.web_app"):
        raise OptionError(
            chosen[0],
            None,
            "would turn a schedule of %s into one of %s, which Qualys is not known to do; remove the schedule and "
            "create it anew" % (("one web application", "several") if now_single else ("several", "one")),
        )


def _check_scanner(wanted: State, merged: State) -> None:
    scanner = merged.get("target.scanner.type")
    for option, kind in SCANNERS:
        if wanted.get(option) and scanner != kind:
            raise OptionError(option, None, "needs target.scanner.type: %s" % kind)
        if wanted.get("target.scanner.type") == kind and not merged.get(option):
            raise OptionError("target.scanner.type", kind, "needs %s as well" % option)


def _check_occurrence(wanted: State, merged: State) -> None:
    occurrence = merged.get("scheduling.occurrence")
    for option, occurrences in ONLY_WITH.items():
        if wanted.get(option) is not None and occurrence not in occurrences:
            raise OptionError(
                option,
                wanted[option],
                "needs scheduling.occurrence: %s, it is %s" % (" or ".join(occurrences), occurrence),
            )
    if occurrence == "weekly" and not merged.get("scheduling.on_days"):
        raise OptionError("scheduling.on_days", None, "must name at least one day for scheduling.occurrence: weekly")
    if occurrence == "monthly":
        _check_monthly(merged)


def _check_monthly(merged: State) -> None:
    by_number = merged.get("scheduling.day_of_month")
    by_order = [merged.get("scheduling.day_order"), merged.get("scheduling.weekday")]
    if by_number and any(by_order):
        raise OptionError(
            "scheduling.day_of_month",
            by_number,
            "cannot be combined with day_order and weekday; give the day by its number or by its order",
        )
    if not by_number and not all(by_order):
        raise OptionError(
            "scheduling.day_of_month",
            None,
            "is needed for scheduling.occurrence: monthly, or else both day_order and weekday",
        )


def _check_cancel(wanted: State) -> None:
    if wanted.get("scheduling.cancel_after_hours") and wanted.get("scheduling.cancel_at"):
        raise OptionError(
            "scheduling.cancel_at",
            wanted["scheduling.cancel_at"],
            "cannot be combined with cancel_after_hours; give one of them",
        )


def _check_needed(wanted: State) -> None:
    missing = [option for option in NEEDED if not wanted.get(option)]
    if not any(wanted.get(option) for option in TARGETS):
        missing.append("target (web_app, web_apps or included_tags)")
    if missing:
        raise OptionError(
            "name",
            wanted.get("name"),
            "is the name of no schedule in the account's scope; correct it, or add what creating one needs: %s"
            % ", ".join(missing),
        )
