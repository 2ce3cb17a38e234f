# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The printed samples of "AM API: Details for Azure Assets", sent as their curl lines say and nothing more.

Line breaks that only the page width put into a value are joined again.
"""

from __future__ import annotations

import pytest
import requests
from lxml import etree

REQUEST = """<ServiceRequest>
  <filters>
{criteria}
  </filters>
</ServiceRequest>
"""
VM_ID = '    <Criteria field="vmId" operator="EQUALS">399af5dc-c32a-4c40-95a5-c6ed0e786430</Criteria>'
STATE = '    <Criteria field="state" operator="EQUALS">DEALLOCATED</Criteria>'
# The attribute is broken over two lines in print; an XML parser reads the break as a blank.
NEITHER = """    <Criteria field="state" operator="NOT
EQUALS">deallocated</Criteria>
    <Criteria field="state" operator="NOT EQUALS">running</Criteria>"""
SUBSCRIPTION = """    <Criteria field="subscriptionId" operator="EQUALS">9de9e0a7-4f67-4812-917d-2246853844e1</Criteria>
    <Criteria field="state" operator="EQUALS">DELETED</Criteria>"""
LOCATION = '    <Criteria field="location" operator="EQUALS">centralindia</Criteria>'


def curl(sim, criteria):
    response = requests.post(
        f"{sim.url}/qps/rest/2.0/search/am/hostasset",
        data=REQUEST.format(criteria=criteria).encode(),
        headers={"content-type": "text/xml"},
        auth=("USERNAME", "PASSWORD"),
        timeout=10,
    )
    assert response.status_code == 200
    root = etree.fromstring(response.content)
    assert root.findtext("responseCode") == "SUCCESS"
    return root


@pytest.fixture(autouse=True)
def the_user_of_the_samples(sim):
    sim.add_user("USERNAME", "PASSWORD")


@pytest.mark.parametrize(
    ("criteria", "ids"),
    [
        (VM_ID, [2687821]),
        (STATE, [2584223, 2687821]),
        (NEITHER, [2584219, 2690417, 2690533]),
        (SUBSCRIPTION, [2690417, 2690533]),
        (LOCATION, [2584219, 2584223]),
    ],
    ids=["vm id", "state", "neither state", "subscription", "location"],
)
def test_sample_finds_its_assets(sim, criteria, ids):
    root = curl(sim, criteria)
    assert [int(found.text) for found in root.findall("data/HostAsset/id")] == ids
    assert (root.findtext("count"), root.findtext("hasMoreRecords")) == (str(len(ids)), "false")
    assert root.find("lastId") is None


def test_vm_id_sample_holds_the_printed_values(sim):
    asset = curl(sim, VM_ID).find("data/HostAsset")
    assert [child.tag for child in asset] == ["id", "name", "created", "modified", "type", "sourceInfo"]
    assert asset.findtext("name") == "user_john"
    source = asset.find("sourceInfo/list/AzureAssetSourceSimple")
    assert [child.tag for child in source] == [
        "assetId",
        "type",
        "firstDiscovered",
        "lastUpdated",
        "azureVmTags",
        "name",
        "location",
        "vmSize",
        "vmId",
        "offer",
        "state",
        "publisher",
        "version",
        "osType",
        "subnet",
        "subscriptionId",
        "resourceGroupName",
        "macAddress",
        "privateIpAddress",
    ]
    assert source.findtext("macAddress") == "00-0D-3A-3F-73-D1"
    assert source.find("azureVmTags/tags/list") is not None
    assert len(source.find("azureVmTags/tags/list")) == 0


def test_state_sample_holds_the_printed_values(sim):
    asset = curl(sim, STATE).find("data/HostAsset[id='2584223']")
    assert asset.findtext("tags/list/TagSimple/name") == "Sample Tag"
    assert asset.findtext("sourceInfo/list/AzureAssetSourceSimple/azureVmTags/tags/list/AzureTags/key") == "Owner"
    assert asset.findtext("trackingMethod") == "VIRTUAL_MACHINE_ID"
    assert asset.findtext("networkInterface/list/HostAssetInterface/address") == "172.16.1.4"
    assert asset.findtext("isDockerHost") == "false"


def test_neither_state_sample_holds_the_printed_values(sim):
    root = curl(sim, NEITHER)
    source = root.find("data/HostAsset[id='2690417']/sourceInfo/list/AzureAssetSourceSimple")
    assert source.findtext("name") == "ppWin2019"
    assert source.findtext("publicIpAddress") == "52.152.137.61"
    assert source.findtext("resourceGroupName") == "pprg01"
    other = root.find("data/HostAsset[id='2690533']/sourceInfo/list/AzureAssetSourceSimple")
    assert (other.findtext("subnet"), other.findtext("vmSize")) == ("subnet-2849", "Standard_D2s_v3")
