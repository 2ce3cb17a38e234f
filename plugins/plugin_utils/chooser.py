# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From rows to hosts that may enter the inventory: who is in, under which name, reached by which address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.community.qualys.plugins.plugin_utils.expressions import Expressions, checked_expressions
from ansible_collections.community.qualys.plugins.plugin_utils.hostnames import Candidate, first_filled
from ansible_collections.community.qualys.plugins.plugin_utils.populate import HostVariables
from ansible_collections.community.qualys.plugins.plugin_utils.scope import Scope


class Chooser:
    """Applies the options include, exclude, hostnames and connect_with."""

    def __init__(self, expressions: Expressions, options: Mapping[str, Any]) -> None:
        self.expressions = expressions
        self._options = {name: checked_expressions(name, value) for name, value in options.items()}

    def candidates(self, rows: Iterable[Mapping[str, Any]], variables: HostVariables) -> list[Candidate]:
        """Return the hosts that are included.

        Raises QualysError for a condition that failed for every host.
        """
        found = []
        for row in rows:
            own = variables.of(row)
            scope = Scope(variables, row, own)
            if self._is_in(scope):
                # Both before either is set: names do not depend on addresses.
                address, name = self._first("connect_with", scope), self._first("hostnames", scope)
                if address:
                    own["ansible_host"] = variables.protect(address)
                found.append(Candidate(name or str(row["id"]), row, own))
        self.expressions.check_conditions(("include", "exclude"))
        return found

    def _is_in(self, scope: Scope) -> bool:
        is_met, options = self.expressions.is_met, self._options
        return all(is_met("include", condition, scope) for condition in options["include"]) and not any(
            is_met("exclude", condition, scope) for condition in options["exclude"]
        )

    def _first(self, option: str, scope: Scope) -> str | None:
        # Lazily: what is not needed is not evaluated.
        return first_filled(self.expressions.value(option, one, scope) for one in self._options[option])
