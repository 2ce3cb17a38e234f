# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""modules and tags of activation keys: containers of a request and what they do (Activation keys page, 3.1, 3.2)."""

from __future__ import annotations

from typing import Any

from .activation_key_reading import ITEM
from .agent_modules import LICENSES, licensed
from .call import Call
from .failure import invalid_request

Record = dict[str, Any]
Members = list[Any]

OPERATORS = ("list", "set", "add", "remove")


def change_lists(call: Call, key: Record, sent: Record, creating: bool) -> None:
    """Change modules and tags of a key as a request asks for."""
    for name, read, wrap in (("modules", _licenses, _module), ("tags", _tag_ids, _tag)):
        if name not in sent:
            continue
        members = [next(iter(next(iter(member.values())).values())) for member in key[name]["list"]]
        containers = sent[name] if isinstance(sent[name], dict) else {}
        for container in OPERATORS:
            if container in containers:
                _check_container(call, name, container, creating)
                members = _changed(call, members, container, read(call, containers[container]), creating)
        if name == "modules":
            members = _subscribed(call, members)
        key[name] = {"list": [wrap(member) for member in dict.fromkeys(members)]}


def _check_container(call: Call, name: str, container: str, creating: bool) -> None:
    accepted = call.switches.actkey_list_operator
    if container == "list":
        refused = not creating and (accepted == "set" or call.switches.actkey_list_update == "reject_list")
    else:
        refused = accepted == "list" or (creating and container == "remove")
    if refused:
        raise invalid_request(f"{ITEM}: '{name}.{container}' is not allowed here.")


def _changed(call: Call, members: Members, container: str, sent: Members, creating: bool) -> Members:
    if container == "remove":
        return [member for member in members if member not in sent]
    adding = container == "add" or (
        container == "list" and not creating and call.switches.actkey_list_update == "additive"
    )
    return members + sent if adding else sent


def _licenses(_call: Call, listed: list[Record]) -> Members:
    found = [member["ActivationKeyModule"]["license"] for member in listed]
    for text in found:
        if text not in LICENSES:
            raise invalid_request(
                f"{ITEM}: Invalid value for 'license' ({text}).", f"Values expected: {', '.join(LICENSES)}."
            )
    return found


def _subscribed(call: Call, licenses: Members) -> Members:
    available = licensed(call.state)
    missing = [text for text in licenses if LICENSES[text] not in available]
    if missing and call.switches.actkey_unlicensed_modules == "refuse":
        raise invalid_request(f"{ITEM}: the subscription does not include {', '.join(missing)}.")
    return [text for text in licenses if text not in missing]


def _tag_ids(call: Call, listed: list[Record]) -> Members:
    found = [_tag_id(call, member["Tag"]) for member in listed]
    return [number for number in found if number is not None]


def _tag_id(call: Call, tag: Record) -> int | None:
    """Return the id of a tag; a name beside an id is not looked at."""
    tags, by_name = call.state.tags, call.switches.actkey_tag_by_name
    if "id" not in tag and by_name == "ignore":
        return None
    number: int | None = tag.get("id")
    if number is None and by_name == "accept":
        number = next((other["id"] for other in tags.values() if other["name"] == tag.get("name")), None)
    if number not in tags:
        raise invalid_request(
            f"{ITEM}: the tag {tag.get('id', tag.get('name'))} does not exist.",
            "Specify the id of a tag in your scope.",
        )
    return number


def _module(license_text: str) -> Record:
    return {"ActivationKeyModule": {"license": license_text}}


def _tag(number: int) -> Record:
    return {"Tag": {"id": number}}
