# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time zones as IANA names them, which is how Qualys' time zone codes look."""

from __future__ import annotations

import difflib
from datetime import datetime

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.moments import write_moment

try:
    import zoneinfo
except ImportError:  # Python before 3.9
    zoneinfo = None  # type: ignore[assignment]


def check_time_zone(option: str, code: str) -> str:
    """Return the code; raises OptionError for one that does not exist.

    Where the machine has no time zone database nothing can be said, and Qualys decides.
    """
    if _is_known(code):
        return code
    known = zoneinfo.available_timezones() if zoneinfo else set()
    if not known:
        return code
    similar = difflib.get_close_matches(code, sorted(known), n=3)
    hint = "; similar ones: %s" % ", ".join(similar) if similar else ", such as Europe/Paris"
    raise OptionError(option, code, "is no time zone; give an IANA name%s" % hint)


def utc_of(option: str, local: datetime, code: str | None) -> str:
    """Return a local time of a zone as UTC, YYYY-MM-DDThh:mm:ssZ; raises OptionError when the zone is not known."""
    if code is None:
        raise OptionError(
            option, local.isoformat(), "names no zone; append Z for UTC or an offset, or set scheduling.time_zone"
        )
    if not _is_known(code):
        raise OptionError(
            option, local.isoformat(), "cannot be converted without a time zone database here; append an offset or Z"
        )
    try:
        return write_moment(local.replace(tzinfo=zoneinfo.ZoneInfo(code)))
    except OverflowError as error:
        raise OptionError(option, local.isoformat(), "lies beyond what a calendar holds") from error


def _is_known(code: str) -> bool:
    """Tell whether a zone exists; opening its file costs a hundredth of listing all of them."""
    try:
        # These two hold the same zones once more, and are no names of the IANA's.
        return bool(zoneinfo and zoneinfo.ZoneInfo(code)) and not code.startswith(("posix", "right/"))
    except (ValueError, LookupError, OSError):
        return False
