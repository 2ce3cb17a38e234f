# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two faces of an asset, and how many of them are asked for together by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import ObjectType

HOST_ASSET = ObjectType("2.0", "am", "hostasset", "HostAsset", "host asset")
# Modules are switched on assets, never on host assets; both share their ids.
ASSET = ObjectType("2.0", "am", "asset", "Asset", "asset")
# Most values that IN was seen to take reliably (an integrator's client).
IDS_AT_ONCE = 250


def in_portions(ids: list[int], size: int = IDS_AT_ONCE) -> Iterator[list[int]]:
    """Yield the ids in portions of at most ``size``, by default what one IN takes."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def ids_criterion(ids: Iterable[int]) -> Criterion:
    """Return the criterion that selects these assets."""
    texts = [str(one) for one in ids]
    return Criterion("id", "IN" if len(texts) > 1 else "EQUALS", ",".join(texts))
