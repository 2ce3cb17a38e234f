# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the workers of one run know of a login."""

from __future__ import annotations

import contextlib
import os
import time
from types import SimpleNamespace

import pytest

from ansible_collections.community.qualys.plugins.plugin_utils import login_once
from ansible_collections.community.qualys.plugins.plugin_utils.fellows import login_of, run_unless_refused
from ansible_collections.community.qualys.plugins.plugin_utils.forked_module import End, Start
from ansible_collections.community.qualys.plugins.plugin_utils.login_once import Logins
from ansible_collections.community.qualys.plugins.plugin_utils.shared_table import PLACES

LOGIN = {"username": "u", "password": "p"}


@contextlib.contextmanager
def logins():
    made = Logins()
    with contextlib.closing(made.table):
        yield made


@pytest.fixture
def table():
    with logins() as made:
        yield made


def said(login):
    with login.turn() as words:
        return words


def test_a_refused_login_is_known_and_no_other(table):
    assert said(table.login(LOGIN)) is None
    table.login(LOGIN).refuse("No.")
    assert said(table.login(dict(LOGIN))) == "No."
    assert said(table.login({**LOGIN, "password": "q"})) is None
    with logins() as another:
        assert said(another.login(LOGIN)) is None


def test_what_is_good_is_not_refused_by_waiting(table):
    table.login(LOGIN).settle()
    assert said(table.login(LOGIN)) is None


@pytest.mark.parametrize("before", [0, 2], ids=["first", "after bad input"])
def test_one_at_a_time_until_it_is_known(table, before):
    login = table.login(LOGIN)
    for _number in range(before):
        assert said(login) is None
    read, write = os.pipe()
    with login.turn():
        child = os.fork()
        if not child:
            # Told to the other one, who would not know otherwise.
            login_once.time = SimpleNamespace(sleep=lambda _seconds: os.write(write, b"waits") and time.sleep(0.05))
            with table.login(LOGIN).turn() as words:
                os.write(write, (words or "none").encode())
            os._exit(0)
        assert os.read(read, 5) == b"waits"
        login.refuse("No.")
    os.waitpid(child, 0)
    assert os.read(read, 1000).replace(b"waits", b"") == b"No."


def test_a_process_that_dies_lets_the_next_one_try(table):
    child = os.fork()
    if not child:
        table.login(LOGIN).turn().__enter__()
        os._exit(1)
    os.waitpid(child, 0)
    assert said(table.login(LOGIN)) is None


def test_nothing_of_a_login_can_be_read_in_the_table(table):
    login = table.login({**LOGIN, "password": "canary"})
    login.refuse("Qualys refused the login of user u")
    held = b"".join(table.table.read(place) for place in range(PLACES))
    assert b"refused the login" in held
    assert b"canary" not in held


def test_a_module_is_not_run_with_a_refused_login(table):
    def main():
        raise AssertionError

    login = table.login(LOGIN)
    login.refuse("No.")
    end = run_unless_refused(login, Start(main, b"{}", {}, "/"))
    assert isinstance(end, End)
    assert b'"msg": "No."' in end.out


@pytest.mark.parametrize(
    ("module", "counts", "not_counted"),
    [("x.qualys_was_schedule", "password", "pci_password"), ("x.qualys_pci_scan", "pci_password", "password")],
)
def test_what_a_login_is_made_of(module, counts, not_counted):
    plain = login_of(module, {}, {})
    assert login_of(module, {counts: "x"}, {}) != plain
    assert login_of(module, {not_counted: "x"}, {}) == plain
    assert login_of(module, {}, {"QUALYS_" + counts.upper(): "x"}) != plain
    assert login_of(module, {"title": "x"}, {"QUALYS_RETRIES": "1"}) == plain
