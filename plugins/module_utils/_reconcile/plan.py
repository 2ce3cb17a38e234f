# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must change, and the request that changes it. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._resource.model import Field, Resource, State
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import put


class Plan(NamedTuple):
    """The way from the present state (None: there is no object) to the expected one.

    action: create, update or none.
    changed: the options that differ, in the order of the fields.
    expected: the whole state afterwards, what is not managed included.
    """

    action: str
    changed: tuple[str, ...]
    present: State
    expected: State


def plan(resource: Resource, wanted: State, present: State | None) -> Plan:
    """Compare; an option that is not in ``wanted`` is left alone."""
    if present is None:
        expected = {**resource.initial, **wanted}
        return Plan("create", tuple(f.option for f in resource.fields if f.option in expected), {}, expected)
    changed = tuple(
        field.option
        for field in resource.fields
        if field.option in wanted and not field.kind.same(wanted[field.option], present.get(field.option))
    )
    after = resource.prune({**present, **{option: wanted[option] for option in changed}}, wanted, present)
    return Plan("update" if changed else "none", changed, present, after)


def payload(resource: Resource, todo: Plan, level: int = 0) -> dict[str, Any]:
    """Return the data of the create or update request.

    At level 0 that is what differs, completed to the units that are only known to work as a whole; from level 1
    on, every touched part of the object is sent whole.
    """
    fields = [field for field in resource.fields if field.option in todo.changed and _by_data(field, todo)]
    units = {_unit(field, level) for field in fields} - {""}
    data: dict[str, Any] = {}
    for field in resource.fields:
        is_changed = field in fields
        is_carried = _unit(field, level) in units and (field.resend or level > 0)
        is_needed = field.always and todo.action == "update" and bool(fields)
        if is_changed or is_carried or is_needed:
            value = field.kind.write(todo.expected.get(field.option), todo.present.get(field.option))
            if value is None and is_changed and level > 1 and todo.action == "update":
                # Leaving it out was not enough to end it; how a value is ended is not documented.
                value = "" if level == 2 else 0
            if value is not None:
                put(data, field.wire, value)
    return resource.finish({**data, **resource.companions.get(todo.action, {})}, level) if data else {}


def calls(resource: Resource, todo: Plan) -> list[str]:
    """Return the operations without data that the change needs, such as activate."""
    return [
        field.calls[0 if todo.expected[field.option] else 1]
        for field in resource.fields
        if field.calls and field.option in todo.changed and _by_call(field, todo)
    ]


def shortfall(resource: Resource, todo: Plan, reached: State) -> list[str]:
    """Return the options that are not as expected after the write.

    What was asked for must be there. What was not asked for may have been changed by somebody else meanwhile, but
    must not have vanished: then Qualys took a part of an element for the whole.
    """
    missed = []
    touched = {field.wire.split(".")[0] for field in resource.fields if field.option in todo.changed}
    for field in resource.fields:
        value, option = reached.get(field.option), field.option
        if option not in todo.expected:
            # What was found not to apply to the object is not missed.
            continue
        if option in todo.changed:
            if not field.kind.same(todo.expected[option], value):
                missed.append(option)
        elif field.wire.split(".")[0] in touched and value is None and todo.expected.get(option) is not None:
            missed.append(option)
    return missed


def difference(resource: Resource, wanted: State, before: State | None, after: State | None) -> dict[str, Any]:
    """Return before and after of the managed options, nested like the options."""

    def part(state: State | None) -> dict[str, Any]:
        return {} if state is None else resource.show(_only(state, wanted))

    return {"before": part(before), "after": part(after)}


def _only(state: State, wanted: State) -> Mapping[str, Any]:
    return {option: state.get(option) for option in wanted}


def _by_call(field: Field, todo: Plan) -> bool:
    return field.calls is not None and todo.action == "update"


def _by_data(field: Field, todo: Plan) -> bool:
    return not _by_call(field, todo) and (field.on_create or todo.action == "update")


def _unit(field: Field, level: int) -> str:
    if level == 0:
        return field.unit
    return field.wire.split(".")[0] if "." in field.wire else ""
