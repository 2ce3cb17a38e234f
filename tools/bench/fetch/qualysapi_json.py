# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The same as qualysapi_loop.py with answers in JSON, for which no published script asks.

Usage: qualysapi_json.py URL FIELDS
"""

from __future__ import annotations

import json
import sys

from facts import AGENT, AZURE, HOST, HOST_NUMBERS, INTERFACE, SOURCE, pages
from report import measured


def members(container):
    """Return the (name, content) pairs in the list of an object."""
    return [pair for member in (container or {}).get("list", ()) for pair in member.items()]


def azure_row(sources):
    """Return the facts of the Azure source that was updated last."""
    azure = [content for name, content in sources if name == "AzureAssetSourceSimple"]
    if not azure:
        return {**dict.fromkeys(AZURE), "azure_tags": None}
    newest = max(azure, key=lambda source: source.get("lastUpdated") or "")
    row = {key: newest.get(name) or None for key, name in AZURE.items()}
    tags = members(newest.get("azureVmTags", {}).get("tags"))
    row["azure_tags"] = {tag["key"]: tag.get("value") or "" for _name, tag in tags}
    return row


def agent_row(agent):
    """Return the facts of the agent."""
    facts = agent or {}
    row = {key: facts.get(name) or None for key, name in AGENT.items()}
    modules = facts.get("activatedModule") or ""
    row["agent_modules"] = None if agent is None else sorted({part.strip() for part in modules.split(",") if part})
    configuration = facts.get("agentConfiguration", {})
    row["agent_configuration_id"] = configuration.get("id")
    row["agent_configuration"] = configuration.get("name")
    row["agent_activation_key_title"] = facts.get("activationKey", {}).get("title")
    return row


def interface_rows(asset):
    """Return the network interfaces that say anything."""
    rows = []
    for _name, interface in members(asset.get("networkInterface")):
        row = {key: interface[name] for key, name in INTERFACE.items() if interface.get(name)}
        if row:
            rows.append(row)
    return rows


def read(asset):
    """Return the flat row of a host asset."""
    row = {key: asset.get(name) or None for key, name in HOST.items()}
    for key, name in HOST_NUMBERS.items():
        row[key] = asset.get(name)
    row.update(agent_row(asset.get("agentInfo")))
    sources = members(asset.get("sourceInfo"))
    row.update(azure_row(sources))
    kinds = (SOURCE.fullmatch(name) for name, _content in sources)
    row["sources"] = sorted({kind[1].lower() for kind in kinds if kind})
    tags = members(asset.get("tags"))
    row["tags"] = [tag["name"] for _name, tag in tags]
    row["tag_ids"] = [tag["id"] for _name, tag in tags]
    row["interfaces"] = interface_rows(asset)
    return row


def read_page(body):
    """Return the rows of a page, and the id to go on from or None."""
    answer = json.loads(body)["ServiceResponse"]
    if answer["responseCode"] != "SUCCESS":
        raise RuntimeError(body[:1000])
    last = answer["lastId"] if answer.get("hasMoreRecords") == "true" else None
    return [read(record["HostAsset"]) for record in answer.get("data", ())], last


def fetch(url):
    """Return ids and rows."""
    rows = [row for page in pages(url, "json", read_page) for row in page]
    return [row["id"] for row in rows], rows


if __name__ == "__main__":
    measured(fetch, sys.argv[1])
