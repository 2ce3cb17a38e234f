# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what a module returns with its RETURN, down to the last key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests import plugin_docs

# What Ansible itself documents.
COMMON = {"changed", "failed", "msg", "diff", "warnings", "deprecations", "invocation"}
TYPES = {"str": str, "int": int, "float": (int, float), "bool": bool, "list": list, "dict": dict}


def documented(doc: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every documented key as a dotted path, and what is said of it."""
    for key, said in doc.items():
        yield above + key, said
        yield from documented(said.get("contains", {}), above + key + ".")


def is_of(type_name: str, value: Any) -> bool:
    """Return whether a value is of a documented type; a boolean is no number."""
    return isinstance(value, TYPES[type_name]) and (type_name == "bool" or not isinstance(value, bool))


def wrong_value(said: Mapping[str, Any], value: Any) -> str:
    """Return what is wrong with a value without looking into mappings; an empty text where nothing is."""
    if not is_of(said["type"], value):
        return "is documented as %s and is %r" % (said["type"], value)
    if said["type"] == "list" and not all(is_of(said["elements"], one) for one in value):
        return "is documented as a list of %s and is %r" % (said["elements"], value)
    return ""


class Comparison:
    """What a result has that its documentation does not say, and the documented keys that it has."""

    def __init__(self, module: str, result: Mapping[str, Any]) -> None:
        self.wrong: list[str] = []
        self.seen: set[str] = set()
        own = {key: value for key, value in result.items() if key not in COMMON}
        self._compare(plugin_docs.returned("modules", module), own, "", False)

    def _compare(self, doc: Mapping[str, Any], found: Mapping[str, Any], above: str, may_be_null: bool) -> None:
        for key, value in found.items():
            path = above + key
            if key not in doc:
                self.wrong.append("%s is not documented" % path)
                continue
            said = doc[key]
            null_is_told = may_be_null or "null" in str(said["description"]).lower()
            if value is None:
                if not null_is_told:
                    self.wrong.append("%s is null, which its documentation does not say" % path)
                continue
            self.seen.add(path)
            problem = wrong_value(said, value)
            if problem:
                self.wrong.append("%s %s" % (path, problem))
            elif "contains" in said:
                for one in value if said["type"] == "list" else [value]:
                    self._compare(said["contains"], one, path + ".", null_is_told)
