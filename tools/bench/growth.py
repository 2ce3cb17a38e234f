# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ours with many hosts against ours with few: is it linear, and is memory flat?

Both fleets are there at the same time and take turns, because a machine is not as fast in every minute, and the
difference looked for is small.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from .bench import Bench
from .fetching import fetched
from .inventories import list_all, ours
from .results import Result, middle
from .rounds import Contender, counted
from .simulated import Simulated

# Linear within 10 %; what does not grow may differ by as much.
TARGET = 1.1
SECONDS = {"fetch": 40.0, "list-hosts": 80.0}


class Cost(NamedTuple):
    """What a run took; a fetch that keeps its rows needs memory for each host, whoever keeps them."""

    milliseconds: float
    mebibytes: float


def growth(bench: Bench, small: Simulated, large: Simulated) -> None:
    """Measure the fetch, a fetch that keeps no rows, and a whole command."""
    kept = _both(bench, "fetch", _fetch, small, large)
    bench.add(_time("fetch", kept, small, large))
    # Of the pages under way, that is.
    passed = _both(bench, "fetch", lambda sim: _fetch(sim, "pass-by"), small, large)
    peaks = [middle([one.mebibytes for one in passed[sim.hosts]]) for sim in (large, small)]
    name = f"peak memory of a fetch that keeps no rows: {large.hosts:,} hosts, against {small.hosts:,}"
    bench.add(Result(name, *peaks, "MiB", TARGET, _note(passed)))
    listed = _both(bench, "list-hosts", lambda sim: _listing(bench, sim), small, large)
    bench.add(_time("ansible all --list-hosts", listed, small, large))


def _both(
    bench: Bench, kind: str, run: Callable[[Simulated], Cost], small: Simulated, large: Simulated
) -> dict[int, list[Cost]]:
    for sim in (small, large):
        bench.say(f"warming the simulator: {sim.hosts:,} hosts")
        run(sim)
    contenders = {f"{sim.hosts:,} hosts": Contender(lambda sim=sim: run(sim)) for sim in (small, large)}
    samples = bench.in_turns(f"growth: {kind}", contenders, SECONDS[kind])
    return dict(zip((small.hosts, large.hosts), samples.values()))


def _fetch(sim: Simulated, *how: str) -> Cost:
    fetch = fetched(sim, sys.executable, "ours", *how)
    return Cost(fetch.seconds * 1000, fetch.mebibytes)


def _listing(bench: Bench, sim: Simulated) -> Cost:
    usage = list_all(bench, sim, ours(sim))
    return Cost(usage.seconds * 1000, usage.mebibytes)


def _time(name: str, samples: dict[int, list[Cost]], small: Simulated, large: Simulated) -> Result:
    """Compare what one host takes."""
    figures = [per_host([one.milliseconds for one in samples[sim.hosts]], sim.hosts) for sim in (large, small)]
    title = f"{name}: one of {large.hosts:,} hosts, against one of {small.hosts:,}"
    return Result(title, *figures, "ms", TARGET, _note(samples))


def per_host(milliseconds: Sequence[float], hosts: int) -> float:
    """Return what one host takes of a run in the middle."""
    return middle(list(milliseconds)) / hosts


def _note(samples: dict[int, list[Cost]]) -> str:
    return counted({str(hosts): some for hosts, some in samples.items()})
