# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules of Cloud Agents switched on and off, one asset or many (Host assets page, section 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from . import host_assets
from .agent_modules import activated, as_text, asked, check_activation, deactivated, modules_of, nothing_selected
from .assets import with_assets
from .call import Call
from .envelope import Answer
from .failure import ServiceFailure, invalid_request

FEW = 100
Change = Callable[[dict[str, Any], list[str], Any], list[str]]


def activate(call: Call) -> Answer:
    """Switch modules on."""
    modules = asked(call.query.get("module"), call.switches)
    check_activation(call.state, modules)
    return _act(call, modules, activated)


def deactivate(call: Call) -> Answer:
    """Switch modules off."""
    return _act(call, asked(call.query.get("module"), call.switches), deactivated)


def _act(call: Call, modules: list[str], change: Change) -> Answer:
    numbers, more = _selected(call)
    wanted = _planned(call, numbers, modules, change)
    left_out = _left_out(call, list(wanted))
    shown = [number for number in wanted if not (number in left_out and call.switches.activation_partial == "listed")]
    for number, becomes in wanted.items():
        if number not in left_out:
            set_modules(call, number, becomes, int(call.switches.activation_lag))
    if call.switches.module_already_active == "count_zero" and change is activated:
        shown = [number for number in shown if wanted[number] is not None]
    answer = Answer(count=len(shown), data=bool(shown), ids=shown)
    if more:
        answer.more, answer.last_id = True, numbers[-1]
    return with_assets(call, answer, shown)


def _selected(call: Call) -> tuple[list[int], bool]:
    """Return the agents a request is about, and whether the answer tells that there are more."""
    if call.object_id is not None:
        return [number for number in [call.number] if is_agent(call, number)], False
    _check_criteria(call)
    limit = None if call.switches.bulk_limit == "none" else FEW
    numbers = list(islice(matching_agents(call), limit and limit + 1))
    more = limit is not None and len(numbers) > limit
    return numbers[:limit], more and call.switches.bulk_limit == "100_told"


def is_agent(call: Call, number: int) -> bool:
    """Return whether there is an asset with that id and it has an agent."""
    return "agentInfo" in (call.state.assets.peek(number) or {})


def matching_agents(call: Call) -> Iterator[int]:
    """Yield the ids of the assets with an agent that the criteria match."""
    return (number for number in host_assets.matching(call, 1) if is_agent(call, number))


def _check_criteria(call: Call) -> None:
    criteria, switches = call.request.criteria, call.switches
    if not criteria and switches.bulk_empty_filter == "refuse":
        raise invalid_request("Asset: criteria are required.", "Specify an id or at least one criteria.")
    tagged = any((item.field, item.operator, item.value) == ("tagName", "EQUALS", "Cloud Agent") for item in criteria)
    if switches.bulk_tag_criterion == "required" and not tagged:
        raise invalid_request("Asset: the criteria tagName EQUALS 'Cloud Agent' is required.", "Add the criteria.")
    if switches.bulk_id_in == "refuse" and any((item.field, item.operator) == ("id", "IN") for item in criteria):
        raise invalid_request("Criteria: Invalid operator 'IN' for criteria 'id'.", "Use another criteria.")


def _planned(call: Call, numbers: list[int], modules: list[str], change: Change) -> dict[int, list[str] | None]:
    """Return what becomes of each agent (None: it stays as it is), without those a rule forbids."""
    found: dict[int, list[str] | None] = {}
    skipping = call.object_id is None and call.switches.bulk_conflict == "skip"
    for number in numbers:
        info = call.state.assets.agent(number)
        try:
            becomes = change(info, modules, call.switches)
        except ServiceFailure:
            if not skipping:
                raise
        else:
            found[number] = becomes if becomes != modules_of(info) else None
    if not found and call.switches.activation_no_match == "refuse":
        raise nothing_selected()
    return found


def _left_out(call: Call, numbers: list[int]) -> set[int]:
    """Return the assets of a bulk call that the platform forgets."""
    if call.switches.activation_partial == "none" or call.object_id is not None:
        return set()
    every = call.state.partial_every
    return set(numbers[every - 1 :: every])


def set_modules(call: Call, number: int, modules: list[str] | None, lag: int) -> None:
    """Give an agent its modules; the next reads may still show the old ones."""
    if modules is None:
        return
    before = call.state.assets.agent(number).get("activatedModule")
    if lag:
        shown = call.state.stale_modules.get(number, (before, 0))[0]
        call.state.stale_modules[number] = (shown, lag)
    call.state.assets.amend(number, {"modified": call.clock.stamp()}, {"activatedModule": as_text(modules)})
