# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task has carried out so far, so that a failure can say what is done and what is not known."""

from __future__ import annotations


class Ledger:
    """One for all sessions of a task. Operations by name, such as "update schedule"."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.doubtful: list[str] = []

    def carried_out(self, operation: str) -> None:
        """Note a write that was confirmed; its repeat ends the doubt about the try before."""
        self.done.append(operation)
        self.doubtful = [one for one in self.doubtful if one != operation]

    def lost(self, operation: str) -> None:
        """Note a write whose answer was lost."""
        self.doubtful.append(operation)

    def settle(self, is_done: bool) -> None:
        """Note what a look has shown about the writes whose answers were lost."""
        self.done += self.doubtful if is_done else []
        self.doubtful = []

    @property
    def doubt(self) -> str:
        """What to add to the message of a failure; empty without a doubt."""
        if not self.doubtful:
            return ""
        text = "; whether %s was carried out is not known; run again in a few minutes, which looks first"
        return text % _listed(self.doubtful)

    @property
    def account(self) -> str:
        """What to add to the message of a failure that tells of nothing else that was done."""
        return ("; carried out before that: %s" % _listed(self.done) if self.done else "") + self.doubt


def _listed(operations: list[str]) -> str:
    numbers = {one: operations.count(one) for one in operations}
    return ", ".join(one if number == 1 else "%s (%d times)" % (one, number) for one, number in numbers.items())
