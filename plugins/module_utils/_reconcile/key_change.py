# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Move agents to another activation key, each once.

Facts: Cloud Agent API, "Change activation key": the new key and at least one filter, of id, tagName, activationKey.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import MAX_PAGE, ObjectType, Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import LostAnswerError
from ansible_collections.community.qualys.plugins.module_utils._resource.asset_ids import (
    HOST_ASSET,
    ids_criterion,
    in_portions,
)
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import at

KEY_OF_AGENTS = ObjectType("1.0", "ca", "changeactkey", "ChangeActKey", "activation key of agents")
_FIELDS = ("id", "name", "agentInfo.agentId", "agentInfo.activationKey.activationId")


class Selection(NamedTuple):
    """Which agents are meant: those that meet the criteria and, unless None, have one of the ids."""

    criteria: tuple[Criterion, ...]
    ids: list[int] | None = None


class Move(NamedTuple):
    """The agents that are meant: ids of those to move and of those that have the key already."""

    to_move: tuple[int, ...]
    already: tuple[int, ...]


class Moved(NamedTuple):
    """What is not as planned: agents that do not show the new key yet, and what was removed meanwhile."""

    pending: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()


def missing_agents(qps: Qps, selection: Selection) -> list[int]:
    """Return the ids that belong to no asset with an agent."""
    if selection.ids is None:
        return []
    planned = plan_move(qps, Selection((), selection.ids), "")
    return sorted(set(selection.ids) - set(planned.to_move) - set(planned.already))


def plan_move(qps: Qps, selection: Selection, key: str) -> Move:
    """Read which of the agents that are meant have another key."""
    searches: list[tuple[Criterion, ...]] = [selection.criteria]
    if selection.ids is not None:
        searches = [(*selection.criteria, ids_criterion(some)) for some in in_portions(sorted(set(selection.ids)))]
    to_move: list[int] = []
    already: list[int] = []
    for search in searches:
        for record in qps.search(HOST_ASSET, search, _FIELDS, MAX_PAGE):
            if at(record, "agentInfo") is not None:
                (already if _key_of(record) == key else to_move).append(int(record["id"]))
    return Move(tuple(to_move), tuple(already))


def move(qps: Qps, planned: Move, key: str) -> Moved:
    """Move the agents; some may not show it before they check in."""
    for some in in_portions(list(planned.to_move)):
        _move_portion(qps, some, key)
    left: list[int] = []
    gone: set[int] = set()
    for some in in_portions(list(planned.to_move)):
        found = plan_move(qps, Selection((), some), key)
        left += found.to_move
        gone |= set(some) - set(found.to_move) - set(found.already)
    return Moved(tuple(left), tuple(sorted(gone)))


def _move_portion(qps: Qps, ids: list[int], key: str) -> None:
    session = qps.session
    for _attempt in range(session.settings.retries + 1):
        try:
            qps.act_on_many(KEY_OF_AGENTS, "cak", (ids_criterion(ids),), data={"newActivationKey": key})
        except LostAnswerError as error:
            lost = error
        else:
            session.notify("moved %d agents" % len(ids))
            return
        session.notify("%s; looking whether it was carried out" % lost)
        session.sleep(1)
        ids = list(plan_move(qps, Selection((), ids), key).to_move)
        if not ids:
            session.ledger.settle(is_done=True)
            return
    raise lost


def _key_of(record: Any) -> Any:
    return at(record, "agentInfo.activationKey.activationId")
