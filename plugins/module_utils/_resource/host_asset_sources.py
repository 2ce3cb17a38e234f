# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cloud sources of a host asset: which there are, and what the tags on them say.

Element names: release notes 3.1.1 (Azure), the schema of asset management (the others). A host may have several
sources; ``<AssetSource/>`` stands for none. The source's own ``type`` is not used: it is spelled EC2 and EC_2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, items, pairs

AZURE = "AzureAssetSourceSimple"
# Names of the clouds as the rows have them, and their elements.
CLOUDS = {
    "azure": AZURE,
    "ec2": "Ec2AssetSourceSimple",
    "gcp": "GcpAssetSourceSimple",
    "ibm": "IBMAssetSourceSimple",
    "oci": "OciAssetSourceSimple",
}
_SOURCE = re.compile(r"(\w+?)AssetSource(?:Simple)?")
_CAPITALS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def sources(record: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield (cloud, source) for every source that names its cloud, such as ``("azure", {...})``."""
    for element, content in pairs(as_object(record).get("sourceInfo")):
        cloud = cloud_of(element)
        if cloud:
            yield cloud, as_object(content)


@lru_cache(maxsize=64)
def cloud_of(element: str) -> str | None:
    """Return the cloud that an element's name tells, or None."""
    match = _SOURCE.fullmatch(element)
    return match[1].lower() if match else None


def newest_azure(found: Iterable[tuple[str, Mapping[str, Any]]]) -> Mapping[str, Any] | None:
    """Return the Azure source that was updated last, or None when there is none."""
    azure = [source for cloud, source in found if cloud == "azure"]
    # The first of equals, as they come.
    return max(azure, key=lambda source: text(source.get("lastUpdated")) or "") if azure else None


def tag_pairs(source: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield key and value of every cloud tag on a source; a tag without value has an empty one."""
    for name, block in source.items():
        if name.endswith("Tags"):
            for _element, tag in pairs(as_object(block).get("tags")):
                key = text(as_object(tag).get("key"))
                if key is not None:
                    yield key, text(tag.get("value")) or ""


def source_facts(source: Mapping[str, Any]) -> dict[str, Any]:
    """Return all that a source says, under Qualys' names in snake case; its tags as a mapping."""
    facts = {snake(name): _facts(content) for name, content in source.items() if not name.endswith("Tags")}
    facts["tags"] = dict(tag_pairs(source))
    return facts


def text(value: Any) -> str | None:
    """Return text; None when there is nothing. A number or boolean of JSON is written as XML would have it."""
    if isinstance(value, str):
        return value if value and not value.isspace() else None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, float)) else None


def snake(name: str) -> str:
    """Turn ``privateDnsName`` into ``private_dns_name``."""
    return _CAPITALS.sub("_", name).lower()


def _facts(content: Any) -> Any:
    if isinstance(content, dict):
        if set(content) <= {"list", "count"}:
            return [_facts(one) for _element, one in items(content)]
        return {snake(name): _facts(one) for name, one in content.items()}
    if isinstance(content, list):
        return [_facts(one) for one in content]
    return text(content)
