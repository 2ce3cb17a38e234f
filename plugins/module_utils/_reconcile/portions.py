# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One step of an activation for many assets, in as few calls as Qualys takes.

Whether the bulk form takes a list of ids is not confirmed, nor whether it insists on the tag that the documents call
mandatory, so three forms are tried, and the first that is taken is kept for the rest of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import ApiError, LostAnswerError
from ansible_collections.community.qualys.plugins.module_utils._reconcile.activation import Step, is_reached
from ansible_collections.community.qualys.plugins.module_utils._reconcile.refusals import is_refusal
from ansible_collections.community.qualys.plugins.module_utils._resource.agent import find_agents_by_id
from ansible_collections.community.qualys.plugins.module_utils._resource.agent_module import activation_value
from ansible_collections.community.qualys.plugins.module_utils._resource.asset_ids import ASSET, ids_criterion

# After so many refusals in a row, the rest of a portion is not tried one by one.
PROBES = 3
CLOUD_AGENT = Criterion("tagName", "EQUALS", "Cloud Agent")


class Portions:
    """Sends portions; ``words`` collects what Qualys said about those it refused.

    ``accept`` is told of every id that Qualys accepted at once, so that none is forgotten when a later call fails.
    """

    def __init__(self, qps: Qps, accept: Callable[[Step, set[int]], object]) -> None:
        self.qps = qps
        self.accept = accept
        self.words: list[str] = []
        self._forms = [self._by_ids, self._by_ids_and_tag, self._one_by_one]

    def send(self, step: Step, ids: Sequence[int]) -> set[int]:
        """Send one portion and return the ids that Qualys accepted."""
        accepted: set[int] = set()
        left = list(ids)
        while left:
            form = self._one_by_one if len(left) == 1 else self._forms[0]
            try:
                return accepted | self._surely(step, left, partial(form, step, left))
            except ApiError as error:
                if not is_refusal(error):
                    raise
            # Refused because nothing is left to do is as good as done. The last form notes refusals and raises none.
            open_ids = self.open_of(step, left)
            accepted |= set(left) - set(open_ids)
            self.accept(step, accepted)
            left = open_ids
            del self._forms[0]
        return accepted

    def send_by(self, step: Step, criteria: tuple[Criterion, ...], ids: Sequence[int]) -> set[int] | None:
        """Let criteria select, which stand for exactly these ids; None when Qualys does not take them."""
        try:
            return self._surely(step, ids, partial(self._many, step, criteria))
        except ApiError as error:
            if not is_refusal(error):
                raise
            return None

    def open_of(self, step: Step, ids: Sequence[int]) -> list[int]:
        """Return those for which Qualys does not show the step as done."""
        return [found.id for found in find_agents_by_id(self.qps, (), ids) if not is_reached(found, step)]

    def _by_ids(self, step: Step, ids: Sequence[int]) -> set[int]:
        return self._many(step, (ids_criterion(ids),))

    def _by_ids_and_tag(self, step: Step, ids: Sequence[int]) -> set[int]:
        return self._many(step, (CLOUD_AGENT, ids_criterion(ids)))

    def _one_by_one(self, step: Step, ids: Sequence[int]) -> set[int]:
        accepted: set[int] = set()
        refused = 0
        for one in ids:
            if refused == PROBES and not accepted:
                # What is refused so often at the start, as for want of a licence, is not a matter of single assets.
                break
            try:
                accepted.update(self.qps.act(ASSET, step.operation, one, _params(step)))
                self.accept(step, accepted)
            except ApiError as error:
                if not is_refusal(error):
                    raise
                refused += 1
                self._note(error)
        return accepted

    def _many(self, step: Step, criteria: tuple[Criterion, ...]) -> set[int]:
        return set(self.qps.act_on_many(ASSET, step.operation, criteria, _params(step)))

    def _note(self, error: ApiError) -> None:
        if error.message not in self.words:
            self.words.append(error.message)

    def _surely(self, step: Step, ids: Sequence[int], send: Callable[[], set[int]]) -> set[int]:
        """Send; when the answer is lost, look before anything is sent again."""
        session = self.qps.session
        for _attempt in range(session.settings.retries + 1):
            try:
                return send()
            except LostAnswerError as error:
                lost = error
            session.notify("%s; looking whether it was carried out" % lost)
            session.sleep(1)
            if not self.open_of(step, ids):
                session.ledger.settle(is_done=True)
                return set(ids)
        raise lost


def _params(step: Step) -> dict[str, str]:
    return {"module": ",".join(activation_value(word) for word in step.modules)}
