# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Points in time as Qualys writes them: UTC, to the second, YYYY-MM-DDThh:mm:ssZ. As text they sort by time."""

from __future__ import annotations

import re
from datetime import datetime, timezone

FORM = "%Y-%m-%dT%H:%M:%SZ"
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)")


def parse_moment(text: str) -> str | None:
    """Return an ISO 8601 time with zone or offset as UTC to the second, or None when it is none."""
    match = _MOMENT.fullmatch(text.strip())
    if not match:
        return None
    day, clock, zone = match.groups()
    clock = clock if clock.count(":") == 2 else clock + ":00"
    offset = "+0000" if zone == "Z" else zone.replace(":", "")
    try:
        moment = datetime.strptime("%sT%s%s" % (day, clock, offset), "%Y-%m-%dT%H:%M:%S%z")
        return write_moment(moment)
    except (ValueError, OverflowError):
        return None


def write_moment(moment: datetime) -> str:
    """Return a time that knows its zone as text."""
    # Not strftime, which leaves out the leading zeros of early years.
    return moment.astimezone(timezone.utc).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
