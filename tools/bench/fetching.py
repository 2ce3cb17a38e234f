# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Fetch and normalise only: ours against clients that others wrote, on the same https address."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from . import peers
from .bench import COLLECTIONS, FOLDER, Bench
from .process import run
from .results import Result, middle
from .rounds import Contender, counted
from .simulated import Simulated

FETCHERS = Path(__file__).resolve().parent / "fetch"
# A slow one: it is run at this size only, and not often.
SDK_HOSTS, SDK_ROUNDS = 10_000, 2
SECONDS = {0: 90.0, 250: 75.0}
TARGETS = {(50_000, 0): 0.8, (50_000, 250): 0.35}
MEMORY_TARGETS = {(50_000, 0): 1.0}
SDK_TARGET = 0.1


class Fetch(NamedTuple):
    """What one fetch took, and what it brought."""

    seconds: float
    mebibytes: float
    rows: int
    unique: int
    digest: str
    asked: list[dict[str, Any]]

    @property
    def told_of_calls(self) -> str:
        """How it asked: how many calls, how many at once, and how many of them were refused for being too many."""
        at_once = max(call["running"] for call in self.asked)
        blocked = sum(call["status"] == 409 for call in self.asked)
        told = f"{len(self.asked)} calls" + (f", up to {at_once} at once" if at_once > 1 else "")
        return told + (f", {blocked} BLOCKED" if blocked else "")


def fetch(bench: Bench, sim: Simulated) -> None:
    """Measure ours, the loop around qualysapi and, where it is affordable, qualysdk."""
    at = f"{sim.hosts:,} hosts, {sim.latency_ms} ms a call"
    contenders = _contenders(sim)
    for name, contender in contenders.items():
        # The texts of records are made once; the second reader of a format is served from them.
        bench.say(f"warming the simulator: {name}")
        asked = contender.run().asked
        if not sim.latency_ms:
            bench.say(f"  the simulator alone: {sim.cost_of(asked)}")
    samples = bench.in_turns(f"fetch {at}", contenders, SECONDS[sim.latency_ms])
    ours, loop = samples["ours"], samples["qualysapi"]
    times = {name: middle([one.seconds for one in some]) for name, some in samples.items()}
    peaks = {name: middle([one.mebibytes for one in some]) for name, some in samples.items()}
    note = f"{counted({'ours': ours, 'loop': loop})}; {_same(ours[-1], loop[-1])}; ours {ours[-1].told_of_calls}"
    place = (sim.hosts, sim.latency_ms)
    bench.add(
        Result(f"fetch {at}, against the qualysapi loop", times["ours"], times["qualysapi"], "s",
               TARGETS.get(place), note),
        Result(f"fetch {at}, against the qualysapi loop: peak memory", peaks["ours"], peaks["qualysapi"], "MiB",
               MEMORY_TARGETS.get(place)),
    )  # fmt: skip
    if "qualysdk" in samples:
        sdk = samples["qualysdk"][-1]
        note = f"{counted({'ours': ours, 'sdk': samples['qualysdk']})}; {sdk.rows:,} rows, {sdk.unique:,} hosts"
        name = f"fetch {at}, against qualysdk"
        bench.add(
            Result(name, times["ours"], times["qualysdk"], "s", SDK_TARGET, note),
            Result(f"{name}: peak memory", peaks["ours"], peaks["qualysdk"], "MiB"),
        )
    if not sim.latency_ms:
        bench.remember("fetch", sim.hosts, times["ours"] * 1000, "ms")
        bench.remember("peak memory of a fetch", sim.hosts, peaks["ours"] * 1024, "KiB")


def _contenders(sim: Simulated) -> dict[str, Contender[Fetch]]:
    fields = _selection(sim)
    found = {
        "ours": Contender(lambda: _fetched(sim, sys.executable, "ours")),
        "qualysapi": Contender(
            lambda: _fetched(sim, peers.python_with(peers.QUALYSAPI, FOLDER), "qualysapi_loop", fields)
        ),
    }
    if sim.hosts == SDK_HOSTS and not sim.latency_ms:
        sdk = peers.python_with(peers.QUALYSDK, FOLDER)
        found["qualysdk"] = Contender(lambda: _fetched(sim, sdk, "qualysdk_list"), SDK_ROUNDS)
    return found


def _selection(sim: Simulated) -> str:
    """Return the selection of fields that ours sends, from the journal: the loop gets the same."""
    return str(_fetched(sim, sys.executable, "ours").asked[-1]["params"]["fields"])


def _fetched(sim: Simulated, python: str, name: str, *arguments: str) -> Fetch:
    env = {**sim.environment(), "PYTHONPATH": str(COLLECTIONS) if name == "ours" else ""}
    sim.calls()
    usage = run([python, str(FETCHERS / f"{name}.py"), sim.url, *arguments], FOLDER, env)
    told = json.loads(usage.out.read_text(encoding="utf-8").splitlines()[-1])
    asked = [call for call in sim.calls() if call["operation"] == "search/am/hostasset"]
    return Fetch(told["seconds"], usage.mebibytes, told["rows"], told["unique"], told["digest"], asked)


def _same(ours: Fetch, theirs: Fetch) -> str:
    if ours.digest == theirs.digest:
        return f"the same {ours.unique:,} rows"
    return f"ROWS DIFFER: {ours.rows:,} and {theirs.rows:,}"
