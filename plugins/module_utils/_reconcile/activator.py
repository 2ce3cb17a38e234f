# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Switch modules on and off on many agents, and give an account of every asset afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import QualysError
from ansible_collections.community.qualys.plugins.module_utils._reconcile.activation import Step, is_reached
from ansible_collections.community.qualys.plugins.module_utils._reconcile.portions import Portions
from ansible_collections.community.qualys.plugins.module_utils._resource.agent import find_agents_by_id
from ansible_collections.community.qualys.plugins.module_utils._resource.asset_ids import IDS_AT_ONCE, in_portions

# Seconds between looks at whether Qualys shows the new modules.
POLL = 10
# How often what an answer leaves out is asked for again while that helps.
ROUNDS = 5


class Account(NamedTuple):
    """What became of the assets that needed something, and Qualys' words on what it refused.

    gone: what somebody else removed meanwhile.
    """

    changed: tuple[int, ...]
    pending: tuple[int, ...]
    refused: tuple[int, ...]
    words: tuple[str, ...]
    gone: tuple[int, ...] = ()


class Activator:
    """Carries out steps. ``criteria``, unless empty, select exactly the assets ``selected``."""

    def __init__(self, qps: Qps, criteria: tuple[Criterion, ...], selected: frozenset[int]) -> None:
        self.qps = qps
        self.criteria = criteria
        self.selected = selected
        self._portions = Portions(qps, self._accept)
        self._accepted: dict[Step, set[int]] = {}
        self._size = IDS_AT_ONCE
        self._gone: set[int] = set()

    def carry_out(self, steps: Sequence[Step], patience: int) -> Account:
        """Do all steps, wait up to ``patience`` seconds until Qualys shows them, and return the account.

        When a step cannot be finished, the error names what was done and what was not; a new run does the rest.
        """
        for position, step in enumerate(steps):
            try:
                self._step(step)
            except QualysError as error:
                raise self._halfway(error, steps[position:], steps) from error
        try:
            return self._account(steps, patience)
        except QualysError as error:
            raise self._halfway(error, (), steps) from error

    def _step(self, step: Step) -> None:
        left = list(step.ids)
        for _round in range(ROUNDS):
            accepted = self._send(step, left)
            left = [one for one in left if one not in accepted]
            if left:
                left = self._portions.open_of(step, left)
            if not left or not accepted:
                return

    def _send(self, step: Step, ids: list[int]) -> set[int]:
        if self._may_select_by_criteria(ids):
            accepted = self._portions.send_by(step, self.criteria, ids)
            if accepted is not None:
                return self._accept(step, accepted & set(ids))
        accepted, answers = set(), []
        portions = list(in_portions(ids, self._size))
        for number, portion in enumerate(portions, 1):
            answered = self._portions.send(step, portion)
            # At once, so that nothing is forgotten when a later call fails.
            accepted |= self._accept(step, answered)
            answers.append((len(answered), len(portion)))
            self.qps.session.notify(
                "%s %s: call %d of %d, %d assets"
                % (step.operation, ",".join(step.modules), number, len(portions), len(portion))
            )
        if all(0 < done < asked for done, asked in answers):
            # Fewer than were asked, in every call: Qualys may have a limit of its own.
            self._size = max(done for done, _asked in answers)
        return accepted

    def _not_accepted(self, step: Step) -> set[int]:
        return set(step.ids) - self._accepted.get(step, set())

    def _accept(self, step: Step, ids: set[int]) -> set[int]:
        self._accepted.setdefault(step, set()).update(ids)
        return ids

    def _may_select_by_criteria(self, ids: list[int]) -> bool:
        # NOT EQUALS is switched off for another bulk operation; for this one nothing is said, so it is not used.
        fit = self.criteria and all(criterion.operator != "NOT EQUALS" for criterion in self.criteria)
        return bool(fit) and len(ids) > 1 and frozenset(ids) == self.selected

    def _halfway(self, error: QualysError, rest: Sequence[Step], steps: Sequence[Step]) -> QualysError:
        open_ids = {one for step in rest for one in self._not_accepted(step)}
        done = {one for step in steps for one in step.ids} - open_ids
        return QualysError(
            "%s; before that, %d assets were changed, %s; run again to do the rest"
            % (error.message, len(done), self._of_the_rest(len(open_ids))),
            **{
                **error.facts,
                "changed": any(self._accepted.values()),
                "done": sorted(done),
                "not_done": sorted(open_ids),
            },
        )

    def _of_the_rest(self, number: int) -> str:
        ledger = self.qps.session.ledger
        if not ledger.doubtful:
            return "%d were not" % number
        ledger.settle(is_done=False)
        return "of %d it is not known, because an answer was lost" % number

    def _account(self, steps: Sequence[Step], patience: int) -> Account:
        touched = sorted({one for step in steps for one in step.ids})
        left, waited = self._open(steps, touched), 0
        while left and waited < patience:
            pause = min(POLL, patience - waited)
            self.qps.session.notify(
                "%d assets do not show the new modules yet; looking again in %d s" % (len(left), pause)
            )
            self.qps.session.sleep(pause)
            waited, left = waited + pause, self._open(steps, left)
        still = set(left)
        refused = {one for step in steps for one in self._not_accepted(step)}
        return Account(
            changed=tuple(one for one in touched if one not in still | self._gone),
            pending=tuple(one for one in left if one not in refused),
            refused=tuple(one for one in left if one in refused),
            words=tuple(self._portions.words),
            gone=tuple(sorted(self._gone)),
        )

    def _open(self, steps: Sequence[Step], ids: list[int]) -> list[int]:
        """Return those for which Qualys does not show every step; what is gone is noted."""
        found = {one.id: one for one in find_agents_by_id(self.qps, (), ids)}
        self._gone |= set(ids) - set(found)
        missed = {one for step in steps for one in step.ids if one in found and not is_reached(found[one], step)}
        return [one for one in ids if one in missed]
