# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions that are only a name, such as ``qualys_tags`` or ``qualys_azure_tags.Owner``.

Looking a name up takes a microsecond; ansible-core compiles every expression anew for every host, which takes a
millisecond. The value has to be the very one that Jinja gives, so where that is in doubt, Jinja is asked.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from typing import Any

from ansible import constants

from ansible_collections.community.qualys.plugins.plugin_utils.trust import MARKS_TRUST, may_be_template

# An underscore in front is private to Jinja's sandbox, and these words mean something else there.
_PATH = re.compile(r"\s*([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)\s*", re.ASCII)
_WORDS = frozenset(
    ("true", "false", "none", "not", "and", "or", "in", "is", "if", "else", "omit", "undef", "vars", "hostvars")
)
# Results that are no values.
MISSING = object()
UNSURE = object()
_SCALARS = (str, int, float)


def path_in(expression: Any) -> tuple[str, ...] | None:
    """Return the parts of an expression that is nothing but a dotted name, or None."""
    match = _PATH.fullmatch(expression) if isinstance(expression, str) else None
    parts = tuple(match[1].split(".")) if match else ()
    if not parts or any(keyword.iskeyword(part) or part.lower() in _WORDS for part in parts):
        return None
    return parts


def follow(value: Any, rest: tuple[str, ...]) -> Any:
    """Return what a path leads to from a value on; MISSING where there is nothing, UNSURE where Jinja must tell."""
    for part in rest:
        if hasattr(type(value), part):
            # A method, such as the keys of a mapping.
            return UNSURE
        if isinstance(value, Mapping):
            value = value.get(part, MISSING)
            if value is MISSING:
                return MISSING
        elif value is None or isinstance(value, _SCALARS):
            return MISSING
        else:
            return UNSURE
    return value


def as_jinja_gives_it(value: Any, is_dotted: bool) -> Any:
    """Return the result of a template that is nothing but this value; UNSURE where Jinja must tell."""
    return value if MARKS_TRUST else _as_before_2_19(value, is_dotted)


def _as_before_2_19(value: Any, is_dotted: bool) -> Any:
    """Older ansible-core makes text of everything, and something else of text that looks like it."""
    if getattr(constants, "DEFAULT_JINJA2_NATIVE", False):
        return UNSURE
    if isinstance(value, str):
        return value if _stays_text(value) else UNSURE
    if isinstance(value, (list, dict)):
        parts = value if isinstance(value, list) else [*value, *value.values()]
        # Nothing but text that no template is in: the way through text and back changes nothing.
        is_plain = all(isinstance(part, str) and not may_be_template(part) for part in parts)
        return value if is_plain else UNSURE
    return UNSURE if is_dotted or isinstance(value, float) else value


def _stays_text(text: str) -> bool:
    return text not in ("True", "False") and not text.startswith(("{", "[")) and "\n" not in text
