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
OURS, LOOP, JSON_LOOP, SDK = "ours", "the qualysapi loop", "the qualysapi loop in JSON", "qualysdk"
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
    """Measure ours, the loops around qualysapi and, where it is affordable, qualysdk."""
    at = f"fetch {sim.hosts:,} hosts, {sim.latency_ms} ms a call"
    contenders = _contenders(sim)
    for name, contender in contenders.items():
        # The texts of records are made once; the second reader of a format is served from them.
        bench.say(f"warming the simulator: {name}")
        asked = contender.run().asked
        if not sim.latency_ms:
            bench.say(f"  the simulator alone: {sim.cost_of(asked)}")
    samples = bench.in_turns(at, contenders, SECONDS[sim.latency_ms])
    place = (sim.hosts, sim.latency_ms)
    bench.add(*_against(at, samples, LOOP, TARGETS.get(place), MEMORY_TARGETS.get(place)))
    bench.add(*_against(at, samples, JSON_LOOP))
    if SDK in samples:
        bench.add(*_against(at, samples, SDK, SDK_TARGET))


def _against(
    at: str, samples: dict[str, list[Fetch]], name: str, target: float | None = None, memory: float | None = None
) -> list[Result]:
    ours, theirs = samples[OURS], samples[name]
    rounds = counted({OURS: ours, name: theirs})
    note = f"{rounds}; ours {ours[-1].told_of_calls}; theirs {theirs[-1].told_of_calls}; {_rows(ours[-1], theirs[-1])}"
    title = f"{at}, against {name}"
    return [
        Result(title, _time(ours), _time(theirs), "s", target, note),
        Result(f"{title}: peak memory", _peak(ours), _peak(theirs), "MiB", memory),
    ]


def _time(fetches: list[Fetch]) -> float:
    return middle([one.seconds for one in fetches])


def _peak(fetches: list[Fetch]) -> float:
    return middle([one.mebibytes for one in fetches])


def _contenders(sim: Simulated) -> dict[str, Contender[Fetch]]:
    fields = _selection(sim)
    qualysapi = peers.python_with(peers.QUALYSAPI, FOLDER)
    found = {
        OURS: Contender(lambda: fetched(sim, sys.executable, "ours")),
        LOOP: Contender(lambda: fetched(sim, qualysapi, "qualysapi_loop", fields)),
        JSON_LOOP: Contender(lambda: fetched(sim, qualysapi, "qualysapi_json", fields)),
    }
    if sim.hosts == SDK_HOSTS and not sim.latency_ms:
        sdk = peers.python_with(peers.QUALYSDK, FOLDER)
        found[SDK] = Contender(lambda: fetched(sim, sdk, "qualysdk_list"), SDK_ROUNDS)
    return found


def _selection(sim: Simulated) -> str:
    """Return the selection of fields that ours sends, from the journal: the loop gets the same."""
    return str(fetched(sim, sys.executable, "ours").asked[-1]["params"]["fields"])


def fetched(sim: Simulated, python: str, name: str, *arguments: str) -> Fetch:
    """Run one of the fetchers against a simulator and return what it took."""
    env = {**sim.environment(), "PYTHONPATH": str(COLLECTIONS) if name == "ours" else ""}
    sim.calls()
    usage = run([python, str(FETCHERS / f"{name}.py"), sim.url, *arguments], FOLDER, env)
    told = json.loads(usage.out.read_text(encoding="utf-8").splitlines()[-1])
    asked = [call for call in sim.calls() if call["operation"] == "search/am/hostasset"]
    return Fetch(told["seconds"], usage.mebibytes, told["rows"], told["unique"], told["digest"], asked)


def _rows(ours: Fetch, theirs: Fetch) -> str:
    if ours.digest == theirs.digest:
        return f"the same {ours.unique:,} rows"
    if theirs.rows != theirs.unique:
        return f"theirs {theirs.rows:,} rows of {theirs.unique:,} hosts"
    # Other objects, or rows that are not the same any more: not the same work.
    return f"OTHER ROWS: {ours.rows:,} and {theirs.rows:,}"
