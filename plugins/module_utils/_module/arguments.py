# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module's argument spec from the fields of its resource, so that the two cannot drift apart."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._resource.model import Resource


def spec_of(resource: Resource) -> dict[str, Any]:
    """Return one argument per field, nested where the option is a dotted path."""
    spec: dict[str, Any] = {}
    for field in resource.fields:
        *parents, leaf = field.option.split(".")
        place = spec
        for name in parents:
            place = place.setdefault(name, {"type": "dict", "options": {}})["options"]
        place[leaf] = field.kind.argument()
    return spec
