# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One line of the benchmark: two figures, their ratio, and the target it is held against."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import NamedTuple


class Result(NamedTuple):
    """What was measured; ``ours`` and ``theirs`` are in the unit, less is better. Without target it informs only."""

    name: str
    ours: float
    theirs: float
    unit: str
    target: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours as a part of theirs; None when theirs is nothing."""
        return self.ours / self.theirs if self.theirs > 0 else None

    @property
    def is_missed(self) -> bool:
        """True when there is a target and it is not reached."""
        return self.target is not None and (self.ratio is None or self.ratio > self.target)

    @property
    def verdict(self) -> str:
        """The target and whether it is reached, such as "target 0.35, missed"."""
        if self.target is None:
            return ""
        return f"target {self.target:g}, {'missed' if self.is_missed else 'reached'}"

    def as_dict(self) -> dict[str, str | float | None]:
        """The keys of results.json."""
        return {
            "name": self.name,
            "ours": round(self.ours, 4),
            "theirs": round(self.theirs, 4),
            "unit": self.unit,
            "ratio": None if self.ratio is None else round(self.ratio, 4),
            "target": self.target,
            "note": self.note,
        }


def middle(figures: list[float]) -> float:
    """The median: one disturbed run does not move it."""
    return median(figures)


def save(results: list[Result], path: Path) -> None:
    """Write results.json."""
    path.write_text(json.dumps([result.as_dict() for result in results], indent=2) + "\n", encoding="utf-8")


def merged(earlier: list[Result], newer: list[Result]) -> list[Result]:
    """Put newer figures in the places of earlier ones of the same name; what was not measured before comes last."""
    by_name = {result.name: result for result in newer}
    kept = [by_name.pop(result.name, result) for result in earlier]
    return kept + list(by_name.values())


def load(path: Path) -> list[Result]:
    """Read results.json."""
    return [
        Result(one["name"], one["ours"], one["theirs"], one["unit"], one["target"], one.get("note", ""))
        for one in json.loads(path.read_text(encoding="utf-8"))
    ]
