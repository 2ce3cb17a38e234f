# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Host assets by ascending id, made for pages of a large fleet.

Fleet records share parts and are never changed in place: asking for one with ``store[id]`` gives a private
copy that may be changed, and from then on it is that copy which is searched and rendered. The texts of
untouched fleet records are kept per format and field selection, so that a page is mostly joining bytes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, MutableMapping
from copy import deepcopy
from typing import Any

# Beyond this many bytes of kept texts, further records are rendered anew each time.
KEPT_BYTES = 1 << 30

Record = dict[str, Any]


class AssetStore(MutableMapping):
    """A mapping of id to record, sorted by id."""

    def __init__(self, fleet: Mapping[int, Record], own: Mapping[int, Record]) -> None:
        self._records: dict[int, Record] = dict(fleet)
        self._records.update(own)
        self._own: set[int] = set(own)
        self._ids: list[int] = sorted(self._records)
        self._texts: dict[Any, dict[int, bytes]] = {}
        self._kept = 0

    def __getitem__(self, number: int) -> Record:
        if number not in self._own:
            self._records[number] = deepcopy(self._records[number])
            self._own.add(number)
            self._forget(number)
        return self._records[number]

    def __setitem__(self, number: int, record: Record) -> None:
        if number not in self._records:
            self._ids.insert(bisect_left(self._ids, number), number)
        self._records[number] = record
        self._own.add(number)
        self._forget(number)

    def __delitem__(self, number: int) -> None:
        del self._records[number]
        del self._ids[bisect_left(self._ids, number)]
        self._own.discard(number)
        self._forget(number)

    def amend(self, number: int, changes: Record, info: Record | None = None) -> None:
        """Change elements of a record, and of its agentInfo; what it shares with others stays shared.

        Made for writes to thousands of assets: a fleet record is not copied as a whole.
        """
        record = self._records[number]
        if number in self._own:
            record.update(changes)
            record.get("agentInfo", {}).update(info or {})
            return
        record = {**record, **changes}
        if info:
            record["agentInfo"] = {**record["agentInfo"], **info}
        self._records[number] = record
        self._forget(number)

    def add_like(self, number: int, **changes: Any) -> int:
        """Add an asset like another one, with the highest id of all as a new one has it; return that id."""
        new = self._ids[-1] + 1
        self[new] = {**deepcopy(self._records[number]), **changes, "id": new}
        return new

    def _forget(self, number: int) -> None:
        for kept in self._texts.values():
            self._kept -= len(kept.pop(number, b""))

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, number: object) -> bool:
        return number in self._records

    def peek(self, number: int) -> Record | None:
        """Return a record to be read only."""
        return self._records.get(number)

    def is_private(self, number: int) -> bool:
        """Return whether a record may be changed in place; those of the fleet are not, until they are asked for."""
        return number in self._own

    def agent(self, number: int) -> Record:
        """Return the agentInfo of an asset to be read only; empty without an agent."""
        found: Record = self._records.get(number, {}).get("agentInfo") or {}
        return found

    def between(self, first: int, last: int | None) -> list[int]:
        """Return the ids from first to last, both inclusive."""
        low = bisect_left(self._ids, first)
        return self._ids[low:] if last is None else self._ids[low : bisect_right(self._ids, last)]

    def count_between(self, first: int, last: int | None) -> int:
        """Return how many ids there are from first to last."""
        high = len(self._ids) if last is None else bisect_right(self._ids, last)
        return max(0, high - bisect_left(self._ids, first))

    def texts(self, key: Any, numbers: list[int], render: Any) -> list[bytes]:
        """Return the texts of records, made by render(record) where none is kept under the key."""
        kept = self._texts.setdefault(key, {})
        return [kept.get(number) or self._made(kept, number, render) for number in numbers]

    def _made(self, kept: dict[int, bytes], number: int, render: Any) -> bytes:
        text = render(self._records[number])
        if number not in self._own and self._kept < KEPT_BYTES:
            kept[number] = text
            self._kept += len(text)
        return text
