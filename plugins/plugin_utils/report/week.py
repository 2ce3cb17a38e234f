# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schedules as a calendar of seven days, and the next launches.

The calendar begins on the day of the next launch, not on today: so it changes when a schedule does and not with the
clock, and there are always seven days to look at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from ansible_collections.community.qualys.plugins.plugin_utils.report.launches import (
    Launch,
    is_overdue,
    launches,
    next_launch,
    rhythm,
    target,
)
from ansible_collections.community.qualys.plugins.plugin_utils.report.text import (
    clock,
    counted,
    full,
    number,
    short_day,
    weekday_and_day,
)

DAYS = 7
MOST_A_DAY = 8
MOST_NEXT = 15
# Height of the tallest bar of an hour.
BAR = 20


def calendar(schedules: Sequence[Mapping[str, Any]], now: datetime, where: tzinfo) -> dict[str, Any] | None:
    """Return seven days from the next launch on, or None when no launch is planned.

    A launch that should have been long ago is not the next one: see is_overdue().
    """
    planned = [schedule for schedule in schedules if next_launch(schedule) and not is_overdue(schedule, now)]
    if not planned:
        return None
    first = min(when for when in map(next_launch, planned) if when).astimezone(where).date()
    found = _within(planned, first, where)
    days = [_day(first + timedelta(days=ahead), found, where) for ahead in range(DAYS)]
    busiest = max(count for each in days for count in each["hours"].values())
    for each in days:
        hours = each.pop("hours")
        each["bars"] = [{"hour": hour, "height": round(BAR * count / busiest, 1)} for hour, count in hours.items()]
    return {
        "from": weekday_and_day(_start(first, where)),
        "to": weekday_and_day(_start(first + timedelta(days=DAYS - 1), where)),
        "words": counted(len(found), "launch", "launches"),
        "busiest": counted(busiest, "launch", "launches") if busiest > 1 else None,
        "has_presumed": any(not launch.is_told for launch in found),
        "days": days,
    }


def coming(schedules: Iterable[Mapping[str, Any]], where: tzinfo) -> dict[str, Any]:
    """Return the next launch of each schedule, the soonest first."""
    planned = [(when, schedule) for schedule in schedules for when in [next_launch(schedule)] if when]
    planned.sort(key=lambda item: (item[0], str(item[1].get("name")), item[1].get("id") or 0))
    return {
        "rows": [
            {
                "name": str(schedule.get("name") or ""),
                "target": target(schedule),
                "type": str(schedule.get("type") or ""),
                "rhythm": rhythm(schedule),
                "when": full(when.astimezone(where)),
            }
            for when, schedule in planned[:MOST_NEXT]
        ],
        "more": number(len(planned) - MOST_NEXT) if len(planned) > MOST_NEXT else None,
    }


def _start(day_of: date, where: tzinfo) -> datetime:
    return datetime.combine(day_of, time(), where)


def _within(schedules: Iterable[Mapping[str, Any]], first: date, where: tzinfo) -> list[Launch]:
    end = _start(first + timedelta(days=DAYS), where)
    found = [launch for schedule in schedules for launch in launches(schedule, end)]
    return sorted(found, key=lambda launch: (launch.when, str(launch.schedule.get("name")), launch.schedule.get("id")))


def _day(which: date, launched: Iterable[Launch], where: tzinfo) -> dict[str, Any]:
    found = [launch for launch in launched if launch.when.astimezone(where).date() == which]
    hours = Counter(launch.when.astimezone(where).hour for launch in found)
    return {
        **short_day(_start(which, where)),
        "words": counted(len(found), "launch", "launches") if found else "none",
        "hours": dict(sorted(hours.items())),
        "entries": [
            {
                "time": clock(launch.when.astimezone(where)),
                "name": str(launch.schedule.get("name") or ""),
                "is_told": launch.is_told,
            }
            for launch in found[:MOST_A_DAY]
        ],
        "more": number(len(found) - MOST_A_DAY) if len(found) > MOST_A_DAY else None,
    }
