# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of seeds in this process: rehearsed, played under faults, checked, repaired, played again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.faults.plan import Place, Plan, is_tls, plan_of, scenario_of
from tests.faults.promise import Broken, Promise, Rehearsal
from tests.faults.scenarios import Scenario
from tests.faults.stage import Stage, stage_in
from tests.simulator.faults import Fault
from tests.simulator.meanwhile import CHANGES
from tests.simulator.server import Simulator


class Ran(NamedTuple):
    """One run: "success", "clear failure" or "wrong", which faults it met, and what was said or is wrong."""

    plan: Plan
    end: str
    met: list[str]
    said: str


class Rehearsals:
    """Runs without faults, each made once. They have a stage of their own, so that nothing is in their way."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._made: dict[Any, Rehearsal] = {}
        self._places: dict[str, list[Place]] = {}

    def places(self, scenario: Scenario) -> list[Place]:
        """Return the calls of a task."""
        self.of(scenario, 0, ())
        return self._places[scenario.name]

    def of(self, scenario: Scenario, skew: int, changes: tuple[tuple[str, int], ...]) -> Rehearsal:
        """Return the run of a task after these changes."""
        key = (scenario.name, skew, changes)
        if key not in self._made:
            self._made[key] = self._rehearsed(scenario, skew, changes)
        return self._made[key]

    def _rehearsed(self, scenario: Scenario, skew: int, changes: tuple[tuple[str, int], ...]) -> Rehearsal:
        stage = self._stage
        stage.set(scenario, skew)
        for change, number in changes:
            CHANGES[change](stage.simulator.state, number)
        before = stage.look()
        result = stage.play(scenario)
        made = Rehearsal(before, stage.look(), result)
        if not changes:
            # A scenario that cannot succeed, or that holds before anything is done, would prove nothing.
            assert made.is_reached, (scenario.name, result)
            assert scenario.holds(stage.simulator.state), scenario.name
            self._places[scenario.name] = [
                Place(entry["operation"], entry["is_write"]) for entry in stage.simulator.journal
            ]
        return made


class Runs:
    """Runs seeds. ``stages`` are without and with TLS."""

    def __init__(self, rehearsals: Rehearsals, stages: dict[bool, Stage]) -> None:
        self.rehearsals = rehearsals
        self._stages = stages

    def plan(self, seed: int) -> Plan:
        """Return the plan of a seed."""
        return plan_of(seed, self.rehearsals.places(scenario_of(seed)))

    def run(self, seed: int) -> Ran:
        """Run a seed and return what came of it."""
        plan = self.plan(seed)
        stage = self._stages[is_tls(seed)]
        ended = Ran(plan, "wrong", [], "")
        try:
            return self._run(plan, stage)
        except Broken as broken:
            return ended._replace(said=str(broken), met=kinds_met(stage.simulator))
        except Exception as error:  # Whatever escapes is wrong as well.
            return ended._replace(said="%s: %s" % (type(error).__name__, error), met=kinds_met(stage.simulator))

    def _run(self, plan: Plan, stage: Stage) -> Ran:
        scenario = plan.scenario
        stage.set(scenario, plan.skew)
        stage.simulator.limits.concurrency = plan.slots
        for fault in plan.faults:
            stage.simulator.faults.add(**fault)
        result = stage.play(scenario, retries=plan.retries)
        met, kinds = stage.simulator.faults.met, kinds_met(stage.simulator)
        promise = promise_for(self.rehearsals, plan, met)
        end = promise.check(result, stage.look())
        stage.repair()
        repaired = stage.play(scenario)
        reached = stage.look()
        promise.check_repaired(repaired, reached, stage.simulator.state)
        stage.simulator.journal.clear()
        again = stage.play(scenario)
        writes = [entry["operation"] for entry in stage.simulator.journal.writes()]
        promise.check_again(again, writes, stage.look() == reached)
        return Ran(plan, end, kinds, str(result.get("msg", "")))


def promise_for(rehearsals: Rehearsals, plan: Plan, met: list[Fault]) -> Promise:
    """Return what a run must keep that has met these faults."""
    changes = tuple(
        (str(fault.options["change"]), int(fault.options["id"])) for fault in met if fault.kind == "meanwhile"
    )
    plain = rehearsals.of(plan.scenario, plan.skew, ())
    return Promise(plan.scenario, plain, rehearsals.of(plan.scenario, plan.skew, changes))


def kinds_met(simulator: Simulator) -> list[str]:
    """Return the kind of every fault that was met, as often as it was."""
    changes = [fault.kind for fault in simulator.faults.met if fault.kind == "meanwhile"]
    spoilt = [str(entry["fault"]) for entry in simulator.journal if entry["fault"] not in (None, "meanwhile")]
    return changes + spoilt


@contextlib.contextmanager
def runs_in(folder: Path) -> Iterator[Runs]:
    """Start the simulators that runs need."""
    with (
        stage_in(folder / "rehearsal") as rehearsal,
        stage_in(folder / "http") as http,
        stage_in(folder / "https", tls=True) as https,
    ):
        yield Runs(Rehearsals(rehearsal), {False: http, True: https})
