# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cache of normalised rows: under which key, in which form, and that a damaged one is only a miss."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, MutableMapping
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_facts import ROW_VERSION
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_search import Query


class Stored(NamedTuple):
    """What a cache holds: which keys the rows have, and the rows."""

    keys: tuple[str, ...]
    rows: list[dict[str, Any]]


def cache_key(url: str, username: str, query: Query) -> str:
    """Return a key that two sources share only when Qualys would give both the same hosts.

    Users see different assets, so the user name is part of it; the password is not. What is done with the rows
    afterwards (names, conditions, groups) is not either, so changing it needs no request as long as no further facts
    are wanted.
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


def stored_form(keys: Iterable[str], rows: Iterable[dict[str, Any]]) -> str:
    """Return what goes into the cache: one text, because ansible-core takes every value apart that it stores or loads.

    The keys stand there once and not in every row.
    """
    names = tuple(keys)
    return json.dumps([names, [[row.get(name) for name in names] for row in rows]], separators=(",", ":"))


def stored_rows(cache: MutableMapping[str, Any], key: str) -> Stored | None:
    """Return what is under a key, or None when there is nothing that can be read."""
    try:
        names, rows = json.loads(cache.get(key) or "")
        place = names.index("id")
        if all(len(row) == len(names) and isinstance(row[place], int) for row in rows):
            return Stored(tuple(names), [dict(zip(names, row)) for row in rows])
    # The cache is a plugin of the user's choice and fails in its own ways; the hosts can be fetched instead.
    except Exception:
        return None
    return None
