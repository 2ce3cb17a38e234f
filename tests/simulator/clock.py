# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator's idea of now: the real time, unless a test stops it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

UTC = timezone.utc


class Clock:
    """Tells the time; set() stops it at an instant, set(None) lets it run again.

    ``skew`` is how many seconds it is ahead of the client's clock, or behind when negative.
    """

    def __init__(self) -> None:
        self._stopped: datetime | None = None
        self.skew = 0

    def now(self) -> datetime:
        """Return the present instant in UTC, to the second, as every date of the API is."""
        return (self._stopped or datetime.now(UTC)).replace(microsecond=0) + timedelta(seconds=self.skew)

    def set(self, instant: datetime | str | None) -> None:
        """Stop the clock at an instant (a text is read as an API date), or let it run again."""
        self._stopped = parse_instant(instant) if isinstance(instant, str) else instant

    def stamp(self) -> str:
        """Return now in the form of the API."""
        return stamp(self.now())


def stamp(instant: datetime) -> str:
    """Write an instant as the API does: UTC, no fraction, Z."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_instant(text: str) -> datetime:
    """Read YYYY-MM-DD, or a date and time with Z, an offset or nothing (UTC); raises ValueError."""
    text = text.strip()
    if text.endswith("Z"):
        text = text[:-1] + "+00:00"
    if len(text) > 19 and text[19] == ".":
        # Python 3.10 reads fractions of three or six digits only; whole seconds are what the API compares.
        text = text[:19] + text[20:].lstrip("0123456789")
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return instant.astimezone(UTC)
