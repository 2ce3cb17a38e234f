# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words, times and durations of PCI scans in our own form.

Facts: PCI Compliance release notes 1.6.2 and 1.6.5 print one time, one duration and two words for states.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._api.pci_assumptions import (
    CANCELED_WORDS,
    FAILED_WORDS,
    FINISHED_WORDS,
    PASS_WORDS,
    RUNNING_WORDS,
)
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError

FINISHED, FAILED, CANCELED, RUNNING, UNKNOWN = "finished", "failed", "canceled", "running", "unknown"
OVER = frozenset((FINISHED, FAILED, CANCELED))
_WORDS = (
    (FINISHED, FINISHED_WORDS),
    (FAILED, FAILED_WORDS),
    (CANCELED, CANCELED_WORDS),
    (RUNNING, RUNNING_WORDS),
)
# Not the locale's.
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_TIME = re.compile(r"([A-Za-z]+) (\d{1,2}), (\d{4}) at (\d{1,2}):(\d\d)(?::(\d\d))? ([AaPp])[Mm] (?:GMT|UTC)")
_DURATION = re.compile(r"(\d{1,6}):([0-5]\d):([0-5]\d)")
_INTERVAL = re.compile(r"(\d{1,12}[wdhms])+")
_SECONDS = {"w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1}


def state_of(status: Any) -> str:
    """Return our word for a status; what nobody knows is ``unknown``, which is never an end."""
    folded = "".join(str(status or "").split()).lower()
    return next((state for state, words in _WORDS if folded in words), UNKNOWN)


def is_pass(compliance: Any) -> bool:
    """Tell whether a verdict is a pass; what nobody knows is none."""
    return str(compliance or "").strip().lower() in PASS_WORDS


def parse_time(text: Any) -> datetime | None:
    """Read a time such as ``October 02, 2026 at 07:05 AM GMT``; None when it has another form."""
    found = _TIME.fullmatch(" ".join(str(text or "").split()))
    if not found or found[1].lower() not in _MONTHS or not 1 <= int(found[4]) <= 12:
        return None
    hour = int(found[4]) % 12 + (12 if found[7] in "Pp" else 0)
    month = _MONTHS.index(found[1].lower()) + 1
    try:
        return datetime(int(found[3]), month, int(found[2]), hour, int(found[5]), int(found[6] or 0), 0, timezone.utc)
    except ValueError:
        return None


def parse_duration(text: Any) -> int | None:
    """Read ``HH:MM:SS`` as seconds, however many hours; None when it has another form."""
    found = _DURATION.fullmatch(str(text or "").strip())
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3]) if found else None


def parse_interval(option: str, value: str) -> timedelta:
    """Read a span of time such as ``7d``, ``12h`` or ``1d12h``; raises OptionError."""
    text = value.strip().lower()
    if not _INTERVAL.fullmatch(text):
        raise OptionError(option, value, "is no span of time; write it like 7d, 12h or 90m")
    try:
        return timedelta(seconds=sum(int(n) * _SECONDS[unit] for n, unit in re.findall(r"(\d+)([wdhms])", text)))
    except OverflowError:
        raise OptionError(option, value, "is longer than any calendar") from None
