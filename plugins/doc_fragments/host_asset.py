# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    # What host assets are searched by.
    SEARCH = r"""
options:
  azure:
    description:
      - Search for Azure virtual machines. All options within, and all of O(criteria), must match.
      - An empty mapping finds every Azure virtual machine, at the price of reading all host assets.
      - >-
        What Qualys returns is looked at once more, since two things are not confirmed on a live account: whether
        criteria such as C(location) match machines of other clouds as well, and whether O(azure.tag_key) and
        O(azure.tag_value) must stand on the same tag. Assets without an Azure source, and assets without one tag that
        has both, are left out.
    type: dict
    suboptions:
      vm_id:
        description: ID of the virtual machine.
        type: str
      subscription_id:
        description: ID of the Azure subscription.
        type: str
      location:
        description: Code of the Azure region, such as V(centralindia).
        type: str
      state:
        description:
          - State of the virtual machine; with several, any of them.
          - >-
            One of V(STARTING), V(RUNNING), V(STOPPING), V(STOPPED), V(DEALLOCATED), V(DEALLOCATING), V(DELETED), in
            upper or lower case.
        type: list
        elements: str
      not_state:
        description: States to leave out, from the same words.
        type: list
        elements: str
      subnet:
        description: ID of the subnet.
        type: str
      resource_group_type:
        description: Type of the resource group, which is what Qualys calls C(resourceGroup).
        type: str
      resource_group_name:
        description: Name of the resource group.
        type: str
      private_ip_address:
        description: Private IP address.
        type: str
      public_ip_address:
        description: Public IP address.
        type: str
      tag_key:
        description: Key of an Azure tag.
        type: str
      tag_value:
        description: Value of an Azure tag; with O(azure.tag_key), of that tag.
        type: str
      image_offer:
        description: Offer of the image, such as V(WindowsServer).
        type: str
      image_version:
        description: Version of the image, such as V(latest).
        type: str
  criteria:
    description:
      - Conditions that Qualys checks; all must be met, and one field may appear more than once.
      - >-
        Fields of integer type are V(id), V(qwebHostId), V(port), V(tagId), V(agentConfigurationId). Dates are
        V(created), V(updated), V(lastVulnScan), V(lastComplianceScan), V(vulnsUpdated),
        V(informationGatheredUpdated), V(lastCheckedIn). Keywords are V(trackingMethod) and V(state). Text is
        V(name), V(type), V(os), V(dnsHostName), V(address), V(netbiosName), V(netbiosNetworkID), V(networkGuid),
        V(installedSoftware), V(tagName), V(activationKey), V(agentConfigurationName), V(agentVersion), V(agentUuid),
        V(instanceId), V(accountId), V(instanceState), and for Azure V(vmId), V(subscriptionId), V(location),
        V(subnet), V(resourceGroup), V(resourceGroupName), V(privateIpAddress), V(publicIpAddress), V(azureTagKey),
        V(azureTagValue), V(imageOffer), V(imageVersion).
      - V(agentUuid), V(instanceId), V(accountId) and V(instanceState) are known from published scripts only.
      - Assets of all kinds are found, unless O(azure) is given as well.
    type: list
    elements: dict
    default: []
    suboptions:
      field:
        description: Name of the field, as Qualys spells it.
        type: str
        required: true
      operator:
        description:
          - How to compare. Upper and lower case are the same, and so are C(NOT EQUALS) and C(NOT_EQUALS).
          - >-
            Integers know C(EQUALS), C(NOT EQUALS), C(GREATER), C(LESSER), C(IN); text C(CONTAINS), C(EQUALS),
            C(NOT EQUALS); dates C(EQUALS), C(NOT EQUALS), C(GREATER), C(LESSER); keywords C(EQUALS), C(NOT EQUALS),
            C(IN). The fields of agents know fewer.
          - If not set, C(EQUALS), or C(IN) for a list of values.
        type: str
      value:
        description:
          - What to compare with. A list goes with C(IN), and with C(NOT EQUALS), where none of the values may match.
          - Write dates like V(2026-01-31) or V(2026-01-31T08:00:00Z), in UTC.
        type: raw
  check_fields:
    description:
      - Whether fields, operators and states that this collection does not know are refused before anything is sent.
      - Switch it off to use what Qualys has added since. Values of known fields are checked in any case.
    type: bool
    default: true
"""

    # How much of them is read, for the module and the inventory plugin that return them.
    # A fragment of its own: ansible-test reads plain strings only.
    DETAIL = r"""
options:
  detail:
    description:
      - >-
        With V(lean), only what identifies a host and its agent is asked for, and its Azure facts, tags and interfaces.
        With V(full), also hardware, software, open ports, vulnerabilities, accounts and the facts of other clouds,
        which makes answers many times larger.
      - >-
        V(lean) names single elements in the query parameter C(fields). The form is known from vendor scripts; that
        each of these elements can be named is not confirmed on a live account.
    type: str
    choices: [lean, full]
    default: lean
  page_size:
    description:
      - How many host assets Qualys returns at once, from 1 to 1000.
      - If not set, 1000 with O(detail=lean) and 250 with O(detail=full), whose answers are much heavier.
    type: int
"""
