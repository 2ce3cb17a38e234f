# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many calls all tasks of a run have under way at once with one login. Qualys counts them by subscription.

Each call has a lock while it is under way, so others see how many there are. How many there may be is learned from
Qualys: from its headers, or by being turned away.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable

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
            most = self.most
            self._taken = next((number for number in _NUMBERS[:most] if self._table.lock(self._place, number)), 0)
            # Calls from before the limit was known may be under way beyond it, and count as well.
            if self._taken and self._busy(_NUMBERS[most:]) and self._others() >= most:
                self._give_back()
            if not self._taken:
                time.sleep(_PAUSE * (0.5 + random.random()))  # noqa: S311 - only to be out of step
        return self

    def __exit__(self, *_exception: object) -> None:
        self._give_back()

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
        fewer = min(self.most - 1, self._others())
        if fewer < 1:
            return False
        self._table.put(self._place, self._position, fewer)
        return True

    def _give_back(self) -> None:
        self._table.unlock(self._place, self._taken)
        self._taken = 0

    def _others(self) -> int:
        return self._busy(number for number in _NUMBERS if number != self._taken)

    def _busy(self, numbers: Iterable[int]) -> int:
        return sum(not self._is_free(number) for number in numbers)

    def _is_free(self, number: int) -> bool:
        if not self._table.lock(self._place, number):
            return False
        self._table.unlock(self._place, number)
        return True
