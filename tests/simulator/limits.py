# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits that are enforced: calls under way at once, and calls in a sliding window (Platform page: Limits).

Nothing is enforced unless asked for, as nobody saw a limit on these APIs. A call that is blocked was not carried
out, and does not count against the rate. One account of calls stands for all operations; that Qualys keeps one for
each is documented for other APIs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW_SECONDS = 3600
# What headers tell where nothing is enforced: the recorded ones.
DEFAULT_RATE, DEFAULT_CONCURRENCY = 300, 2


class LimitError(ValueError):
    """A limit that cannot be enforced."""


@dataclass(frozen=True)
class Blocked:
    """Why a call is not carried out; wait is in seconds and counts for the rate limit only."""

    code: int
    wait: int = 0
    to_finish: int = 0


class Limits:
    """Counts calls, and blocks those beyond the limits; ``concurrency`` and ``rate`` may be changed at any time."""

    def __init__(self, concurrency: int | None = None, rate: int | None = None, window: int = WINDOW_SECONDS) -> None:
        for name, number in (("concurrency_limit", concurrency), ("rate_limit", rate), ("rate_window", window)):
            if number is not None and number < 1:
                raise LimitError(f"{name} must be 1 or more, not {number}")
        self._initial = (concurrency, rate, window)
        self._running = 0
        self._calls: deque[datetime] = deque()
        self.reset()

    def reset(self) -> None:
        """Go back to the limits of the start and forget all calls; those under way stay so."""
        self.concurrency, self.rate, self.window = self._initial
        self._calls.clear()
        self.peak = 0

    @contextmanager
    def under_way(self) -> Iterator[int]:
        """Count a call as under way; gives how many there are, itself included. ``peak`` keeps the most there were.

        One too many shows in the peak, but takes no place from the others.
        """
        running = self._running + 1
        self.peak = max(self.peak, running)
        if self.is_crowded(running):
            yield running
            return
        self._running += 1
        try:
            yield running
        finally:
            self._running -= 1

    def block(self, running: int, now: datetime) -> Blocked | None:
        """Return why a call is blocked, or None and count it. Concurrency is looked at first, as documented."""
        if self.concurrency is not None and running > self.concurrency:
            return Blocked(1960, to_finish=running - self.concurrency)
        self._forget(now)
        if self.rate is not None and len(self._calls) >= self.rate:
            return Blocked(1965, wait=self._seconds_to_wait(now))
        if self.rate is not None:
            self._calls.append(now)
        return None

    def is_crowded(self, running: int) -> bool:
        """Return whether a call is one too many."""
        return self.concurrency is not None and running > self.concurrency

    def headers(self, running: int, now: datetime) -> dict[str, str]:
        """Return the six limit headers; the running calls are those beside the one that is answered, as recorded."""
        self._forget(now)
        rate = self.rate or DEFAULT_RATE
        # Where no rate is enforced, the headers tell the same every time, so that none of them says stop.
        remaining = rate - 1 if self.rate is None else max(0, rate - len(self._calls))
        return {
            "X-RateLimit-Limit": str(rate),
            "X-RateLimit-Window-Sec": str(self.window),
            "X-RateLimit-Remaining": str(remaining),
            "X-RateLimit-ToWait-Sec": str(0 if remaining else self._seconds_to_wait(now)),
            "X-Concurrency-Limit-Limit": str(self.concurrency or DEFAULT_CONCURRENCY),
            "X-Concurrency-Limit-Running": str(running - 1 if self.concurrency else 0),
        }

    def _forget(self, now: datetime) -> None:
        start = now - timedelta(seconds=self.window)
        while self._calls and self._calls[0] <= start:
            self._calls.popleft()

    def _seconds_to_wait(self, now: datetime) -> int:
        """Return when the oldest call that counts leaves the window."""
        return max(1, int((self._calls[0] - now).total_seconds()) + self.window)
