# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-runner, the engine under AWX, plays jobs and updates inventories with nothing but injected variables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.simulator.server import Simulator
from tests.system.inventory_runs import CORES
from tests.system.runner_jobs import SECRETS, Job, forms, tasks, without_environment

USER = "awx-user"
FREEZE = {"freeze_schedules": "Shop weekly\n\nStaging monthly", "freeze_scans": "freeze"}
FREEZING = "Have the schedules on or off"


@pytest.fixture(scope="module")
def running_simulator():
    with Simulator(assets=60) as running:
        yield running


@pytest.fixture
def simulator(running_simulator):
    running_simulator.reset()
    running_simulator.add_user(USER, SECRETS["password"])
    return running_simulator


@pytest.fixture
def inputs(simulator):
    """What somebody fills into the credential; the other fields stay empty."""
    login = {"api_url": simulator.url, "username": USER, "pci_url": simulator.url, "pci_username": "pci-user"}
    return {**login, **SECRETS}


# The oldest and the newest: runner's part is the same for all of them.
@pytest.fixture(params=sorted({CORES[0], CORES[-1]}), ids=lambda core: core.name)
def job(request, tmp_path, inputs):
    return Job(tmp_path / "job", request.param, inputs)


def enabled(simulator):
    return {schedule["name"]: schedule["active"] for schedule in simulator.state.schedules.values()}


def test_a_job(job, simulator):
    job.write("env/extravars", FREEZE)
    job.write("env/cmdline", "-vvvv --diff")
    for ident, changed in (("first", True), ("second", False)):
        printed = job.run("run", "--playbook", "playbooks/freeze.yml", "--ident", ident, "--json")
        events = job.events(ident)
        assert tasks(events)[FREEZING]["changed"] is changed
        assert [event["event"] for event in events if event["event"] == "runner_item_on_ok"] == [
            "runner_item_on_ok"
        ] * 2
        assert (job.artifacts(ident) / "status").read_text() == "successful"
        assert b'"event": "playbook_on_stats"' in printed
        assert list(job.leaks(printed)) == []
    assert set(enabled(simulator).values()) == {False}
    assert len(simulator.journal.writes()) == 2


def test_everything_that_the_project_declares(job, simulator):
    for ident, flags, is_changed in (("check", "--check --diff", True), ("run", "--diff", True), ("again", "", False)):
        job.write("env/cmdline", flags)
        printed = job.run("run", "--playbook", "playbooks/onboard.yml", "--ident", ident, "--json")
        stats = job.events(ident)[-1]["event_data"]
        assert not stats["failures"]
        assert bool(stats["changed"]) is is_changed
        assert bool(simulator.journal.writes()) is (ident == "run")
        assert list(job.leaks(printed)) == []
        simulator.journal.clear()
    assert {"ansible: Shop", "ansible: Partner Portal"} <= set(enabled(simulator))


def test_a_failing_job_tells_no_secret_either(job, simulator, inputs):
    simulator.users.add(USER, "another password")
    job.write("env/extravars", FREEZE)
    job.write("env/cmdline", "-vvvv")
    with pytest.raises(AssertionError):
        job.run("run", "--playbook", "playbooks/freeze.yml", "--ident", "failed", "--json")
    assert "refused the login of user awx-user" in str(tasks(job.events("failed"), "runner_on_failed")[FREEZING])
    assert list(job.leaks()) == []


def hosts_of(output):
    """Return the hosts that AWX reads from a file, after a look at what must be true of it."""
    text = output.read_text(encoding="utf-8")
    # From ansible-core 2.19 on, strings that are not trusted leave as mappings, and AWX would store them like that.
    assert "__ansible_unsafe" not in text
    found = json.loads(text)
    hosts = found["_meta"]["hostvars"]
    assert {host["qualys_azure_state"] for host in hosts.values()} == {"RUNNING"}
    assert all(isinstance(host["ansible_host"], str) for host in hosts.values())
    assert found["without_agent"]["hosts"]
    return set(hosts)


def test_an_inventory_update(job, simulator):
    output = job.folder / "artifacts" / "update" / "output.json"
    output.parent.mkdir(parents=True)
    printed = job.update(str(job.folder / "project" / "inventory" / "qualys.yml"), output, "-vvvv", ident="update")
    assert len(hosts_of(output)) > 5
    assert b"host assets found" in printed
    assert list(job.leaks(printed)) == []


def streamed(job, sent, worker, ident):
    """Let a container work a job off and the controller take in what it streams back."""
    back = job.run("worker", folder=worker, stdin=sent)
    job.run("process", "--ident", ident, stdin=back)
    # The job goes to the container whole, secrets included, and it is for receptor to encrypt that. Nothing comes back.
    assert list(job.leaks(without_environment(back))) == []


def test_a_job_through_the_three_streams_of_a_container_group(job, simulator, tmp_path):
    job.write("env/extravars", FREEZE)
    job.settle(suppress_ansible_output=True)
    sent = job.run("transmit", "--playbook", "playbooks/freeze.yml", "--ident", "streamed")
    streamed(job, sent, tmp_path / "worker", "streamed")
    assert tasks(job.events("streamed"))[FREEZING]["changed"] is True
    assert set(enabled(simulator).values()) == {False}


def test_an_inventory_update_through_the_three_streams(job, simulator, tmp_path):
    job.settle(suppress_ansible_output=True)
    worker = tmp_path / "worker"
    (worker / "artifacts" / "update").mkdir(parents=True)
    output = worker / "artifacts" / "update" / "output.json"
    sent = job.update(str(worker / "project" / "inventory" / "qualys.yml"), output, ident="update", streamer="transmit")
    streamed(job, sent, worker, "update")
    assert len(hosts_of(job.artifacts("update") / "output.json")) > 5


def test_the_search_for_secrets_finds_them(tmp_path, inputs):
    """A test of the tests: every form is found where it stands."""
    job = Job(tmp_path / "job", CORES[0], inputs)
    (tmp_path / "job" / "artifacts" / "x").mkdir(parents=True)
    for form in forms(USER, SECRETS["password"]):
        (tmp_path / "job" / "artifacts" / "x" / "stdout").write_bytes(b"before " + form + b" after")
        assert list(job.leaks())
    Path(job.folder / "artifacts" / "x" / "stdout").write_bytes(b"nothing")
    assert list(job.leaks()) == []
