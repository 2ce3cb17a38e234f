# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of seeds by the real commands, many at once: every run is a host of one play, with a simulator of its own.

Pauses are slept here, so the tasks of a play wait at the same time, and plans are drawn again with short pauses.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.faults.plan import Plan
from tests.faults.promise import Broken, Promise
from tests.faults.runs import Ran, Rehearsals, kinds_met, promise_for
from tests.faults.scenarios import INVENTORY
from tests.faults.stage import Stage, facts, stage_in
from tests.system.inventory_runs import Ansible

CALLBACKS = Path(__file__).resolve().parents[1] / "system" / "callback"
FORKS = 20
# For the real commands; seconds.
TIMEOUT = {"read_timeout": 1}
LONG_WAIT, LONGEST_WAIT = 40 * 60, 20
# What is slow for a run in process, whose time-out is shorter, and what is for a real one.
SLOW_FACTOR = 2.5


def calmed(plan: Plan) -> Plan:
    """Return the plan with pauses that can be slept; no other is left out or added."""
    return plan._replace(faults=tuple(map(_calmed, plan.faults)), retries=min(plan.retries, 1), is_tls=False)


def _calmed(fault: dict[str, Any]) -> dict[str, Any]:
    fault = dict(fault)
    if "seconds" in fault:
        fault["seconds"] *= SLOW_FACTOR
    return fault


class Commands:
    """Plays plans with one ansible-core."""

    def __init__(self, core: Path, folder: Path, rehearsals: Rehearsals) -> None:
        self._core = core
        self._folder = folder
        self._rehearsals = rehearsals

    def run(self, plans: Sequence[Plan], in_controller: bool) -> list[Ran]:
        """Run plans and return what came of each."""
        with contextlib.ExitStack() as stack:
            actors = [
                _Actor(plan, stack.enter_context(stage_in(self._folder / str(plan.seed))))
                for plan in map(calmed, plans)
            ]
            for actor in actors:
                actor.set()
            self._play(actors, in_controller, first=True)
            for actor in actors:
                actor.judge(self._rehearsals)
            self._play(actors, in_controller)
            for actor in actors:
                actor.judge_repaired()
            self._play(actors, in_controller)
            for actor in actors:
                actor.judge_again()
            return [actor.ran for actor in actors]

    def _play(self, actors: Sequence[_Actor], in_controller: bool, first: bool = False) -> None:
        folder = self._folder / "ansible"
        folder.mkdir(parents=True, exist_ok=True)
        environment = {"QUALYS_RUN_IN_CONTROLLER": str(in_controller).lower()}
        playing = [actor for actor in actors if actor.plan.scenario.module != INVENTORY]
        if playing:
            self._play_tasks(folder, playing, environment, first)
        for actor in actors:
            if actor.plan.scenario.module == INVENTORY:
                self._list(folder, actor, first)

    def _play_tasks(self, folder: Path, actors: Sequence[_Actor], environment: dict[str, str], first: bool) -> None:
        ansible = self._ansible(folder, "")
        lines = folder / "results"
        lines.write_text("", encoding="utf-8")
        hosts = {actor.name: {"ansible_connection": "local"} for actor in actors}
        everything = {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}
        (folder / "hosts.yml").write_text(yaml.safe_dump({"all": {"hosts": hosts, "vars": everything}}))
        play = {
            "hosts": "all",
            "gather_facts": False,
            "strategy": "free",
            "tasks": [actor.task(first) for actor in actors],
        }
        (folder / "play.yml").write_text(yaml.safe_dump([play]), encoding="utf-8")
        settings = {
            "ANSIBLE_CALLBACK_PLUGINS": str(CALLBACKS),
            "ANSIBLE_CALLBACKS_ENABLED": "result_lines",
            "ANSIBLE_DISPLAY_SKIPPED_HOSTS": "false",
            "RESULT_LINES": str(lines),
            **environment,
        }
        run = ansible.run("ansible-playbook", "-i", "hosts.yml", "play.yml", "-f", str(FORKS), env=settings)
        found = {}
        for line in lines.read_text(encoding="utf-8").splitlines():
            event, name, result = json.loads(line)
            if event != "skipped":
                found[name] = {**result, "failed": event == "failed"}
        for actor in actors:
            actor.result = found.get(actor.name)
            if actor.result is None:
                actor.result = {"failed": True, "msg": "", "lost": run.out[-500:] + run.err[-500:]}

    def _list(self, folder: Path, actor: _Actor, first: bool) -> None:
        stage = actor.stage
        ansible = self._ansible(folder, stage.simulator.url)
        more = {"retries": actor.plan.retries, **TIMEOUT} if first else {}
        run = ansible.export(**stage.options(actor.plan.scenario, **more))
        if run.code:
            text = [line for line in run.err.splitlines() if "Inventory source" in line]
            actor.result = {"failed": True, "changed": False, "msg": text[0] if text else run.err}
            return
        actor.result = {"changed": False, "hosts": {name: facts(one) for name, one in run.hostvars.items()}}

    def _ansible(self, folder: Path, url: str) -> Ansible:
        # Its home is made anew for every run.
        home = folder / ("home-%d" % len(list(folder.glob("home-*"))))
        home.mkdir()
        ansible = Ansible(self._core, home, url)
        ansible.folder = folder
        return ansible


class _Actor:
    """One run of a play."""

    def __init__(self, plan: Plan, stage: Stage) -> None:
        self.plan = plan
        self.stage = stage
        self.name = "run-%d" % plan.seed
        self.result: dict[str, Any] | None = None
        self.ran = Ran(plan, "wrong", [], "")
        self._promise: Promise | None = None
        self._reached: Any = None

    def set(self) -> None:
        """Put the simulator to the start and add the faults."""
        self.stage.set(self.plan.scenario, self.plan.skew)
        self.stage.simulator.limits.concurrency = self.plan.slots
        for fault in self.plan.faults:
            self.stage.simulator.faults.add(**fault)

    def task(self, first: bool) -> dict[str, Any]:
        """Return the task for the play."""
        scenario, simulator = self.plan.scenario, self.stage.simulator
        prefix, url = ("pci_", "pci_url") if scenario.module.startswith("qualys_pci_") else ("", "api_url")
        login = {url: simulator.url, prefix + "username": simulator.user, prefix + "password": simulator.password}
        more = {"retries": self.plan.retries, "max_wait": LONGEST_WAIT, **TIMEOUT} if first else {}
        return {
            "name": self.name,
            "community.qualys." + scenario.module: {**login, **self.stage.options(scenario, **more)},
            "when": "inventory_hostname == '%s'" % self.name,
            "ignore_errors": True,
        }

    def judge(self, rehearsals: Rehearsals) -> None:
        """Check the run under faults, and end them."""
        simulator = self.stage.simulator
        met = kinds_met(simulator)
        self._promise = promise_for(rehearsals, self.plan, simulator.faults.met)
        assert self.result is not None
        try:
            end = self._promise.check(self.result, self.stage.look())
            self.ran = self.ran._replace(end=end, said=str(self.result.get("msg", "")))
        except (Broken, KeyError) as broken:
            self.ran = self.ran._replace(said="%s; %s" % (broken, self.result))
        self.ran = self.ran._replace(met=met)
        self.stage.repair()

    def judge_repaired(self) -> None:
        """Check the run without faults."""
        assert self._promise is not None
        assert self.result is not None
        self._reached = self.stage.look()
        self._judge(lambda: self._promise.check_repaired(self.result, self._reached, self.stage.simulator.state))
        self.stage.simulator.journal.clear()

    def judge_again(self) -> None:
        """Check the run after that."""
        writes = [entry["operation"] for entry in self.stage.simulator.journal.writes()]
        same = self.stage.look() == self._reached
        self._judge(lambda: self._promise.check_again(self.result, writes, same))

    def _judge(self, check: Any) -> None:
        try:
            check()
        except Broken as broken:
            self.ran = self.ran._replace(end="wrong", said="%s; %s" % (broken, self.result))
