# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users write about hosts: names are looked up, everything else is Jinja."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Callable

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError, QualysError
from ansible_collections.community.qualys.plugins.plugin_utils.paths import (
    MISSING,
    UNSURE,
    as_jinja_gives_it,
    path_in,
)
from ansible_collections.community.qualys.plugins.plugin_utils.scope import Scope

Work = Callable[[str, "dict[str, Any]"], Any]


class Expressions:
    """Evaluates expressions of one source; ``evaluate`` and ``is_true`` are Jinja.

    Without ``strict``, an expression that fails for a host has no value there, and is remembered. Names that are
    ``overridden``, as by extra variables, are left to Jinja.
    """

    def __init__(
        self, evaluate: Work, is_true: Work, strict: bool = False, overridden: Collection[str] = frozenset()
    ) -> None:
        self._evaluate = evaluate
        self._is_true = is_true
        self._strict = strict
        self._overridden = overridden
        self._paths: dict[str, tuple[str, ...] | None] = {}
        self._worked: set[tuple[str, str]] = set()
        self._failed: dict[tuple[str, str], Exception] = {}

    def value(self, option: str, expression: str, scope: Scope) -> Any:
        """Return the value of a row key, a variable or a Jinja expression; None when it failed."""
        found = self._known(expression, scope)
        if found is MISSING or found is UNSURE:
            return self._attempt(option, expression, self._evaluate, scope, found is MISSING)
        return found

    def is_met(self, option: str, condition: str, scope: Scope) -> bool:
        """Tell whether a condition holds for a host; one that failed does not."""
        found = self._known(condition, scope)
        if found is MISSING or found is UNSURE:
            found = self._attempt(option, condition, self._is_true, scope, found is MISSING)
        return bool(found)

    def _known(self, expression: str, scope: Scope) -> Any:
        return scope.row[expression] if expression in scope.row else self.look_up(expression, scope)

    def result(self, option: str, template: Any, scope: Scope) -> Any:
        """Return what ansible-core would make of a template of compose or keyed_groups; raises what it would raise."""
        found = self.look_up(template, scope)
        if found is not MISSING and found is not UNSURE:
            found = as_jinja_gives_it(found, "." in template)
        if found is MISSING or found is UNSURE:
            return self.run(option, template, self._evaluate, scope, found is MISSING)
        self._worked.add((option, template))
        return found

    def holds(self, option: str, condition: Any, scope: Scope) -> bool:
        """Return what ansible-core would make of a condition of groups; raises what it would raise."""
        return bool(self.run(option, condition, self._is_true, scope))

    def look_up(self, expression: str, scope: Scope) -> Any:
        """Return the value of an expression that is a name; MISSING where it leads nowhere, UNSURE for all others."""
        if expression not in self._paths:
            path = path_in(expression)
            self._paths[expression] = None if path and path[0] in self._overridden else path
        path = self._paths[expression]
        return UNSURE if path is None else scope.at(path)

    def hopeless(self) -> list[tuple[str, str, str]]:
        """Return (option, expression, first message) of what failed for every host it was tried on."""
        return [(*key, str(error)) for key, error in self._failed.items() if key not in self._worked]

    def check_conditions(self, options: tuple[str, ...]) -> None:
        """Raise QualysError for a condition of these options that failed for every host, as one with a typing error."""
        for option, expression, message in self.hopeless():
            if option in options:
                raise QualysError(
                    "%s: %r failed for every host, so it cannot be told which are meant: %s; where a value may be "
                    "missing, use the filter default" % (option, expression, message)
                )

    def run(self, option: str, expression: str, work: Work, scope: Scope, is_missing: bool = False) -> Any:
        """Let Jinja evaluate an expression, and remember whether it can.

        Where a name leads nowhere, Jinja says so; once is enough.
        """
        key = (option, expression)
        if is_missing and key in self._failed and not self._strict:
            raise self._failed[key]
        try:
            result = work(expression, scope.everything())
        # Jinja lets every exception of filters and tests pass.
        except Exception as error:
            self._failed.setdefault(key, error)
            raise
        self._worked.add(key)
        return result

    def _attempt(self, option: str, expression: str, work: Work, scope: Scope, is_missing: bool) -> Any:
        try:
            return self.run(option, expression, work, scope, is_missing)
        except Exception as error:
            if self._strict:
                raise QualysError("%s: %r failed: %s (strict is on)" % (option, expression, error)) from error
            return None


def checked_expressions(option: str, values: Any) -> list[str]:
    """Return a list of expressions as written by the user.

    Raises OptionError for what is none.
    """
    if not isinstance(values, list):
        raise OptionError(option, values, "must be a list")
    for value in values:
        if not isinstance(value, str) or not value.strip():
            raise OptionError(option, value, "must be a name or a Jinja expression")
        if "{{" in value or "{%" in value:
            raise OptionError(option, value, "is a Jinja expression already; write it without braces")
    return values
