# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups by values: the choices of group_by, and keyed groups that ansible-core works out once for each value.

What a value makes of a keyed group (its name, its parent) depends on nothing but the value. So ansible-core does it
for the first host that has the value, and the others that have it simply join.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Callable, NamedTuple

from ansible_collections.community.qualys.plugins.plugin_utils.scope import Scope

# Words in what Qualys calls an operating system, and the family they tell; the first that fits counts.
_FAMILIES = (
    ("windows", re.compile(r"windows|microsoft", re.IGNORECASE)),
    ("macos", re.compile(r"mac ?os|darwin", re.IGNORECASE)),
    (
        "linux",
        re.compile(
            r"linux|ubuntu|debian|centos|red ?hat|rhel|fedora|suse|sles|rocky|alma|amazon|photon|oracle enterprise",
            re.IGNORECASE,
        ),
    ),
    ("bsd", re.compile(r"bsd", re.IGNORECASE)),
    ("unix", re.compile(r"solaris|sunos|aix|hp-ux|unix", re.IGNORECASE)),
    ("network", re.compile(r"cisco|juniper|junos|fortios|forti|palo alto|pan-os|arista|f5|big-ip", re.IGNORECASE)),
)


def os_family(system: str | None) -> str | None:
    """Return linux, windows and so on for the name of an operating system; other where nothing fits."""
    if not system:
        return None
    return next((family for family, words in _FAMILIES if words.search(system)), "other")


def module_names(modules: list[str] | None) -> list[str] | None:
    """Return the modules of an agent as people write them: VM for AGENT_VM."""
    return None if modules is None else [module[6:] if module.startswith("AGENT_") else module for module in modules]


class Choice(NamedTuple):
    """One choice of group_by: the key of the row, the prefix of the groups, and what is made of the value."""

    key: str
    prefix: str
    make: Callable[[Any], Any] = lambda value: value


CHOICES = {
    "azure_location": Choice("azure_location", "azure_location"),
    "azure_state": Choice("azure_state", "azure_state"),
    "azure_subscription": Choice("azure_subscription_id", "azure_subscription"),
    "azure_resource_group": Choice("azure_resource_group_name", "azure_resource_group"),
    "azure_tags": Choice("azure_tags", "azure_tag"),
    "tags": Choice("tags", "tag"),
    "os_family": Choice("os", "os", os_family),
    "agent_modules": Choice("agent_modules", "agent_module", module_names),
    "tracking_method": Choice("tracking_method", "tracked_by"),
}

# What core is asked to do: apply one entry of keyed_groups, whose key has this value, to a host.
Apply = Callable[[Mapping[str, Any], Any, str], None]


class Grouping:
    """Puts hosts into keyed groups. ``apply`` is ansible-core's own code, over ``inventory``, which it is given."""

    def __init__(self, inventory: Any, apply: Apply) -> None:
        self._inventory = _Recorder(inventory)
        self._apply = apply
        self._known: dict[tuple[int, Any], list[Any]] = {}

    @property
    def inventory(self) -> Any:
        """What ansible-core's code must work on, so that it is seen which groups a host joins."""
        return self._inventory

    def join(self, index: int, entry: Mapping[str, Any], value: Any, host: Any) -> None:
        """Put a host into the groups that an entry makes of a value; raises what ansible-core raises."""
        key = (index, _frozen(value))
        groups = self._known.get(key) if key[1] is not None else None
        if groups is None:
            self._inventory.joined = []
            self._apply(entry, value, host.name)
            groups = [self._inventory.groups[name] for name in self._inventory.joined]
            if key[1] is not None:
                self._known[key] = groups
            return
        for group in groups:
            group.add_host(host)

    def choose(self, index: int, choice: Choice, scope: Scope, host: Any) -> None:
        """Put a host into the groups of a choice of group_by."""
        value = choice.make(scope.row.get(choice.key))
        if value:
            self.join(index, {"key": choice.key, "prefix": choice.prefix}, value, host)


class _Recorder:
    """Passes everything on to the inventory, and notes which groups a host is put into."""

    def __init__(self, inventory: Any) -> None:
        self._passed = inventory
        self.joined: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._passed, name)

    def add_host(self, host: str, group: str | None = None, port: int | None = None) -> Any:
        """Add a host to a group as the inventory does."""
        if group is not None:
            self.joined.append(group)
        return self._passed.add_host(host, group, port)


def _frozen(value: Any) -> Any:
    """Return a value in a form that can be looked up, or None for what has none."""
    if isinstance(value, str):
        return ("text", value)
    if value is None:
        return ("null",)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ("list", *value)
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return ("dict", *value.items())
    return None
