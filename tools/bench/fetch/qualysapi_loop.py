# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Fetch all host assets with qualysapi, in the best loop that a careful user writes around it by hand.

qualysapi sends requests and nothing else: paging, parsing with lxml and the rows are here and in facts.py.

Usage: qualysapi_loop.py URL FIELDS
"""

from __future__ import annotations

import sys

from facts import AGENT, AZURE, HOST, HOST_NUMBERS, INTERFACE, SOURCE, pages
from lxml import etree
from report import measured

NOTHING = ()


def texts(element):
    """Return the texts of an element's children by tag, blank ones left out."""
    return {child.tag: child.text for child in element if child.text and child.text.strip()}


def number(text):
    """Return a whole number, or None."""
    return int(text) if text else None


def members(element):
    """Return what stands in the list of an element."""
    found = None if element is None else element.find("list")
    return NOTHING if found is None else found


def azure_row(sources):
    """Return the facts of the Azure source that was updated last."""
    azure = [source for source in sources if source.tag == "AzureAssetSourceSimple"]
    if not azure:
        return {**dict.fromkeys(AZURE), "azure_tags": None}
    newest = max(azure, key=lambda source: source.findtext("lastUpdated") or "")
    facts = texts(newest)
    row = {key: facts.get(name) for key, name in AZURE.items()}
    tags = members(newest.find("azureVmTags/tags"))
    row["azure_tags"] = {tag.findtext("key"): tag.findtext("value") or "" for tag in tags}
    return row


def agent_row(agent):
    """Return the facts of the agent."""
    facts = {} if agent is None else texts(agent)
    row = {key: facts.get(name) for key, name in AGENT.items()}
    modules = facts.get("activatedModule")
    row["agent_modules"] = None if agent is None else []
    if modules:
        row["agent_modules"] = sorted({part.strip() for part in modules.split(",") if part.strip()})
    row["agent_configuration_id"] = row["agent_configuration"] = row["agent_activation_key_title"] = None
    if agent is not None:
        row["agent_configuration_id"] = number(agent.findtext("agentConfiguration/id"))
        row["agent_configuration"] = agent.findtext("agentConfiguration/name")
        row["agent_activation_key_title"] = agent.findtext("activationKey/title")
    return row


def interface_rows(asset):
    """Return the network interfaces that say anything."""
    rows = []
    for interface in members(asset.find("networkInterface")):
        facts = texts(interface)
        row = {key: facts[name] for key, name in INTERFACE.items() if name in facts}
        if row:
            rows.append(row)
    return rows


def read(asset):
    """Return the flat row of a host asset."""
    facts = texts(asset)
    row = {key: facts.get(name) for key, name in HOST.items()}
    for key, name in HOST_NUMBERS.items():
        row[key] = number(facts.get(name))
    row.update(agent_row(asset.find("agentInfo")))
    sources = members(asset.find("sourceInfo"))
    row.update(azure_row(sources))
    kinds = (SOURCE.fullmatch(source.tag) for source in sources)
    row["sources"] = sorted({kind[1].lower() for kind in kinds if kind})
    tags = members(asset.find("tags"))
    row["tags"] = [tag.findtext("name") for tag in tags]
    row["tag_ids"] = [int(tag.findtext("id")) for tag in tags]
    row["interfaces"] = interface_rows(asset)
    return row


def read_page(body):
    """Return the rows of a page, and the id to go on from or None."""
    answer = etree.fromstring(body)
    if answer.findtext("responseCode") != "SUCCESS":
        raise RuntimeError(body[:1000])
    last = int(answer.findtext("lastId")) if answer.findtext("hasMoreRecords") == "true" else None
    return [read(asset) for asset in answer.iterfind("data/HostAsset")], last


def fetch(url):
    """Return ids and rows."""
    rows = [row for page in pages(url, "xml", read_page) for row in page]
    return [row["id"] for row in rows], rows


if __name__ == "__main__":
    measured(fetch, sys.argv[1])
