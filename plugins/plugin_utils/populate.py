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


class HostVariables:
    """Makes variables of rows: the prefix before every key, every string marked."""

    def __init__(self, prefix: str, keys: Iterable[str]) -> None:
        self._prefix = prefix
        self._protection = Protection()
        self._names = {key: prefix + key for key in keys}
        _check_names(prefix, self._names.values())
        # What expressions see where Qualys says nothing, so that they need not ask whether a variable is defined.
        self.nulls: dict[str, Any] = dict.fromkeys(self._names.values())

    def of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the variables of a row; what Qualys does not say is left out, which keeps big inventories small."""
        protect, names = self._protection.protect, self._names
        return {names[key]: protect(value) for key, value in row.items() if value is not None and key in names}

    def protect(self, value: Any) -> Any:
        """Return any other value with its strings marked."""
        return self._protection.protect(value)


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
