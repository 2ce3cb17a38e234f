# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading which modules are active on which agents.

Facts: Cloud Agent API, "List agents"; that activatedModule holds the active modules was seen in a real export.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import MAX_PAGE, Qps, id_of
from ansible_collections.community.qualys.plugins.module_utils._resource.agent_module import read_modules
from ansible_collections.community.qualys.plugins.module_utils._resource.asset_ids import (
    HOST_ASSET,
    ids_criterion,
    in_portions,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset import is_azure_match, second_look
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_facts import fields_for
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_sources import sources
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object

_KEYS = ("id", "name", "agent_id", "agent_platform", "agent_modules")


class Found(NamedTuple):
    """An asset as it was read; ``platform`` and ``modules`` are None and empty without an agent."""

    id: int
    name: str
    has_agent: bool
    platform: str | None
    modules: frozenset[str]


def find_agents(qps: Qps, criteria: tuple[Criterion, ...], azure: Any = None) -> tuple[list[Found], bool]:
    """Return the assets that meet the criteria, and whether these are exactly what the criteria select.

    They are not when some were left out because they are no Azure virtual machines after all.
    """
    fields = fields_for(_KEYS if azure is None else (*_KEYS, *second_look(azure)))
    found: dict[int, Found] = {}
    is_exact = True
    for record in qps.search(HOST_ASSET, criteria, fields, MAX_PAGE):
        if azure is not None and not is_azure_match(list(sources(record)), azure):
            is_exact = False
            continue
        one = read_agent(record)
        found[one.id] = one
    return list(found.values()), is_exact


def find_agents_by_id(qps: Qps, criteria: tuple[Criterion, ...], ids: Iterable[int], azure: Any = None) -> list[Found]:
    """Return those of the given assets that also meet the criteria, a few hundred with each request."""
    found: list[Found] = []
    for some in in_portions(sorted(set(ids))):
        found += find_agents(qps, (*criteria, ids_criterion(some)), azure)[0]
    return found


def read_agent(record: Any) -> Found:
    """Return an asset from its record; raises CodecError when that has no id."""
    asset = as_object(record)
    agent = as_object(asset.get("agentInfo"))
    return Found(
        id=id_of(asset, HOST_ASSET),
        name=str(asset.get("name") or ""),
        has_agent=bool(agent),
        platform=str(agent["platform"]) if agent.get("platform") else None,
        modules=frozenset(read_modules(agent.get("activatedModule"))),
    )
