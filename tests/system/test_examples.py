# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every example of every plugin works when it is pasted, and changes nothing when it runs a second time.

All examples of a module are one play, in which every task stands twice in a row: that is the second run, and costs no
second start of Ansible. What examples do is the same on every ansible-core, which other tests show; so each module is
played on one of them, in turn.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import plugin_docs
from tests.simulator.documents import installers
from tests.simulator.server import Simulator
from tests.system.controller_runs import NOW, play
from tests.system.example_states import FILTERS, INVENTORIES, INVENTORY_SET_UP, MODULES, Case
from tests.system.inventory_runs import CORES, Ansible

OURS = "community.qualys."
AGAIN = " (again)"
# Where the examples write; they are played in a folder of the test instead.
FOLDER = "/srv/mirror/"
KINDS = {"modules": MODULES, "filter": FILTERS}
# What is said of a source, and the source.
SOURCE = re.compile(r"((?:^#[^\n]*\n)+)^---\n(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
PLAYED = [(kind, name) for kind, cases in KINDS.items() for name in cases]


def tasks_of(kind: str, name: str) -> list[dict[str, Any]]:
    """Return the examples of a plugin, which are tasks."""
    found: list[dict[str, Any]] = yaml.safe_load(plugin_docs.examples(kind, name))
    return found


def module_of(task: dict[str, Any]) -> str:
    """Return the one module that a task calls; keywords have no dots."""
    (found,) = [key for key in task if "." in key]
    return found


def in_test(task: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the task with its files in the folder, its waits short and its result to be seen."""
    made: dict[str, Any] = yaml.safe_load(yaml.safe_dump(task).replace(FOLDER, "%s/" % folder))
    made.pop("no_log", None)
    if "delay" in made:
        made["delay"] = 1
    return made


def results_of(lines: list[str]) -> dict[str, Any]:
    """Return the last result of each task, that is the one of the task as a whole."""
    return {name: result for event, name, result in map(json.loads, lines) if event in ("ok", "failed")}


def run_twice(kind: str, name: str, case: Case, core: Path, folder: Path) -> dict[str, Any]:
    """Run the examples, each twice in a row, and return the results by name."""
    tasks = []
    for task in tasks_of(kind, name):
        once = in_test(task, folder)
        tasks += [once, {**once, "name": once["name"] + AGAIN}]
    (folder / "qualys").mkdir()
    (folder / "qualys-cloud-agent.rpm").write_bytes(installers()["LINUX", "X_64"]["content"])
    variables = {"my_mirror": folder.as_uri(), **case.variables}
    plays = [{"hosts": "localhost", "gather_facts": False, "vars": variables, "tasks": tasks}]
    # Jobs in the background are looked for in the home folder of the user, not in that of the test.
    played = play(core, folder, plays, set_up=case.set_up, env={"ANSIBLE_ASYNC_DIR": str(folder / "jobs")})
    assert played.code == 0, played.out
    return results_of(played.results)


def test_every_example_is_played():
    for kind, cases in KINDS.items():
        assert sorted(cases) == plugin_docs.names(kind)
        for name, case in cases.items():
            ours = {task["name"] for task in tasks_of(kind, name) if kind == "filter" or name in module_of(task)}
            assert ours == set(case.told), name
    assert plugin_docs.names("inventory") == ["qualys_hostasset"]
    assert set(sources()) == set(INVENTORIES)


@pytest.mark.parametrize(("kind", "name"), PLAYED, ids=[name for _kind, name in PLAYED])
def test_tasks(kind, name, tmp_path):
    case = KINDS[kind][name]
    core = CORES[PLAYED.index((kind, name)) % len(CORES)]
    results = run_twice(kind, name, case, core, tmp_path)
    for example, told in case.told.items():
        first, second = results[example], results[example + AGAIN]
        assert told.holds(first), (example, first)
        assert first["changed"] == told.changes, (example, first)
        assert second["changed"] == bool(told.again), (example, second)


def test_secrets_are_not_logged():
    for name in MODULES:
        for task in tasks_of("modules", name):
            options = task[module_of(task)]
            assert task.get("no_log") is True or not (options or {}).get("reveal"), task["name"]


def sources() -> dict[str, str]:
    """Return the examples of the inventory plugin by the first line of what is said of them."""
    text = plugin_docs.examples("inventory", "qualys_hostasset")
    assert text.count("\n---\n") == len(SOURCE.findall(text))
    return {said.splitlines()[0].removeprefix("# "): source for said, source in SOURCE.findall(text)}


@pytest.mark.parametrize("number", range(len(INVENTORIES)))
def test_sources(number, tmp_path):
    title, holds = list(INVENTORIES.items())[number]
    with Simulator(assets=60) as simulator:
        simulator.clock.set(NOW)
        simulator.add_user("reader", "sesame")
        INVENTORY_SET_UP(simulator)
        ansible = Ansible(CORES[number % len(CORES)], tmp_path, simulator.url)
        ansible.environment["QUALYS_READER_PASSWORD"] = "sesame"
        # The platform is the simulator, which the environment names.
        (tmp_path / "qualys.yml").write_text(sources()[title].replace("platform: eu1\n", ""), encoding="utf-8")
        runs = [ansible.run("ansible-inventory", "-i", "qualys.yml", "--list") for _once in range(2)]
        groups = runs[0].inventory
        assert runs[1].inventory == groups
        assert holds(groups, runs[0].hostvars), groups
