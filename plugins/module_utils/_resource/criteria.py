# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what a user writes as search conditions to checked criteria, for any object type.

Operators by type: Cloud Agent guide, "supported operators". NONE exists for single fields where their page says so.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any, Callable, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.moments import write_moment

OPERATORS: dict[str, tuple[str, ...]] = {
    "integer": ("EQUALS", "NOT EQUALS", "GREATER", "LESSER", "IN"),
    "text": ("CONTAINS", "EQUALS", "NOT EQUALS"),
    "date": ("EQUALS", "NOT EQUALS", "GREATER", "LESSER"),
    "keyword": ("EQUALS", "NOT EQUALS", "IN"),
    "boolean": ("EQUALS", "NOT EQUALS"),
}
_PARTS = ("field", "operator", "value")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Field(NamedTuple):
    """A searchable field: a type of OPERATORS, its own operators where a page names others, the words it knows."""

    type: str
    operators: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def checked_criteria(
    option: str, conditions: Any, table: Mapping[str, Field], known_only: bool = True
) -> tuple[Criterion, ...]:
    """Return the criteria for a list of mappings with field, operator and value.

    A list as value means IN, and with NOT EQUALS one criterion for each. Without ``known_only``, fields, operators
    and words that the table does not hold are passed on; values of known fields are checked all the same.
    Raises OptionError that names the option, the value and the remedy.
    """
    if not isinstance(conditions, (list, tuple)):
        raise OptionError(option, conditions, "must be a list of mappings with field, operator and value")
    found: list[Criterion] = []
    for position, condition in enumerate(conditions):
        where = "%s[%d]" % (option, position)
        _check_parts(where, condition)
        name, value = condition.get("field"), condition.get("value")
        if not isinstance(name, str) or (known_only and name not in table):
            raise OptionError(where + ".field", name, _unknown_field(name, table))
        operator = _operator(where + ".operator", name, table.get(name), condition.get("operator"), known_only)
        found.extend(criteria_for(where + ".value", name, value, table, operator, known_only))
    return tuple(found)


def criteria_for(
    where: str,
    name: str,
    value: Any,
    table: Mapping[str, Field],
    operator: str | None = None,
    known_only: bool = True,
) -> tuple[Criterion, ...]:
    """Return the criteria for one field and an operator in Qualys' spelling; without one, EQUALS or IN.

    ``where`` is the option that errors name. Raises OptionError.
    """
    field = table.get(name)
    if operator == "NONE":
        return (Criterion(name, operator, ""),)
    values = _values(value, operator)
    if not values:
        raise OptionError(where, value, "is empty; give at least one value or leave the condition out")
    texts = [_text(where, one, field, known_only) for one in values]
    operator = operator or ("IN" if len(texts) > 1 else "EQUALS")
    if operator == "IN":
        _check_in(where, name, value, field, texts, known_only)
        return (Criterion(name, operator, ",".join(texts)),)
    if len(texts) > 1 and operator != "NOT EQUALS":
        raise OptionError(where, value, "is a list, which %s does not take; give one value" % operator)
    return tuple(Criterion(name, operator, text) for text in texts)


def _values(value: Any, operator: str | None) -> list[Any]:
    if operator == "IN" and isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _check_in(where: str, name: str, value: Any, field: Field | None, texts: list[str], known_only: bool) -> None:
    if field and known_only and "IN" not in operators_of(field):
        raise OptionError(where, value, "is a list, and %s is compared with one value only" % name)
    for text in texts:
        if "," in text:
            raise OptionError(where, text, "holds a comma, which separates the values of IN; search for it alone")


def near(name: str, names: Iterable[str]) -> str:
    """Return a question with the most similar names, or nothing."""
    by_lower = {one.lower(): one for one in names}
    found = difflib.get_close_matches(name.lower(), list(by_lower), n=3, cutoff=0.6)
    return "did you mean %s?" % " or ".join(by_lower[one] for one in found) if found else ""


def _check_parts(where: str, condition: Any) -> None:
    if not isinstance(condition, Mapping):
        raise OptionError(where, condition, "must be a mapping with field, operator and value")
    for part in condition:
        if part not in _PARTS:
            raise OptionError(where, part, "is no part of a condition; use field, operator and value")


def _unknown_field(name: Any, table: Mapping[str, Field]) -> str:
    if not isinstance(name, str):
        return "must be the name of the field to search by"
    hint = near(name, table) or "known are %s" % ", ".join(sorted(table))
    return "is no field that this search is documented to know; %s (check_fields: false sends it all the same)" % hint


def _operator(where: str, name: str, field: Field | None, operator: Any, known_only: bool) -> str | None:
    if operator is None:
        return None
    # Qualys writes NOT EQUALS with a blank; other Qualys interfaces, and so habits, with an underscore.
    chosen = " ".join(str(operator).upper().replace("_", " ").split())
    if not chosen:
        raise OptionError(where, operator, "is empty; name an operator or leave it out")
    if field and known_only and chosen not in operators_of(field):
        known = ", ".join(operators_of(field))
        raise OptionError(where, operator, "does not go with the field %s; use %s" % (name, known))
    return chosen


def operators_of(field: Field) -> tuple[str, ...]:
    """Return what a field may be compared by."""
    return field.operators or OPERATORS[field.type]


def _text(where: str, value: Any, field: Field | None, known_only: bool) -> str:
    if value is None or value == "":
        raise OptionError(where, value, "is missing; give what to compare with")
    if isinstance(value, (Mapping, list, tuple)):
        raise OptionError(where, value, "must be a single value")
    text = _READERS[field.type if field else "text"](where, value)
    words = field.words if field and known_only else ()
    if words and text.upper() not in words:
        raise OptionError(where, value, "is not one of %s" % ", ".join(words))
    return text


def _plain(where: str, value: Any) -> str:
    if isinstance(value, (bool, float)):
        # YAML made a number of 22.10 and a boolean of yes: what was written cannot be told any more.
        raise OptionError(where, value, "is not text; write it in quotes")
    return str(value)


def _integer(where: str, value: Any) -> str:
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch("-?[0-9]+", text):
        raise OptionError(where, value, "must be a whole number")
    return text


def _boolean(where: str, value: Any) -> str:
    text = str(value).lower()
    if text not in ("true", "false"):
        raise OptionError(where, value, "must be true or false")
    return text


def _date(where: str, value: Any) -> str:
    text = value.isoformat() if isinstance(value, datetime.date) else str(value).strip()
    try:
        if _DAY.fullmatch(text):
            return datetime.date.fromisoformat(text).isoformat()
        moment = datetime.datetime.fromisoformat(re.sub("[zZ]$", "+00:00", text))
    except ValueError:
        raise OptionError(where, value, "is no date; write it like 2026-01-31 or 2026-01-31T08:00:00Z") from None
    # Qualys reads UTC; a moment without a zone counts as that.
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc)
    try:
        return write_moment(moment)
    except OverflowError:
        raise OptionError(where, value, "lies beyond what a calendar holds") from None


_READERS: dict[str, Callable[[str, Any], str]] = {
    "integer": _integer,
    "text": _plain,
    "date": _date,
    "keyword": _plain,
    "boolean": _boolean,
}
