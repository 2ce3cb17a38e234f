# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When schedules launch scans: what Qualys says, and what the rhythm of a schedule adds to it within a week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.plugin_utils.report.text import moment
from ansible_collections.community.qualys.plugins.plugin_utils.report.zones import zone

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# How long Qualys may take to name the launch after one that was.
GRACE = timedelta(days=1)
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 21: "21st", 22: "22nd", 23: "23rd", 31: "31st"}


class Launch(NamedTuple):
    """One launch; ``is_told`` when Qualys names it as the next one, otherwise the rhythm leads to it."""

    when: datetime
    schedule: Mapping[str, Any]
    is_told: bool


def next_launch(schedule: Mapping[str, Any]) -> datetime | None:
    """Return the launch that Qualys names, or None."""
    return moment(schedule.get("next_launch_date")) if schedule.get("enabled") else None


def is_overdue(schedule: Mapping[str, Any], now: datetime) -> bool:
    """Tell whether the launch that Qualys names as the next should have been more than a day ago."""
    when = next_launch(schedule)
    return when is not None and when < now - GRACE


def launches(schedule: Mapping[str, Any], end: datetime) -> Iterable[Launch]:
    """Yield the next launch and those that follow before the end, as far as the rhythm is known."""
    first = next_launch(schedule)
    if first is None or first >= end:
        return
    yield Launch(first, schedule, True)
    left = _left(schedule)
    for when in _repeats(schedule, first, end):
        left -= 1
        if left < 1:
            return
        yield Launch(when, schedule, False)


def target(schedule: Mapping[str, Any]) -> str:
    """Return what is scanned, in few words."""
    found = schedule.get("target") or {}
    one = (found.get("web_app") or {}).get("name")
    if one:
        return str(one)
    many = found.get("web_apps") or []
    if many:
        return "%d web applications" % len(many)
    tags = (found.get("included_tags") or {}).get("tags") or []
    return "tagged %s" % ", ".join(str(tag.get("name") or tag.get("id")) for tag in tags) if tags else ""


def rhythm(schedule: Mapping[str, Any]) -> str:
    """Return how often a schedule launches, in words; only its kind where a search told no more."""
    timing = schedule.get("scheduling") or {}
    kind, every = timing.get("occurrence"), timing.get("every")
    if kind == "daily":
        return "every day" if every == 1 else "every %d days" % every if every else "daily"
    if kind == "weekly" and timing.get("on_days"):
        days = ", ".join(name[:3].capitalize() for name in WEEKDAYS if name in timing["on_days"])
        return days if every in (None, 1) else "%s every %d weeks" % (days, every)
    if kind == "monthly":
        return _monthly(timing, every)
    return str(kind or "")


def _monthly(timing: Mapping[str, Any], every: int | None) -> str:
    months = "month" if every in (None, 1) else "%d months" % every
    if timing.get("day"):
        return "%s of every %s" % (_ORDINALS.get(timing["day"], "%sth" % timing["day"]), months)
    if timing.get("day_order") and timing.get("weekday"):
        return "%s %s of every %s" % (timing["day_order"], str(timing["weekday"]).capitalize(), months)
    return "monthly"


def _left(schedule: Mapping[str, Any]) -> int:
    """Return how many launches are certain to be left: one where a limit, but not what is used up, is known."""
    limit = (schedule.get("scheduling") or {}).get("occurrence_count")
    if limit is None:
        return 1000
    done = schedule.get("launched_count")
    return max(1, limit - done) if done is not None else 1


def _repeats(schedule: Mapping[str, Any], first: datetime, end: datetime) -> Iterable[datetime]:
    timing = schedule.get("scheduling") or {}
    every = timing.get("every")
    # The time of day in the zone of the schedule is kept when summer time begins or ends.
    local = first.astimezone(zone(str(timing.get("time_zone"))) or timezone.utc)
    days: Iterable[int] = ()
    if timing.get("occurrence") == "daily" and every:
        days = range(every, 14, every)
    elif timing.get("occurrence") == "weekly" and every:
        wanted = {WEEKDAYS.index(name) for name in timing.get("on_days") or () if name in WEEKDAYS}
        # With more than a week between two rounds, the round of the first launch is the only one that is near.
        last = 14 if every == 1 else 7 - local.weekday()
        days = [ahead for ahead in range(1, last) if (local.weekday() + ahead) % 7 in wanted]
    for ahead in days:
        when = (local.replace(tzinfo=None) + timedelta(days=ahead)).replace(tzinfo=local.tzinfo)
        if when >= end:
            return
        yield when.astimezone(timezone.utc)
