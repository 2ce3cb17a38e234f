# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many calls all tasks of a run have under way at once with one login. Qualys counts them by subscription.

Each call has a lock while it is under way, so others see how many there are. How many there may be is learned from
Qualys: from its headers, or by being turned away.
"""

from __future__ import annotations

import time

from ansible_collections.community.qualys.plugins.plugin_utils.shared_table import LOCKS, Table

# The first lock of a place belongs to the login; more calls than there are others come at once in no run.
_NUMBERS = range(1, LOCKS)
# Seconds between two looks while all slots are taken.
_PAUSE = 0.02


class SharedSlots:
    """The slots of one place of the table; ``position`` is the byte in it that holds how many there may be.

    ``with slots:`` takes one, and waits for one when all are taken.
    """

    def __init__(self, table: Table, place: int, position: int) -> None:
        self._table = table
        self._place = place
        self._position = position
        self._taken = 0

    def __enter__(self) -> SharedSlots:
        while not self._taken:
            # The lowest that is free, so that calls from before a limit was known have slots that count.
            self._taken = next((number for number in _NUMBERS[: self.most] if self._table.lock(self._place, number)), 0)
            if not self._taken:
                time.sleep(_PAUSE)
        return self

    def __exit__(self, *_exception: object) -> None:
        self._table.unlock(self._place, self._taken)
        self._taken = 0

    @property
    def most(self) -> int:
        """How many there may be, as far as is known."""
        return self._table.read(self._place)[self._position] or len(_NUMBERS)

    def follow(self, slots: int | None) -> None:
        """Take over the number of slots that Qualys tells, where it is smaller than what is known."""
        if slots is not None and 0 < slots < self.most:
            self._table.put(self._place, self._position, slots)

    def narrow(self) -> bool:
        """Give up a slot after Qualys turned a call away; False when others than our own calls must be in the way."""
        others = sum(not self._is_free(number) for number in _NUMBERS)
        if not others:
            return False
        self._table.put(self._place, self._position, max(1, min(self.most - 1, others)))
        return True

    def _is_free(self, number: int) -> bool:
        if not self._table.lock(self._place, number):
            return False
        self._table.unlock(self._place, number)
        return True
