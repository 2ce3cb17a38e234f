# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users write about hosts: bare names are looked up, everything else is Jinja.

A name costs nothing to look up, while Jinja takes a millisecond for each host and expression.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError, QualysError

Variables = Mapping[str, Any]


class Expressions:
    """Evaluates expressions of one source; ``evaluate`` and ``is_true`` are Jinja.

    Without ``strict``, an expression that fails for a host has no value there, and is remembered.
    """

    def __init__(
        self,
        evaluate: Callable[[str, Variables], Any],
        is_true: Callable[[str, Variables], bool],
        strict: bool = False,
    ) -> None:
        self._evaluate = evaluate
        self._is_true = is_true
        self._strict = strict
        self._tried: dict[tuple[str, str], int] = {}
        self._failed: dict[tuple[str, str], tuple[int, str]] = {}

    def value(self, option: str, expression: str, row: Mapping[str, Any], variables: Variables) -> Any:
        """Return the value of a row key, a variable or a Jinja expression; None when it failed."""
        for known in (row, variables):
            if expression in known:
                return known[expression]
        return self._attempt(option, expression, self._evaluate, variables)

    def is_met(self, option: str, condition: str, row: Mapping[str, Any], variables: Variables) -> bool:
        """Tell whether a condition holds for a host; one that failed does not."""
        for known in (row, variables):
            if condition in known:
                return bool(known[condition])
        return bool(self._attempt(option, condition, self._is_true, variables))

    def hopeless(self) -> list[tuple[str, str, str]]:
        """Return (option, expression, first message) of what failed for every host it was tried on."""
        return [(*key, message) for key, (times, message) in self._failed.items() if times == self._tried[key]]

    def check_conditions(self, options: tuple[str, ...]) -> None:
        """Raise QualysError for a condition of these options that failed for every host, as one with a typing error."""
        for option, expression, message in self.hopeless():
            if option in options:
                raise QualysError(
                    "%s: %r failed for every host, so it cannot be told which are meant: %s; where a value may be "
                    "missing, use the filter default" % (option, expression, message)
                )

    def _attempt(
        self, option: str, expression: str, work: Callable[[str, Variables], Any], variables: Variables
    ) -> Any:
        key = (option, expression)
        self._tried[key] = self._tried.get(key, 0) + 1
        try:
            return work(expression, variables)
        # Jinja lets every exception of filters and tests pass.
        except Exception as error:
            if self._strict:
                raise QualysError("%s: %r failed: %s (strict is on)" % (option, expression, error)) from error
            times, message = self._failed.get(key, (0, str(error)))
            self._failed[key] = (times + 1, message)
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
