# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The query parameter fields: dotted paths from the root of a record (Host assets: field selection)."""

from __future__ import annotations

from typing import Any

from .failure import invalid_request
from .switches import Switches

Tree = dict[str, "Tree"]


def selection(parameter: str | None, known: frozenset[str], switches: Switches) -> Tree | None:
    """Return the wanted paths as a tree, or None for everything."""
    if not parameter:
        return None
    tree: Tree = {}
    for path in (part.strip() for part in parameter.split(",")):
        if path:
            _plant(tree, path.split("."))
    unknown = sorted(set(tree) - known)
    if unknown and switches.fields_unknown_name == "refuse":
        raise invalid_request(f"Fields: Invalid field '{unknown[0]}'.", "Specify fields of the object.")
    if switches.fields_without_id == "implicit":
        tree.setdefault("id", {})
    return tree


def _plant(tree: Tree, steps: list[str]) -> None:
    for step in steps:
        tree = tree.setdefault(step, {})


def chosen(record: Any, tree: Tree) -> Any:
    """Return the part of a record that the tree names, in the order of the record."""
    if not tree:
        return record
    if isinstance(record, dict):
        return {key: chosen(value, tree[key]) for key, value in record.items() if key in tree}
    if isinstance(record, list):
        parts = [chosen(member, tree) for member in record]
        return [part for part in parts if part]
    return record
