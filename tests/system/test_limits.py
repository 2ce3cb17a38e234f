# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Twenty hosts at once: one wrong password is tried once, and two slots are enough for all."""

from __future__ import annotations

import json

import pytest

from tests.system.controller_runs import play
from tests.system.inventory_runs import CORES

HOSTS = 20
READ = "community.qualys.qualys_was_schedule_info"
PCI = "community.qualys.qualys_pci_scan_info"


@pytest.fixture(params=CORES, ids=lambda core: core.name)
def core(request):
    return request.param


def on_every_host(core, folder, *tasks, **more):
    """Play the tasks on all hosts, all of them at the same time."""
    hosts = {
        "name": "hosts",
        "ansible.builtin.add_host": {
            "name": "{{ item }}",
            "ansible_connection": "local",
            "ansible_python_interpreter": "{{ ansible_playbook_python }}",
            "groups": "many",
        },
        "loop": ["host%d" % number for number in range(HOSTS)],
    }
    plays = [
        {"hosts": "localhost", "gather_facts": False, "tasks": [hosts]},
        {"hosts": "many", "gather_facts": False, "tasks": list(tasks)},
    ]
    return play(core, folder, plays, "-f", str(HOSTS), **more)


def results(played, name):
    """Return the results of a task on all hosts."""
    return [result for _event, task, result in map(json.loads, played.results) if task == name]


@pytest.mark.parametrize("error_http", ["200", "real"])
def test_a_wrong_password_is_tried_once(core, tmp_path, error_http):
    # Fails before it calls Qualys, on which the others have to wait no less for the first who does.
    nonsense = {"criteria": [{"field": "nonsense", "value": "x"}], "password": "wrong"}
    unsent = {"name": "unsent", READ: nonsense, "ignore_errors": True}
    wrong = {"name": "wrong", READ: {"criteria": [], "password": "wrong"}, "ignore_errors": True}
    later = {**wrong, "name": "later"}
    right = {"name": "right", READ: {"criteria": []}}
    pci = {"name": "pci", PCI: {"pci_password": "wrong"}, "ignore_errors": True}
    played = on_every_host(
        core,
        tmp_path / "run",
        unsent,
        wrong,
        later,
        right,
        pci,
        set_up=lambda simulator: simulator.switches.set(error_http=error_http),
    )
    assert played.code == 0, played.out[-3000:]
    assert all("nonsense" in result["msg"] for result in results(played, "unsent"))
    for name in ("wrong", "later", "pci"):
        told = {result["msg"] for result in results(played, name)}
        assert len(results(played, name)) == HOSTS
        assert len(told) == 1
        assert "accounts lock" in told.pop()
    refused = [entry for entry in played.journal if entry["path"] and entry["response_code"] != "SUCCESS"]
    assert len([entry for entry in refused if "/qps/" in entry["path"]]) == 1
    assert len([entry for entry in refused if "/pci/" in entry["path"]]) == 1
    # The right one works at once, for all.
    assert [len(result["schedules"]) > 0 for result in results(played, "right")] == [True] * HOSTS


def test_the_next_run_tries_again(tmp_path):
    wrong = {"name": "wrong", READ: {"criteria": [], "password": "wrong"}, "ignore_errors": True}
    for number in range(2):
        played = on_every_host(CORES[0], tmp_path / str(number), wrong)
        assert len(played.journal) == 1


def test_an_outage_is_no_refusal(tmp_path):
    task = {"name": "read", READ: {"criteria": [], "retries": 0}, "ignore_errors": True}
    played = on_every_host(
        CORES[0], tmp_path / "run", task, set_up=lambda simulator: simulator.faults.add("status", status=503, times=1)
    )
    ends = [event for event, task, _result in map(json.loads, played.results) if task == "read"]
    assert sorted(ends) == ["failed"] + ["ok"] * (HOSTS - 1)


@pytest.mark.parametrize("headers", ["all", "none"])
def test_two_slots_are_enough_for_all(core, tmp_path, headers):
    """Calls wait for each other instead of being turned away again and again, and none starves."""

    def two_slots(simulator):
        simulator.limits.concurrency = 2
        simulator.switches.set(limit_headers=headers)
        # Long enough for the calls of many hosts to meet.
        simulator.faults.add("slow", seconds=0.2, times=0)

    rounds = ["read %d" % number for number in range(3)]
    tasks = [{"name": name, READ: {"criteria": []}} for name in rounds]
    played = on_every_host(core, tmp_path / "run", *tasks, set_up=two_slots)
    assert played.code == 0, played.out[-3000:]
    for name in rounds:
        assert len([result for result in results(played, name) if result["schedules"]]) == HOSTS
    turned_away = len([entry for entry in played.journal if entry["status"] == 409])
    # Without headers, a call learns it by being turned away, some of them twice.
    assert turned_away <= (2 * HOSTS if headers == "none" else 2)
