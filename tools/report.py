# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The result of each check, and the table of all of them."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple


class Outcome(NamedTuple):
    name: str
    result: str  # passed, failed or skipped
    seconds: float
    note: str = ""


class Report(NamedTuple):
    outcomes: list[Outcome]

    @property
    def failed(self) -> bool:
        return any(each.result == "failed" for each in self.outcomes)

    def __str__(self) -> str:
        width = max(len("check"), *(len(each.name) for each in self.outcomes))
        rows = [f"{'check':{width}}  result   seconds"]
        for name, result, seconds, note in self.outcomes:
            rows.append(f"{name:{width}}  {result:7}  {seconds:7.1f}  {note}".rstrip())
        return "\n".join([*rows, "", self.verdict()])

    def verdict(self) -> str:
        count = Counter(each.result for each in self.outcomes)
        line = f"{count['passed']} passed, {count['failed']} failed"
        return f"{line}, {count['skipped']} skipped" if count["skipped"] else line
