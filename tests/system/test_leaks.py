# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret gets out: the examples of every module, tasks of each that fail, and the inventory, at their loudest.

Searched are the output at -vvvv with ANSIBLE_DEBUG, the log, what a callback sees, caches, and every file that is left.
"""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest

from tests import plugin_docs
from tests.simulator.server import Simulator
from tests.system import canaries
from tests.system.controller_runs import NOW, play
from tests.system.example_states import INVENTORY_SET_UP, MODULES
from tests.system.inventory_runs import CORES, Ansible
from tests.system.test_controller import ON_TARGET
from tests.system.test_examples import in_test, module_of, tasks_of

LOUD = {"ANSIBLE_DEBUG": "1", "ANSIBLE_LOG_PATH": "ansible.log"}
LOGINS = {
    "username": canaries.USER,
    "password": canaries.PASSWORD,
    "pci_username": canaries.PCI_USER,
    "pci_password": canaries.PCI_PASSWORD,
}
# Not in use without a proxy, and not to be shown all the same.
UNUSED = {"proxy_username": canaries.PROXY_USER, "proxy_password": canaries.PROXY_PASSWORD}
# Beside the examples: tasks that are given the key as an option, which each module names in its own way.
KEYED = {
    "qualys_activation_key": {"activation_key": canaries.KEY, "modules": ["VM"]},
    "qualys_activation_key_info": {"activation_key": canaries.KEY},
    "qualys_agent_activation": {"activation_key": canaries.KEY, "modules": ["VM"]},
    "qualys_host_asset_info": {"criteria": [{"field": "activationKey", "operator": "EQUALS", "value": canaries.KEY}]},
}
# Some examples have tasks of other collections, which need the target in any case.
WAYS = {"controller": {}, "target": ON_TARGET}


def set_up(case, simulator):
    """Let the accounts have the secret passwords, and every key that is not shown to be the secret one."""
    case.set_up(simulator)
    simulator.add_user(canaries.USER, canaries.PASSWORD)
    simulator.add_user(canaries.PCI_USER, canaries.PCI_PASSWORD)
    for key in simulator.state.activation_keys.values():
        key["activationKey"] = canaries.KEY


def failing(name):
    """Return tasks that fail: for an option, for the login, and for the network."""
    module = "community.qualys." + name
    task, *_others = (task for task in tasks_of("modules", name) if module in task)
    options = task[module] or {}
    nowhere = {"api_url": "http://127.0.0.1:1", "pci_url": "http://127.0.0.1:1", "retries": 0}
    proxied = {"proxy": "http://127.0.0.1:1", "retries": 0}
    bad_proxy = {"proxy": "http://%s:%s@127.0.0.1:1" % (canaries.PROXY_USER, quote(canaries.PROXY_PASSWORD, safe=""))}
    doubled = {"password": canaries.PASSWORD + "x", "pci_password": canaries.PCI_PASSWORD + "x"}
    for more in ({"no_such_option": True}, doubled, nowhere, proxied, bad_proxy):
        yield {**task, module: {**options, **more}, "ignore_errors": True}


def tasks_for(name, folder):
    """Return the tasks of a module, those of its examples that do not reveal a key on purpose among them."""
    module = "community.qualys." + name
    for task in (*tasks_of("modules", name), *failing(name)):
        if "reveal" not in (task[module_of(task)] or {}):
            yield in_test({**task, "ignore_errors": True}, folder)
    if name in KEYED:
        yield {module: KEYED[name], "ignore_errors": True}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", MODULES)
def test_modules(name, way, tmp_path):
    case = MODULES[name]
    core = CORES[list(MODULES).index(name) % len(CORES)]
    (tmp_path / "qualys").mkdir()
    defaults = {"group/community.qualys.all": {**LOGINS, **UNUSED}}
    plays = [
        {
            "hosts": "localhost",
            "gather_facts": False,
            "vars": {"my_mirror": tmp_path.as_uri(), **case.variables},
            "module_defaults": defaults,
            "tasks": list(tasks_for(name, tmp_path)),
        }
    ]
    env = {**LOUD, **WAYS[way], "ANSIBLE_ASYNC_DIR": str(tmp_path / "jobs")}
    played = play(core, tmp_path, plays, "-vvvv", "--diff", env=env, set_up=lambda simulator: set_up(case, simulator))
    assert played.code == 0, played.out[-3000:]
    ends = [json.loads(line)[0] for line in played.results]
    assert {"ok", "failed"} <= set(ends)
    assert {entry["user"] for entry in played.journal} & {canaries.USER, canaries.PCI_USER}
    assert canaries.found_in(played.out.encode()) == []
    assert canaries.left_in(tmp_path, tmp_path / "play.yml") == {}
    assert (tmp_path / "ansible.log").stat().st_size > 1000


@pytest.mark.parametrize("password", [canaries.PASSWORD, canaries.PASSWORD + "x"], ids=["success", "failure"])
@pytest.mark.parametrize("core", [CORES[0], CORES[-1]], ids=lambda core: core.name)
def test_the_inventory(core, tmp_path, password):
    with Simulator(assets=60) as simulator:
        simulator.clock.set(NOW)
        INVENTORY_SET_UP(simulator)
        simulator.add_user(canaries.USER, canaries.PASSWORD)
        ansible = Ansible(core, tmp_path, simulator.url)
        secret = {"QUALYS_USERNAME": canaries.USER, "QUALYS_PASSWORD": password}
        # Used for another host than the simulator, which is never reached through a proxy.
        proxy = {"QUALYS_PROXY_USERNAME": canaries.PROXY_USER, "QUALYS_PROXY_PASSWORD": canaries.PROXY_PASSWORD}
        cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
        run = ansible.export("-vvvv", env={**LOUD, **secret, **proxy}, detail="full", **cache)
        assert (run.code == 0) == (password == canaries.PASSWORD)
        assert canaries.found_in((run.out + run.err).encode()) == []
        assert canaries.left_in(tmp_path) == {}
        assert (tmp_path / "ansible.log").is_file()
        assert list((tmp_path / "cache").glob("*")) or run.code


def test_every_module_with_a_key_is_given_one():
    keyed = {name for name in MODULES if "activation_key" in plugin_docs.documentation("modules", name)["options"]}
    assert keyed <= set(KEYED)


@pytest.mark.parametrize("secret", canaries.SECRETS)
@pytest.mark.parametrize(
    "written",
    [
        lambda secret: secret,
        lambda secret: quote(secret, safe=""),
        lambda secret: base64.b64encode(b"user:%s" % secret.encode()).decode(),
        lambda secret: base64.b64encode(b"a:%s." % secret.encode()).decode(),
        lambda secret: base64.urlsafe_b64encode(b"ab:%s.." % secret.encode()).decode(),
        lambda secret: secret.upper(),
    ],
    ids=["whole", "quoted", "base64", "base64 within", "base64 of addresses", "upper case"],
)
def test_the_search_finds_what_is_there(secret, written, tmp_path):
    (tmp_path / "file").write_text("before %s after" % written(secret), encoding="utf-8")
    assert canaries.left_in(tmp_path) == {"file": [secret]}
