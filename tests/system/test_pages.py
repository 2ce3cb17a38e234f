# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What guides and the README of roles show works when it is pasted, and plays change nothing the second time.

As with the examples of modules, the second run is part of the same playbook, and each page is played on one
ansible-core in turn.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.simulator.server import Simulator
from tests.system.controller_runs import play
from tests.system.example_states import azure_machines, pci_hosts
from tests.system.inventory_runs import CORES, ROOT, Ansible
from tests.system.test_readme import BLOCK, NAME

AGAIN = "The second run begins"
# Where the page of the report goes, and what is written in a folder of the test instead.
FOLDER = "/srv/reports/"
# Installs packages as root; the tests of the role play the same in a throwaway root.
ELSEWHERE = {"roles/agent_onboarding/README.md"}


def production(simulator: Simulator) -> None:
    """Let the machine with an agent belong to the resource group of the page."""
    azure_machines(simulator)
    for number in simulator.state.assets:
        if simulator.state.assets.peek(number).get("name") == "running":
            (source,) = simulator.state.assets[number]["sourceInfo"]["list"]
            source["AzureAssetSourceSimple"].update(
                subscriptionId="9de9e0a7-4f67-4812-917d-2246853844e1",
                resourceGroupName="rg-prod",
                location="westeurope",
            )


def nothing(_simulator: Simulator) -> None:
    """Leave everything as it is."""


PAGES: dict[str, Callable[[Simulator], None]] = {
    "docs/guides/agents.md": azure_machines,
    "docs/guides/first-hour.md": nothing,
    "docs/guides/pci.md": pci_hosts,
    "roles/azure_onboarding/README.md": production,
    "roles/onboarding_report/README.md": nothing,
    "roles/pci_onboarding/README.md": pci_hosts,
    "roles/was_onboarding/README.md": nothing,
}


def plays_of(page: Path) -> list[dict[str, Any]]:
    """Return the plays of a page; what has no tasks shows a keyword only."""
    shown = [yaml.safe_load(textwrap.dedent(block)) for _indent, block in BLOCK.findall(page.read_text("utf-8"))]
    plays = [one for block in shown if isinstance(block, list) for one in block if "hosts" in one]
    return [one for one in plays if one.get("tasks") or one.get("roles")]


def test_every_page_with_a_play_is_played():
    pages = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "roles").glob("*/README.md")]
    assert {str(page.relative_to(ROOT)) for page in pages if plays_of(page)} == {*PAGES, *ELSEWHERE}


@pytest.mark.parametrize("page", PAGES)
def test_plays_change_once(page, tmp_path):
    text = json.dumps(plays_of(ROOT / page)).replace(FOLDER, "%s/" % tmp_path)
    marker = {"hosts": "localhost", "gather_facts": False, "tasks": [{"name": AGAIN, "ansible.builtin.debug": {}}]}
    plays = [*json.loads(text), marker, *json.loads(text)]
    core = CORES[list(PAGES).index(page) % len(CORES)]
    played = play(core, tmp_path, plays, set_up=PAGES[page])
    assert played.code == 0, played.out
    lines = [(name, result.get("changed")) for _event, name, result in map(json.loads, played.results)]
    middle = [name for name, _changed in lines].index(AGAIN)
    assert any(changed for _name, changed in lines[:middle]), lines
    assert not [name for name, changed in lines[middle:] if changed], played.out


def sources_of(page: Path) -> dict[str, str]:
    """Return the inventory sources of a page by the file names that they begin with."""
    shown = [textwrap.dedent(block) for _indent, block in BLOCK.findall(page.read_text("utf-8"))]
    return {found[1]: text for text in shown for found in [NAME.match(text)] if found and "\nplugin: " in text}


SOURCES = sources_of(ROOT / "docs" / "guides" / "azure-inventory.md")


def test_sources_stand_on_one_page():
    assert len(SOURCES) == 4
    assert {page.name for page in (ROOT / "docs").rglob("*.md") if sources_of(page)} == {"azure-inventory.md"}


@pytest.mark.parametrize("name", SOURCES)
def test_sources_have_hosts(name, tmp_path):
    with Simulator(assets=60) as simulator:
        azure_machines(simulator)
        ansible = Ansible(CORES[list(SOURCES).index(name) % len(CORES)], tmp_path, simulator.url)
        (tmp_path / name).write_text(SOURCES[name], encoding="utf-8")
        assert ansible.run("ansible-inventory", "-i", name, "--list").hostvars
