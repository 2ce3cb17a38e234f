# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which facts a source uses, so that no others are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.criteria import near
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_facts import keys
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_search import Query
from ansible_collections.community.qualys.plugins.plugin_utils.grouping import CHOICES
from ansible_collections.community.qualys.plugins.plugin_utils.paths import path_in
from ansible_collections.community.qualys.plugins.plugin_utils.populate import LEAN, HostVariables

# What can reach any variable without naming it.
_REACHES_ALL = frozenset(("vars", "hostvars", "lookup", "query", "q", "self", "context"))


def names_in(expressions: Iterable[Any], extra: Mapping[str, Any]) -> set[str] | None:
    """Return the names of variables in expressions; None when that cannot be told.

    ``extra`` are variables that may hold templates themselves.
    """
    found: set[str] = set()
    environment = Environment()  # noqa: S701 - nothing is rendered with it
    for expression in expressions:
        path = path_in(expression)
        names = {path[0]} if path else _names_in_jinja(str(expression), environment)
        if names is None or names & _REACHES_ALL or any("{" in str(extra[name]) for name in names & set(extra)):
            return None
        found |= names
    return found


def shown_keys(wanted: Sequence[str] | None, query: Query) -> tuple[str, ...]:
    """Return the keys that become variables, for the option hostvars; raises OptionError for what is none."""
    if wanted is None:
        return query.keys if query.full else LEAN
    if "all" in wanted:
        return query.keys
    for name in wanted:
        if name not in query.keys:
            is_heavy = name in keys(full=True)
            raise OptionError("hostvars", name, "needs detail: full" if is_heavy else _no_fact(name))
    return tuple(dict.fromkeys(wanted))


def needed_keys(
    query: Query,
    variables: HostVariables,
    options: Mapping[str, Any],
    group_by: Iterable[str],
    extra: Mapping[str, Any],
    more: Iterable[str] = (),
) -> tuple[str, ...]:
    """Return the keys of rows that a source with these options uses, in the order of the table."""
    keyed = [entry for entry in options["keyed_groups"] or () if isinstance(entry, dict)]
    expressions = [one for name in ("include", "exclude", "hostnames", "connect_with") for one in options[name] or ()]
    expressions += [*(options["compose"] or {}).values(), *(options["groups"] or {}).values()]
    expressions += [entry.get(name, "") for entry in keyed for name in ("key", "parent_group")]
    names = names_in(filter(None, expressions), extra)
    if names is None or query.full:
        return query.keys
    used = {variables.keys.get(name, name) for name in names}
    used.update(variables.shown, more, (CHOICES[name].key for name in group_by), ("id",))
    return tuple(key for key in query.keys if key in used)


def _no_fact(name: str) -> str:
    hint = near(name, keys(full=True))
    return "is no fact of a host asset; %s" % (hint or "see community.qualys.qualys_host_asset_info")


def _names_in_jinja(expression: str, environment: Environment) -> set[str] | None:
    try:
        text = expression if "{" in expression else "{{ %s }}" % expression
        # Filters and tests need not be known for that.
        return {node.name for node in environment.parse(text).find_all(nodes.Name)}
    except TemplateSyntaxError:
        # Told when it is evaluated.
        return None
