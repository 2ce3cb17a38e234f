# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schedules as an iCalendar document (RFC 5545), which is what download answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .call import Call
from .clock import UTC, parse_instant
from .recurrence import ORDERS, WEEKDAYS, zone

Record = dict[str, Any]

FREQUENCIES = {"dailyOccurrence": ("DAILY", "everyNDays"), "weeklyOccurrence": ("WEEKLY", "everyNWeeks")}
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
OCTETS = 74


def calendar(call: Call, schedules: list[Record]) -> bytes:
    """Return the document, one event for each schedule."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//community.qualys//simulator//EN", "CALSCALE:GREGORIAN"]
    for schedule in schedules:
        lines += _event(schedule, call.clock.now())
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + "\r\n" for line in lines).encode()


def _event(schedule: Record, now: datetime) -> list[str]:
    plan = schedule["scheduling"]
    code = plan.get("timeZone", {}).get("code", "UTC")
    local = parse_instant(plan["startDate"]).astimezone(zone(code) or UTC)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{schedule['id']}@qualys.example.com",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID={code}:{local:%Y%m%dT%H%M%S}",
    ]
    rule = _rule(plan.get("occurrence", {}))
    if rule:
        lines.append(rule)
    return [*lines, f"SUMMARY:{schedule['name'].translate(ESCAPES)}", f"CATEGORIES:{schedule['type']}", "END:VEVENT"]


def _rule(occurrence: Record) -> str:
    if not occurrence:
        return ""
    name, block = next(iter(occurrence.items()))
    parts = _monthly(block) if name == "monthlyOccurrence" else _simple(block, *FREQUENCIES[name])
    if "occurrenceCount" in block:
        parts.append(f"COUNT={block['occurrenceCount']}")
    return "RRULE:" + ";".join(parts)


def _simple(block: Record, frequency: str, every: str) -> list[str]:
    parts = [f"FREQ={frequency}", f"INTERVAL={block.get(every, 1)}"]
    days = block.get("onDays", {}).get("WeekDay", [])
    return [*parts, "BYDAY=" + ",".join(day[:2] for day in days)] if days else parts


def _monthly(block: Record) -> list[str]:
    name, when = next(iter(block["monthlyType"].items()))
    parts = ["FREQ=MONTHLY", f"INTERVAL={when.get('everyNMonths', 1)}"]
    if name == "occurDayNbInMonth":
        return [*parts, f"BYMONTHDAY={when['dayNb']}"]
    return [*parts, f"BYDAY={ORDERS[when['dayOrder']]}{WEEKDAYS[WEEKDAYS.index(when['dayOfMonth'])][:2]}"]


def _folded(line: str) -> str:
    """Fold a long line: no more than 75 octets, the next line starts with a blank."""
    pieces, current = [], ""
    for character in line:
        if len((current + character).encode()) > OCTETS:
            pieces.append(current)
            current = " "
        current += character
    return "\r\n".join([*pieces, current])
