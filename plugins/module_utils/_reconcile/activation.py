# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which agents need which modules switched on or off, and the fewest calls that do it. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._resource.agent import Found
from ansible_collections.community.qualys.plugins.module_utils._resource.agent_module import (
    DEPENDENT,
    conflict_in,
    sort_modules,
)


class Step(NamedTuple):
    """One operation, activate or deactivate, of the same modules for several assets."""

    operation: str
    modules: tuple[str, ...]
    ids: tuple[int, ...]


STATES = ("activated", "deactivated", "exact")


def modules_after(agent: Found, state: str, modules: Iterable[str], known: Iterable[str]) -> frozenset[str]:
    """Return what shall be active; ``exact`` ends the ``known`` ones alone, others are nobody's business here."""
    wanted = frozenset(modules)
    if state == "activated":
        return agent.modules | wanted
    if state == "deactivated":
        return agent.modules - wanted
    return wanted | (agent.modules - frozenset(known))


def conflicts(agents: Iterable[Found], after: dict[int, frozenset[str]]) -> list[str]:
    """Return a sentence for each agent whose modules would not go together; what is not touched is not judged."""
    found = []
    for agent in agents:
        problem = conflict_in(after[agent.id], agent.platform) if after[agent.id] != agent.modules else None
        if problem:
            found.append("%s (%d): %s" % (agent.name, agent.id, problem))
    return found


def steps(agents: Iterable[Found], after: dict[int, frozenset[str]]) -> list[Step]:
    """Return the operations in an order that keeps every rule on the way.

    First off, what needs others before what is needed; then on, the other way round.
    """
    groups: dict[tuple[int, str, tuple[str, ...]], list[int]] = {}
    for agent in agents:
        off, on = agent.modules - after[agent.id], after[agent.id] - agent.modules
        for rank, operation, modules in (
            (0, "deactivate", off & DEPENDENT if off - DEPENDENT else frozenset()),
            (1, "deactivate", off - DEPENDENT or off),
            (2, "activate", on - DEPENDENT or on),
            (3, "activate", on & DEPENDENT if on - DEPENDENT else frozenset()),
        ):
            if modules:
                groups.setdefault((rank, operation, tuple(sort_modules(modules))), []).append(agent.id)
    return [Step(operation, modules, tuple(ids)) for (_rank, operation, modules), ids in sorted(groups.items())]


def is_reached(agent: Found, step: Step) -> bool:
    """Tell whether a step has nothing left to do for an agent."""
    wanted = set(step.modules)
    return wanted <= agent.modules if step.operation == "activate" else not wanted & agent.modules
