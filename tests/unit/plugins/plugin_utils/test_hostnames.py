# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names, and what happens when two hosts want the same."""

from __future__ import annotations

import itertools

import pytest

from ansible_collections.community.qualys.plugins.module_utils._errors import QualysError
from ansible_collections.community.qualys.plugins.plugin_utils.hostnames import Candidate, first_filled, unique


def host(number, name, modified=None):
    return Candidate(name, {"id": number, "modified": modified}, {})


def named(policy, *hosts):
    """Return {id: name}, the same for every order of the hosts, and the warnings."""
    results = []
    for order in itertools.permutations(hosts):
        told = []
        results.append(({one.row["id"]: one.name for one in unique(list(order), policy, told.append)}, told))
    assert all(result == results[0] for result in results)
    return results[0]


def test_first_filled():
    assert first_filled([None, "", "  ", True, ["x"], {"a": 1}, 7]) == "7"
    assert first_filled([" a\n b ", "c"]) == "a b"
    assert first_filled([0]) == "0"
    assert first_filled(["web\x1b[2J\u202e é"]) == "web\\x1b[2J\\u202e é"
    assert first_filled([]) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("-oProxyCommand=touch x", "_oProxyCommand=touch x"),
        (" --help", "_help"),
        ("../../etc/cron.d/x", "__.._etc_cron.d_x"),
        ("..", "_"),
        ("a\x1b[31m\x9b1m\u202e\x00b", "a\\x1b[31m\\x9b1m\\u202e\\x00b"),
        ("web-1.example.com", "web-1.example.com"),
        ("2001:db8::7", "2001:db8::7"),
        ("Büro Köln", "Büro Köln"),
    ],
)
def test_a_name_is_no_option_no_path_and_nothing_for_a_terminal(text, name):
    assert first_filled([text]) == name


def test_different_names_stay():
    assert named("fail", host(2, "b"), host(1, "a")) == ({1: "a", 2: "b"}, [])


def test_suffix():
    names, told = named("suffix", host(3, "a"), host(1, "a"), host(2, "b"), host(4, "a"))
    assert names == {1: "a", 2: "b", 3: "a_3", 4: "a_4"}
    (line,) = told
    assert line.startswith("1 host names are shared by 3 host assets (a: 1, 3, 4); all but the one with the lowest id")


def test_a_suffixed_name_takes_no_other_hosts_name():
    names, _told = named("suffix", host(1, "a"), host(3, "a"), host(4, "a_3"), host(5, "a_3_3"))
    assert names == {1: "a", 3: "a_3_3_3", 4: "a_3", 5: "a_3_3"}


def test_newest():
    names, told = named(
        "newest", host(1, "a", "2026-02-01"), host(2, "a", "2026-01-01"), host(3, "b"), host(4, "b"), host(5, "c")
    )
    assert names == {1: "a", 4: "b", 5: "c"}
    assert "2 host names are shared by 4 host assets (a: 1, 2; b: 3, 4)" in told[0]


def test_fail():
    hosts = [host(number, "n%d" % (number // 10)) for number in range(90)]
    with pytest.raises(QualysError) as caught:
        unique(hosts, "fail", print)
    assert caught.value.message.startswith(
        "on_duplicate: 9 host names are shared by 90 host assets (n0: 0, 1, 2, 3, 4;"
    )
    assert "; ...)" in caught.value.message
