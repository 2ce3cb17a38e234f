# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The facts that both hand-written loops read, and how they ask: our keys, and the elements that hold them."""

from __future__ import annotations

import re
import sys
from urllib.parse import urlsplit

from qualysapi.connector import QGConnector

PAGE = 1000
REQUESTS = {
    "xml": "<ServiceRequest><preferences><limitResults>%d</limitResults></preferences>"
    '<filters><Criteria field="id" operator="GREATER">%d</Criteria></filters></ServiceRequest>',
    "json": '{"ServiceRequest": {"preferences": {"limitResults": %d}, '
    '"filters": {"Criteria": [{"field": "id", "operator": "GREATER", "value": %d}]}}}',
}
SOURCE = re.compile(r"(\w+?)AssetSource(?:Simple)?")
HOST = {
    "name": "name",
    "created": "created",
    "modified": "modified",
    "address": "address",
    "fqdn": "fqdn",
    "dns_host_name": "dnsHostName",
    "netbios_name": "netbiosName",
    "os": "os",
    "tracking_method": "trackingMethod",
    "cloud_provider": "cloudProvider",
    "last_vuln_scan": "lastVulnScan",
    "last_compliance_scan": "lastComplianceScan",
}
HOST_NUMBERS = {"id": "id", "host_id": "qwebHostId", "criticality_score": "criticalityScore"}
AGENT = {
    "agent_id": "agentId",
    "agent_status": "status",
    "agent_version": "agentVersion",
    "agent_platform": "platform",
    "agent_last_checked_in": "lastCheckedIn",
    "agent_connected_from": "connectedFrom",
}
AZURE = {
    "azure_name": "name",
    "azure_location": "location",
    "azure_state": "state",
    "azure_vm_id": "vmId",
    "azure_vm_size": "vmSize",
    "azure_subscription_id": "subscriptionId",
    "azure_resource_group_name": "resourceGroupName",
    "azure_offer": "offer",
    "azure_version": "version",
    "azure_publisher": "publisher",
    "azure_os_type": "osType",
    "azure_subnet": "subnet",
    "azure_mac_address": "macAddress",
    "azure_private_ip_address": "privateIpAddress",
    "azure_public_ip_address": "publicIpAddress",
}
INTERFACE = {
    "address": "address",
    "type": "type",
    "name": "interfaceName",
    "id": "interfaceId",
    "hostname": "hostname",
    "mac_address": "macAddress",
    "gateway": "gatewayAddress",
}


def pages(url, form, read_page):
    """Yield what read_page(bytes) makes of every page: (records, lastId or None).

    The largest page, the documented cursor, the selection of fields that the command line names, and bytes as they
    came: ``request`` would first guess their encoding, which takes longer than all the rest.
    """
    connector = QGConnector(("demo", "demo"), urlsplit(url).netloc, data_exchange_format=form)
    call, last = "/search/am/hostasset?fields=" + sys.argv[2], 0
    while last is not None:
        body = REQUESTS[form] % (PAGE, last)
        records, last = read_page(connector.request_streaming(call, body).content)
        yield records
