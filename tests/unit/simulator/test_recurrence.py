# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When schedules run next."""

from __future__ import annotations

import pytest

from tests.simulator.clock import parse_instant, stamp
from tests.simulator.recurrence import next_launch, offset


def following(now, start, kind, occurrence=None, zone="UTC", active=True):
    scheduling = {"startDate": start, "timeZone": {"code": zone}, "occurrenceType": kind}
    if occurrence:
        scheduling["occurrence"] = occurrence
    found = next_launch({"active": active, "scheduling": scheduling}, parse_instant(now))
    return stamp(found) if found else None


def daily(**block):
    return {"dailyOccurrence": block}


def weekly(*days, **block):
    return {"weeklyOccurrence": {"onDays": {"WeekDay": list(days)}, **block}}


def on_day(number, every=1):
    return {"monthlyOccurrence": {"monthlyType": {"occurDayNbInMonth": {"dayNb": number, "everyNMonths": every}}}}


def on_weekday(order, day, every=1):
    return {
        "monthlyOccurrence": {
            "monthlyType": {"occurDayOrderInMonth": {"dayOrder": order, "dayOfMonth": day, "everyNMonths": every}}
        }
    }


START = "2031-01-01T10:00:00Z"


@pytest.mark.parametrize(
    ("now", "kind", "occurrence", "expected"),
    [
        ("2030-12-01", "ONCE", None, START),
        ("2031-01-01T10:00:00Z", "ONCE", None, None),
        ("2030-12-01", "DAILY", daily(everyNDays=2), START),
        ("2031-01-01T10:00:00Z", "DAILY", daily(everyNDays=2), "2031-01-03T10:00:00Z"),
        ("2031-01-04", "DAILY", daily(), "2031-01-04T10:00:00Z"),
        ("2031-01-03T10:00:00Z", "DAILY", daily(everyNDays=1, occurrenceCount=3), None),
        ("2031-01-02T10:00:00Z", "DAILY", daily(everyNDays=1, occurrenceCount=3), "2031-01-03T10:00:00Z"),
        # 1 January 2031 is a Wednesday.
        ("2030-12-01", "WEEKLY", weekly("MONDAY"), "2031-01-06T10:00:00Z"),
        ("2031-01-06T11:00:00Z", "WEEKLY", weekly("MONDAY", "FRIDAY", everyNWeeks=2), "2031-01-13T10:00:00Z"),
        ("2031-01-15", "MONTHLY", on_day(31), "2031-01-31T10:00:00Z"),
        ("2031-02-01", "MONTHLY", on_day(31), "2031-03-31T10:00:00Z"),
        ("2031-01-15", "MONTHLY", on_weekday("FIRST", "MONDAY", 3), "2031-04-07T10:00:00Z"),
        ("2031-01-15", "MONTHLY", on_weekday("LAST", "FRIDAY"), "2031-01-31T10:00:00Z"),
    ],
)
def test_next_launch(now, kind, occurrence, expected):
    assert following(now, START, kind, occurrence) == expected


def test_inactive_or_without_plan():
    assert following("2030-01-01", START, "ONCE", active=False) is None
    assert next_launch({"active": True}, parse_instant("2030-01-01")) is None
    assert next_launch({"active": True, "scheduling": {"cancelAfterNHours": 3}}, parse_instant("2030-01-01")) is None


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-28T00:00:00Z", "2026-03-28T09:00:00Z"),
        ("2026-03-29T00:00:00Z", "2026-03-29T08:00:00Z"),
        ("2026-10-25T00:00:00Z", "2026-10-25T09:00:00Z"),
    ],
)
def test_summer_time_keeps_the_clock_time(now, expected):
    assert following(now, "2026-01-10T09:00:00Z", "DAILY", daily(everyNDays=1), "Europe/Paris") == expected


def test_hour_that_exists_twice():
    found = following("2026-10-25T00:30:00Z", "2026-01-10T01:30:00Z", "DAILY", daily(everyNDays=1), "Europe/Paris")
    assert found == "2026-10-26T01:30:00Z"


@pytest.mark.parametrize(
    ("code", "instant", "expected"),
    [
        ("UTC", "2026-01-01", "+00:00"),
        ("America/Vancouver", "2026-01-01", "-08:00"),
        ("America/Vancouver", "2026-07-01", "-07:00"),
        ("Asia/Kolkata", "2026-01-01", "+05:30"),
        ("America/St_Johns", "2026-01-01", "-03:30"),
    ],
)
def test_offset(code, instant, expected):
    assert offset(code, parse_instant(instant)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-02", "2026-01-02T00:00:00Z"),
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05.6Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05Z"),
        ("2026-01-02T03:04:05", "2026-01-02T03:04:05Z"),
    ],
)
def test_dates(text, expected):
    assert stamp(parse_instant(text)) == expected
