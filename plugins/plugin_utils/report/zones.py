# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The time zone that a page is written in."""

from __future__ import annotations

from datetime import timezone, tzinfo

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError

try:
    import zoneinfo
except ImportError:  # Python before 3.9
    zoneinfo = None  # type: ignore[assignment]

UTC_NAMES = ("UTC", "Etc/UTC", "Z")


def zone(code: str) -> tzinfo | None:
    """Return a time zone by its IANA name, or None where it is not known; UTC needs no time zone database."""
    if code in UTC_NAMES:
        return timezone.utc
    try:
        return zoneinfo.ZoneInfo(code) if zoneinfo else None
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return None


def zone_of_page(option: str, code: str) -> tzinfo:
    """Return the time zone; raises OptionError where it is not known."""
    found = zone(code)
    if found is None:
        raise OptionError(
            option,
            code,
            "is no time zone that the controller knows; give an IANA name such as Europe/Paris, install the Python "
            "package tzdata where the system has no time zone database, or use UTC",
        )
    return found
