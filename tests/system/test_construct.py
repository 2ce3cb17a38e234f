# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is spared in constructed groups and variables changes nothing: compared with ansible-core's own code."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.system.inventory_runs import COLLECTIONS, CORES

PROGRAM = Path(__file__).with_name("construct_parity.py")
CASES = 250


@pytest.mark.parametrize("core", CORES, ids=lambda core: core.name)
def test_the_same_as_ansible_core_alone(core, tmp_path):
    env = {
        "ANSIBLE_COLLECTIONS_PATH": COLLECTIONS,
        "ANSIBLE_HOME": str(tmp_path),
        "HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
    }
    command = [str(core / "bin" / "python"), str(PROGRAM), str(CASES)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "%d cases, none differs\n" % CASES
