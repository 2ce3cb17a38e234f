# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job inside an execution environment, as a container group of AWX runs it: in a container, over three streams."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.simulator.server import Simulator
from tests.system.runner_jobs import SECRETS, Job, tasks, without_environment

IMAGE = os.environ["QUALYS_TEST_IMAGE"]
USER = "awx-user"


def test_a_job_in_a_container(tmp_path):
    with Simulator(assets=20) as simulator:
        simulator.add_user(USER, SECRETS["password"])
        login = {"api_url": simulator.url, "username": USER, **SECRETS}
        # Everything is in the image, the collection too.
        inside = {"ANSIBLE_COLLECTIONS_PATH": "/usr/share/ansible/collections", "ANSIBLE_HOME": "/tmp/ansible"}
        job = Job(tmp_path / "job", Path(sys.prefix), login, {**inside, "ANSIBLE_REMOTE_TMP": "/tmp/ansible/tmp"})
        job.settle(suppress_ansible_output=True)
        job.write("env/extravars", {"freeze_schedules": "Shop weekly", "freeze_scans": "freeze"})
        sent = job.run("transmit", "--playbook", "playbooks/freeze.yml", "--ident", "pod")
        worker = ["ansible-runner", "worker", "--private-data-dir", "/runner"]
        done = subprocess.run(
            ["podman", "run", "--rm", "--interactive", "--network=host", "--pull=never", IMAGE, *worker],
            input=sent,
            capture_output=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr.decode()
        job.run("process", "--ident", "pod", stdin=done.stdout)
        assert tasks(job.events("pod"))["Have the schedules on or off"]["changed"] is True
        assert len(simulator.journal.writes()) == 1
        assert list(job.leaks(without_environment(done.stdout))) == []
