# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cache of normalised rows: under which key, and that a damaged one is only a miss."""

from __future__ import annotations

import hashlib
import json
from collections.abc import MutableMapping
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_facts import ROW_VERSION
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_search import Query


def cache_key(url: str, username: str, query: Query) -> str:
    """Return a key that two sources share only when Qualys would give both the same rows.

    Users see different assets, so the user name is part of it; the password is not. What is done with the rows
    afterwards (names, conditions, groups) is not either, so changing it needs no request.
    """
    parts = [
        ROW_VERSION,
        url,
        username,
        [list(criterion) for criterion in query.criteria],
        None if query.azure is None else sorted((name, str(value)) for name, value in query.azure.items()),
        query.detail,
    ]
    return "qualys_hostasset_%s" % hashlib.sha256(json.dumps(parts).encode("utf-8")).hexdigest()


def cached_rows(cache: MutableMapping[str, Any], key: str) -> list[dict[str, Any]] | None:
    """Return the rows under a key, or None when there are none that can be read."""
    try:
        rows = cache.get(key)
    # The cache is a plugin of the user's choice and fails in its own ways; the hosts can be fetched instead.
    except Exception:
        return None
    usable = isinstance(rows, list) and all(isinstance(row, dict) and "id" in row for row in rows)
    return rows if usable else None
