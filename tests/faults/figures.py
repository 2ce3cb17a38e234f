# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What many runs came to: numbers by way, end and kind of fault, as JSON and as a table for the documentation."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.faults.runs import Ran
from tests.simulator.faults import KINDS

IN_PROCESS, BY_COMMAND = "in process", "ansible-playbook and ansible-inventory"
ENDS = ("success", "clear failure", "wrong")
MARK, END_MARK = "<!-- figures -->", "<!-- end of figures -->"


class Figures:
    """Counts runs."""

    def __init__(self) -> None:
        self.first_seed: int | None = None
        self.minutes = 0.0
        self.ends: dict[str, Counter[str]] = {IN_PROCESS: Counter(), BY_COMMAND: Counter()}
        self.met: dict[str, Counter[str]] = {end: Counter() for end in ENDS}
        self.tasks: Counter[str] = Counter()

    def count(self, way: str, end: str, task: str, met: Iterable[str]) -> None:
        """Count a run; ``met`` names every fault that struck, as often as it did."""
        self.ends[way][end] += 1
        self.met[end].update(met)
        self.tasks[task] += 1

    def add(self, ran: Ran, way: str) -> None:
        """Count a run that was made."""
        self.count(way, ran.end, ran.plan.scenario.name, ran.met)

    @property
    def wrong(self) -> int:
        """How many runs have broken the promise."""
        return sum(ends["wrong"] for ends in self.ends.values())

    @property
    def runs(self) -> int:
        """How many runs there were."""
        return sum(sum(ends.values()) for ends in self.ends.values())

    @property
    def faults(self) -> int:
        """How many faults were met."""
        return sum(sum(met.values()) for met in self.met.values())

    @property
    def counts(self) -> dict[str, Any]:
        """All that was counted, as plain data."""
        plain = {name: {key: dict(one) for key, one in getattr(self, name).items()} for name in ("ends", "met")}
        return {**plain, "tasks": dict(self.tasks)}

    def merge(self, counts: dict[str, Any]) -> None:
        """Add what was counted elsewhere."""
        for name in ("ends", "met"):
            for key, counter in counts[name].items():
                getattr(self, name)[key].update(counter)
        self.tasks.update(counts["tasks"])

    def save(self, path: Path) -> None:
        """Write them as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        frame = {"first_seed": self.first_seed, "minutes": round(self.minutes, 1)}
        path.write_text(json.dumps({**frame, **self.counts}, indent=2) + "\n", encoding="utf-8")

    def markdown(self) -> str:
        """Return the tables of the documentation."""
        return "\n".join((self._sentence(), "", *self._ways(), "", *self._kinds(), ""))

    def _sentence(self) -> str:
        return (
            "%s runs from seed %s on in %.0f minutes, over %d tasks of all modules and the inventory; %s faults met."
            % (
                format(self.runs, ","),
                self.first_seed,
                self.minutes,
                len(self.tasks),
                format(self.faults, ","),
            )
        )

    def _ways(self) -> list[str]:
        lines = ["| runs | %s | all |" % " | ".join(ENDS), "| --- | ---: | ---: | ---: | ---: |"]
        for way, ends in self.ends.items():
            numbers = [ends[end] for end in ENDS]
            lines.append("| %s | %s |" % (way, " | ".join(format(one, ",") for one in (*numbers, sum(numbers)))))
        return lines

    def _kinds(self) -> list[str]:
        lines = ["| fault | met | in runs that succeeded | in clear failures | in wrong runs |"]
        lines.append("| --- | ---: | ---: | ---: | ---: |")
        for kind in KINDS:
            numbers = [self.met[end][kind] for end in ENDS]
            lines.append("| `%s` | %s |" % (kind, " | ".join(format(one, ",") for one in (sum(numbers), *numbers))))
        return lines


def loaded(path: Path) -> Figures:
    """Return figures that were saved."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    figures = Figures()
    figures.first_seed, figures.minutes = content["first_seed"], content["minutes"]
    figures.merge(content)
    return figures


def placed(page: str, section: str) -> str:
    """Return the page with the section between the two marks."""
    before, _mark, rest = page.partition(MARK)
    _old, _end, after = rest.partition(END_MARK)
    return "%s%s\n\n%s\n%s%s" % (before, MARK, section.strip() + "\n", END_MARK, after)
