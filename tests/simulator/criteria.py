# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Search criteria: which fields there are, which operators their type allows, and what matches.

Operators by type: Host assets page, 3.1; wording of the refusals: recorded answers, 3.6.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from .clock import parse_instant
from .failure import ServiceFailure, invalid_request
from .service_request import Criterion
from .switches import Switches

INTEGER, TEXT, DATE, KEYWORD, BOOLEAN, RELATION = "integer", "text", "date", "keyword", "boolean", "relation"
OPERATORS: Mapping[str, tuple[str, ...]] = {
    INTEGER: ("EQUALS", "NOT EQUALS", "GREATER", "LESSER", "IN"),
    TEXT: ("CONTAINS", "EQUALS", "NOT EQUALS"),
    DATE: ("EQUALS", "NOT EQUALS", "GREATER", "LESSER"),
    KEYWORD: ("EQUALS", "NOT EQUALS", "IN"),
    BOOLEAN: ("EQUALS", "NOT EQUALS"),
    RELATION: ("NONE",),
}
WHOLE_NUMBER = re.compile(r"[+-]?\d+\Z")
BARE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")

Values = Callable[[Any], Iterable[Any]]
Test = Callable[[Any], bool]


@dataclass(frozen=True)
class Field:
    """A searchable field: its type, and how its values are taken from a record (none, one or many)."""

    kind: str
    values: Values
    operators: tuple[str, ...] | None = None
    choices: tuple[str, ...] = ()

    def allowed(self, switches: Switches) -> tuple[str, ...]:
        """Return the operators this field takes."""
        operators = self.operators or OPERATORS[self.kind]
        if self.kind == TEXT and switches.text_in == "accept":
            operators += ("IN",)
        return operators


@dataclass
class Condition:
    """A criterion that was checked and can be applied."""

    criterion: Criterion
    test: Test
    operands: list[Any] = field(default_factory=list)


def at(*path: str) -> Values:
    """Return a getter of the one value at a path of keys, or none."""

    def values(record: Any) -> Iterable[Any]:
        for key in path:
            record = record.get(key) if isinstance(record, dict) else None
            if record is None:
                return ()
        return (record,)

    return values


def members(*path: str) -> Callable[[Any], list[dict]]:
    """Return a getter of the members of the list at a path, without their one-key wrapping."""
    find = at(*path, "list")

    def items(record: Any) -> list[dict]:
        return [item for found in find(record) for member in found for item in member.values()]

    return items


def each(key: str, *path: str) -> Values:
    """Return a getter of one key of every member of a list."""
    items = members(*path)
    return lambda record: [item[key] for item in items(record) if key in item]


def compile_criteria(criteria: Iterable[Criterion], fields: Mapping[str, Field], switches: Switches) -> list[Condition]:
    """Return the conditions, or raise the refusal for the first criterion that is not allowed."""
    return [_compiled(criterion, fields, switches) for criterion in criteria]


def matches(record: Any, conditions: Iterable[Condition]) -> bool:
    """Return whether a record meets all conditions: several criteria are ANDed."""
    return all(condition.test(record) for condition in conditions)


def _compiled(criterion: Criterion, fields: Mapping[str, Field], switches: Switches) -> Condition:
    found = fields.get(criterion.field)
    if found is None:
        raise ServiceFailure(
            "INVALID_REQUEST",
            f"Criteria: Invalid field '{criterion.field}'.",
            "Specify one of the searchable fields of the object.",
            http=int(switches.unknown_field_http) if switches.unknown_field_http != "200" else None,
        )
    if criterion.operator not in found.allowed(switches):
        raise invalid_request(
            f"Criteria: Invalid operator '{criterion.operator}' for criteria '{criterion.field}'.",
            f"Operators expected: {', '.join(found.allowed(switches))}.",
        )
    operands = _operands(criterion, found, switches)
    return Condition(criterion, _test(criterion.operator, operands, found, switches), operands)


def _operands(criterion: Criterion, found: Field, switches: Switches) -> list[Any]:
    if found.kind == RELATION:
        return []
    texts = criterion.value.split(",") if criterion.operator == "IN" else [criterion.value]
    if switches.max_in_values != "none" and len(texts) > int(switches.max_in_values):
        raise invalid_request(
            f"Criteria: Too many values for criteria '{criterion.field}' ({len(texts)}).",
            f"Specify at most {switches.max_in_values} values.",
        )
    return [PARSERS[found.kind](text, criterion, found) for text in texts]


def _bad_value(criterion: Criterion, resolution: str) -> ServiceFailure:
    return invalid_request(
        f"Criteria: Invalid value format for criteria '{criterion.field}' ({criterion.value}).", resolution
    )


def _integer(text: str, criterion: Criterion, found: Field) -> int:
    if not WHOLE_NUMBER.match(text.strip()):
        raise _bad_value(criterion, "Specify criteria value(s) as Long.")
    return int(text)


def _date(text: str, criterion: Criterion, found: Field) -> Any:
    try:
        start = parse_instant(text)
    except ValueError:
        raise _bad_value(criterion, "Specify criteria value(s) as Date.") from None
    return start, start + (timedelta(days=1) if BARE_DATE.match(text.strip()) else timedelta(seconds=1))


def _keyword(text: str, criterion: Criterion, found: Field) -> str:
    text = text.strip()
    if found.choices and text.upper() not in (choice.upper() for choice in found.choices):
        raise _bad_value(criterion, f"Values expected: {', '.join(found.choices)}.")
    return text


def _boolean(text: str, criterion: Criterion, found: Field) -> bool:
    if text.strip() not in ("true", "false"):
        raise _bad_value(criterion, "Values expected: true, false.")
    return text.strip() == "true"


PARSERS: Mapping[str, Callable[[str, Criterion, Field], Any]] = {
    INTEGER: _integer,
    TEXT: lambda text, criterion, found: text,
    DATE: _date,
    KEYWORD: _keyword,
    BOOLEAN: _boolean,
}


def _test(operator: str, operands: list[Any], found: Field, switches: Switches) -> Test:
    if operator == "NONE":
        return lambda record: not list(found.values(record))
    one = _comparison(operator.replace("NOT ", ""), operands, found.kind, switches)
    if operator != "NOT EQUALS":
        return lambda record: any(one(value) for value in found.values(record))
    when_missing = switches.not_equals_missing == "include"

    def differs(record: Any) -> bool:
        values = list(found.values(record))
        return not any(one(value) for value in values) if values else when_missing

    return differs


def _comparison(operator: str, operands: list[Any], kind: str, switches: Switches) -> Callable[[Any], bool]:
    """Return the comparison of one value of a record with the operands."""
    if kind == DATE:
        return _date_comparison(operator, *operands[0])
    fold = _fold(operator, kind, switches)
    wanted = [fold(operand) for operand in operands]
    first = wanted[0]
    if operator == "CONTAINS":
        return lambda value: first in fold(value)
    if operator == "GREATER":
        return lambda value: fold(value) > first
    if operator == "LESSER":
        return lambda value: fold(value) < first
    accepted = frozenset(wanted)
    return lambda value: fold(value) in accepted


def _date_comparison(operator: str, start: Any, end: Any) -> Callable[[Any], bool]:
    if operator == "GREATER":
        return lambda value: parse_instant(value) > start
    if operator == "LESSER":
        return lambda value: parse_instant(value) < start
    return lambda value: start <= parse_instant(value) < end


def _fold(operator: str, kind: str, switches: Switches) -> Callable[[Any], Any]:
    if kind not in (TEXT, KEYWORD):
        return lambda value: value
    if kind == KEYWORD:
        case = switches.keyword_case
    else:
        case = switches.contains_case if operator == "CONTAINS" else switches.text_equals_case
    return str.casefold if case == "insensitive" else str
