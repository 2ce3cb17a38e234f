# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Assets as am/asset shows them: a few elements, and nothing about the agent (Host assets page, 1.7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import host_assets
from .call import Call, missing_id
from .envelope import Answer
from .paging import cut, requested, search_answer
from .render import Shared
from .selection import chosen, selection

ITEM = "Asset"
SHOWN = ("id", "name", "created", "modified", "type", "tags", "sourceInfo")
SOURCE = Shared({"list": [{"AssetSource": Shared()}]})


def asset(record: dict[str, Any]) -> dict[str, Any]:
    """Return a host asset as an Asset; its sources are not told apart."""
    return {
        name: SOURCE if name == "sourceInfo" else record[name]
        for name in SHOWN
        if name in record or name == "sourceInfo"
    }


def search(call: Call) -> Answer:
    """Answer one page of a search, ascending by id."""
    page = requested(call.request, call.switches)
    numbers, more = cut(host_assets.matching(call, page.from_id), page)
    return with_assets(call, search_answer(numbers, more, call.switches), numbers)


def get(call: Call) -> Answer:
    """Answer one asset."""
    if call.number not in call.state.assets:
        raise missing_id(call, ITEM)
    return with_assets(call, Answer(count=1, ids=[call.number]), [call.number])


count = host_assets.count


def with_assets(call: Call, answer: Answer, numbers: Sequence[int]) -> Answer:
    """Give the answer the Asset records of these ids."""
    tree = selection(call.query.get("fields"), frozenset(SHOWN), call.switches)
    records = [asset(call.state.assets.peek(number) or {}) for number in numbers]
    answer.item = ITEM
    answer.records = records if tree is None else [chosen(record, tree) for record in records]
    return answer
