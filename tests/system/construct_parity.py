# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Construct inventories twice, by the plugin and by ansible-core alone, and compare. Run with each ansible-core.

Usage: python construct_parity.py CASES

Prints the seed of every case that differs and ends with exit code 1 if there was one.
"""

from __future__ import annotations

import random
import re
import sys
from typing import Any

from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.inventory import BaseInventoryPlugin, Constructable
from ansible.plugins.loader import init_plugin_loader, inventory_loader
from ansible.template import Templar
from ansible.utils.display import Display

try:
    from ansible.template import trust_as_template
except ImportError:
    # Up to 2.18, every text is a template.
    trust_as_template = str

NAME = "community.qualys.qualys_hostasset"
TEXTS = (
    "",
    " ",
    "True",
    "None",
    "7",
    "[1]",
    "{'a': 1}",
    "a-b c",
    "Ünï",
    "a\nb",
    "tail\n",
    "{{ 1 }}",
    "#jinja2: x",
    "x",
)
KEYS = ("name", "os", "azure_location", "azure_tags", "tags", "host_id", "criticality_score")
PATHS = (
    *("qualys_" + key for key in KEYS),
    "qualys_azure_tags.env",
    "qualys_azure_tags.items",
    "qualys_azure_tags.env.deep",
    "qualys_name.upper",
    "qualys_tags.count",
    "qualys_host_id.x",
    " qualys_name ",
    "inventory_hostname",
    "composed",
    "no_such_variable",
    "no_such_variable.x",
    "extra",
    "true",
    "none",
)
OTHERS = ("qualys_tags | first", "qualys_name ~ '!'", "qualys_azure_tags | default({})", "1/0", "[qualys_name]", "'}'")
CONDITIONS = ("qualys_azure_location == 'x'", "qualys_tags is defined and qualys_tags", "no_such_variable", "true")


def text(source: random.Random) -> str:
    return source.choice(TEXTS)


def make_row(source: random.Random, number: int) -> dict[str, Any]:
    """Return a row as a search may give it: anything may be missing, and text is anything."""
    row: dict[str, Any] = {"id": number}
    for key in KEYS:
        row[key] = text(source)
    row["azure_tags"] = {source.choice(("env", "", "a b")): text(source) for _tag in range(source.randrange(3))}
    row["tags"] = [text(source) for _tag in range(source.randrange(3))]
    row["host_id"], row["criticality_score"] = number * 10, source.choice((0, 1))
    for key in KEYS:
        if source.random() < 0.25:
            row[key] = None
    return row


def make_entry(source: random.Random) -> dict[str, Any]:
    """Return an entry of keyed_groups."""
    entry: dict[str, Any] = {"key": source.choice(PATHS + OTHERS)}
    for name, choices in (
        ("prefix", ("p", "", "q-")),
        ("separator", ("_", "", "-")),
        ("default_value", ("none", "")),
        ("parent_group", ("parents", "{{ qualys_os }}", "of-{{ no_such_variable }}")),
    ):
        if source.random() < 0.4:
            entry[name] = source.choice(choices)
    if "default_value" not in entry and source.random() < 0.3:
        entry["trailing_separator"] = source.choice((True, False))
    return entry


def make_options(source: random.Random) -> dict[str, Any]:
    """Return the options of a source."""
    return {
        "hostnames": ["id"],
        "connect_with": [],
        "hostvars": ["all"],
        "compose": {"composed": source.choice(PATHS + OTHERS), "other": source.choice(PATHS)},
        "groups": {"g-1": source.choice(CONDITIONS), "g2": source.choice(CONDITIONS)},
        "keyed_groups": [make_entry(source) for _entry in range(3)],
        "leading_separator": source.random() < 0.7,
        "use_extra_vars": source.random() < 0.3,
        "strict": source.random() < 0.15,
    }


class Reference(BaseInventoryPlugin, Constructable):
    """The same, with nothing but ansible-core's own code."""

    def __init__(self, plugin: Any) -> None:
        super().__init__()
        self._plugin = plugin
        self._sanitize_group_name = plugin._sanitize_group_name
        self._vars = plugin._vars

    def get_option(self, option: str, **_more: Any) -> Any:
        return self._plugin.get_option(option)

    def construct(self, rows: list[dict[str, Any]], write_host: Any, variables: Any) -> None:
        option = self.get_option
        for row in rows:
            host = write_host(self.inventory, str(row["id"]), variables.of(row))
            before = {**variables.nulls, **variables.of(row), **host.get_vars()}
            self._set_composite_vars(option("compose"), before, host.name, option("strict"))
            for name in option("compose"):
                if name in host.vars:
                    host.vars[name] = variables.protect(host.vars[name])
            seen = {**before, **host.get_vars()}
            self._add_host_to_composed_groups(option("groups"), seen, host.name, option("strict"), fetch_hostvars=False)
            self._add_host_to_keyed_groups(
                option("keyed_groups"), seen, host.name, option("strict"), fetch_hostvars=False
            )


def trusted(value: Any) -> Any:
    """Return options as ansible-core reads them from a file, whose author is trusted."""
    if isinstance(value, str):
        return trust_as_template(value)
    if isinstance(value, dict):
        return {key: trusted(one) for key, one in value.items()}
    return [trusted(one) for one in value] if isinstance(value, list) else value


def prepared(plugin: Any, extra: dict[str, Any]) -> Any:
    plugin.inventory, plugin.loader = InventoryData(), DataLoader()
    plugin.templar = Templar(loader=plugin.loader)
    plugin._vars = extra
    return plugin


def result(plugin: Any, work: Any) -> Any:
    """Return everything that is in the inventory, or the error."""
    try:
        work()
    # A group that would be its own parent is a plain Exception.
    except Exception as error:
        return type(error).__name__, str(error)
    data = plugin.inventory
    groups = {
        name: ([host.name for host in group.hosts], sorted(child.name for child in group.child_groups))
        for name, group in data.groups.items()
    }
    hosts = {name: {key: repr(value) for key, value in host.vars.items()} for name, host in data.hosts.items()}
    # Where a method was asked for, its address differs.
    return re.sub("0x[0-9a-f]+", "0x", repr(groups)), re.sub("0x[0-9a-f]+", "0x", repr(hosts))


def both(seed: int) -> tuple[Any, Any]:
    """Return what the plugin and ansible-core make of the case with this seed."""
    from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_facts import keys
    from ansible_collections.community.qualys.plugins.plugin_utils.populate import HostVariables, write_host

    source = random.Random(seed)
    options, rows = make_options(source), [make_row(source, number) for number in range(1, source.randrange(2, 7))]
    extra = {"extra": "e", "qualys_os": "overridden"} if source.random() < 0.5 else {}
    mine = prepared(inventory_loader.get(NAME), extra)
    mine.set_options(direct={"plugin": NAME, **trusted(options)})
    mine._rows = lambda _query, _use_cache: rows
    theirs = prepared(Reference(mine), extra)
    variables = HostVariables("qualys_", keys(full=False))
    return result(mine, lambda: mine.fill(False)), result(theirs, lambda: theirs.construct(rows, write_host, variables))


def main() -> int:
    init_plugin_loader()
    Display().verbosity = 0
    for kind in ("warning", "deprecated", "v"):
        setattr(Display, kind, lambda *_args, **_more: None)
    different = []
    for seed in range(int(sys.argv[1])):
        mine, theirs = both(seed)
        if mine != theirs:
            different.append(seed)
            print("seed %d" % seed)
            for one, other in zip(mine, theirs):
                if one != other:
                    place = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), 0)
                    print(
                        "  plugin: %s\n  core:   %s" % tuple(text[max(0, place - 80) :][:160] for text in (one, other))
                    )
    print("%d cases, %s" % (int(sys.argv[1]), "%d differ" % len(different) if different else "none differs"))
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
