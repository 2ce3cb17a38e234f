# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plain data that both wire formats are read into, and how to walk it.

An object is a dict. A container (``list``, ``set``, ``data`` ...) is a list of dicts with one key each, which is
how Qualys writes JSON. Text stays text: what looks like a number may be a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

# Elements that hold many items; from the QList type of the API schemas.
CONTAINERS = frozenset(("list", "set", "add", "remove", "update", "data"))


def as_object(value: Any) -> Mapping[str, Any]:
    """Return a dict whether the element was full, empty or missing."""
    return value if isinstance(value, dict) else {}


def at(value: Any, path: str) -> Any:
    """Return what a dotted path leads to, or None."""
    for name in path.split("."):
        value = as_object(value).get(name)
    return value


def put(target: dict[str, Any], path: str, value: Any) -> None:
    """Set what a dotted path leads to, making objects on the way."""
    *parents, leaf = path.split(".")
    for name in parents:
        target = target.setdefault(name, {})
    target[leaf] = value


def items(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield (element name, content) of a list in every shape that was met.

    Those are: container in an object or bare, one item or many, empty, missing, container within container
    (printed in release notes 3.1.1).
    """
    if isinstance(value, list):
        for one in value:
            yield from items(one)
    elif isinstance(value, dict):
        for name, content in value.items():
            if name in CONTAINERS:
                yield from items(content)
            elif name != "count":
                for one in content if isinstance(content, list) else [content]:
                    yield name, one


def pairs(value: Any) -> list[tuple[str, Any]]:
    """Return what ``items`` yields. The shape that both wire formats mostly have is read at once: lists are many."""
    members = value.get("list") if value.__class__ is dict and len(value) == 1 else value
    if members.__class__ is not list:
        return list(items(value))
    found = []
    for member in members:
        if member.__class__ is not dict or len(member) != 1:
            return list(items(value))
        for pair in member.items():
            if pair[0] in CONTAINERS or pair[1].__class__ is list:
                return list(items(value))
            found.append(pair)
    return found


def contents(value: Any, name: str) -> list[Any]:
    """Return the items of a list that have the given element name."""
    return [content for element, content in pairs(value) if element == name]
