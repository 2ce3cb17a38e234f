# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every reason for which a real Ansible is to run a module on the target after all."""

from __future__ import annotations

import sys
from typing import Any

import pytest
import yaml

from tests.system.controller_runs import play
from tests.system.inventory_runs import CORES

HERE = "in the controller"
TASK = {"community.qualys.qualys_was_schedule": {"name": "x", "state": "absent"}}
SAME_PYTHON = {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}
OTHER_PYTHON = sys._base_executable
HOSTS = {
    "all": {
        "hosts": {
            "same": {"ansible_connection": "local", **SAME_PYTHON},
            "other": {"ansible_connection": "local", "ansible_python_interpreter": OTHER_PYTHON},
            "unset": {"ansible_connection": "local"},
            "far": {"ansible_host": "127.0.0.1", "ansible_port": 1},
        }
    }
}
# For every task its host, its keywords, and where it has to run.
TASKS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("localhost", {}, HERE),
    ("same", {}, HERE),
    ("far", {"delegate_to": "localhost"}, HERE),
    ("far", {"delegate_to": "same"}, HERE),
    ("localhost", {"check_mode": True, "diff": True, "no_log": True, "run_once": True}, HERE),
    ("localhost", {"environment": {"QUALYS_RETRIES": "1", "no_proxy": "*", "REQUESTS_CA_BUNDLE": "x"}}, HERE),
    ("localhost", {"environment": [{"QUALYS_RETRIES": "1"}, {"HTTP_PROXY": "x"}]}, HERE),
    ("localhost", {"vars": {"qualys_run_in_controller": "{{ 'yes' }}"}}, HERE),
    ("localhost", {"vars": {"qualys_run_in_controller": None}}, HERE),
    ("localhost", {"become": False}, HERE),
    ("localhost", {"vars": {"qualys_run_in_controller": False}}, "qualys_run_in_controller is false"),
    ("localhost", {"vars": {"qualys_run_in_controller": "{{ 'off' }}"}}, "qualys_run_in_controller is false"),
    ("localhost", {"delegate_to": "other"}, "the interpreter is %s" % OTHER_PYTHON),
    ("other", {}, "the interpreter is %s" % OTHER_PYTHON),
    ("localhost", {"vars": {"ansible_python_interpreter": OTHER_PYTHON}}, "the interpreter is %s" % OTHER_PYTHON),
    ("unset", {}, "something cannot be told here (InterpreterDiscoveryRequiredError)"),
    ("unset", {}, "the interpreter is /"),
    ("same", {"vars": {"ansible_python_interpreter": "auto"}}, "something cannot be told here (Interpreter"),
    ("localhost", {"delegate_to": "far"}, "the connection is ssh"),
    ("far", {}, "the connection is ssh"),
    ("localhost", {"become": True, "become_user": "nobody", "become_method": "ansible.builtin.su"}, "become"),
    ("localhost", {"async": 60, "poll": 1}, "async"),
    ("localhost", {"async": 60, "poll": 0}, "async"),
    ("localhost", {"timeout": 60}, "timeout"),
    ("localhost", {"environment": {"PYTHONPATH": "/x", "QUALYS_RETRIES": "1"}}, "the environment sets PYTHONPATH"),
    ("localhost", {"environment": {"LD_PRELOAD": ""}}, "the environment sets LD_PRELOAD"),
    ("localhost", {"environment": {"LC_ALL": "C", "TZ": "UTC"}}, "the environment sets LC_ALL, TZ"),
    ("localhost", {"vars": {"ansible_shell_executable": "/bin/bash"}}, "the shell is another one than /bin/sh"),
    ("localhost", {"vars": {"ansible_python_module_rlimit_nofile": 999}}, "PYTHON_MODULE_RLIMIT_NOFILE"),
)


@pytest.fixture(params=CORES, ids=lambda core: core.name)
def core(request):
    return request.param


def inventory(folder, **hosts):
    """Write an inventory into the folder of a run and return its name."""
    folder.mkdir()
    (folder / "hosts.yml").write_text(yaml.safe_dump(hosts or HOSTS), encoding="utf-8")
    return "hosts.yml"


def on(host, **keywords):
    task = {**TASK, "ignore_errors": True, "ignore_unreachable": True, **keywords}
    return {"hosts": host, "gather_facts": False, "tasks": [task]}


def test_reasons_of_a_task(core, tmp_path):
    folder = tmp_path / "run"
    plays = [on(host, **keywords) for host, keywords, _place in TASKS]
    played = play(core, folder, plays, "-vvv", "-i", inventory(folder))
    assert len(played.places) == len(TASKS)
    wrong = [(task, place) for task, place in zip(TASKS, played.places) if not place.startswith(task[2])]
    assert wrong == []


def place_of_one(core, folder, *flags, task=None, **env):
    """Return where one task on the implicit localhost runs."""
    plays = [
        {"hosts": "localhost", "gather_facts": False, "collections": ["community.qualys"], "tasks": [task or TASK]}
    ]
    played = play(core, folder, plays, "-vvv", *flags, env=env)
    assert len(played.places) == 1, played.out
    return played.places[0]


@pytest.mark.parametrize(
    ("env", "place"),
    [
        ({}, HERE),
        ({"QUALYS_RUN_IN_CONTROLLER": ""}, HERE),
        ({"QUALYS_RUN_IN_CONTROLLER": "1"}, HERE),
        ({"QUALYS_RUN_IN_CONTROLLER": "0"}, "qualys_run_in_controller is false"),
        ({"ANSIBLE_KEEP_REMOTE_FILES": "1"}, "DEFAULT_KEEP_REMOTE_FILES"),
        ({"ANSIBLE_TASK_TIMEOUT": "60"}, "timeout"),
        ({"ANSIBLE_EXECUTABLE": "/bin/bash"}, "the shell is another one than /bin/sh"),
        ({"ANSIBLE_PYTHON_INTERPRETER": OTHER_PYTHON}, HERE),
        ({"_ANSIBLE_COVERAGE_CONFIG": "x", "_ANSIBLE_COVERAGE_OUTPUT": "x"}, "_ANSIBLE_COVERAGE_CONFIG"),
        ({"PYTHONOPTIMIZE": "1"}, "the controller's Python was started with options"),
    ],
    ids=lambda value: " ".join("%s=%s" % pair for pair in value.items()) if isinstance(value, dict) else "",
)
def test_reasons_of_a_setting(core, tmp_path, env, place):
    assert place_of_one(core, tmp_path / "run", **env) == place


def test_a_variable_is_stronger_than_the_environment(core, tmp_path):
    flags = ("-e", "qualys_run_in_controller=true")
    assert place_of_one(core, tmp_path / "run", *flags, QUALYS_RUN_IN_CONTROLLER="0") == HERE


@pytest.mark.parametrize(
    ("flags", "env", "name"),
    [
        (("-e", "qualys_run_in_controller=perhaps"), {}, "qualys_run_in_controller"),
        ((), {"QUALYS_RUN_IN_CONTROLLER": "perhaps"}, "QUALYS_RUN_IN_CONTROLLER"),
    ],
)
def test_a_wrong_switch_is_told(core, tmp_path, flags, env, name):
    played = play(core, tmp_path / "run", [on("localhost", ignore_errors=False)], *flags, env=env)
    assert played.code == 2
    assert "%s: 'perhaps' is neither true nor false; give one of the two" % name in played.out
    assert played.journal == []


def test_a_debugger_for_modules(core, tmp_path):
    if core.name == "2.18":
        name, place = "_ANSIBLE_COVERAGE_CONFIG", "_ANSIBLE_COVERAGE_CONFIG"
    else:
        name, place = "_ANSIBLE_ANSIBALLZ_PYDEVD_CONFIG", "_ANSIBALLZ_PYDEVD_CONFIG"
    assert place_of_one(core, tmp_path / "run", **{name: "{}"}) == place


def test_a_file_that_takes_the_place_of_one_of_ansible_core(core, tmp_path):
    (tmp_path / "utils").mkdir()
    (tmp_path / "utils" / "mine.py").touch()
    assert place_of_one(core, tmp_path / "one", ANSIBLE_MODULE_UTILS=str(tmp_path / "utils")) == HERE
    (tmp_path / "utils" / "urls.py").touch()
    place = place_of_one(core, tmp_path / "two", ANSIBLE_MODULE_UTILS=str(tmp_path / "utils"))
    assert place == "%s takes the place of files of ansible-core" % (tmp_path / "utils")


@pytest.mark.parametrize("name", ["community.qualys.qualys_was_schedule", "qualys_was_schedule"])
def test_a_module_of_the_same_name_beside_the_playbook(core, tmp_path, name):
    """With the full name, or the collection searched first, Ansible takes the collection's."""
    folder = tmp_path / "run"
    (folder / "library").mkdir(parents=True)
    (folder / "library" / "qualys_was_schedule.py").write_text("#!/bin/sh\necho '{}'\n", encoding="utf-8")
    assert place_of_one(core, folder, task={name: {"name": "x", "state": "absent"}}) == HERE


@pytest.mark.parametrize("library", ["requests", "lxml"])
def test_a_library_that_cannot_be_loaded(core, tmp_path, library):
    (tmp_path / "libraries").mkdir()
    (tmp_path / "libraries" / (library + ".py")).write_text("raise ImportError('hidden')", encoding="utf-8")
    env = {"PYTHONPATH": str(tmp_path / "libraries")}
    played = play(core, tmp_path / "run", [on("localhost")], "-vvv", env=env)
    assert played.places == ["the controller has not loaded %s" % library]
    assert "%s is needed" % library in played.out or "Python library %s" % library in played.out, played.out


def test_the_action_for_modules_beside_the_playbook_is_honoured(core, tmp_path):
    """Some sites wrap what runs their modules; it must go on to see ours."""
    folder = tmp_path / "run"
    (folder / "action_plugins").mkdir(parents=True)
    (folder / "action_plugins" / "normal.py").write_text(
        "from ansible.plugins.action import ActionBase\n"
        "class ActionModule(ActionBase):\n"
        "    def run(self, tmp=None, task_vars=None):\n"
        "        return dict(self._execute_module(task_vars=task_vars), wrapped=True)\n",
        encoding="utf-8",
    )
    played = play(core, folder, [on("localhost")], "-vvv", env={"ANSIBLE_REMOTE_TMP": "/proc/nowhere"})
    assert played.places == [HERE]
    assert '"wrapped": true' in played.results[0]
    assert '"failed": true' not in played.results[0]
