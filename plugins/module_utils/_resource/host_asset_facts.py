# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What rows of host assets hold: one table says which keys there are and where they come from.

Element names: release notes 3.1.1 (Azure), Cloud Agent guide (list agents) and exported answers.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, Callable, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_sources import AZURE, CLOUDS, text

# What changes here makes rows that were cached earlier unreadable.
ROW_VERSION = 2
_INTEGER = re.compile(r"\s*[+-]?[0-9]{1,30}\s*")
# Neither infinity nor the words for it: no reader of an inventory knows them.
_DECIMAL = re.compile(r"\s*[+-]?[0-9]{1,30}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?\s*")


def integer(value: Any) -> int | None:
    """Return a whole number, or None when there is none."""
    if value.__class__ is int:
        return int(value)
    found = _INTEGER.fullmatch(text(value) or "")
    return int(found[0]) if found else None


def decimal(value: Any) -> float | None:
    """Return a number, or None when there is none."""
    found = _DECIMAL.fullmatch(text(value) or "")
    return float(found[0]) if found else None


def boolean(value: Any) -> bool | None:
    """Return true or false, which JSON answers hold as strings, or None when there is neither."""
    return {"true": True, "false": False}.get((text(value) or "").lower())


class Fact(NamedTuple):
    """One key of a row: the element it is read from, how, and whether only ``detail: full`` has it."""

    key: str
    element: str
    read: Callable[[Any], Any] = text
    full: bool = False


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
    # Read together with the rest of the agent; see the reader.
    Fact("agent_modules", "activatedModule"),
    Fact("agent_last_checked_in", "lastCheckedIn"),
    Fact("agent_connected_from", "connectedFrom"),
    Fact("agent_location", "location", full=True),
    Fact("agent_latitude", "locationGeoLatitude", decimal, full=True),
    # The vendor's spelling; the right one was seen with one client, see the reader.
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
OTHER_CLOUDS = tuple(cloud for cloud in CLOUDS if cloud != "azure")


def keys(full: bool) -> tuple[str, ...]:
    """Return every key that rows of this level of detail have."""
    facts = HOST + AGENT + AGENT_CONFIGURATION + AGENT_KEY + AZURE_FACTS
    names = [fact.key for fact in facts if full or not fact.full]
    names += ["azure_tags", "sources", "tags", "tag_ids", "interfaces"]
    if full:
        names += [one.key for one in LISTS] + ["agent_manifest_versions", *OTHER_CLOUDS]
    return tuple(names)


def fields_for(wanted: Collection[str]) -> tuple[str, ...]:
    """Return the value of the query parameter fields that limits an answer to what rows with these keys hold.

    Only paths that end in single elements were seen to work on a live account (published vendor scripts); these are
    of that form, but not each of them was tried. What only ``detail: full`` has cannot be asked for this way.
    """
    wanted = {"id", *wanted}
    azure, tag = "sourceInfo.list.%s." % AZURE, "tags.list.TagSimple."
    of_azure = _paths(azure, AZURE_FACTS, wanted)
    if "azure_tags" in wanted:
        of_azure += [azure + "azureVmTags.tags.list.AzureTags.%s" % part for part in ("key", "value")]
    if of_azure:
        # Tells which of several sources is the present one.
        of_azure.append(azure + "lastUpdated")
    paths = _paths("", HOST, wanted) + _paths("agentInfo.", AGENT, wanted)
    if "agent_modules" in wanted and "agent_id" not in wanted:
        # An agent without modules would look like no agent.
        paths.append("agentInfo.agentId")
    paths += _paths("agentInfo.agentConfiguration.", AGENT_CONFIGURATION, wanted)
    paths += _paths("agentInfo.activationKey.", AGENT_KEY, wanted)
    paths += [tag + element for key, element in (("tag_ids", "id"), ("tags", "name")) if key in wanted]
    paths += of_azure
    if "sources" in wanted:
        paths += ["sourceInfo.list.%s.assetId" % element for element in CLOUDS.values()]
    if "interfaces" in wanted:
        paths += ["networkInterface.list.HostAssetInterface.%s" % fact.element for fact in INTERFACE]
    return tuple(paths)


def _paths(prefix: str, facts: tuple[Fact, ...], wanted: Collection[str]) -> list[str]:
    return [prefix + fact.element for fact in facts if fact.key in wanted and not fact.full]
