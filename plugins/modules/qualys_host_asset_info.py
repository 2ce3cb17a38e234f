#!/usr/bin/python
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qualys_host_asset_info
short_description: Search Qualys host assets, Azure virtual machines first
version_added: 1.0.0
author:
  - community.qualys contributors (@ansible-collections)
description:
  - Returns the host assets that meet all given conditions, or all that the account may see.
  - The list is complete or the module fails.
extends_documentation_fragment:
  - community.qualys.connection
  - community.qualys.host_asset.search
  - community.qualys.host_asset.detail
  - community.qualys.attributes.info
  - community.qualys.attributes.action
options:
  asset_ids:
    description:
      - Search among these asset ids only. Ids that do not exist, or lie outside the account's scope, are not an error.
    type: list
    elements: int
  limit:
    description: Return no more host assets than this, those with the lowest ids.
    type: int
notes:
  - The UUID of an activation key is a secret, also as the value for V(activationKey) in O(criteria).
seealso:
  - plugin: community.qualys.qualys_hostasset
    plugin_type: inventory
    description: An inventory made of such a search.
"""

EXAMPLES = r"""
- name: Find the Azure virtual machine with a certain id
  community.qualys.qualys_host_asset_info:
    azure:
      vm_id: 399af5dc-c32a-4c40-95a5-c6ed0e786430
  register: found

- name: Show where it runs
  ansible.builtin.debug:
    msg: "{{ item.name }} is {{ item.azure_state }} in {{ item.azure_location }}"
  loop: "{{ found.host_assets }}"

- name: Find deleted virtual machines of one subscription
  community.qualys.qualys_host_asset_info:
    azure:
      subscription_id: 9de9e0a7-4f67-4812-917d-2246853844e1
      state: DELETED

- name: Find virtual machines that are neither deallocated nor running
  community.qualys.qualys_host_asset_info:
    azure:
      not_state: [DEALLOCATED, RUNNING]

- name: Find Linux hosts that were not scanned this year, with all that Qualys knows of them
  community.qualys.qualys_host_asset_info:
    criteria:
      - field: os
        operator: CONTAINS
        value: Linux
      - field: lastVulnScan
        operator: LESSER
        value: "2026-01-01"
    detail: full
"""

RETURN = r"""
host_assets:
  description:
    - The host assets in the order of their ids. Every key is always there; what Qualys does not say is null.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the asset.
      type: int
      sample: 2584223
    name:
      description: Name that Qualys shows.
      type: str
      sample: web-a
    created:
      description: When the asset was created, in UTC.
      type: str
      sample: "2019-03-04T13:12:30Z"
    modified:
      description: When the asset was last changed, in UTC.
      type: str
      sample: "2019-03-07T13:37:02Z"
    address:
      description: Primary IP address.
      type: str
      sample: 10.20.0.5
    fqdn:
      description: Full name in the domain name system.
      type: str
      sample: web-a.example.net
    dns_host_name:
      description: Host name in the domain name system.
      type: str
      sample: web-a.example.net
    netbios_name:
      description: NetBIOS name.
      type: str
      sample: WEB-A
    os:
      description: Operating system, as free text.
      type: str
      sample: Ubuntu Linux 22.04.4
    tracking_method:
      description: What Qualys recognises the host by.
      type: str
      sample: QAGENT
    host_id:
      description: Id of the host in vulnerability management, which it has once it was scanned.
      type: int
      sample: 41049
    cloud_provider:
      description: Cloud provider, where the platform says so.
      type: str
      sample: AZURE
    criticality_score:
      description: Criticality from 1 to 5, where the platform says so.
      type: int
      sample: 2
    last_vuln_scan:
      description: Last vulnerability scan, in UTC.
      type: str
      sample: "2026-01-31T08:00:00Z"
    last_compliance_scan:
      description: Last compliance scan, in UTC.
      type: str
      sample: "2026-01-31T08:00:00Z"
    tags:
      description: Names of the Qualys tags.
      type: list
      elements: str
      sample: [Cloud Agent, prod]
    tag_ids:
      description: Ids of the Qualys tags.
      type: list
      elements: int
      sample: [7517812, 7517813]
    sources:
      description: Clouds that know the host, such as V(azure), V(ec2), V(gcp), V(ibm), V(oci); empty for others.
      type: list
      elements: str
      sample: [azure]
    interfaces:
      description: Network interfaces, one for each address, with only those keys that Qualys fills.
      type: list
      elements: dict
      contains:
        address:
          description: The address.
          type: str
          sample: 172.16.1.4
        type:
          description: For clouds, V(PRIVATE) or V(PUBLIC).
          type: str
          sample: PRIVATE
        name:
          description: The name.
          type: str
          sample: eth0
        id:
          description: The id in the cloud.
          type: str
          sample: eni-0a1b2c3d
        hostname:
          description: The name of the host.
          type: str
          sample: web-a
        mac_address:
          description: The MAC address.
          type: str
          sample: '00:0d:3a:3f:73:d1'
        gateway:
          description: The address of the gateway.
          type: str
          sample: 172.16.1.1
    agent_id:
      description: Id of the cloud agent, the same as in the file C(/etc/qualys/hostid) of the host.
      type: str
      sample: 5f0c9a3e-0000-4000-8000-000000000001
    agent_status:
      description: V(STATUS_ACTIVE) or V(STATUS_INACTIVE).
      type: str
      sample: STATUS_ACTIVE
    agent_version:
      description: Version of the agent.
      type: str
      sample: 6.0.0.41
    agent_platform:
      description: Platform of the agent.
      type: str
      sample: Linux
    agent_modules:
      description: Modules the agent is activated for, sorted; null without an agent.
      type: list
      elements: str
      sample: [AGENT_SCA, AGENT_VM]
    agent_last_checked_in:
      description: When the agent was last heard of, in UTC.
      type: str
      sample: "2026-01-31T08:00:00Z"
    agent_connected_from:
      description: Address the agent connects from.
      type: str
      sample: 203.0.113.9
    agent_configuration_id:
      description: Id of the agent's configuration profile.
      type: int
      sample: 11001
    agent_configuration:
      description: Name of the agent's configuration profile.
      type: str
      sample: Initial Profile
    agent_activation_key_title:
      description: Title of the activation key the agent registered with. The key itself is a secret and not returned.
      type: str
      sample: linux servers
    azure_name:
      description: Name of the virtual machine. This and all other Azure facts are null for hosts of other kinds.
      type: str
      sample: vm-blue-1
    azure_location:
      description: Azure region.
      type: str
      sample: centralindia
    azure_state:
      description: State of the virtual machine.
      type: str
      sample: DEALLOCATED
    azure_vm_id:
      description: ID of the virtual machine.
      type: str
      sample: d021a491-482a-4d3c-84bb-27b21a681e13
    azure_vm_size:
      description: Size of the virtual machine.
      type: str
      sample: Standard_B1s
    azure_subscription_id:
      description: ID of the subscription.
      type: str
      sample: 9de9e0a7-4f67-4812-917d-2246853844e1
    azure_resource_group_name:
      description: Name of the resource group.
      type: str
      sample: rg-blue
    azure_offer:
      description: Offer of the image.
      type: str
      sample: CentOS
    azure_version:
      description: Version of the image.
      type: str
      sample: latest
    azure_publisher:
      description: Publisher of the image.
      type: str
      sample: OpenLogic
    azure_os_type:
      description: Type of operating system.
      type: str
      sample: Linux
    azure_subnet:
      description: Subnet.
      type: str
      sample: default
    azure_mac_address:
      description: MAC address, as Azure writes it.
      type: str
      sample: 00-0D-3A-3F-73-D1
    azure_private_ip_address:
      description: Private IP address.
      type: str
      sample: 172.17.1.5
    azure_public_ip_address:
      description: Public IP address.
      type: str
      sample: 203.0.113.7
    azure_tags:
      description: Tags of the virtual machine.
      type: dict
      sample: {Owner: John}
    type:
      description: Type of the asset. This and all that follow are there with O(detail=full) only.
      type: str
      sample: HOST
    domain:
      description: Domain.
      type: str
      sample: example.net
    network_guid:
      description: Id of the network the asset is in.
      type: str
      sample: 0e5d8b7a-0000-4000-8000-000000000001
    netbios_network_id:
      description: Id of the NetBIOS network.
      type: int
      sample: 0
    manufacturer:
      description: Manufacturer of the hardware.
      type: str
      sample: VMware, Inc.
    model:
      description: Model of the hardware.
      type: str
      sample: VMware7,1
    total_memory:
      description: Memory in MB.
      type: int
      sample: 7963
    timezone:
      description: Time zone of the host.
      type: str
      sample: "-08:00"
    bios_description:
      description: What the BIOS calls itself.
      type: str
      sample: VMware, Inc. VMW71.00V 01/01/2026
    last_system_boot:
      description: Last start of the host, in UTC.
      type: str
      sample: "2026-01-30T06:00:00Z"
    last_logged_on_user:
      description: User who logged on last.
      type: str
      sample: root
    vulns_updated:
      description: When the vulnerabilities were last updated, in UTC.
      type: str
      sample: "2026-01-31T08:00:00Z"
    information_gathered_updated:
      description: When the information gathered was last updated, in UTC.
      type: str
      sample: "2026-01-31T08:00:00Z"
    is_docker_host:
      description: Whether Docker was found on the host.
      type: bool
      sample: false
    agent_location:
      description: Place the agent connects from.
      type: str
      sample: Amsterdam, North Holland, Netherlands
    agent_latitude:
      description: Latitude of that place.
      type: float
      sample: 52.3
    agent_longitude:
      description: Longitude of that place.
      type: float
      sample: 4.9
    agent_manifest_state:
      description: What the agent did last with its manifest, as free text.
      type: str
      sample: Manifest Downloaded
    agent_manifest_versions:
      description: Versions of the manifests by module, such as C(vm).
      type: dict
      sample: {vm: VULNSIGS-VM-2.6.1.2-3}
    azure_virtual_network:
      description: Virtual network, where the platform says so.
      type: str
      sample: vnet-blue
    azure_ipv6:
      description: IPv6 address, where the platform says so.
      type: str
      sample: 2001:db8:12::7
    open_ports:
      description: Open ports, with only those keys that Qualys fills.
      type: list
      elements: dict
      contains:
        port:
          description: The port.
          type: int
          sample: 22
        protocol:
          description: The protocol.
          type: str
          sample: TCP
        service_id:
          description: The id of the service.
          type: int
          sample: 30
        service_name:
          description: The name of the service.
          type: str
          sample: ssh
    software:
      description: Installed software, with only those keys that Qualys fills.
      type: list
      elements: dict
      contains:
        name:
          description: The name.
          type: str
          sample: openssl
        version:
          description: The version.
          type: str
          sample: 3.0.2
    vulns:
      description: Vulnerabilities, with only those keys that Qualys fills.
      type: list
      elements: dict
      contains:
        qid:
          description: The id of the vulnerability.
          type: int
          sample: 38170
        id:
          description: The id of this finding of it.
          type: int
          sample: 91234567
        first_found:
          description: When it was first found, in UTC.
          type: str
          sample: "2026-01-02T08:00:00Z"
        last_found:
          description: When it was last found, in UTC.
          type: str
          sample: "2026-01-31T08:00:00Z"
    processors:
      description: Processors, with only those keys that Qualys fills.
      type: list
      elements: dict
      contains:
        name:
          description: The name.
          type: str
          sample: Intel(R) Xeon(R) Platinum
        speed:
          description: The speed in MHz.
          type: int
          sample: 2600
    volumes:
      description: Volumes, with only those keys that Qualys fills.
      type: list
      elements: dict
      contains:
        name:
          description: The name.
          type: str
          sample: /
        size:
          description: The size in bytes.
          type: int
          sample: 68719476736
        free:
          description: How many bytes are free.
          type: int
          sample: 34359738368
    accounts:
      description: Accounts.
      type: list
      elements: dict
      contains:
        username:
          description: The name.
          type: str
          sample: root
    ec2:
      description: All facts of the AWS source, under Qualys' names in snake case, C(tags) as a mapping.
      type: dict
      sample: {region: eu-west-1, tags: {Owner: ann}}
    gcp:
      description: All facts of the GCP source, likewise.
      type: dict
      sample: {zone: europe-west1-b}
    ibm:
      description: All facts of the IBM source, likewise.
      type: dict
      sample: {location: fra02}
    oci:
      description: All facts of the Oracle source, likewise.
      type: dict
      sample: {region: eu-frankfurt-1}
count:
  description: How many host assets are returned.
  returned: success
  type: int
  sample: 1
progress:
  description: What was waited for, sent again or done so far, a line each.
  returned: when that happened, at verbosity 1 and higher
  type: list
  elements: str
  sample: []
error:
  description: The facts behind a failure, such as the code of Qualys' answer, its HTTP status, or the option.
  returned: failure
  type: dict
  sample: {"code": "INVALID_REQUEST", "status": 200}
"""

from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._module.qps import run_qps_module
from ansible_collections.community.qualys.plugins.module_utils._module.search import search_spec
from ansible_collections.community.qualys.plugins.module_utils._module.secrets import hide_keys
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_search import DETAILS, found_assets


def find(module: AnsibleModule, qps: Qps) -> dict[str, Any]:
    """Return the result of the module."""
    hide_keys(module)
    found = found_assets(qps, module.params)
    return {"changed": False, "host_assets": found, "count": len(found)}


def main() -> None:
    """Search for host assets."""
    run_qps_module(
        find,
        {
            **search_spec(),
            "asset_ids": {"type": "list", "elements": "int"},
            "detail": {"type": "str", "choices": list(DETAILS), "default": "lean"},
            "limit": {"type": "int"},
            "page_size": {"type": "int"},
        },
    )


if __name__ == "__main__":
    main()
