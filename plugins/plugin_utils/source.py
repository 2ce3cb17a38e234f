# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the inventory plugin does with its options: rows from cache or Qualys, hosts from rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.inventory.group import to_safe_group_name
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable
from ansible.utils.vars import combine_vars

from ansible_collections.community.qualys.plugins.module_utils._api.connect import connect_qps
from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import printable
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_search import (
    Query,
    query_from,
    rows_in,
)
from ansible_collections.community.qualys.plugins.module_utils._settings import OPTIONS
from ansible_collections.community.qualys.plugins.module_utils._wire.characters import refuse_unsendable
from ansible_collections.community.qualys.plugins.plugin_utils.cache import cache_key, stored_form, stored_rows
from ansible_collections.community.qualys.plugins.plugin_utils.chooser import Chooser
from ansible_collections.community.qualys.plugins.plugin_utils.collector import collector_at_rest
from ansible_collections.community.qualys.plugins.plugin_utils.construct import Construction
from ansible_collections.community.qualys.plugins.plugin_utils.expressions import Expressions
from ansible_collections.community.qualys.plugins.plugin_utils.fetch import Fetch, slots_for
from ansible_collections.community.qualys.plugins.plugin_utils.hostnames import unique
from ansible_collections.community.qualys.plugins.plugin_utils.needs import needed_keys, shown_keys
from ansible_collections.community.qualys.plugins.plugin_utils.options import (
    blank_as_unset,
    boolean_names,
    check_names,
    checked_booleans,
    templated,
)
from ansible_collections.community.qualys.plugins.plugin_utils.populate import HostVariables, write_host
from ansible_collections.community.qualys.plugins.plugin_utils.trust import MARKS_TRUST, may_be_template

CONNECTION = tuple(option.name for option in OPTIONS)
SEARCH = ("azure", "criteria", "check_fields", "detail", "page_size")
# Options that are expressions are not among them: Jinja sees those host by host.
TEMPLATED = CONNECTION + SEARCH + ("concurrency", "hostvars", "hostvars_prefix", "group_by", "on_duplicate")
EXPRESSIONS = ("include", "exclude", "hostnames", "connect_with")
CONSTRUCTED = ("compose", "groups", "keyed_groups")


def safe_group_name(name: str, *args: Any, **more: Any) -> str:
    """Let ansible-core treat a group name as it is set up to; but a name that could be more than a name becomes none.

    Group names reach plays as text in ``group_names``, where older ansible-core would fill a template in, terminals
    through ``ansible-inventory --graph``, and the paths of ``group_vars``.
    """
    text = str(name)
    if may_be_template(text) or not text.isprintable() or "../" in text:
        return str(to_safe_group_name(name, force=True, silent=True))
    return str(to_safe_group_name(name, *args, **more))


class HostAssetSource(BaseInventoryPlugin, Constructable, Cacheable):
    """The work of the inventory plugin."""

    is_mine = False
    _sanitize_group_name = staticmethod(safe_group_name)
    _construction: Construction | None = None

    def set_options(self, task_keys: Any = None, var_options: Any = None, direct: Any = None) -> None:
        """Fill in the templates of the file and check what ansible-core does not, before it checks the types.

        Called once the file is known to be ours.
        """
        self.is_mine = True
        given, definitions = direct or {}, self.option_definitions
        check_names(given, definitions, self.NAME)
        filled = templated(given, dict.fromkeys(TEMPLATED + boolean_names(definitions)), self._template)
        filled = checked_booleans(filled, definitions)
        with blank_as_unset(option.env for option in OPTIONS):
            super().set_options(task_keys=task_keys, var_options=var_options, direct=filled)

    def fill(self, use_cache: bool) -> None:
        """Put the hosts into the inventory; raises QualysError, or AnsibleError when ``strict`` is on."""
        options = {name: self.get_option(name) for name in SEARCH + EXPRESSIONS + CONSTRUCTED}
        refuse_unsendable({name: options[name] for name in SEARCH})
        query = query_from(options)
        shown = shown_keys(self.get_option("hostvars"), query)
        extra = self._vars if self.get_option("use_extra_vars") else {}
        variables = HostVariables(self.get_option("hostvars_prefix"), query.keys, shown)
        group_by = self.get_option("group_by")
        newest = ("modified",) if self.get_option("on_duplicate") == "newest" else ()
        query = query._replace(keys=needed_keys(query, variables, options, group_by, extra, newest))
        expressions = Expressions(super()._compose, self._is_true, self.get_option("strict"), frozenset(extra))
        chooser = Chooser(expressions, {name: options[name] for name in EXPRESSIONS})
        self._construction = Construction(self, expressions, variables, options, group_by)
        with collector_at_rest():
            candidates = chooser.candidates(self._rows(query, use_cache), variables)
            for one in unique(candidates, self.get_option("on_duplicate"), self.display.warning):
                host = write_host(self.inventory, variables.protect(one.name), one.variables)
                self._construction.apply(host, one.row)
        for option, expression, message in expressions.hopeless():
            self.display.warning(printable("%s: %r failed for every host: %s" % (option, expression, message)))

    def _rows(self, query: Query, use_cache: bool) -> list[dict[str, Any]]:
        """Return the rows; with a cache that holds them, nothing is asked of Qualys."""
        options = {name: self.get_option(name) for name in CONNECTION}
        qps = connect_qps(options, self._tell, *slots_for(self.get_option("concurrency")))
        if not self.get_option("cache"):
            return self._fetched(qps, query)
        settings = qps.session.settings
        key = cache_key(settings.url, settings.username, query)
        stored = stored_rows(self._cache, key) if use_cache else None
        if stored is not None and set(query.keys) <= set(stored.keys):
            self._tell("%s host assets taken from the cache" % format(len(stored.rows), ","))
            return stored.rows
        if stored is not None:
            # Another source with the same search uses these; both shall find what they need the next time.
            query = query._replace(keys=(*query.keys, *(key for key in stored.keys if key not in query.keys)))
        rows = self._fetched(qps, query)
        self._cache[key] = stored_form(query.keys, rows)
        return rows

    def _fetched(self, qps: Qps, query: Query) -> list[dict[str, Any]]:
        fetch = Fetch(qps, query.search, query.form)
        return list(rows_in(fetch.pages(), query, self._tell, lambda: fetch.total))

    def _compose(self, template: Any, variables: Any, *args: Any, **more: Any) -> Any:
        """Answer ansible-core's question for the value of a template; what is known already is not worked out anew."""
        if self._construction is not None and self._construction.answer is not None:
            return self._construction.answer(template)
        return super()._compose(template, variables, *args, **more)

    def _is_true(self, condition: str, variables: Mapping[str, Any]) -> bool:
        """Evaluate a condition as ansible-core does for ``groups``."""
        use_extra = self.get_option("use_extra_vars")
        self.templar.available_variables = combine_vars(variables, self._vars) if use_extra else variables
        if MARKS_TRUST:
            return bool(self.templar.evaluate_conditional(condition))
        return bool(boolean(self.templar.template("{%% if %s %%} True {%% else %%} False {%% endif %%}" % condition)))

    def _template(self, text: str) -> Any:
        self.templar.available_variables = self._vars
        if MARKS_TRUST:
            return self.templar.template(text)
        # Older ansible-core would make lists and numbers of what only looks like them, such as a password.
        return self.templar.template(text, convert_data=False)

    def _tell(self, line: str) -> None:
        self.display.v(printable("Qualys: %s" % line))
