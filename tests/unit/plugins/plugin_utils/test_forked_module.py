# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module in a child leaves nothing behind but its end."""

from __future__ import annotations

import json
import locale
import logging
import os
import signal
import sys
from pathlib import Path

import pytest
from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common import warnings

from ansible_collections.community.qualys.plugins.plugin_utils import core_module, forked_module
from ansible_collections.community.qualys.plugins.plugin_utils.forked_module import Start, run_forked

# The simulator's thread waits for requests while tests fork, which is what Python 3.12 warns of.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
OPEN_FILES = Path("/proc/self/fd")
ARGUMENTS = {"_ansible_remote_tmp": "/tmp", "_ansible_keep_remote_files": False, "name": "x"}


def run(main, environment=None, folder="/"):
    return run_forked(Start(main, core_module.written(ARGUMENTS), environment or {}, folder))


def module(work):
    def main():
        made = AnsibleModule({"name": {"type": "str"}})
        made.exit_json(**work(made))

    return main


def state_of_this_process():
    return (
        dict(os.environ),
        Path.cwd(),
        locale.setlocale(locale.LC_ALL),
        signal.getsignal(signal.SIGTERM),
        signal.getsignal(signal.SIGINT),
        (sys.stdin, sys.stdout, sys.stderr),
        list(logging.root.handlers),
        list(warnings._global_warnings),
        sorted(open_file.name for open_file in OPEN_FILES.iterdir()) if OPEN_FILES.is_dir() else None,
    )


def test_a_result_comes_back(tmp_path):
    def work(made):
        here = Path.cwd()
        return {"name": made.params["name"], "env": os.environ["ADDED"], "folder": str(here), "stdin": sys.stdin.read()}

    end = run(module(work), {"ADDED": "yes"}, str(tmp_path))
    assert end.code == 0
    found = json.loads(end.out)
    assert (found["name"], found["env"], found["folder"], found["stdin"]) == ("x", "yes", str(tmp_path), "")
    assert end.err == b""


def test_warnings_come_back_in_the_result_and_from_this_run_alone(monkeypatch):
    def work(made):
        made.warn("mine")
        return {}

    for _time in range(2):
        found = json.loads(run(module(work)).out)
        assert len(found["warnings"]) == 1
        assert "mine" in json.dumps(found["warnings"])


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    def work(made):
        os.environ["LEFT"] = "behind"
        os.chdir(tmp_path)
        locale.setlocale(locale.LC_ALL, "C")
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        sys.stdout.write("{}")
        made.warn("left behind")
        logging.basicConfig()
        return {}

    before = state_of_this_process()
    assert run(module(work), {"LEFT": "too"}).code == 0
    assert state_of_this_process() == before


def test_signals_are_those_of_a_new_process():
    def work(_made):
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)
        return {"handlers": [signal.getsignal(number) is signal.SIG_DFL for number in numbers]}

    before = signal.signal(signal.SIGTERM, lambda *_args: None)
    try:
        assert json.loads(run(module(work)).out)["handlers"] == [True] * 3
    finally:
        signal.signal(signal.SIGTERM, before)


def test_much_on_both_streams_blocks_nobody():
    def main():
        for _time in range(100):
            sys.stdout.write("o" * 20_000)
            sys.stderr.write("e" * 20_000)
        sys.exit(3)

    end = run(main)
    assert (end.code, len(end.out), len(end.err)) == (3, 2_000_000, 2_000_000)


def test_a_child_that_is_killed_is_told():
    assert run(lambda: os.kill(os.getpid(), signal.SIGKILL)).code == -signal.SIGKILL


def test_an_error_that_nobody_expected_is_told_as_a_module_tells_it():
    def main():
        raise ValueError("unexpected")

    end = run(main)
    assert end.code == 1
    if core_module.VERSION in core_module.TAGGED:
        assert json.loads(end.out)["failed"]
        assert b"unexpected" in end.out
    else:
        assert end.err.rstrip().endswith(b"ValueError: unexpected")


def test_a_module_that_does_not_exit_has_failed():
    assert run(lambda: None).code == 1


def test_a_folder_that_is_gone_is_told(tmp_path):
    end = run(module(dict), folder=str(tmp_path / "gone"))
    assert end.code == 1
    assert b"FileNotFoundError" in end.err


def test_where_no_process_can_be_had_nothing_leaks(monkeypatch):
    def no_fork():
        raise BlockingIOError("no more processes")

    before = state_of_this_process()
    monkeypatch.setattr(forked_module.os, "fork", no_fork)
    with pytest.raises(BlockingIOError, match="no more processes"):
        run(module(dict))
    assert state_of_this_process() == before
