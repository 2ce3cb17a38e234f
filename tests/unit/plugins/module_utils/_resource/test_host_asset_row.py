# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows from records: typed, complete, and the same for XML and JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_facts import fields_for, keys
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_row import RowReader
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_sources import snake
from ansible_collections.community.qualys.plugins.module_utils._wire import xml

# The second sample of release notes 3.1.1; the broken '>>' repaired, the subscription made up where it is elided.
PRINTED = """
<HostAsset>
  <id>2584223</id>
  <name>user_john</name>
  <created>2019-03-04T13:12:30Z</created>
  <modified>2019-03-07T13:37:02Z</modified>
  <type>HOST</type>
  <tags><list><TagSimple><id>7517812</id><name>Sample Tag</name></TagSimple></list></tags>
  <sourceInfo><list><AzureAssetSourceSimple>
    <assetId>2545223</assetId>
    <type>AZURE</type>
    <firstDiscovered>2019-03-04T13:13:59Z</firstDiscovered>
    <lastUpdated>2019-05-09T08:51:37Z</lastUpdated>
    <azureVmTags><tags><list><AzureTags><key>Owner</key><value>John</value></AzureTags></list></tags></azureVmTags>
    <name>sample_resource</name>
    <location>centralindia</location>
    <vmSize>Standard_B1s</vmSize>
    <vmId>d021a491-482a-4d3c-84bb-27b21a681e13</vmId>
    <offer>CentOS</offer>
    <state>DEALLOCATED</state>
    <publisher>OpenLogic</publisher>
    <version>latest</version>
    <osType>Linux</osType>
    <subnet>default</subnet>
    <subscriptionId>6f1c2a34-58de-4b07-9c61-0d7e3ab5f842</subscriptionId>
    <resourceGroupName>sample_resource_group_name</resourceGroupName>
    <privateIpAddress>172.17.1.5</privateIpAddress>
  </AzureAssetSourceSimple></list></sourceInfo>
  <qwebHostId>41049</qwebHostId>
  <fqdn>sample_resource_fqdn</fqdn>
  <os>Linux</os>
  <dnsHostName>sample_resource_dns</dnsHostName>
  <trackingMethod>VIRTUAL_MACHINE_ID</trackingMethod>
  <networkInterface><list><HostAssetInterface>
    <type>PRIVATE</type><address>172.16.1.4</address>
  </HostAssetInterface></list></networkInterface>
  <isDockerHost>false</isDockerHost>
</HostAsset>
"""
# What a JSON answer holds for an agent host; the shape of exported answers.
AGENT = {
    "id": 7,
    "name": "0123",
    "fqdn": "",
    "agentInfo": {
        "agentId": "a-1",
        "status": "STATUS_ACTIVE",
        "activatedModule": "AGENT_VM, AGENT_SCA,AGENT_VM",
        "locationGeoLatitude": 52.25,
        "locationGeoLongitude": "4.5",
        "manifestVersion": {"vm": "V-2.6", "sca": ""},
        "agentConfiguration": {"id": 11001, "name": "Initial Profile"},
        "activationKey": {"activationId": "9f1c-secret", "title": "linux"},
    },
    "sourceInfo": {
        "list": [
            {"AssetSource": {}},
            {
                "Ec2AssetSourceSimple": {
                    "type": "EC_2",
                    "instanceId": "i-0ab",
                    "spotInstance": "false",
                    "ec2InstanceTags": {"tags": {"list": [{"EC2Tags": {"key": "Name", "value": "w"}}]}},
                }
            },
        ]
    },
    "openPort": {"list": [{"HostAssetOpenPort": {"port": 22, "protocol": "TCP"}}, {"HostAssetOpenPort": {}}]},
}


def read_host_asset(record, full=False):
    return RowReader(keys(full)).read(record)


def printed():
    return xml.read(PRINTED.encode())[1]


def test_the_printed_azure_sample():
    row = read_host_asset(printed())
    assert row == {
        **dict.fromkeys(keys(full=False)),
        "id": 2584223,
        "name": "user_john",
        "created": "2019-03-04T13:12:30Z",
        "modified": "2019-03-07T13:37:02Z",
        "fqdn": "sample_resource_fqdn",
        "dns_host_name": "sample_resource_dns",
        "os": "Linux",
        "tracking_method": "VIRTUAL_MACHINE_ID",
        "host_id": 41049,
        "tags": ["Sample Tag"],
        "tag_ids": [7517812],
        "sources": ["azure"],
        "interfaces": [{"address": "172.16.1.4", "type": "PRIVATE"}],
        "azure_name": "sample_resource",
        "azure_location": "centralindia",
        "azure_state": "DEALLOCATED",
        "azure_vm_id": "d021a491-482a-4d3c-84bb-27b21a681e13",
        "azure_vm_size": "Standard_B1s",
        "azure_subscription_id": "6f1c2a34-58de-4b07-9c61-0d7e3ab5f842",
        "azure_resource_group_name": "sample_resource_group_name",
        "azure_offer": "CentOS",
        "azure_version": "latest",
        "azure_publisher": "OpenLogic",
        "azure_os_type": "Linux",
        "azure_subnet": "default",
        "azure_private_ip_address": "172.17.1.5",
        "azure_tags": {"Owner": "John"},
    }
    assert read_host_asset(printed(), full=True)["is_docker_host"] is False


@pytest.mark.parametrize("full", [False, True])
def test_rows_have_every_key_and_json_types_only(full):
    for record in (printed(), AGENT, {"id": "1"}):
        row = read_host_asset(record, full)
        assert tuple(sorted(row)) == tuple(sorted(keys(full)))
        assert json.loads(json.dumps(row)) == row


def test_an_agent_host():
    row = read_host_asset(AGENT, full=True)
    assert row["name"] == "0123"
    assert row["fqdn"] is None
    assert row["agent_modules"] == ["AGENT_SCA", "AGENT_VM"]
    assert (row["agent_latitude"], row["agent_longitude"]) == (52.25, 4.5)
    assert row["agent_manifest_versions"] == {"vm": "V-2.6", "sca": None}
    assert (row["agent_configuration_id"], row["agent_configuration"]) == (11001, "Initial Profile")
    assert row["agent_activation_key_title"] == "linux"
    assert "9f1c-secret" not in json.dumps(row)
    assert row["open_ports"] == [{"port": 22, "protocol": "TCP"}]
    assert row["sources"] == ["ec2"]
    assert row["ec2"] == {"type": "EC_2", "instance_id": "i-0ab", "spot_instance": "false", "tags": {"Name": "w"}}
    assert row["gcp"] is None
    assert row["azure_tags"] is None


def test_an_agent_without_modules_is_not_the_same_as_no_agent():
    assert read_host_asset({"id": 1, "agentInfo": {"agentId": "a"}})["agent_modules"] == []
    assert read_host_asset({"id": 1, "agentInfo": ""})["agent_modules"] is None


@pytest.mark.parametrize(
    "sources",
    [None, "", {"list": []}, {"list": ""}, {"list": [{"AssetSource": ""}]}, {"list": [{"Unheard": {}}]}],
    ids=str,
)
def test_no_source(sources):
    assert read_host_asset({"id": 1, "sourceInfo": sources})["sources"] == []


@pytest.mark.parametrize("nested", [False, True])
def test_several_sources_in_every_shape(nested):
    inner = [
        {"AzureAssetSourceSimple": {"vmId": "old", "lastUpdated": "2019-01-01T00:00:00Z"}},
        {"GcpAssetSourceSimple": {"instanceId": 5}},
        {"AssetSource": {}},
        {"AzureAssetSourceSimple": {"vmId": "new", "lastUpdated": "2020-01-01T00:00:00Z"}},
    ]
    row = read_host_asset({"id": 1, "sourceInfo": {"list": [{"list": inner}] if nested else inner}}, full=True)
    assert row["sources"] == ["azure", "gcp"]
    assert row["azure_vm_id"] == "new"
    assert row["gcp"] == {"instance_id": "5", "tags": {}}


def test_nested_facts_of_a_source():
    oci = {"ociVnic": {"list": [{"OciVnic": {"vnicId": "v", "publicIp": ""}}]}, "shape": {"ocpuCount": "2"}}
    row = read_host_asset({"id": 1, "sourceInfo": {"list": [{"OciAssetSourceSimple": oci}]}}, full=True)
    assert row["oci"] == {
        "oci_vnic": [{"vnic_id": "v", "public_ip": None}],
        "shape": {"ocpu_count": "2"},
        "tags": {},
    }
    bare = {"ociVnic": [{"vnicId": "v"}, {"vnicId": "w"}]}
    row = read_host_asset({"id": 1, "sourceInfo": {"list": [{"OciAssetSourceSimple": bare}]}}, full=True)
    assert row["oci"]["oci_vnic"] == [{"vnic_id": "v"}, {"vnic_id": "w"}]


def test_the_place_of_an_agent_in_the_vendors_spelling():
    agent = {"locationGeoLatitude": "52.3", "locationGeoLongtitude": "4.9", "status": "x"}
    assert read_host_asset({"id": 1, "agentInfo": agent}, full=True)["agent_longitude"] == 4.9


def test_azure_tags_without_value_or_key():
    tags = [{"AzureTags": {"key": "a", "value": ""}}, {"AzureTags": {"key": "b"}}, {"AzureTags": {"value": "c"}}]
    source = {"AzureAssetSourceSimple": {"azureVmTags": {"tags": {"list": tags}}}}
    assert read_host_asset({"id": 1, "sourceInfo": {"list": [source]}})["azure_tags"] == {"a": "", "b": ""}


def test_the_lean_request_names_the_id_and_nothing_heavy():
    fields = fields_for(keys(full=False))
    assert fields[0] == "id"
    assert len(fields) == len(set(fields))
    assert not [one for one in fields if one.split(".")[0] in ("vuln", "software", "openPort", "account")]
    assert not [one for one in fields if "activationId" in one]
    # Web servers commonly refuse request lines of 8 KiB.
    assert len(",".join(fields)) < 6000


def test_snake_case():
    assert snake("privateDnsName") == "private_dns_name"
    assert snake("ipv6") == "ipv6"


@given(
    number=st.integers(1, 2**53),
    words=st.lists(st.text("abc{}<&é0 ", max_size=6), min_size=6, max_size=6),
    port=st.integers(0, 65535),
    flag=st.booleans(),
)
def test_xml_and_json_give_the_same_row(number, words, port, flag):
    def record(read_number, read_flag):
        return {
            "id": read_number(number),
            "name": words[0],
            "criticalityScore": read_number(port),
            "isDockerHost": read_flag(flag),
            "tags": {"list": [{"TagSimple": {"id": read_number(port), "name": words[1]}}]},
            "sourceInfo": {
                "list": [
                    {
                        "AzureAssetSourceSimple": {
                            "name": words[2],
                            "azureVmTags": {"tags": {"list": [{"AzureTags": {"key": words[3], "value": words[4]}}]}},
                        }
                    },
                    {"GcpAssetSourceSimple": {"projectIdNo": read_number(port), "hostname": words[5]}},
                ]
            },
            "openPort": {"list": [{"HostAssetOpenPort": {"port": read_number(port)}}]},
        }

    from_json = record(int, lambda value: "true" if value else "false")
    from_xml = xml.read(xml.write("HostAsset", record(str, lambda value: value)))[1]
    assert read_host_asset(from_xml, full=True) == read_host_asset(from_json, full=True)
