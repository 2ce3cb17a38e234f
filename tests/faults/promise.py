# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The promise, and whether a run has kept it: looked up in the simulator, not in what the module claims.

- The declared state is reached, or the task failed and said what is done and what is not.
- No object exists twice, and nothing else was changed.
- A run without faults converges, and the one after that writes nothing.

What shall be there is found by the same task without any fault, after what somebody else did meanwhile, and by what the
scenario says by hand.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.faults.picture import Picture, differing
from tests.faults.scenarios import Scenario
from tests.simulator.state import State

LONGEST_MESSAGE = 1500


class Rehearsal(NamedTuple):
    """What the task does when nothing goes wrong: before, after, and its result."""

    before: Picture
    after: Picture
    result: dict[str, Any]

    @property
    def touched(self) -> set[str]:
        """The names of the objects that it changes."""
        return differing(self.before, self.after)

    @property
    def is_reached(self) -> bool:
        """Whether what is declared can be reached at all; not when somebody has removed what is meant."""
        return not self.result.get("failed")


class Broken(Exception):
    """The promise was not kept; says how."""


class Promise:
    """The promise of one run. ``plain`` is without what somebody else did meanwhile, ``present`` with it."""

    def __init__(self, scenario: Scenario, plain: Rehearsal, present: Rehearsal) -> None:
        self.scenario = scenario
        self.plain = plain
        self.present = present
        self._own = plain.touched | present.touched

    def check(self, result: dict[str, Any], after: Picture) -> str:
        """Return how a run under faults ended, "success" or "clear failure"; raises Broken."""
        self._refuse_foreign(after)
        if result.get("failed"):
            self._check_failure(result, after)
            return "clear failure"
        self._check_success(result, after)
        return "success"

    def check_repaired(self, result: dict[str, Any], after: Picture, state: State) -> None:
        """Check the run without faults; raises Broken."""
        if not self.present.is_reached:
            # What was meant is gone for good: that is said, as without any fault.
            self._refuse_foreign(after)
            _refuse(not result.get("failed"), "what was removed by somebody else is not missed")
            return
        _refuse(result.get("failed"), "does not converge: %s" % result.get("msg"))
        self._refuse_other_end(after)
        _refuse(not self.scenario.holds(state), "says that it converged, and what was declared does not hold")

    def check_again(self, result: dict[str, Any], writes: list[str], same: bool) -> None:
        """Check the run after that; raises Broken."""
        _refuse(not same, "the last run changed something")
        _refuse(writes and not self.scenario.may_repeat, "the last run wrote: %s" % ", ".join(writes))
        if self.present.is_reached:
            _refuse(result.get("failed"), "the last run failed: %s" % result.get("msg"))
            _refuse(result.get("changed"), "the last run says that it changed something")

    def _refuse_foreign(self, after: Picture) -> None:
        foreign = differing(self.present.before, after) - self._own
        _refuse(foreign, "changed something else: %s" % ", ".join(sorted(foreign)))

    def _refuse_other_end(self, after: Picture) -> None:
        other = differing(self.present.after, after)
        _refuse(other, "is not as declared: %s" % ", ".join(sorted(other)))

    def _check_success(self, result: dict[str, Any], after: Picture) -> None:
        if self.scenario.shows:
            shown = result[self.scenario.shows]
            whole = [one.result.get(self.scenario.shows) for one in (self.plain, self.present)]
            _refuse(shown not in whole, "what was read is not the whole truth")
        else:
            _refuse(not self.present.is_reached, "says that it was done, and what was meant was removed meanwhile")
        self._refuse_other_end(after)

    def _check_failure(self, result: dict[str, Any], after: Picture) -> None:
        message = result.get("msg")
        _refuse(not isinstance(message, str) or not message.strip(), "failed without a word")
        _refuse("\n" in message or "Traceback" in message, "the message is no sentence: %s" % message)
        _refuse(len(message) > LONGEST_MESSAGE, "the message is a book: %s" % message)
        is_changed = any(self.present.before.get(name) != after.get(name) for name in self._own)
        in_doubt = "is not known" in message or "is not certain" in message
        _refuse(is_changed and not (result.get("changed") or in_doubt), "changed, and not told: %s" % message)
        # Where somebody else has done it, nobody can tell whose work it was.
        shared = differing(self.plain.before, self.present.before) & self._own
        is_told = not shared and result.get("changed")
        _refuse(not is_changed and is_told, "told a change that was not made: %s" % message)


def _refuse(condition: Any, text: str) -> None:
    if condition:
        raise Broken(text)
