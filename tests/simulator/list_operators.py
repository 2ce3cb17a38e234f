# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list operators of writes: set, add, remove, update (WAS API: list containers)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .call import Call
from .failure import invalid_request

Record = dict[str, Any]
Members = dict[Any, Record]

# Name of a list element, and of its members.
LISTS = {"webApps": "WebApp", "tagList": "Tag", "scannerTags": "Tag", "recipients": "EmailAddress"}


def apply_operators(call: Call, name: str, stored: Record | None, sent: Record) -> Record:
    """Return the list as the operators of a request leave it."""
    if call.switches.list_on_write == "refuse" and ("list" in sent or "count" in sent):
        raise invalid_request(f"WasScanSchedule: '{name}.list' is read only.", "Use set, add or remove.")
    members = _members(name, (stored or {}).get("list", []))
    for operator, change in OPERATORS.items():
        if operator in sent:
            change(members, _members(name, sent[operator]))
    return {"list": list(members.values())}


def _members(name: str, listed: list[Record]) -> Members:
    """Return members by key: the id of a reference, the address without regard to case."""
    found: Members = {}
    for member in listed:
        value = member[LISTS[name]]
        if LISTS[name] == "EmailAddress":
            found[_address(value).lower()] = {"EmailAddress": value.strip()}
        elif isinstance(value, dict) and "id" in value:
            found[value["id"]] = {LISTS[name]: {"id": value["id"]}}
        else:
            raise invalid_request(f"WasScanSchedule: every {LISTS[name]} in '{name}' needs an id.")
    return found


def _address(text: str) -> str:
    if "@" not in text:
        raise invalid_request(f"WasScanSchedule: '{text}' is not a valid email address.")
    return text.strip()


def _set(members: Members, sent: Members) -> None:
    members.clear()
    members.update(sent)


def _remove(members: Members, sent: Members) -> None:
    for key in sent:
        members.pop(key, None)


def _update(members: Members, sent: Members) -> None:
    members.update({key: value for key, value in sent.items() if key in members})


OPERATORS: dict[str, Callable[[Members, Members], None]] = {
    "set": _set,
    "add": lambda members, sent: members.update(sent),
    "remove": _remove,
    "update": _update,
}
