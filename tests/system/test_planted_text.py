# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody plants in a name at Qualys does nothing here: no template, no path, no terminal acts on it.

The report has a test of its own, and so has trust in the strings of the inventory.
"""

from __future__ import annotations

import json

import pytest

from tests.simulator.server import Simulator
from tests.system.controller_runs import play
from tests.system.example_states import ended_scan
from tests.system.inventory_runs import CORES, Ansible
from tests.system.test_controller import ON_TARGET

# A template, a shell, a path, a page, a new line, and a turned direction.
PLANTED = "{{ 7*7 }}{% if 1 %} $(id) `id` ../../etc/planted <script>\nTASK [all is well] \u202egnp"
# Terminal sequences: XML cannot carry them, JSON can.
ACTING = PLANTED + "\x1b]0;title\x07\x1b[2J\x9b31m"
HARMLESS = "7*7"
AGENT, HOST = 5214017, 2584223
SCHEDULE = 171425669


@pytest.fixture(params=sorted({CORES[0], CORES[-1]}), ids=lambda core: core.name)
def core(request):
    return request.param


def plant(simulator):
    """Put it wherever somebody else can write."""
    state = simulator.state
    state.assets[AGENT]["name"] = PLANTED
    simulator.switches.set(pci_asset_list="on")
    for schedule in state.schedules.values():
        schedule["notification"] = {**schedule.get("notification", {}), "message": PLANTED}
    state.schedules[SCHEDULE]["name"] = PLANTED
    for key in state.activation_keys.values():
        key["title"] = PLANTED
    ended_scan(simulator)
    for scan in state.pci.scans.values():
        scan.title = ACTING


def is_quiet(text):
    """Tell whether a terminal would show this text and do nothing else.

    Ansible itself prints values as JSON, in which marks and the control characters of eight bits stand as they are.
    """
    return not set(text) & {"\x1b", "\x07"}


READ = {
    "schedules": {"community.qualys.qualys_was_schedule_info": {"full": True}},
    "keys": {"community.qualys.qualys_activation_key_info": {}},
    "hosts": {"community.qualys.qualys_host_asset_info": {"asset_ids": [AGENT]}},
    "scans": {"community.qualys.qualys_pci_scan_info": {"full": True}},
}
# Each quotes what was planted, in a message, a warning or a difference.
QUOTED = {
    "twins": {"community.qualys.qualys_was_schedule": {"id": SCHEDULE, "name": "another", "enabled": False}},
    "conflict": {
        "community.qualys.qualys_agent_activation": {"asset_ids": [AGENT], "modules": ["PC", "SCA"], "state": "exact"}
    },
    "difference": {"community.qualys.qualys_was_schedule": {"id": SCHEDULE, "notification": {"text": "mine"}}},
    "removal": {"community.qualys.qualys_was_schedule": {"id": SCHEDULE, "state": "absent"}},
    "agents": {"community.qualys.qualys_agent_activation": {"asset_ids": [AGENT], "modules": ["SA"]}},
}


@pytest.mark.parametrize("env", [{}, ON_TARGET], ids=["controller", "target"])
def test_modules(core, env, tmp_path):
    (tmp_path / "kept").mkdir()
    tasks = [{"name": name, **task, "register": "found_" + name} for name, task in READ.items()]
    tasks += [
        # As a play uses what it has read: in a message, in a file.
        {"name": "show", "ansible.builtin.debug": {"var": "found_schedules.schedules"}},
        {
            "name": "write",
            "ansible.builtin.copy": {
                "content": "{{ found_keys.activation_keys[0].title }}",
                "dest": str(tmp_path / "kept" / "title"),
                "mode": "0600",
            },
        },
    ]
    tasks += [{"name": name, **task, "ignore_errors": True} for name, task in QUOTED.items()]
    plays = [{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]
    played = play(core, tmp_path / "run", plays, "-vvv", "--diff", env=env, set_up=plant)
    assert played.code == 0, played.out[-3000:]
    results = {name: result for _event, name, result in map(json.loads, played.results)}
    assert is_quiet(played.out)
    # As it is, wherever it is a value.
    assert (tmp_path / "kept" / "title").read_text(encoding="utf-8") == PLANTED
    assert PLANTED in [one["name"] for one in results["schedules"]["schedules"]]
    assert ACTING in [one["title"] for one in results["scans"]["scans"]]
    assert results["hosts"]["host_assets"][0]["name"] == PLANTED
    # In one line without what acts, where it is quoted.
    quoted = [results[name]["msg"] for name in ("twins", "conflict")]
    assert all(HARMLESS in text and text.isprintable() for text in quoted), quoted
    assert results["difference"]["diff"]["before"]["notification"]["text"] == PLANTED
    assert results["removal"]["diff"]["before"]["name"] == PLANTED
    assert [path.name for path in tmp_path.rglob("*planted*")] == []


@pytest.mark.parametrize("as_json", [True, False], ids=["json", "xml"])
def test_the_inventory(core, as_json, tmp_path):
    text = ACTING if as_json else PLANTED
    with Simulator(assets=0) as simulator:
        if not as_json:
            simulator.switches.set(json_negotiation="never")
        asset = simulator.state.assets[HOST]
        asset["name"] = text
        asset["tags"] = {"list": [{"TagSimple": {"id": 1, "name": text}}]}
        ansible = Ansible(core, tmp_path, simulator.url)
        options = {"hostnames": ["name"], "detail": "full", "keyed_groups": [{"key": "qualys_tags", "prefix": "tag"}]}
        source = ansible.source(**options)
        run = ansible.run("ansible-inventory", "-i", source, "--list", "--export")
        assert run.code == 0, run.err
        assert is_quiet(run.out + run.err)
        # A group is named by what a pattern can name.
        (group,) = [name for name in run.inventory["all"]["children"] if "7_7" in name]
        assert group.isidentifier()
        kept = tmp_path / "kept"
        write = {"content": "{{ qualys_name }}|{{ inventory_hostname }}", "dest": str(kept), "mode": "0600"}
        mine = "qualys_id == %d" % HOST
        show = {"ansible.builtin.debug": {"msg": "{{ qualys_name }}"}, "when": mine}
        task = {"ansible.builtin.copy": write, "when": mine, "delegate_to": "localhost"}
        play_file = tmp_path / "play.yml"
        play_file.write_text(json.dumps([{"hosts": "all", "gather_facts": False, "tasks": [show, task]}]), "utf-8")
        run = ansible.run("ansible-playbook", "-i", source, str(play_file))
        assert run.code == 0, run.out + run.err
        assert is_quiet(run.out + run.err)
        name, _mark, host = kept.read_text(encoding="utf-8").partition("|")
        assert name == text
        assert HARMLESS in host
        assert host.isprintable()
