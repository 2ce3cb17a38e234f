# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the expressions of a source see of one host."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from ansible_collections.community.qualys.plugins.plugin_utils.paths import MISSING, follow
from ansible_collections.community.qualys.plugins.plugin_utils.populate import HostVariables


class Scope:
    """The variables of a host, the facts that are no variables, and null for what Qualys does not say.

    They are put together for Jinja only when it needs them; most hosts never do.
    """

    __slots__ = ("_complete", "own", "row", "variables")

    def __init__(
        self,
        variables: HostVariables,
        row: Mapping[str, Any],
        own: dict[str, Any],
        complete: Callable[[], dict[str, Any]] | None = None,
    ) -> None:
        """``complete`` returns all variables of a host that is in the inventory already, its name among them."""
        self.variables = variables
        self.row = row
        self.own = own
        self._complete = complete

    def at(self, path: tuple[str, ...]) -> Any:
        """Return what a path leads to, MISSING or UNSURE."""
        name = path[0]
        if name in self.own:
            value = self.own[name]
        else:
            key = self.variables.keys.get(name)
            if key is None:
                return MISSING
            value = self.row.get(key)
        return follow(value, path[1:]) if len(path) > 1 else value

    def everything(self) -> dict[str, Any]:
        """Return all of it in one dictionary, as Jinja takes it."""
        return {
            **self.variables.nulls,
            **self.variables.all_of(self.row),
            **(self._complete() if self._complete else self.own),
        }
