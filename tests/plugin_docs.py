# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation of plugins as data, read from their files without ansible-core's loader."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
PLUGINS = ROOT / "plugins"
# Those of ansible-core are left out.
OURS = re.compile(r"community\.qualys\.(\w+)(?:\.(\w+))?")


def names(kind: str) -> list[str]:
    """Return the names of all plugins of a kind, such as modules."""
    return sorted(path.stem for path in (PLUGINS / kind).glob("*.py"))


def texts(path: Path) -> dict[str, str]:
    """Return the texts that a file gives to names such as EXAMPLES, those of its classes included."""
    return {
        node.targets[0].id: node.value.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }


@functools.cache
def documentation(kind: str, name: str) -> dict[str, Any]:
    """Return DOCUMENTATION with the options, attributes and notes of the collection's fragments in it."""
    found: dict[str, Any] = yaml.safe_load(texts(PLUGINS / kind / (name + ".py"))["DOCUMENTATION"])
    for fragment in found.get("extends_documentation_fragment", ()):
        match = OURS.fullmatch(fragment)
        if match:
            more = texts(PLUGINS / "doc_fragments" / (match[1] + ".py"))[(match[2] or "documentation").upper()]
            found = _merged(yaml.safe_load(more), found)
    return found


def _merged(fragment: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(own)
    for key, value in fragment.items():
        if isinstance(value, Mapping):
            given = own.get(key, {})
            # As Ansible does it: one of the plugin's own says only what is different.
            made[key] = {**value, **{name: {**value.get(name, {}), **said} for name, said in given.items()}}
        else:
            made[key] = [*value, *own.get(key, [])]
    return made


@functools.cache
def returned(kind: str, name: str) -> dict[str, Any]:
    """Return RETURN; empty where a plugin has none."""
    found: dict[str, Any] = yaml.safe_load(texts(PLUGINS / kind / (name + ".py")).get("RETURN", "{}"))
    return found


def examples(kind: str, name: str) -> str:
    """Return EXAMPLES as they are printed."""
    return texts(PLUGINS / kind / (name + ".py"))["EXAMPLES"]
