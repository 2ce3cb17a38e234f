# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What activation keys do to agents: applyOnAgents, a new title, another key (Activation keys page, 2 and 4)."""

from __future__ import annotations

from typing import Any

from . import host_assets
from .activation import is_agent, set_modules
from .agent_modules import modules_of, nothing_selected, of_key
from .assets import with_assets
from .call import Call
from .criteria import INTEGER, TEXT, Field, at, compile_criteria, each
from .envelope import Answer
from .failure import invalid_request, invalid_xml

Record = dict[str, Any]

FIELDS = {
    "id": Field(INTEGER, at("id")),
    "tagName": Field(TEXT, each("name", "tags")),
    "activationKey": Field(TEXT, at("agentInfo", "activationKey", "activationId"), ("EQUALS",)),
}


def apply_on_agents(call: Call, key: Record) -> None:
    """Give the agents of a key its modules and its tags."""
    lag = int(call.switches.actkey_apply_delay)
    licenses = [member["ActivationKeyModule"]["license"] for member in key["modules"]["list"]]
    names = {
        member["Tag"]["id"]: call.state.tags[member["Tag"]["id"]]["name"]
        for member in key["tags"]["list"]
        if member["Tag"]["id"] in call.state.tags
    }
    for number in call.state.agents_of(key["activationKey"]):
        info = call.state.assets.agent(number)
        becomes = of_key(licenses, info.get("platform"))
        set_modules(call, number, becomes if becomes != modules_of(info) else None, lag)
        _add_tags(call, number, names)


def _add_tags(call: Call, number: int, names: dict[int, str]) -> None:
    record = call.state.assets.peek(number) or {}
    listed = list(record.get("tags", {}).get("list", []))
    there = {member["TagSimple"]["id"] for member in listed}
    new = [{"TagSimple": {"id": tag, "name": name}} for tag, name in names.items() if tag not in there]
    if new:
        call.state.assets.amend(number, {"tags": {"list": listed + new}, "modified": call.clock.stamp()})


def retitle(call: Call, key: Record) -> None:
    """Let the agents of a key show its new title."""
    for number in call.state.agents_of(key["activationKey"]):
        call.state.attach(number, key)


def change_key(call: Call) -> Answer:
    """Move the agents that the criteria select to another key."""
    data = call.request.data
    if data is None:
        raise invalid_xml(
            "cvc-complex-type.2.4.b: The content of element 'ServiceRequest' is not complete. "
            "One of '{data}' is expected."
        )
    key = next(
        (
            key
            for key in call.state.activation_keys.values()
            if key["activationKey"] == data["newActivationKey"].strip()
        ),
        None,
    )
    if key is None:
        # The value is a secret: the refusal does not repeat it.
        raise invalid_request("ChangeActKey: Invalid value for 'newActivationKey'.", "Specify an existing key.")
    if not call.request.criteria:
        raise invalid_request("ChangeActKey: criteria are required.", "Specify at least one criteria.")
    compile_criteria(call.request.criteria, FIELDS, call.switches)
    numbers = [number for number in host_assets.matching(call, 1) if is_agent(call, number)]
    if not numbers and call.switches.activation_no_match == "refuse":
        raise nothing_selected()
    for number in numbers:
        call.state.attach(number, key, call.clock.stamp())
    return _answer(call, numbers)


def _answer(call: Call, numbers: list[int]) -> Answer:
    shape = call.switches.changeactkey_answer
    if shape == "assets" and numbers:
        return with_assets(call, Answer(count=len(numbers), ids=numbers), numbers)
    return Answer(count=None if shape == "bare" else len(numbers), data=False, ids=numbers)
