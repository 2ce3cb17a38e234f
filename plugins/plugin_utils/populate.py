# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of a host, and the one step in which they enter the inventory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible.vars.reserved import get_reserved_names

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.plugin_utils.trust import Protection

# What hosts have as variables unless the user says otherwise: what plays are written with. Every further one costs
# ansible-core time and memory for each host, and AWX rows in its database.
LEAN = (
    "id",
    "name",
    "address",
    "fqdn",
    "os",
    "tracking_method",
    "tags",
    "sources",
    "agent_status",
    "agent_version",
    "agent_modules",
    "agent_last_checked_in",
    "azure_name",
    "azure_location",
    "azure_state",
    "azure_vm_id",
    "azure_vm_size",
    "azure_subscription_id",
    "azure_resource_group_name",
    "azure_private_ip_address",
    "azure_public_ip_address",
    "azure_tags",
)
# Values that differ from host to host: remembering their marked copies would only take memory.
_UNIQUE = frozenset(
    ("name", "address", "fqdn", "dns_host_name", "netbios_name", "agent_id", "azure_name", "azure_vm_id")
)


class HostVariables:
    """Makes variables of rows: the prefix before every key, every string marked.

    ``keys`` are those that the rows have, ``shown`` those that become variables.
    """

    def __init__(self, prefix: str, keys: Iterable[str], shown: Iterable[str] | None = None) -> None:
        self._protection = Protection()
        names = {key: prefix + key for key in keys}
        _check_names(prefix, names.values())
        self.keys = {name: key for key, name in names.items()}
        self.shown = tuple(names if shown is None else shown)
        self._shown = [(key, names[key], self._marker(key)) for key in self.shown]
        self._all = [(key, name, self._marker(key)) for key, name in names.items()]
        # What expressions see where Qualys says nothing, so that they need not ask whether a variable is defined.
        self.nulls: dict[str, Any] = dict.fromkeys(names.values())

    def of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the variables of a row; what Qualys does not say is left out, which keeps big inventories small."""
        return _marked(self._shown, row)

    def all_of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return everything in a row in the form of variables."""
        return _marked(self._all, row)

    def protect(self, value: Any) -> Any:
        """Return any other value with its strings marked."""
        return self._protection.protect(value)

    def _marker(self, key: str) -> Any:
        return self._protection.mark_once if key in _UNIQUE else self._protection.protect


def _marked(parts: Iterable[tuple[str, str, Any]], row: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for key, name, mark in parts:
        value = row.get(key)
        if value is not None:
            found[name] = mark(value)
    return found


def write_host(inventory: Any, name: str, variables: Mapping[str, Any]) -> Any:
    """Add a host with all its variables and return it.

    The dictionary of the host is filled directly: from ansible-core 2.19 on ``set_variable`` visits every value, which
    takes three times as long as all the rest. The values are marked already, which is what that visit is for.
    """
    inventory.add_host(name)
    host = inventory.get_host(name)
    host.vars.update(variables)
    return host


def _check_names(prefix: str, names: Iterable[str]) -> None:
    if not prefix.isidentifier() or prefix.startswith("ansible_"):
        raise OptionError(
            "hostvars_prefix",
            prefix,
            "makes no good variable names; use letters, digits and underscores, and nothing that begins with ansible_",
        )
    reserved = sorted(set(names) & set(get_reserved_names()))
    if reserved:
        raise OptionError("hostvars_prefix", prefix, "makes %s, which Ansible reserves" % ", ".join(reserved))
