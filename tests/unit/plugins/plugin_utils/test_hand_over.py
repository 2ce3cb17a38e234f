# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reasons for the target that no test can bring about in a real play; the others are in tests/system."""

from __future__ import annotations

import site
import sys
import threading
from types import ModuleType, SimpleNamespace

import pytest
from ansible.plugins.loader import module_loader

from ansible_collections.community.qualys.plugins.plugin_utils import hand_over
from ansible_collections.community.qualys.plugins.plugin_utils.hand_over import Case

NO_FLAGS = {"isolated": 0, "ignore_environment": 0, "no_site": 0, "optimize": 0, "no_user_site": 0}


@pytest.fixture
def case(tmp_path):
    module = ModuleType("qualys_was_schedule")
    module.__file__ = "/collections/qualys_was_schedule.py"
    action = SimpleNamespace(
        _task=SimpleNamespace(action="qualys_was_schedule", collections=["other.first"], delegate_to=None),
        _connection=SimpleNamespace(
            _original_path=str(hand_over._LOCAL), become=None, _shell=SimpleNamespace(_load_name="sh")
        ),
        _play_context=SimpleNamespace(executable="/bin/sh"),
        _loader=SimpleNamespace(get_basedir=lambda: str(tmp_path)),
        _shared_loader_obj=SimpleNamespace(module_loader=module_loader),
    )
    return Case(action, module, {})


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """The simulator of other tests has a thread, which a worker of Ansible has not."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def test_a_process_like_a_worker(case):
    assert hand_over._process(case) is None


def test_a_core_that_was_not_tried(case, monkeypatch):
    monkeypatch.setattr(hand_over, "IS_KNOWN", False)
    monkeypatch.setattr(hand_over, "VERSION", "2.99")
    assert hand_over._process(case) == "ansible-core 2.99 is not known"


def test_macos(case, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert hand_over._process(case) == "macOS kills a forked process that looks for proxies"


def test_threads(case, monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert hand_over._process(case) == "this process has other threads"


@pytest.mark.parametrize("flag", ["isolated", "ignore_environment", "no_site", "optimize"])
def test_options_of_python(case, monkeypatch, flag):
    monkeypatch.setattr(sys, "flags", SimpleNamespace(**{**NO_FLAGS, flag: 1}))
    assert hand_over._start(case) == "the controller's Python was started with options"


@pytest.mark.parametrize(("folder", "is_reason"), [("there", True), ("not there", False)])
def test_libraries_of_the_user(case, monkeypatch, tmp_path, folder, is_reason):
    (tmp_path / "there").mkdir()
    monkeypatch.setattr(sys, "flags", SimpleNamespace(**{**NO_FLAGS, "no_user_site": 1}))
    monkeypatch.setattr(site, "getusersitepackages", lambda: str(tmp_path / folder))
    assert bool(hand_over._start(case)) == is_reason


def test_a_local_connection(case):
    assert hand_over._connection(case) is None


def test_a_connection_plugin_that_calls_itself_local(case):
    case.action._connection._original_path = "/play/connection_plugins/local.py"
    case.action._connection._load_name = "local"
    assert hand_over._connection(case) == "the connection is local"


def test_another_shell(case):
    case.action._connection._shell._load_name = "csh"
    assert hand_over._connection(case) == "the shell is another one than /bin/sh"


def test_a_folder_that_cannot_be_read(case, tmp_path):
    case.action._loader.get_basedir = lambda: str(tmp_path / "gone")
    assert hand_over._connection(case) == "the folder of the playbook cannot be read"


def test_a_module_of_the_same_name(case, monkeypatch):
    found = SimpleNamespace(plugin_resolved_path="/other/qualys_was_schedule.py")
    monkeypatch.setattr(module_loader, "find_plugin_with_context", lambda *_args, **_kwargs: found)
    assert hand_over._code(case) == "the module is /other/qualys_was_schedule.py"


def test_what_cannot_be_told_is_a_reason(case):
    def broken(_environment):
        raise LookupError("whatever")

    case.action._compute_environment_string = broken
    assert hand_over.reason_to_hand_over(case, {}) == "something cannot be told here (LookupError)"
