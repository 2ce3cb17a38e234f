# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What may leave an account: the shape of answers, and nothing that is the account's own.

Everything that a probe shows is made by this file. Kept are names of elements and of headers, HTTP statuses, response
codes, and numbers of limits; of a value only what kind it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

# Deeper than any record is, and wide enough for the widest.
_DEEPEST = 8
_WIDEST = 60
_UNNAMED = "(another name)"
# What looks like a host, an address or an id is no name of an element.
_ELEMENT = re.compile(r"@?[A-Za-z_][A-Za-z_]*[0-9]{0,2}[A-Za-z_]*")
_LONGEST_NAME = 40
_CODE = re.compile(r"[A-Z]{2,}(_[A-Z0-9]+)*")
_HEADER = re.compile(r"[a-z][a-z-]*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?")
_COUNT = re.compile("[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
LIMITS = ("x-ratelimit", "x-concurrency")
# Words of the documents, which tell nothing of an account.
_KEYWORDS = frozenset(
    (
        "ACTIVE",
        "DISABLED",
        "EXPIRED",
        "USED_UP",
        "UNLIMITED",
        "COUNT_LIMITED",
        "TIME_LIMITED",
        "COUNT_TIME_LIMITED",
        "VULNERABILITY",
        "DISCOVERY",
        "ONCE",
        "DAILY",
        "WEEKLY",
        "MONTHLY",
        "FIRST",
        "SECOND",
        "THIRD",
        "FOURTH",
        "LAST",
        "HOUR",
        "DAY",
        "WEEK",
        "EXTERNAL",
        "INTERNAL",
        "DEFAULT",
        "SPECIFIC",
        "STATUS_ACTIVE",
        "STATUS_INACTIVE",
        "HOST",
        "QAGENT",
        "INSTANCE_ID",
        "VIRTUAL_MACHINE_ID",
    )
)


def shape(value: Any, depth: int = 0) -> Any:
    """Return the names in a value and the kinds of its leaves; of a list the different shapes of its members."""
    if depth > _DEEPEST:
        return "deeper"
    if isinstance(value, Mapping):
        pairs = list(value.items())[:_WIDEST]
        return {element_name(name): shape(content, depth + 1) for name, content in pairs}
    if isinstance(value, (list, tuple)):
        different: list[Any] = []
        for one in value[:_WIDEST]:
            found = shape(one, depth + 1)
            if found not in different:
                different.append(found)
        return different
    return kind(value)


def kind(value: Any) -> str:
    """Return what kind of value stands in an answer; a documented keyword stands for itself."""
    if value is None:
        return "null"
    if isinstance(value, bool) or str(value) in ("true", "false"):
        return "boolean"
    text = str(value)
    if not text:
        return "empty"
    if text in _KEYWORDS:
        return text
    if _NUMBER.fullmatch(text):
        return "number"
    return "date" if _DATE.fullmatch(text) else "text"


def element_name(name: Any) -> str:
    """Return the name of an element, or that it has one which might be something of the account."""
    text = str(name)
    return text if len(text) <= _LONGEST_NAME and _ELEMENT.fullmatch(text) else _UNNAMED


def names(found: Iterable[Any]) -> list[str]:
    """Return names of elements, each once, in their order."""
    return list(dict.fromkeys(element_name(name) for name in found))


def code(text: str) -> str:
    """Return a response code, or that it does not look like one."""
    return text if len(text) <= _LONGEST_NAME and _CODE.fullmatch(text) else _UNNAMED if text else "none"


def header_names(headers: Mapping[str, str]) -> list[str]:
    """Return the names of the headers, in lower case and sorted."""
    return sorted({name if _HEADER.fullmatch(name) else _UNNAMED for name in map(str.lower, headers)})


def limit_numbers(headers: Mapping[str, str]) -> dict[str, int]:
    """Return the headers about limits that hold a number."""
    found = {}
    for name, value in headers.items():
        if name.lower().startswith(LIMITS) and _HEADER.fullmatch(name.lower()) and _COUNT.fullmatch(value.strip()):
            found[name.lower()] = int(value)
    return found
