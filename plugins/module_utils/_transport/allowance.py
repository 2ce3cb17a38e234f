# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the calls of one task share: how many may be under way at once, and how long they may wait for limits."""

from __future__ import annotations

import threading
from typing import Any


class NoSlots:
    """As many calls at once as there are: nothing is known of other tasks."""

    def __enter__(self) -> NoSlots:
        return self

    def __exit__(self, *_exception: object) -> None:
        pass

    def follow(self, slots: int | None) -> None:
        """Hear of the number of slots that Qualys tells."""

    def narrow(self) -> bool:
        """Tell that no slot can be given up."""
        return False


class NoFellows:
    """Stands for the other tasks that use the same login where nothing is known of any."""

    slots: Any = NoSlots()

    def settle(self) -> None:
        """Hear that the login is good, or that it cannot be told."""


class Allowance:
    """One for all sessions of a task, whatever threads they run in. Times in seconds.

    ``with allowance:`` takes a slot and waits for one when all are taken.
    """

    def __init__(self, max_wait: float, slots: int = 1, most_slots: int = 1) -> None:
        self.max_wait = max_wait
        self.slots = slots
        self.waited = 0.0
        self._most_slots = most_slots
        self._taken = 0
        self._waiting = 0
        self._until = 0.0
        self._changed = threading.Condition()

    def __enter__(self) -> Allowance:
        with self._changed:
            while self._taken >= self.slots:
                self._changed.wait()
            self._taken += 1
        return self

    def __exit__(self, *_exception: object) -> None:
        with self._changed:
            self._taken -= 1
            self._changed.notify()

    def follow(self, slots: int | None) -> None:
        """Take over the number of slots that Qualys tells, if it does, but no more than are wanted at most."""
        if slots is None or self._most_slots == 1:
            return
        with self._changed:
            # What was learned by being turned away says more: others use the subscription as well.
            self._most_slots = min(self._most_slots, max(1, slots))
            self.slots = self._most_slots
            self._changed.notify_all()

    def narrow(self) -> bool:
        """Give up a slot after Qualys turned a call away; False when others than our own calls must be in the way."""
        with self._changed:
            if self._taken == 0:
                return False
            self.slots = self._most_slots = max(1, min(self.slots - 1, self._taken))
            return True

    def may_wait(self, seconds: float, now: float) -> bool:
        """Account for a wait that a limit asks for; False when all calls together would wait longer than they may.

        Calls that wait at the same time use the time up once. Each wait must be ended by ``end_wait``.
        """
        with self._changed:
            shared = max(0.0, self._until - now) if self._waiting else 0.0
            more = max(0.0, seconds - shared)
            if self.waited + more > self.max_wait:
                return False
            self.waited += more
            self._until = now + max(seconds, shared)
            self._waiting += 1
            return True

    def end_wait(self) -> None:
        """Say that a wait is over."""
        with self._changed:
            self._waiting -= 1
