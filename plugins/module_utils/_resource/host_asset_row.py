# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From records to flat rows of typed values.

Every element but the id may be missing. A row always has every key that was asked for; what Qualys does not say is
None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Callable

from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_facts import (
    AGENT,
    AGENT_CONFIGURATION,
    AGENT_KEY,
    AZURE_FACTS,
    HOST,
    INTERFACE,
    LISTS,
    OTHER_CLOUDS,
    Fact,
    Items,
    decimal,
    integer,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_sources import (
    newest_azure,
    snake,
    source_facts,
    sources,
    tag_pairs,
    text,
)
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, contents

_EMPTY: Mapping[str, Any] = {}


class Parts:
    """A record taken apart, so that no part is looked for twice."""

    __slots__ = ("agent", "azure", "host", "sources")

    def __init__(self, record: Any, with_sources: bool = True) -> None:
        self.host = as_object(record)
        self.agent = as_object(self.host.get("agentInfo"))
        self.sources = list(sources(self.host)) if with_sources else []
        self.azure = newest_azure(self.sources)


class RowReader:
    """Makes rows that have the wanted keys, in the order of the table."""

    def __init__(self, keys: Iterable[str]) -> None:
        wanted = {"id", *keys}
        # Per place: how to get there, which facts to read (None stands for text, which is most of it), and what a row
        # has where there is no such place.
        self._places = [
            (place, read, dict.fromkeys(key for key, _element, _read in read))
            for place, facts in _PLACES
            for read in [[_compiled(fact) for fact in facts if fact.key in wanted]]
            if read
        ]
        self._parts = [(key, read) for key, read in _PARTS.items() if key in wanted]
        self.needs_sources = not wanted.isdisjoint(_FROM_SOURCES)

    def read(self, record: Any, parts: Parts | None = None) -> dict[str, Any]:
        """Return the row for a record of the neutral plain data, as a page holds it: with an id."""
        parts = parts or Parts(record, self.needs_sources)
        row: dict[str, Any] = {}
        for place, facts, nothing in self._places:
            content = place(parts)
            if not content:
                row.update(nothing)
                continue
            get = content.get
            for key, element, read in facts:
                value = get(element)
                if value is None or (read is None and value.__class__ is str and value and not value.isspace()):
                    row[key] = value
                else:
                    row[key] = text(value) if read is None else read(value)
        for key, read_part in self._parts:
            row[key] = read_part(parts)
        return row


def _compiled(fact: Fact) -> tuple[str, str, Callable[[Any], Any] | None]:
    return fact.key, fact.element, None if fact.read is text else fact.read


def _modules(parts: Parts) -> list[str] | None:
    """Return the sorted modules of an agent; None without an agent."""
    if not parts.agent:
        return None
    # One element with a singular name holds all modules, separated by commas.
    found = (text(parts.agent.get("activatedModule")) or "").split(",")
    return sorted({part.strip() for part in found if part.strip()})


def _longitude(parts: Parts) -> float | None:
    # The vendor's spelling; the right one was seen with one client.
    found = decimal(parts.agent.get("locationGeoLongtitude"))
    return decimal(parts.agent.get("locationGeoLongitude")) if found is None else found


def _versions(parts: Parts) -> dict[str, Any] | None:
    versions = as_object(parts.agent.get("manifestVersion"))
    return {snake(name): text(value) for name, value in versions.items()} or None


def _tag_names(parts: Parts) -> list[str]:
    names = (text(as_object(tag).get("name")) for tag in contents(parts.host.get("tags"), "TagSimple"))
    return [name for name in names if name]


def _tag_ids(parts: Parts) -> list[int]:
    numbers = (integer(as_object(tag).get("id")) for tag in contents(parts.host.get("tags"), "TagSimple"))
    return [number for number in numbers if number is not None]


def _other_cloud(cloud: str, parts: Parts) -> dict[str, Any] | None:
    found = [source for name, source in parts.sources if name == cloud]
    return source_facts(found[-1]) if found else None


def _items(one: Items, parts: Parts) -> list[dict[str, Any]]:
    return _read_list(one.facts, contents(parts.host.get(one.element), one.item))


def _read_list(facts: tuple[Fact, ...], found: list[Any]) -> list[dict[str, Any]]:
    """Read the items of a list; they hold only what Qualys says, for most lack some of their keys."""
    rows = []
    for item in found:
        content = as_object(item)
        # Few of the elements are there, so they are what is gone through.
        row = {
            fact.key: value for fact in facts if fact.element in content for value in [fact.read(content[fact.element])]
        }
        rows.append({key: value for key, value in row.items() if value is not None})
    return [row for row in rows if row]


_PLACES: tuple[tuple[Callable[[Parts], Mapping[str, Any]], tuple[Fact, ...]], ...] = (
    (lambda parts: parts.host, HOST),
    (lambda parts: parts.agent, AGENT),
    (lambda parts: as_object(parts.agent.get("agentConfiguration")), AGENT_CONFIGURATION),
    (lambda parts: as_object(parts.agent.get("activationKey")), AGENT_KEY),
    (lambda parts: parts.azure or _EMPTY, AZURE_FACTS),
)
# What is more than one element.
_PARTS: dict[str, Callable[[Parts], Any]] = {
    "agent_modules": _modules,
    "agent_longitude": _longitude,
    "agent_manifest_versions": _versions,
    "azure_tags": lambda parts: None if parts.azure is None else dict(tag_pairs(parts.azure)),
    "sources": lambda parts: sorted({cloud for cloud, _source in parts.sources}),
    "tags": _tag_names,
    "tag_ids": _tag_ids,
    "interfaces": lambda parts: _read_list(
        INTERFACE, contents(parts.host.get("networkInterface"), "HostAssetInterface")
    ),
    **{one.key: partial(_items, one) for one in LISTS},
    **{cloud: partial(_other_cloud, cloud) for cloud in OTHER_CLOUDS},
}
_FROM_SOURCES = {"azure_tags", "sources", *OTHER_CLOUDS, *(fact.key for fact in AZURE_FACTS)}
