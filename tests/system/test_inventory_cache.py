# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cache of the inventory plugin, through the real commands of every ansible-core."""

from __future__ import annotations

import json

import pytest

from tests.simulator.server import Simulator
from tests.system.inventory_runs import CORES, Ansible


@pytest.fixture(scope="module")
def running_simulator():
    with Simulator(assets=60) as running:
        yield running


@pytest.fixture
def simulator(running_simulator):
    running_simulator.reset()
    return running_simulator


@pytest.fixture(params=CORES, ids=lambda core: core.name)
def ansible(request, tmp_path, simulator):
    return Ansible(request.param, tmp_path, simulator.url)


@pytest.fixture
def cache(tmp_path):
    return {
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(tmp_path / "cache"),
    }


def files(ansible):
    return sorted((ansible.folder / "cache").iterdir())


def test_a_hit_asks_nothing_and_gives_the_same(ansible, simulator, cache):
    groups = {"keyed_groups": [{"key": "qualys_azure_location", "prefix": "in"}]}
    first = ansible.export(**cache, **groups)
    asked = len(simulator.journal)
    second = ansible.export(**cache, **groups)
    assert second.out == first.out
    assert second.ids == list(simulator.state.assets)
    assert len(simulator.journal) == asked
    assert "__ansible" not in second.out


def test_names_and_groups_change_without_asking(ansible, simulator, cache):
    ansible.export(**cache)
    asked = len(simulator.journal)
    hosts = ansible.export(hostnames=["id"], page_size=5, **cache).hostvars
    assert sorted(map(int, hosts)) == list(simulator.state.assets)
    assert len(simulator.journal) == asked


def test_flush_cache_asks_again_and_rewrites(ansible, simulator, cache):
    ansible.export(**cache)
    simulator.state.assets[11] = {"id": 11, "name": "new"}
    assert 11 not in ansible.export(**cache).ids
    # The only command of ansible-core 2.18 that has this option.
    run = ansible.play(source=ansible.source(**cache), flags=("--flush-cache", "--list-hosts"))
    assert "new" in run.out
    asked = len(simulator.journal)
    assert 11 in ansible.export(**cache).ids
    assert len(simulator.journal) == asked


def test_refresh_inventory_asks_again_and_rewrites(ansible, simulator, cache):
    source = ansible.source(**cache)
    run = ansible.play({"ansible.builtin.meta": "refresh_inventory"}, source=source)
    assert run.code == 0, run.err
    assert len(simulator.journal) == 2
    assert len(files(ansible)) == 1


def test_other_searches_and_users_have_their_own(ansible, simulator, cache):
    simulator.add_user("other", "demo")
    runs = [
        ansible.export(**cache),
        ansible.export(**cache, azure={}),
        ansible.export(**cache, criteria=[{"field": "id", "value": 2584223}]),
        ansible.export(**cache, env={"QUALYS_USERNAME": "other"}),
    ]
    assert all(run.ids for run in runs)
    assert len(simulator.journal) == 4
    assert len(files(ansible)) == 4


def test_no_secret_is_in_it(ansible, cache):
    ansible.export(**cache, env={"QUALYS_PASSWORD": "demo"}, detail="full")
    (path,) = files(ansible)
    assert '"demo"' not in path.read_text(encoding="utf-8")
    assert "activationId" not in path.read_text(encoding="utf-8")


def test_a_damaged_cache_is_only_a_miss(ansible, simulator, cache):
    ansible.export(**cache)
    (path,) = files(ansible)
    path.write_text(json.dumps({"not": "rows"}), encoding="utf-8")
    assert ansible.export(**cache).ids == list(simulator.state.assets)
    path.write_text("[{", encoding="utf-8")
    assert ansible.export(**cache).ids == list(simulator.state.assets)


def test_a_failure_leaves_the_cache_as_it_was(ansible, simulator, cache):
    ansible.export(**cache)
    simulator.faults.add("html_200", operation="search/am/hostasset", times=0)
    run = ansible.play(source=ansible.source(**cache), flags=("--flush-cache", "--list-hosts"))
    assert run.code == 4
    assert ansible.export(**cache).ids == list(simulator.state.assets)
