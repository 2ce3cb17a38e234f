# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module in the controller is the module on the target: results, output and requests are equal to the byte."""

from __future__ import annotations

import json

import pytest

from tests.system.controller_runs import play
from tests.system.inventory_runs import CORES
from tests.unit.plugins.modules import test_lifecycle, test_lifecycle_agents, test_pci_lifecycle

# Where no temporary folder can be made, no module can be run on a target: a proof that none was.
NO_TARGET = {"ANSIBLE_REMOTE_TMP": "/proc/nowhere"}
ON_TARGET = {"QUALYS_RUN_IN_CONTROLLER": "no"}
# A byte that is no text in any encoding, and one order of sets, in which some messages of ansible-core list words.
ODD = {"ODD": "\udcff", "PYTHONHASHSEED": "0"}


@pytest.fixture(params=CORES, ids=lambda core: core.name)
def core(request):
    return request.param


def both_ways(core, folder, plays, *flags, **more):
    """Return what was played, after a look at what has to be the same."""
    here = play(core, folder / "here", plays, *flags, env={**ODD, **NO_TARGET}, **more)
    there = play(core, folder / "there", plays, *flags, env={**ODD, **ON_TARGET}, **more)
    for one, other in zip(here.results, there.results):
        assert one == other
    assert here == there
    return here


def in_a_play(*tasks, **keywords):
    return [{"hosts": "localhost", "gather_facts": False, "tasks": list(tasks), **keywords}]


def lived(module, options):
    """Return the tasks of one step of a life: foretold, done, done again."""
    task = {"community.qualys." + module: options, "diff": True}
    return [{"name": "foretell", "check_mode": True, **task}, {"name": "do", **task}, {"name": "again", **task}]


def lives():
    """Return the tasks of the lifecycle tables, one object of each kind."""
    # Of a name: addresses that are being scanned could not leave the scope.
    scan = {"title": "Weekly", "scan_type": "dns", "target_dns": ["www.example.org"]}
    tasks = lived("qualys_pci_scan", scan)
    for life in (test_lifecycle.LIVES[0], test_lifecycle_agents.AGENTS, test_lifecycle_agents.KEYS):
        for step in life.steps:
            tasks += lived(life.module, step.options)
    for life in test_pci_lifecycle.LIVES[:2]:
        for step in life.steps:
            options = {"state": step.state, "asset_type": life.asset_type, "assets": step.assets}
            tasks += lived("qualys_pci_asset", options)
    return tasks


def with_assets_in_scope(simulator):
    simulator.switches.set(pci_asset_list="on")
    simulator.state.pci.put("DNS", "www.example.org")


# Lives are long, and what differs between the cores is how a result travels, which test_ends has all forms of.
@pytest.mark.parametrize("core", sorted({CORES[0], CORES[-1]}), ids=lambda core: core.name)
def test_lives(core, tmp_path):
    played = both_ways(core, tmp_path, in_a_play(*lives()), set_up=with_assets_in_scope)
    assert played.code == 0, played.out
    changes = [(name, result["changed"]) for _event, name, result in map(json.loads, played.results)]
    assert changes == [("foretell", True), ("do", True), ("again", False)] * (len(changes) // 3)
    assert len(changes) > 100


READ = (
    {"community.qualys.qualys_activation_key_info": {"reveal": True}},
    {"community.qualys.qualys_host_asset_info": {"detail": "full", "azure": {"location": "centralindia"}}},
    {"community.qualys.qualys_pci_asset_info": {}},
    {"community.qualys.qualys_pci_scan_info": {"full": True}},
    {"community.qualys.qualys_was_schedule_info": {"full": True}},
)
SCHEDULE = "community.qualys.qualys_was_schedule"
# Everything else that a task can end with, and every keyword that changes what becomes of it.
ENDS = (
    {"name": "a wrong name", SCHEDULE: {"name": "x", "stat": "absent"}},
    {"name": "a wrong type", SCHEDULE: {"name": "x", "enabled": "perhaps", "scheduling": {"every": "two"}}},
    {"name": "a wrong choice", SCHEDULE: {"name": "x", "state": "gone"}},
    {"name": "nothing required", SCHEDULE: {}},
    {
        "name": "no such web application",
        SCHEDULE: {**test_lifecycle.NEW, "state": "present", "target": {"web_app": "Shopp"}},
    },
    {"name": "a wrong password", SCHEDULE: {"name": "x", "state": "absent", "password": "wrong"}},
    {"name": "nobody there", SCHEDULE: {"name": "x", "state": "absent", "api_url": "http://127.0.0.1:1"}},
    {"name": "hidden", SCHEDULE: {"name": "x", "stat": "absent"}, "no_log": True},
    {"name": "hidden success", SCHEDULE: {"name": "x", "state": "absent"}, "no_log": True},
    {"name": "any characters", SCHEDULE: {"name": "Grüße 🛡 \u2028 'x' \"y\" $HOME `id` \\", "state": "absent"}},
    {"name": "a surrogate", SCHEDULE: {"name": "{{ lookup('ansible.builtin.env', 'ODD') }}", "state": "absent"}},
    {"name": "not to be written", SCHEDULE: {"name": "{{ [range] }}", "state": "absent"}},
    {"name": "undefined", SCHEDULE: {"name": "{{ nowhere }}"}},
    {"name": "an undefined environment", SCHEDULE: {"name": "x"}, "environment": {"A": "{{ nowhere }}"}},
    {"name": "items", SCHEDULE: {"name": "{{ item }}"}, "loop": ["a", "b"]},
    {"name": "mixed items", SCHEDULE: {"name": "x", "state": "{{ item }}"}, "loop": ["absent", "gone", "absent"]},
    {"name": "until", SCHEDULE: {"name": "x", "state": "absent"}, "until": "a is changed", "retries": 1, "delay": 0}
    | {"register": "a"},
    {"name": "judged", SCHEDULE: {"name": "x", "state": "absent"}, "failed_when": True, "changed_when": True},
    {"name": "vaulted", SCHEDULE: {"name": "x", "state": "absent", "password": "{{ secret }}"}},
    {
        "name": "by environment",
        SCHEDULE: {"name": "x", "state": "absent"},
        "environment": {"QUALYS_RETRIES": 0, "QUALYS_USERNAME": "nobody", "HTTPS_PROXY": "http://127.0.0.1:1"},
    },
    {
        "name": "a fact",
        SCHEDULE: {"name": "{{ ansible_host | default('none') }}", "state": "absent"},
        "delegate_to": "me",
    },
    {"name": "a warning", "community.qualys.qualys_pci_asset": {"assets": ["192.0.2.1"], "read_from": "none"}},
    {"name": "left out", "community.qualys.qualys_agent_activation": {"asset_ids": [1], "modules": ["SA"]}},
)


def with_a_limit(simulator):
    simulator.faults.add("limit_409_1965", operation="search/was", hint="item", wait=1)


def all_ends():
    defaults = {"group/community.qualys.all": {"retries": 0}, SCHEDULE: {"state": "absent"}}
    keywords = {"module_defaults": defaults, "ignore_errors": True, "vars": {"secret": "{{ 'demo' | string }}"}}
    hosts = {"name": "a host", "ansible.builtin.add_host": {"name": "me", "ansible_connection": "local"}}
    python = {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    hosts["ansible.builtin.add_host"].update(python)
    return in_a_play(hosts, *READ, *ENDS, **keywords)


def test_ends(core, tmp_path):
    played = both_ways(core, tmp_path, all_ends(), "-v", set_up=with_a_limit)
    results = {name: result for _event, name, result in map(json.loads, played.results)}
    assert "Unsupported parameters" in results["a wrong name"]["msg"]
    assert "similar names: Shop" in results["no such web application"]["msg"]
    assert "refused the login of user demo" in results["a wrong password"]["msg"]
    assert "refused the login of user nobody" in results["by environment"]["msg"]
    assert results["a warning"]["warnings"]
    assert "waiting" in json.dumps(results["community.qualys.qualys_was_schedule_info"]["progress"])
    # By the defaults of the module and of the group: nothing to create, nothing tried again.
    assert [item["action"] for item in results["items"]["results"]] == ["none", "none"]
    assert "progress" not in results["nobody there"]
    assert len(results) == len(READ) + len(ENDS) + 1


@pytest.mark.parametrize("way", [NO_TARGET, ON_TARGET], ids=["controller", "target"])
def test_no_verbosity_shows_a_password(core, tmp_path, way):
    secrets = ("canary-of-the-platform", "canary-of-pci", "canary-of-the-proxy")

    def accounts(simulator):
        simulator.add_user("bird", secrets[0])
        simulator.add_user("pci@bird", secrets[1])

    logins = {"username": "bird", "password": secrets[0], "pci_username": "pci@bird", "pci_password": secrets[1]}
    defaults = {"group/community.qualys.all": {**logins, "proxy_password": secrets[2]}}
    wrong = {SCHEDULE: {"name": "x", "stat": "absent"}, "ignore_errors": True}
    missing = {SCHEDULE: {"name": "canary", "target": {"web_app": "Shopp"}}, "ignore_errors": True}
    tasks = in_a_play(*READ[3:], wrong, missing, module_defaults=defaults)
    played = play(core, tmp_path / "run", tasks, "-vvvv", env=way, set_up=accounts)
    assert played.code == 0, played.out
    assert {entry["user"] for entry in played.journal} == {"bird", "pci@bird"}
    assert len(played.places) == 4
    assert not [secret for secret in secrets if secret in played.out + "".join(played.results)]
