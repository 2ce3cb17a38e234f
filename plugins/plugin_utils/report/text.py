# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of a page: what comes from outside made safe to stand in HTML, and numbers and times as people read them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._resource.moments import parse_moment

# Control characters (the escape of terminals among them), halves of characters, and what turns the direction of
# writing round or hides itself: nothing of that belongs into a name that somebody reads on a page.
_UNSEEN = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff\\ufff9-\\ufffb\\ud800-\\udfff]"
)
_BLANKS = re.compile("[\\t\\n\\r]+")
# Not the locale's.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def safe(value: Any) -> Any:
    """Return the same data with every text fit for HTML, between tags and in quoted attributes.

    This is the one place where text is escaped: the template writes what it gets from here and nothing else.
    """
    if isinstance(value, str):
        return html.escape(_UNSEEN.sub("\ufffd", _BLANKS.sub(" ", str.__str__(value))), quote=True)
    if isinstance(value, Mapping):
        return {key: safe(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [safe(one) for one in value]
    return value


def number(count: int) -> str:
    """Return a number with its thousands apart, such as 12,345."""
    return f"{count:,}"


def counted(count: int, one: str, many: str) -> str:
    """Return a number with the word for it."""
    return "%s %s" % (number(count), one if count == 1 else many)


def percent(part: int, whole: int) -> str:
    """Return a share in whole percent; neither all nor none is claimed where it is nearly so."""
    if not whole:
        return "\u2013"
    if 0 < part < whole:
        return "%d%%" % min(99, max(1, round(100 * part / whole)))
    return "100%" if part else "0%"


def share(part: int, whole: int) -> float:
    """Return a share as the width of a bar, 0 to 100."""
    return round(100 * part / whole, 1) if whole else 0.0


def moment(text: Any) -> datetime | None:
    """Return a point in time of Qualys as one that knows its zone, or None."""
    parsed = parse_moment(str(text)) if text else None
    return datetime.strptime(parsed + "+0000", "%Y-%m-%dT%H:%M:%SZ%z") if parsed else None


def day(when: datetime) -> str:
    """Return a day such as 25 Nov 2026."""
    return "%d %s %d" % (when.day, _MONTHS[when.month - 1], when.year)


def weekday_and_day(when: datetime) -> str:
    """Return a day such as Wed 25 Nov 2026."""
    return "%s %s" % (_DAYS[when.weekday()], day(when))


def short_day(when: datetime) -> dict[str, str]:
    """Return the parts of a heading for one day."""
    return {"weekday": _DAYS[when.weekday()], "day": "%d %s" % (when.day, _MONTHS[when.month - 1])}


def clock(when: datetime) -> str:
    """Return a time of day such as 22:00."""
    return "%02d:%02d" % (when.hour, when.minute)


def full(when: datetime) -> str:
    """Return a time such as Wed 25 Nov 2026, 22:00."""
    return "%s, %s" % (weekday_and_day(when), clock(when))
