# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a schedule runs: from its start, its time zone and its occurrence (WAS API: SchedulePlanification).

The start is an instant in UTC; the clock time it has in the zone of the schedule is kept on every run, so that
runs move in UTC when the zone changes to or from summer time.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import rrule

from .clock import UTC, parse_instant

WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
ORDERS = {"FIRST": 1, "SECOND": 2, "THIRD": 3, "FOURTH": 4, "LAST": -1}


def zone(code: str) -> ZoneInfo | None:
    """Return the time zone of a code, or None if there is no such zone."""
    try:
        return ZoneInfo(code) if code else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def offset(code: str, instant: datetime) -> str:
    """Return the offset of a zone at an instant as the API writes it, for example -07:00."""
    local = instant.astimezone(zone(code) or UTC)
    seconds = int((local.utcoffset() or timedelta()).total_seconds())
    sign = "-" if seconds < 0 else "+"
    return f"{sign}{abs(seconds) // 3600:02d}:{abs(seconds) // 60 % 60:02d}"


def next_launch(schedule: dict[str, Any], now: datetime) -> datetime | None:
    """Return the next run after now; None for a schedule that is inactive or has no run left."""
    scheduling = schedule.get("scheduling", {})
    if not schedule.get("active") or "startDate" not in scheduling:
        return None
    start = parse_instant(scheduling["startDate"])
    runs = rule(scheduling, start)
    if runs is None:
        return start if start > now else None
    where = zone(scheduling.get("timeZone", {}).get("code", "UTC")) or UTC
    # One second earlier and a check: a local time that exists twice must not be skipped.
    local = runs.after(max(now, start - timedelta(seconds=1)).astimezone(where).replace(tzinfo=None))
    while local is not None:
        instant = local.replace(tzinfo=where).astimezone(UTC)
        if instant > now:
            return instant
        local = runs.after(local)
    return None


def rule(scheduling: dict[str, Any], start: datetime) -> rrule.rrule | None:
    """Return the runs as clock times in the zone of the schedule; None for a single run."""
    occurrence = scheduling.get("occurrence", {})
    if scheduling.get("occurrenceType", "ONCE") == "ONCE" or not occurrence:
        return None
    name, block = next(iter(occurrence.items()))
    where = zone(scheduling.get("timeZone", {}).get("code", "UTC")) or UTC
    options: dict[str, Any] = {"dtstart": start.astimezone(where).replace(tzinfo=None)}
    if block.get("occurrenceCount"):
        options["count"] = block["occurrenceCount"]
    return RULES[name](block, options)


def _daily(block: dict[str, Any], options: dict[str, Any]) -> rrule.rrule:
    return rrule.rrule(rrule.DAILY, interval=block.get("everyNDays", 1), **options)


def _weekly(block: dict[str, Any], options: dict[str, Any]) -> rrule.rrule:
    days = [WEEKDAYS.index(day) for day in block.get("onDays", {}).get("WeekDay", [])]
    return rrule.rrule(rrule.WEEKLY, interval=block.get("everyNWeeks", 1), byweekday=days or None, **options)


def _monthly(block: dict[str, Any], options: dict[str, Any]) -> rrule.rrule:
    name, when = next(iter(block["monthlyType"].items()))
    interval = when.get("everyNMonths", 1)
    if name == "occurDayNbInMonth":
        return rrule.rrule(rrule.MONTHLY, interval=interval, bymonthday=when["dayNb"], **options)
    day = rrule.weekday(WEEKDAYS.index(when["dayOfMonth"]), ORDERS[when["dayOrder"]])
    return rrule.rrule(rrule.MONTHLY, interval=interval, byweekday=day, **options)


RULES = {"dailyOccurrence": _daily, "weeklyOccurrence": _weekly, "monthlyOccurrence": _monthly}
