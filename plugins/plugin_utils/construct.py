# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""compose, groups, keyed_groups and group_by, by ansible-core's own code wherever it decides something.

What is spared is Jinja for expressions that are a name, and working out the same groups for the same value again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Callable

from ansible.errors import AnsibleParserError

from ansible_collections.community.qualys.plugins.plugin_utils.expressions import Expressions
from ansible_collections.community.qualys.plugins.plugin_utils.grouping import CHOICES, Grouping
from ansible_collections.community.qualys.plugins.plugin_utils.populate import HostVariables
from ansible_collections.community.qualys.plugins.plugin_utils.scope import Scope


class Construction:
    """Applies these options of a source, whose plugin is Constructable, to one host after another."""

    def __init__(
        self,
        plugin: Any,
        expressions: Expressions,
        variables: HostVariables,
        options: Mapping[str, Any],
        group_by: Sequence[str],
    ) -> None:
        self._plugin = plugin
        self._expressions = expressions
        self._variables = variables
        self._compose: Mapping[str, Any] = options["compose"] or {}
        self._groups = {name: plugin._sanitize_group_name(name) for name in options["groups"] or {}}
        self._conditions: Mapping[str, Any] = options["groups"] or {}
        self._keyed_groups = options["keyed_groups"] or []
        self._choices = [CHOICES[name] for name in group_by]
        self._strict: bool = plugin.get_option("strict")
        self._grouping = Grouping(plugin.inventory, self._apply_keyed)
        # Gives the value of a template that ansible-core asks for; None while it shall find out itself.
        self.answer: Callable[[Any], Any] | None = None

    def apply(self, host: Any, row: Mapping[str, Any]) -> None:
        """Give a host its composed variables and its groups; raises AnsibleError when ``strict`` is on."""
        if self._compose:
            self._set_variables(host, self._scope_before(host, row))
        scope = Scope(self._variables, row, host.vars, host.get_vars)
        if self._groups:
            self._join_by_condition(host, scope)
        for index, entry in enumerate(self._keyed_groups):
            self._join_keyed(index, entry, host, scope)
        for index, choice in enumerate(self._choices, len(self._keyed_groups)):
            self._grouping.choose(index, choice, scope, host)

    def _scope_before(self, host: Any, row: Mapping[str, Any]) -> Scope:
        """Return what composed variables may refer to: everything but one another."""
        own = dict(host.vars)

        def complete() -> dict[str, Any]:
            present = {**host.get_vars(), **own}
            return {name: present[name] for name in present if name in own or name not in host.vars}

        return Scope(self._variables, row, own, complete)

    def _set_variables(self, host: Any, scope: Scope) -> None:
        self.answer = lambda template: self._expressions.result("compose", template, scope)
        try:
            self._plugin._set_composite_vars(self._compose, {}, host.name, self._strict)
        finally:
            self.answer = None
        for name in self._compose:
            if name in host.vars:
                host.vars[name] = self._variables.protect(host.vars[name])

    def _join_by_condition(self, host: Any, scope: Scope) -> None:
        for name, condition in self._conditions.items():
            try:
                is_met = self._expressions.holds("groups", condition, scope)
            # Whatever filters and tests raise.
            except Exception as error:
                if self._strict:
                    text = "Could not add host %s to group %s: %s" % (host.name, self._groups[name], error)
                    raise AnsibleParserError(text) from error
                continue
            if is_met:
                inventory = self._plugin.inventory
                inventory.add_child(inventory.add_group(self._groups[name]), host.name)

    def _join_keyed(self, index: int, entry: Any, host: Any, scope: Scope) -> None:
        value: Any = None
        if isinstance(entry, dict):
            try:
                value = self._expressions.result("keyed_groups", entry.get("key"), scope)
            # Handed on, so that ansible-core words it.
            except Exception as error:
                if self._strict:
                    self._apply_keyed(entry, error, host.name)
                return
        if isinstance(entry, dict) and "{" not in str(entry.get("parent_group", "")):
            self._grouping.join(index, entry, value, host)
        else:
            self._apply_keyed(entry, value, host.name, scope.everything())

    def _apply_keyed(self, entry: Any, value: Any, host: str, variables: Mapping[str, Any] | None = None) -> None:
        """Let ansible-core put a host into the groups of an entry whose key has this value, or raised this error."""

        def answer(_template: Any) -> Any:
            if isinstance(value, Exception):
                raise value
            return value

        plugin, inventory = self._plugin, self._plugin.inventory
        self.answer, plugin.inventory = answer, self._grouping.inventory
        if variables is not None:
            # For the name of the parent group.
            use_extra = plugin.get_option("use_extra_vars")
            plugin.templar.available_variables = {**variables, **plugin._vars} if use_extra else variables
        try:
            plugin._add_host_to_keyed_groups([entry], {}, host, self._strict, fetch_hostvars=False)
        finally:
            self.answer, plugin.inventory = None, inventory
