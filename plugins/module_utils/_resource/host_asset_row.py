# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Host assets as flat rows of typed values: one table says which keys there are and where they come from.

Element names: release notes 3.1.1 (Azure), Cloud Agent guide (list agents) and exported answers. Every element but
the id may be missing. A row always has every key of its level of detail; what Qualys does not say is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._errors import CodecError
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_sources import (
    AZURE,
    CLOUDS,
    azure_sources,
    snake,
    source_facts,
    sources,
    tag_pairs,
    text,
)
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, contents

# What changes here makes rows that were cached earlier unreadable.
ROW_VERSION = 1


def integer(value: Any) -> int | None:
    """Return a whole number, or None when there is none."""
    try:
        return int(text(value) or "")
    except ValueError:
        return None


def decimal(value: Any) -> float | None:
    """Return a number, or None when there is none."""
    try:
        return float(text(value) or "")
    except ValueError:
        return None


def boolean(value: Any) -> bool | None:
    """Return true or false, which JSON answers hold as strings, or None when there is neither."""
    return {"true": True, "false": False}.get((text(value) or "").lower())


class Fact(NamedTuple):
    """One key of a row: the element it is read from, how, and whether only ``detail: full`` has it."""

    key: str
    element: str
    read: Callable[[Any], Any] = text
    full: bool = False


def _modules(value: Any) -> list[str] | None:
    # One element with a singular name holds all modules, separated by commas.
    found = text(value)
    return sorted({part.strip() for part in found.split(",") if part.strip()}) if found else None


HOST = (
    Fact("id", "id", integer),
    Fact("name", "name"),
    Fact("created", "created"),
    Fact("modified", "modified"),
    Fact("address", "address"),
    Fact("fqdn", "fqdn"),
    Fact("dns_host_name", "dnsHostName"),
    Fact("netbios_name", "netbiosName"),
    Fact("os", "os"),
    Fact("tracking_method", "trackingMethod"),
    Fact("host_id", "qwebHostId", integer),
    Fact("cloud_provider", "cloudProvider"),
    Fact("criticality_score", "criticalityScore", integer),
    Fact("last_vuln_scan", "lastVulnScan"),
    Fact("last_compliance_scan", "lastComplianceScan"),
    Fact("type", "type", full=True),
    Fact("domain", "domain", full=True),
    Fact("network_guid", "networkGuid", full=True),
    Fact("netbios_network_id", "netbiosNetworkId", integer, full=True),
    Fact("manufacturer", "manufacturer", full=True),
    Fact("model", "model", full=True),
    Fact("total_memory", "totalMemory", integer, full=True),
    Fact("timezone", "timezone", full=True),
    Fact("bios_description", "biosDescription", full=True),
    Fact("last_system_boot", "lastSystemBoot", full=True),
    Fact("last_logged_on_user", "lastLoggedOnUser", full=True),
    Fact("vulns_updated", "vulnsUpdated", full=True),
    Fact("information_gathered_updated", "informationGatheredUpdated", full=True),
    Fact("is_docker_host", "isDockerHost", boolean, full=True),
)
AGENT = (
    Fact("agent_id", "agentId"),
    Fact("agent_status", "status"),
    Fact("agent_version", "agentVersion"),
    Fact("agent_platform", "platform"),
    Fact("agent_modules", "activatedModule", _modules),
    Fact("agent_last_checked_in", "lastCheckedIn"),
    Fact("agent_connected_from", "connectedFrom"),
    Fact("agent_location", "location", full=True),
    Fact("agent_latitude", "locationGeoLatitude", decimal, full=True),
    # The vendor's spelling; the right one was seen with one client and is read below.
    Fact("agent_longitude", "locationGeoLongtitude", decimal, full=True),
    Fact("agent_manifest_state", "chirpStatus", full=True),
)
# Objects within agentInfo. The activation key itself is a secret that enrols agents; its title is not.
AGENT_CONFIGURATION = (
    Fact("agent_configuration_id", "id", integer),
    Fact("agent_configuration", "name"),
)
AGENT_KEY = (Fact("agent_activation_key_title", "title"),)
AZURE_FACTS = (
    Fact("azure_name", "name"),
    Fact("azure_location", "location"),
    Fact("azure_state", "state"),
    Fact("azure_vm_id", "vmId"),
    Fact("azure_vm_size", "vmSize"),
    Fact("azure_subscription_id", "subscriptionId"),
    Fact("azure_resource_group_name", "resourceGroupName"),
    Fact("azure_offer", "offer"),
    Fact("azure_version", "version"),
    Fact("azure_publisher", "publisher"),
    Fact("azure_os_type", "osType"),
    Fact("azure_subnet", "subnet"),
    Fact("azure_mac_address", "macAddress"),
    Fact("azure_private_ip_address", "privateIpAddress"),
    Fact("azure_public_ip_address", "publicIpAddress"),
    # In the schema only, as a later addition.
    Fact("azure_virtual_network", "virtualNetwork", full=True),
    Fact("azure_ipv6", "ipv6", full=True),
)
INTERFACE = (
    Fact("address", "address"),
    Fact("type", "type"),
    Fact("name", "interfaceName"),
    Fact("id", "interfaceId"),
    Fact("hostname", "hostname"),
    Fact("mac_address", "macAddress"),
    Fact("gateway", "gatewayAddress"),
)


class Items(NamedTuple):
    """A list within a host asset that only ``detail: full`` reads: key, element, item and its facts."""

    key: str
    element: str
    item: str
    facts: tuple[Fact, ...]


LISTS = (
    Items(
        "open_ports",
        "openPort",
        "HostAssetOpenPort",
        (
            Fact("port", "port", integer),
            Fact("protocol", "protocol"),
            Fact("service_id", "serviceId", integer),
            Fact("service_name", "serviceName"),
        ),
    ),
    Items("software", "software", "HostAssetSoftware", (Fact("name", "name"), Fact("version", "version"))),
    Items(
        "vulns",
        "vuln",
        "HostAssetVuln",
        (
            Fact("qid", "qid", integer),
            Fact("id", "hostInstanceVulnId", integer),
            Fact("first_found", "firstFound"),
            Fact("last_found", "lastFound"),
        ),
    ),
    Items("processors", "processor", "HostAssetProcessor", (Fact("name", "name"), Fact("speed", "speed", integer))),
    Items(
        "volumes",
        "volume",
        "HostAssetVolume",
        (Fact("name", "name"), Fact("size", "size", integer), Fact("free", "free", integer)),
    ),
    Items("accounts", "account", "HostAssetAccount", (Fact("username", "username"),)),
)
_OTHER_CLOUDS = tuple(cloud for cloud in CLOUDS if cloud != "azure")


def keys(full: bool) -> tuple[str, ...]:
    """Return every key that rows of this level of detail have."""
    facts = HOST + AGENT + AGENT_CONFIGURATION + AGENT_KEY + AZURE_FACTS
    names = [fact.key for fact in facts if full or not fact.full]
    names += ["azure_tags", "sources", "tags", "tag_ids", "interfaces"]
    if full:
        names += [one.key for one in LISTS] + ["agent_manifest_versions", *_OTHER_CLOUDS]
    return tuple(names)


def lean_fields() -> tuple[str, ...]:
    """Return the value of the query parameter fields that limits an answer to what lean rows hold.

    Only paths that end in single elements were seen to work on a live account (published vendor scripts); these are
    of that form, but not each of them was tried.
    """
    azure = "sourceInfo.list.%s." % AZURE
    paths = _paths("", HOST) + _paths("agentInfo.", AGENT)
    paths += _paths("agentInfo.agentConfiguration.", AGENT_CONFIGURATION)
    paths += _paths("agentInfo.activationKey.", AGENT_KEY)
    paths += ["tags.list.TagSimple.id", "tags.list.TagSimple.name"]
    paths += _paths(azure, AZURE_FACTS) + [azure + "lastUpdated"]
    paths += [azure + "azureVmTags.tags.list.AzureTags.%s" % part for part in ("key", "value")]
    paths += ["sourceInfo.list.%s.assetId" % element for element in CLOUDS.values()]
    paths += _paths("networkInterface.list.HostAssetInterface.", INTERFACE)
    return tuple(paths)


def read_host_asset(record: Any, full: bool = False) -> dict[str, Any]:
    """Return the row for a record of the neutral plain data.

    Raises CodecError when it has no id.
    """
    host, agent = as_object(record), as_object(as_object(record).get("agentInfo"))
    azure = azure_sources(host)
    row = _read(HOST, host, full)
    if row["id"] is None:
        raise CodecError("Qualys returned a host asset without an id; such a list cannot be trusted")
    row.update(_read_agent(agent, full))
    row.update(_read(AZURE_FACTS, azure[0] if azure else {}, full))
    row["azure_tags"] = dict(tag_pairs(azure[0])) if azure else None
    found = dict(sources(host))
    row["sources"] = sorted(found)
    tags = contents(host.get("tags"), "TagSimple")
    row["tags"] = [name for name in (text(as_object(tag).get("name")) for tag in tags) if name]
    row["tag_ids"] = [number for number in (integer(as_object(tag).get("id")) for tag in tags) if number is not None]
    row["interfaces"] = _read_list(INTERFACE, contents(host.get("networkInterface"), "HostAssetInterface"))
    if full:
        for one in LISTS:
            row[one.key] = _read_list(one.facts, contents(host.get(one.element), one.item))
        for cloud in _OTHER_CLOUDS:
            row[cloud] = source_facts(found[cloud]) if cloud in found else None
    return row


def _paths(prefix: str, facts: tuple[Fact, ...]) -> list[str]:
    return [prefix + fact.element for fact in facts if not fact.full]


def _read(facts: tuple[Fact, ...], content: Mapping[str, Any], full: bool) -> dict[str, Any]:
    return {fact.key: fact.read(content.get(fact.element)) for fact in facts if full or not fact.full}


def _read_agent(agent: Mapping[str, Any], full: bool) -> dict[str, Any]:
    row = _read(AGENT, agent, full)
    row.update(_read(AGENT_CONFIGURATION, as_object(agent.get("agentConfiguration")), full))
    row.update(_read(AGENT_KEY, as_object(agent.get("activationKey")), full))
    if agent and row["agent_modules"] is None:
        row["agent_modules"] = []
    if full:
        if row["agent_longitude"] is None:
            row["agent_longitude"] = decimal(agent.get("locationGeoLongitude"))
        versions = as_object(agent.get("manifestVersion"))
        row["agent_manifest_versions"] = {snake(name): text(value) for name, value in versions.items()} or None
    return row


def _read_list(facts: tuple[Fact, ...], found: list[Any]) -> list[dict[str, Any]]:
    """Read the items of a list; they hold only what Qualys says, for most lack some of their keys."""
    rows = (_read(facts, as_object(item), full=True) for item in found)
    filled = ({key: value for key, value in row.items() if value is not None} for row in rows)
    return [row for row in filled if row]
