# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recognise the answers by which Qualys limits calls, and read how long to wait.

Facts: VM API guide (error codes 1960 and 1965, limit headers) and gateway pages (status 429). Whether
the QPS APIs send any of it is not confirmed on a live account, so every known form is understood here.
"""

from __future__ import annotations

import re
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer

# 1960 and 1965 are documented; 1959 and 1966 were met by other clients.
LIMIT_CODES = frozenset(("1959", "1960", "1965", "1966"))
# Too many calls at once, which ends as soon as one of them does.
CONCURRENCY_CODE = "1960"
# Concurrency limits carry no hint: the vendor's own script waits this long, in seconds.
PAUSES = (15, 30, 60)
# More than any subscription has.
_MOST_SLOTS = 1000
# Added to a hint, so that the call does not come a moment early, in seconds.
MARGIN = 2

# Seconds; a limit that asks for more asks for eternity.
_LONGEST_WAIT = 10**9
_NUMBER = re.compile("[0-9]+")
_CODE = re.compile(rb"<CODE>\s*(\d+)\s*</CODE>")
_SECONDS = re.compile(rb"SECONDS_TO_WAIT\s*</KEY>\s*<VALUE>\s*(\d+)\s*</VALUE>")


class Limit(NamedTuple):
    """A call that Qualys did not carry out because of a limit.

    ``wait`` in seconds, None when not told; ``is_crowd`` when it is a limit of calls at once.
    """

    reason: str
    wait: float | None
    is_crowd: bool = False


def limit_in(answer: Answer) -> Limit | None:
    """Return the limit an answer speaks of, or None when it is an ordinary answer."""
    if answer.status == 429:
        return Limit("HTTP 429", _hint(answer))
    if answer.status != 409:
        return None
    code = _CODE.search(answer.body)
    if code:
        # A 409 is also used for conflicts that waiting cannot cure, such as 2003 (registration incomplete).
        number = code.group(1).decode("ascii")
        if number not in LIMIT_CODES:
            return None
        return Limit("HTTP 409, code %s" % number, _hint(answer), number == CONCURRENCY_CODE)
    if _hint(answer) is not None or answer.headers.get("x-ratelimit-remaining", "").strip() == "0":
        return Limit("HTTP 409", _hint(answer))
    return None


def slots_in(answer: Answer) -> int | None:
    """Return how many calls the subscription may have under way at once, or None when the answer does not say."""
    # A gateway page spells it without the second hyphen.
    for name in ("x-concurrency-limit-limit", "x-concurrencylimit-limit"):
        value = answer.headers.get(name, "").strip()
        if _NUMBER.fullmatch(value) and float(value) > 0:
            return int(min(float(value), _MOST_SLOTS))
    return None


def pause(attempt: int) -> int:
    """Return the seconds to wait before try number ``attempt`` (0 is the first) when Qualys gave no hint."""
    return PAUSES[min(attempt, len(PAUSES) - 1)]


def retry_after(answer: Answer) -> float | None:
    """Read the standard header in both of its forms, seconds and date."""
    value = answer.headers.get("retry-after", "").strip()
    if _NUMBER.fullmatch(value):
        return _seconds(value)
    if not value:
        return None
    try:
        when = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=timezone.utc)
    return min(_LONGEST_WAIT, max(0.0, (when - datetime.now(timezone.utc)).total_seconds()))


def _seconds(digits: str | bytes) -> float:
    return min(_LONGEST_WAIT, float(digits))


def _hint(answer: Answer) -> float | None:
    header = answer.headers.get("x-ratelimit-towait-sec", "").strip()
    if _NUMBER.fullmatch(header) and _seconds(header) > 0:
        return _seconds(header)
    item = _SECONDS.search(answer.body)
    if item:
        return _seconds(item.group(1))
    return retry_after(answer)
