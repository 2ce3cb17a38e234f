# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Host assets: where they live, what they can be searched by, and the Azure criteria under friendly names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.criteria import Field, criteria_for, near
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_sources import tag_pairs

_TEXT, _INTEGER, _DATE = Field("text"), Field("integer"), Field("date")
AZURE_STATES = ("STARTING", "RUNNING", "STOPPING", "STOPPED", "DEALLOCATED", "DEALLOCATING", "DELETED")
# VIRTUAL_MACHINE_ID stands in the answers of the release notes 3.1.1, not in the list of search values.
TRACKING_METHODS = ("NONE", "IP", "DNSNAME", "NETBIOS", "INSTANCE_ID", "QAGENT", "VIRTUAL_MACHINE_ID")

SEARCH_FIELDS: dict[str, Field] = {
    # Cloud Agent guide: list agents.
    "id": _INTEGER,
    "name": _TEXT,
    "created": _DATE,
    # The guide prints "updated" on one page and "update" on another.
    "updated": _DATE,
    "type": _TEXT,
    "qwebHostId": _INTEGER,
    "os": _TEXT,
    "dnsHostName": _TEXT,
    "address": _TEXT,
    "netbiosName": _TEXT,
    "netbiosNetworkID": _TEXT,
    "networkGuid": _TEXT,
    "trackingMethod": Field("keyword", words=TRACKING_METHODS),
    "port": _INTEGER,
    "installedSoftware": _TEXT,
    "tagName": _TEXT,
    "tagId": _INTEGER,
    "lastVulnScan": _DATE,
    "lastComplianceScan": _DATE,
    "vulnsUpdated": _DATE,
    "informationGatheredUpdated": _DATE,
    "activationKey": Field("text", operators=("EQUALS",)),
    "agentConfigurationName": Field("text", operators=("EQUALS", "CONTAINS")),
    "agentConfigurationId": Field("integer", operators=("EQUALS",)),
    "agentVersion": Field("text", operators=("EQUALS", "LESSER", "GREATER")),
    "lastCheckedIn": Field("date", operators=("EQUALS", "LESSER", "GREATER")),
    # Not in the guide; used by published scripts.
    "agentUuid": Field("text", operators=("EQUALS",)),
    "instanceId": _TEXT,
    "accountId": _TEXT,
    "instanceState": _TEXT,
    # Release notes 3.1.1: Azure.
    "vmId": _TEXT,
    "subscriptionId": _TEXT,
    "location": _TEXT,
    "state": Field("keyword", words=AZURE_STATES),
    "subnet": _TEXT,
    "resourceGroup": _TEXT,
    "resourceGroupName": _TEXT,
    "privateIpAddress": _TEXT,
    "publicIpAddress": _TEXT,
    "azureTagKey": _TEXT,
    "azureTagValue": _TEXT,
    "imageOffer": _TEXT,
    "imageVersion": _TEXT,
}


class AzureOption(NamedTuple):
    """One friendly name: the field it searches, and the operator when it is not simply equality."""

    field: str
    operator: str | None = None


# The thirteen criteria of the release notes 3.1.1, and the refusal of states that their third sample shows.
AZURE_OPTIONS: dict[str, AzureOption] = {
    "vm_id": AzureOption("vmId"),
    "subscription_id": AzureOption("subscriptionId"),
    "location": AzureOption("location"),
    "state": AzureOption("state"),
    "not_state": AzureOption("state", "NOT EQUALS"),
    "subnet": AzureOption("subnet"),
    "resource_group_type": AzureOption("resourceGroup"),
    "resource_group_name": AzureOption("resourceGroupName"),
    "private_ip_address": AzureOption("privateIpAddress"),
    "public_ip_address": AzureOption("publicIpAddress"),
    "tag_key": AzureOption("azureTagKey"),
    "tag_value": AzureOption("azureTagValue"),
    "image_offer": AzureOption("imageOffer"),
    "image_version": AzureOption("imageVersion"),
}


def given_azure(azure: Any) -> dict[str, Any] | None:
    """Return the Azure options that are set, or None when none were asked for at all.

    An empty mapping asks for every Azure virtual machine. Raises OptionError for what is no option.
    """
    if azure is None:
        return None
    if not isinstance(azure, Mapping):
        raise OptionError("azure", azure, "must be a mapping such as location: westeurope")
    for name in azure:
        if name not in AZURE_OPTIONS:
            hint = near(str(name), AZURE_OPTIONS) or "known are %s" % ", ".join(AZURE_OPTIONS)
            raise OptionError("azure", name, "is no Azure option; %s" % hint)
    return {name: value for name, value in azure.items() if value is not None}


def azure_criteria(azure: Mapping[str, Any], known_only: bool = True) -> tuple[Criterion, ...]:
    """Return the criteria for Azure options that ``given_azure`` has checked, in the order of the table.

    Raises OptionError.
    """
    found: list[Criterion] = []
    for name, (field, operator) in AZURE_OPTIONS.items():
        if name in azure:
            where = "azure.%s" % name
            found.extend(criteria_for(where, field, azure[name], SEARCH_FIELDS, operator, known_only))
    return tuple(found)


def is_azure_match(found: Iterable[tuple[str, Mapping[str, Any]]], azure: Mapping[str, Any]) -> bool:
    """Tell whether an asset with these sources, which Qualys returned for Azure criteria, is really meant.

    Two things are not confirmed on a live account, and decided here: whether criteria such as location look at other
    clouds too, and whether key and value of a tag must stand on the same tag. Case is left to Qualys.
    """
    own = [source for cloud, source in found if cloud == "azure"]
    if "tag_key" not in azure or "tag_value" not in azure:
        return bool(own)
    wanted = (str(azure["tag_key"]).lower(), str(azure["tag_value"]).lower())
    return any((key.lower(), value.lower()) == wanted for source in own for key, value in tag_pairs(source))


def second_look(azure: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys of rows whose facts ``is_azure_match`` looks at."""
    return ("sources", "azure_tags") if "tag_key" in azure and "tag_value" in azure else ("sources",)
