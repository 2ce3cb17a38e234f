# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A play that is killed halfway through thousands of agents is finished by the next run."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
import yaml

from tests.simulator.server import Simulator
from tests.system.inventory_runs import CORES, Ansible

PLAY = [
    {
        "hosts": "localhost",
        "gather_facts": False,
        "tasks": [
            {
                "name": "Every agent collects security events",
                "community.qualys.qualys_agent_activation": {"tag_name": "Cloud Agent", "modules": ["SA"]},
            }
        ],
    }
]
# Long enough for a killed play to be caught between its calls, in milliseconds.
LATENCY = 60


def lacking(simulator):
    """Return the agents without SA."""
    found = set()
    for number in simulator.state.assets:
        agent = simulator.state.assets.peek(number).get("agentInfo")
        if agent and "AGENT_SA" not in agent.get("activatedModule", ""):
            found.add(number)
    return found


def kill_all(folder):
    """Kill every process that was started with this folder as its home: Ansible gives workers sessions of their own."""
    while numbers := list(numbers_of(folder)):
        for number in numbers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)


def numbers_of(folder):
    for environment in Path("/proc").glob("[0-9]*/environ"):
        # One that has ended meanwhile cannot be read, or has nothing left to read.
        with contextlib.suppress(OSError):
            if str(folder).encode() in environment.read_bytes():
                yield int(environment.parent.name)


@pytest.mark.parametrize("in_controller", ["true", "false"], ids=["controller", "target"])
@pytest.mark.parametrize("core", CORES[:1], ids=lambda core: core.name)
def test_killed_halfway(core, tmp_path, in_controller):
    with Simulator(assets=28000, latency_ms=LATENCY) as simulator:
        ansible = Ansible(core, tmp_path, simulator.url)
        ansible.environment["QUALYS_RUN_IN_CONTROLLER"] = in_controller
        (tmp_path / "play.yml").write_text(yaml.safe_dump(PLAY), encoding="utf-8")
        needing = lacking(simulator)
        with subprocess.Popen(
            ["ansible-playbook", "play.yml"],
            env=ansible.environment,
            executable=str(core / "bin" / "ansible-playbook"),
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ):
            deadline = time.monotonic() + 120
            while len(simulator.journal.writes()) < 4 and time.monotonic() < deadline:
                time.sleep(0.01)
            kill_all(tmp_path)
        left = lacking(simulator)
        assert set() < left < needing

        run = ansible.run("ansible-playbook", "play.yml")
        assert run.code == 0, run.out + run.err
        assert lacking(simulator) == set()
        simulator.journal.clear()
        again = ansible.run("ansible-playbook", "play.yml")
        assert "changed=0" in again.out
        assert simulator.journal.writes() == []
