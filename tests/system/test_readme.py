# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the README shows works when it is pasted, on every ansible-core there is."""

from __future__ import annotations

import re
import textwrap

import pytest

from tests.simulator.server import Simulator
from tests.system.inventory_runs import CORES, ROOT, Ansible

# A block that begins with a comment naming a file is a whole file.
BLOCK = re.compile(r"^( *)```yaml\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"# (\S+\.yml)")


def files():
    """Return the files of the README by name."""
    found = {}
    for _indent, block in BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        text = textwrap.dedent(block)
        name = NAME.match(text)
        if name:
            found[name[1]] = text
    return found


FILES = files()


@pytest.fixture(params=CORES, ids=lambda core: core.name)
def pasted(request, tmp_path):
    with Simulator(assets=60) as simulator:
        ansible = Ansible(request.param, tmp_path, simulator.url)
        for name, text in FILES.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        yield ansible, simulator


def test_the_readme_has_examples():
    assert {"scans.yml", "agents.yml", "azure.qualys.yml"} <= set(FILES)


@pytest.mark.parametrize("name", [name for name in FILES if ".qualys." not in name])
def test_playbooks_change_once(pasted, name):
    ansible, simulator = pasted
    foretold = ansible.run("ansible-playbook", name, "--check", "--diff")
    assert foretold.code == 0, foretold.out + foretold.err
    assert simulator.journal.writes() == []
    first = ansible.run("ansible-playbook", name)
    assert first.code == 0, first.out + first.err
    assert not re.search(r"changed=0 ", first.out)
    simulator.journal.clear()
    second = ansible.run("ansible-playbook", name)
    assert re.search(r"changed=0 ", second.out), second.out + second.err
    assert simulator.journal.writes() == []


@pytest.mark.parametrize("name", [name for name in FILES if ".qualys." in name])
def test_inventories_have_hosts(pasted, name):
    ansible, _simulator = pasted
    run = ansible.run("ansible-inventory", "-i", name, "--graph")
    assert run.code == 0, run.err
    assert "@azure_" in run.out
