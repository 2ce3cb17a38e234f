# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups without expressions, and values that ansible-core is asked about once."""

from __future__ import annotations

import gc

import pytest
from ansible.inventory.data import InventoryData

from ansible_collections.community.qualys.plugins.inventory import qualys_hostasset
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_facts import keys
from ansible_collections.community.qualys.plugins.plugin_utils.collector import collector_at_rest
from ansible_collections.community.qualys.plugins.plugin_utils.grouping import (
    CHOICES,
    Grouping,
    module_names,
    os_family,
)


@pytest.mark.parametrize(
    ("system", "family"),
    [
        (None, None),
        ("", None),
        ("Windows Server 2022 Datacenter 64 bit", "windows"),
        ("Microsoft Windows 11", "windows"),
        ("Ubuntu Linux 22.04.3", "linux"),
        ("CentOS 7.9", "linux"),
        ("Red Hat Enterprise Linux 9.3", "linux"),
        ("Amazon Linux 2023", "linux"),
        ("SUSE Linux Enterprise Server 15", "linux"),
        ("macOS 14.2", "macos"),
        ("Mac OS X 10.15", "macos"),
        ("Darwin Kernel 22", "macos"),
        ("FreeBSD 13.2", "bsd"),
        ("Solaris 11", "unix"),
        ("AIX 7.2", "unix"),
        ("Cisco IOS 15", "network"),
        ("Something New", "other"),
    ],
)
def test_families(system, family):
    assert os_family(system) == family


def test_modules_as_people_write_them():
    assert module_names(["AGENT_VM", "AGENT_SCA", "PLAIN"]) == ["VM", "SCA", "PLAIN"]
    assert module_names(None) is None


def test_choices_are_documented_and_name_facts():
    import yaml

    documented = yaml.safe_load(qualys_hostasset.DOCUMENTATION)["options"]["group_by"]["choices"]
    assert documented == list(CHOICES)
    assert {choice.key for choice in CHOICES.values()} <= set(keys(full=False))


class Core:
    """Stands in for ansible-core's code: one group for each value, and a note of every question."""

    def __init__(self):
        self.data = InventoryData()
        self.asked = []
        self.grouping = Grouping(self.data, self.apply)

    def apply(self, entry, value, host):
        self.asked.append(value)
        for name in [value] if isinstance(value, str) else value or ():
            inventory = self.grouping.inventory
            inventory.add_host(host, inventory.add_group("%s_%s" % (entry["prefix"], name)))

    def join(self, number, value, index=0):
        self.data.add_host("h%d" % number)
        self.grouping.join(index, {"prefix": "p"}, value, self.data.hosts["h%d" % number])

    def hosts(self, group):
        return [host.name for host in self.data.groups[group].hosts]


@pytest.mark.parametrize("value", ["a", ["a"], {"a": "x"}, None, [], {}], ids=str)
def test_a_value_is_asked_about_once(value):
    core = Core()
    for number in range(3):
        core.join(number, value)
    assert core.asked == [value]
    if value:
        assert core.hosts("p_a") == ["h0", "h1", "h2"]
        assert core.data.groups["p_a"] in core.data.hosts["h2"].groups


def test_values_that_only_look_alike_are_different():
    core = Core()
    for number, value in enumerate(["a", ["a"], {"a": "a"}, None, "", ["a", "a"]]):
        core.join(number, value)
    assert len(core.asked) == 6
    core.join(9, "a", index=1)
    assert len(core.asked) == 7


@pytest.mark.parametrize("value", [1, [1], {"a": ["b"]}, [["a"]]], ids=str)
def test_what_cannot_be_remembered_is_asked_about_each_time(value):
    core = Core()
    core.apply = None
    core.grouping = Grouping(core.data, lambda _entry, given, _host: core.asked.append(given))
    core.join(0, value)
    core.join(1, value)
    assert core.asked == [value, value]


def test_the_collector_comes_back():
    assert gc.isenabled()
    seen = []

    def fail():
        with collector_at_rest():
            seen.append(gc.isenabled())
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert seen == [False]
    assert gc.isenabled()
    gc.disable()
    with collector_at_rest():
        pass
    assert not gc.isenabled()
    gc.enable()
