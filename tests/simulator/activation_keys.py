# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Activation keys of Cloud Agents: search, get, count, create, update, delete (Activation keys page, 2 to 4)."""

from __future__ import annotations

from typing import Any

from .activation_key_effects import apply_on_agents, retitle
from .activation_key_reading import ITEM, with_keys
from .activation_key_writing import created, updated
from .call import Call, missing_id
from .criteria import BOOLEAN, INTEGER, TEXT, Field, at, compile_criteria, matches
from .envelope import Answer
from .failure import ServiceFailure
from .index_lag import missed
from .paging import cut, requested, search_answer

Record = dict[str, Any]

# No other field is documented; in particular there is no search by title.
FIELDS = {
    "id": Field(INTEGER, at("id")),
    "activationKey": Field(TEXT, at("activationKey")),
    "countPurchased": Field(INTEGER, at("countPurchased")),
    "isDisabled": Field(BOOLEAN, at("isDisabled")),
}


def search(call: Call) -> Answer:
    """Answer one page of a search, ascending by id."""
    page = requested(call.request, call.switches)
    hidden = missed(call.state.unindexed_keys)
    found = [key for key in _matching(call) if key["id"] >= page.from_id and key["id"] not in hidden]
    keys, more = cut(found, page)
    return with_keys(call, search_answer([key["id"] for key in keys], more, call.switches), keys)


def count(call: Call) -> Answer:
    """Answer how many keys match, where keys can be counted at all."""
    if call.switches.actkey_count_endpoint == "off":
        raise ServiceFailure("OPERATION_NOT_SUPPORTED", f"{ITEM}: the operation count is not supported.")
    return Answer(count=len(_matching(call)), data=False)


def _matching(call: Call) -> list[Record]:
    criteria = call.request.criteria
    conditions = compile_criteria(criteria, FIELDS, call.switches)
    keys = call.state.activation_keys
    found = [keys[number] for number in sorted(keys) if matches(keys[number], conditions)]
    if call.switches.hide_disabled_by_default == "no" or any(item.field == "isDisabled" for item in criteria):
        return found
    return [key for key in found if not key["isDisabled"]]


def _stored(call: Call) -> Record:
    found = call.state.activation_keys.get(call.number)
    if found is None:
        raise missing_id(call, ITEM)
    return found


def get(call: Call) -> Answer:
    """Answer one key, disabled or not."""
    return with_keys(call, Answer(count=1), [_stored(call)])


def create(call: Call) -> Answer:
    """Store a new key and answer it in full."""
    key = created(call)
    call.state.activation_keys[key["id"]] = key
    lag = int(call.switches.search_lag)
    if lag:
        call.state.unindexed_keys[key["id"]] = lag
    return with_keys(call, Answer(count=1, ids=[key["id"]]), [key])


def update(call: Call) -> Answer:
    """Change a key, and its agents too if that is asked for."""
    stored = _stored(call)
    key = updated(call, stored)
    call.state.activation_keys[key["id"]] = key
    if key.get("title") != stored.get("title"):
        retitle(call, key)
    if (call.request.data or {}).get("applyOnAgents"):
        apply_on_agents(call, key)
    if call.switches.actkey_update_echo == "id":
        return _id_only(key)
    return with_keys(call, Answer(count=1, ids=[key["id"]]), [key])


def delete(call: Call) -> Answer:
    """Remove a key that no agent uses."""
    key = _stored(call)
    if call.state.agents_of(key["activationKey"]):
        raise ServiceFailure(
            call.switches.actkey_delete_in_use_code,
            f"{ITEM}: the activation key is in use, agents are associated with it.",
            "Uninstall the agents or give them another key first.",
            http=int(call.switches.actkey_delete_in_use_http),
        )
    del call.state.activation_keys[key["id"]]
    call.state.unindexed_keys.pop(key["id"], None)
    return _id_only(key)


def _id_only(key: Record) -> Answer:
    return Answer(ITEM, [{"id": key["id"]}], count=1, ids=[key["id"]])
