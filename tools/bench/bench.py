# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What every measurement needs: where to work, which results there are so far, and how to say what is going on."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from . import rounds
from .process import Usage, run
from .results import Result, middle
from .rounds import Contender
from .simulated import ROOT, Simulated

FOLDER = ROOT / "build" / "bench"
COLLECTIONS = ROOT / "build" / "collections"
PROGRAMS = Path(sys.executable).parent

Sample = TypeVar("Sample")


class Bench:
    """One run of the benchmark."""

    def __init__(self, most_rounds: int, earlier: list[Result] | None = None) -> None:
        self.most_rounds = most_rounds
        self.results: list[Result] = []
        # Figures of runs before this one that stay where they are not measured again.
        self.earlier = earlier or []
        self._start = time.monotonic()

    def say(self, text: str) -> None:
        """Show a line of progress."""
        print(f"[{time.monotonic() - self._start:5.0f} s] {text}", flush=True)

    def add(self, *results: Result) -> None:
        """Keep results and show them."""
        for result in results:
            ratio = "no ratio" if result.ratio is None else f"ratio {result.ratio:.2f}"
            self.say(f"= {result.name}: {', '.join(filter(None, [ratio, result.verdict, result.note]))}")
            self.results.append(result)

    def in_turns(self, title: str, contenders: Mapping[str, Contender[Sample]], seconds: float) -> dict:
        """Run contenders in turns for about so many seconds."""
        self.say(title)
        capped = {name: Contender(one.run, min(one.most, self.most_rounds)) for name, one in contenders.items()}
        return rounds.in_turns(capped, seconds, lambda line: self.say(f"  {line}"))

    def ansible(self, sim: Simulated, program: str, *arguments: str) -> Usage:
        """Run one of Ansible's commands as its user does; raises CommandFailed."""
        env = {
            **sim.environment(),
            "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
            "ANSIBLE_HOME": str(FOLDER / "ansible"),
            "ANSIBLE_LOCALHOST_WARNING": "false",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
            "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true",
            "ANSIBLE_NOCOLOR": "1",
            "LC_ALL": "C.UTF-8",
        }
        return run([str(PROGRAMS / program), *arguments], FOLDER, env)


def seconds(samples: list[Usage]) -> float:
    """The median wall time."""
    return middle([sample.seconds for sample in samples])
