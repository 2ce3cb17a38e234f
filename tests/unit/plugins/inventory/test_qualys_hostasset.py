# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin within this process; the real commands are driven by the system tests."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.inventory.data import InventoryData
from ansible.utils.display import Display

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.plugin_utils.stop import InventoryStop, stop_for
from ansible_collections.community.qualys.plugins.plugin_utils.trust import MARKS_TRUST
from tests.inventory_in_process import DEFAULTS, inventory_plugin, parsed


@pytest.fixture
def plugin():
    with inventory_plugin() as made:
        yield made


@pytest.fixture
def said(monkeypatch):
    """What is shown, by kind."""
    lines: list[tuple[str, str]] = []
    for kind in ("v", "warning", "error"):
        monkeypatch.setattr(Display, kind, lambda self, msg, *_a, _kind=kind, **_k: lines.append((_kind, str(msg))))
    return lines


@pytest.fixture
def parse(plugin, simulator, tmp_path, said):
    def parse(cache: bool = True, **options: Any) -> InventoryData:
        return parsed(plugin, tmp_path, simulator.url, cache, **options)

    return parse


def ids(inventory):
    return sorted(host.vars["qualys_id"] for host in inventory.hosts.values())


def test_every_asset_is_a_host(parse, simulator, said):
    inventory = parse()
    assert ids(inventory) == list(simulator.state.assets)
    assert inventory.hosts["sample_resource_fqdn"].vars["ansible_host"] == "172.17.1.5"
    assert ("v", "Qualys: %d host assets found" % len(simulator.state.assets)) in said
    assert not [line for line in said if line[0] != "v"]


def test_files_of_other_names_are_not_looked_at(plugin, tmp_path):
    path = tmp_path / "hosts.yml"
    path.write_text("all: {}")
    assert not plugin.verify_file(str(path))
    assert not plugin.verify_file(str(tmp_path / "missing_qualys.yml"))


NAME_LINE = "plugin: community.qualys.qualys_hostasset"


@pytest.mark.parametrize(
    "text",
    [NAME_LINE, "---\n'plugin' : \"community.qualys.qualys_hostasset\"  # ours\r\nazure: {}", "a: 1\n" + NAME_LINE],
)
@pytest.mark.parametrize("name", ["hosts.yml", "hosts.yaml"])
def test_an_unfit_name_of_a_file_of_this_plugin_is_warned_of(plugin, tmp_path, said, text, name):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert not plugin.verify_file(str(path))
    assert said == [
        (
            "warning",
            name + ": the name of a file for community.qualys.qualys_hostasset must end in qualys.yml, qualys.yaml, "
            "qualys_hostasset.yml or qualys_hostasset.yaml",
        )
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("hosts.yml", b"plugin: community.qualys.other\n"),
        ("hosts.yml", b"all:\n  " + NAME_LINE.encode()),
        ("hosts.yml", b"\xff\x00"),
        ("hosts.yml", b"#" * 100_000 + b"\n" + NAME_LINE.encode()),
        ("hosts.ini", NAME_LINE.encode()),
        ("prod.qualys.yml", NAME_LINE.encode()),
    ],
)
def test_other_files_are_not_warned_of(plugin, tmp_path, said, name, content):
    (tmp_path / name).write_bytes(content)
    plugin.verify_file(str(tmp_path / name))
    assert not said


def test_what_cannot_be_read_is_not_warned_of(plugin, tmp_path, said, monkeypatch):
    (tmp_path / "folder.yml").mkdir()
    assert not plugin.verify_file(str(tmp_path / "folder.yml"))
    path = tmp_path / "hosts.yml"
    path.write_text(NAME_LINE, encoding="utf-8")

    def fail(*_args):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.read_bytes", fail)
    assert not plugin.verify_file(str(path))
    assert not said


def test_constructed_groups_and_variables(parse):
    inventory = parse(
        azure={"location": "centralindia"},
        compose={"where": "qualys_azure_location ~ '!'", "none": "no_such_variable"},
        groups={"gone": "qualys_azure_state == 'DELETED'", "agents": "qualys_agent_id is not none"},
        keyed_groups=[{"key": "qualys_azure_tags", "prefix": "tag"}, {"key": "where", "prefix": "at"}],
        include=["qualys_azure_vm_id", "qualys_id > 0"],
    )
    assert ids(inventory) == [2584219, 2584223]
    host = inventory.hosts["sample_resource_fqdn"]
    assert host.vars["where"] == "centralindia!"
    assert "none" not in host.vars
    assert [one.vars["qualys_id"] for one in inventory.groups["gone"].hosts] == [2584219]
    assert "agents" not in inventory.groups
    assert host in inventory.groups["tag_Owner_John"].hosts
    assert len(inventory.groups["at_centralindia!"].hosts) == 2


def test_group_by_needs_no_expression(parse, simulator):
    inventory = parse(group_by=["azure_location", "azure_tags", "os_family", "agent_modules", "tags"], hostvars=["id"])
    hosts = {name: {host.vars["qualys_id"] for host in group.hosts} for name, group in inventory.groups.items()}
    assert hosts["azure_location_centralindia"] == {2584219, 2584223}
    assert 2584223 in hosts["azure_tag_Owner_John"]
    assert hosts["os_windows"]
    assert hosts["agent_module_VM"]
    assert hosts["tag_Sample Tag"]
    assert all(
        set(host.vars) <= {"qualys_id", "ansible_host", "inventory_file", "inventory_dir"}
        for host in inventory.hosts.values()
    )


def test_only_what_is_used_is_asked_for(parse, simulator):
    parse(hostvars=["id"], hostnames=["name"], connect_with=[], keyed_groups=[{"key": "qualys_azure_tags.Owner"}])
    fields = simulator.journal[-1]["params"]["fields"].split(",")
    assert {"id", "name"} <= set(fields)
    assert {field.rpartition(".")[2] for field in fields} == {"id", "name", "key", "value", "lastUpdated"}
    parse(detail="full")
    assert "fields" not in simulator.journal[-1]["params"]


def test_expressions_see_facts_that_are_no_variables(parse):
    inventory = parse(
        hostvars=["id"], compose={"where": "qualys_azure_location"}, groups={"linux": "qualys_os == 'Linux'"}
    )
    host = inventory.hosts["sample_resource_fqdn"]
    assert host.vars["where"] == "centralindia"
    assert "qualys_os" not in host.vars
    assert host in inventory.groups["linux"].hosts


def test_a_cache_without_a_fact_that_is_needed_now_is_filled_up(parse, simulator, monkeypatch):
    store: dict[str, Any] = {}
    monkeypatch.setattr("ansible.plugins.inventory.get_cache_plugin", lambda name, **_more: store)
    monkeypatch.setitem(DEFAULTS, "cache", True)
    parse(hostvars=["id", "os"])
    parse(hostvars=["id", "tags"])
    asked = len(simulator.journal)
    # Both sources find what they need from now on.
    for names in (["id", "os"], ["id", "tags"], ["os", "tags"]):
        hosts = parse(hostvars=names).hosts.values()
        assert all(any("qualys_" + name in host.vars for host in hosts) for name in names)
    assert len(simulator.journal) == asked
    assert len(store) == 1


def test_a_group_name_is_never_a_template(parse, simulator):
    simulator.state.assets[2584223]["tags"]["list"][0]["TagSimple"]["name"] = "{{ 1/0 }}"
    inventory = parse(
        criteria=[{"field": "id", "value": 2584223}], keyed_groups=[{"key": "qualys_tags", "prefix": "tag"}]
    )
    assert [name for name in inventory.groups if name.startswith("tag")] == ["tag____1_0___"]


def test_templates_in_options_see_extra_variables(parse, plugin, simulator, monkeypatch):
    monkeypatch.setattr(
        "ansible.plugins.inventory.load_extra_vars", lambda loader: {"place": "central", "shade": "red"}
    )
    inventory = parse(azure={"location": "{{ place ~ 'india' }}"})
    assert ids(inventory) == [2584219, 2584223]
    inventory = parse(use_extra_vars=True, include=["shade == 'red'"])
    assert ids(inventory) == list(simulator.state.assets)


def test_a_cache_that_holds_the_rows_is_used(parse, plugin, simulator, said, monkeypatch):
    store: dict[str, Any] = {}
    monkeypatch.setattr("ansible.plugins.inventory.get_cache_plugin", lambda name, **_more: store)
    first = parse(cache=True)
    del plugin
    simulator.journal.clear()
    # As the option says, not the argument.
    assert ids(first) == list(simulator.state.assets)
    monkeypatch.setitem(DEFAULTS, "cache", True)
    parse(cache=True)
    assert len(simulator.journal) == 1
    assert ids(parse(cache=True)) == ids(first)
    assert len(simulator.journal) == 1
    assert ("v", "Qualys: %d host assets taken from the cache" % len(simulator.state.assets)) in said
    parse(cache=False)
    assert len(simulator.journal) == 2
    assert len(store) == 1


def test_warnings_name_what_never_worked(parse, said):
    parse(
        hostnames=["no_such_name", "id"],
        compose={"x": "no_such_variable", "y": "qualys_id"},
        groups={"g": "no_such_fact == 1"},
        keyed_groups=[{"key": "qualys_azure_tags.NoSuchTag"}, {"key": "qualys_azure_location | no_such_filter"}],
    )
    warnings = [line.split(" failed for every host")[0] for kind, line in said if kind == "warning"]
    assert warnings == [
        "hostnames: 'no_such_name'",
        "compose: 'no_such_variable'",
        "groups: 'no_such_fact == 1'",
        "keyed_groups: 'qualys_azure_tags.NoSuchTag'",
        "keyed_groups: 'qualys_azure_location | no_such_filter'",
    ]


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ({"page_size": 0}, "page_size: 0"),
        ({"validate_certs": "treu"}, "validate_certs: 'treu' is neither true nor false; write true or false"),
        ({"strict": "{{ 'treu' }}"}, "strict: 'treu' is neither true nor false"),
        ({"azur": {}}, "'azur' is no option of this plugin; similar: azure"),
        ({"zzz": {}}, "'zzz' is no option of this plugin; see ansible-doc -t inventory community.qualys."),
        ({"password": "wrong"}, "refused the login"),
        ({"on_duplicate": "fail", "hostnames": ["'same'"]}, "on_duplicate"),
        ({"concurrency": 0}, "concurrency: 0 must be from 1 to 8"),
        ({"hostvars": ["software"]}, "hostvars: 'software' needs detail: full"),
        ({"strict": True, "compose": {"x": "no_such_variable"}}, "Could not set x"),
    ],
)
def test_every_failure_ends_the_command(parse, said, options, part):
    with pytest.raises(InventoryStop) as caught:
        parse(**options)
    assert caught.value.code == 4
    assert part in caught.value.message
    assert [line for kind, line in said if kind == "error"] == [caught.value.message]


def test_a_file_of_another_plugin_is_left_to_others(parse):
    with pytest.raises(AnsibleParserError):
        parse(plugin="other.plugin")


def test_sentences_of_errors(said):
    assert stop_for(OptionError("a", 1, "is bad"), "x.yml", Display()).message == "Inventory source x.yml: a: 1 is bad"
    assert stop_for(KeyError(), "x.yml", Display()).message == "Inventory source x.yml: KeyError"
    if MARKS_TRUST:
        error = AnsibleError("bad value", help_text="use another")
        assert stop_for(error, "x.yml", Display()).message == "Inventory source x.yml: bad value use another"


ESCAPE = "\x1b[31m\x9b1m\u202e"
SHOWN = "\\x1b[31m\\x9b1m\\u202e"


def test_nothing_that_is_said_acts_on_a_terminal(parse, plugin, said):
    plugin._tell("waits for " + ESCAPE)
    parse(hostnames=["no_such_name | mandatory('%s')" % ESCAPE, "id"])
    stop_for(ValueError("a value of " + ESCAPE), "x.yml", Display())
    assert ("v", "Qualys: waits for " + SHOWN) in said
    assert "warning" in dict(said)
    assert ("error", "Inventory source x.yml: a value of " + SHOWN) in said
    assert not [text for _kind, text in said if not text.isprintable()]
