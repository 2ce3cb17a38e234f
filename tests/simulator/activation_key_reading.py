# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What reads show of an activation key, in the two shapes that answers were seen in (Activation keys page, 2.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from .call import Call
from .clock import parse_instant
from .envelope import Answer
from .selection import chosen, selection

ITEM = "AgentActKey"
Record = dict[str, Any]

# All elements, in the order of the answer of 2023, which the one of 2020 agrees with.
ORDER = (
    "id",
    "activationKey",
    "status",
    "countPurchased",
    "countUsed",
    "datePurchased",
    "expireDate",
    "type",
    "title",
    "networkId",
    "isDisabled",
    "applyOnAgents",
    "modules",
    "tags",
    "agents",
    "suspendSelfPatch",
)
ONLY_2023 = frozenset({"networkId", "applyOnAgents", "suspendSelfPatch"})


def with_keys(call: Call, answer: Answer, keys: Sequence[Record]) -> Answer:
    """Give the answer its keys."""
    used = call.state.key_usage() if keys else Counter()
    tree = selection(call.query.get("fields"), frozenset(ORDER), call.switches)
    records = [shown(call, key, used[key["activationKey"]]) for key in keys]
    answer.item = ITEM
    answer.records = records if tree is None else [chosen(record, tree) for record in records]
    return answer


def shown(call: Call, key: Record, used: int) -> Record:
    """Return a key as it is read."""
    old = call.switches.actkey_answer_shape == "2020"
    everything = {
        **key,
        "status": _status(call, key, used),
        "countUsed": used,
        "applyOnAgents": False,
        "suspendSelfPatch": False,
        "tags": {"list": [_tag(call, member["Tag"]["id"]) for member in key["tags"]["list"]]},
    }
    if old:
        everything["agents"] = {"list": []}
    return {name: everything[name] for name in ORDER if name in everything and _is_there(name, everything[name], old)}


def _is_there(name: str, value: Any, old: bool) -> bool:
    """Return whether an answer has the element: 2020 lacks some, 2023 leaves empty lists out."""
    return name not in ONLY_2023 if old else value != {"list": []}


def _tag(call: Call, number: int) -> Record:
    tag = call.state.tags.get(number, {})
    return {"Tag": {"id": number, **({"name": tag["name"]} if tag else {})}}


def _status(call: Call, key: Record, used: int) -> str:
    if call.switches.actkey_status == "active":
        return "ACTIVE"
    if key["isDisabled"]:
        return "DISABLED"
    if "expireDate" in key and parse_instant(key["expireDate"]) < call.clock.now():
        return "EXPIRED"
    return "USED_UP" if "COUNT" in key["type"] and used >= key["countPurchased"] else "ACTIVE"
