# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What host assets are searched by, and the second look at Azure matches."""

from __future__ import annotations

import pytest

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset import (
    AZURE_OPTIONS,
    SEARCH_FIELDS,
    azure_criteria,
    given_azure,
    is_azure_match,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_sources import sources


def azure_record(*tags, element="AzureAssetSourceSimple"):
    pairs = [{"AzureTags": {"key": key, "value": value}} for key, value in tags]
    return {"id": 1, "sourceInfo": {"list": [{element: {"azureVmTags": {"tags": {"list": pairs}}}}]}}


def sent(**azure):
    return [tuple(one) for one in azure_criteria(given_azure(azure))]


def test_the_thirteen_criteria_of_the_release_notes():
    wire = {name: option.field for name, option in AZURE_OPTIONS.items() if name != "not_state"}
    assert wire == {
        "vm_id": "vmId",
        "subscription_id": "subscriptionId",
        "location": "location",
        "state": "state",
        "subnet": "subnet",
        "resource_group_type": "resourceGroup",
        "resource_group_name": "resourceGroupName",
        "private_ip_address": "privateIpAddress",
        "public_ip_address": "publicIpAddress",
        "tag_key": "azureTagKey",
        "tag_value": "azureTagValue",
        "image_offer": "imageOffer",
        "image_version": "imageVersion",
    }
    assert set(wire.values()) <= set(SEARCH_FIELDS)


@pytest.mark.parametrize("name", [name for name in AZURE_OPTIONS if "state" not in name])
def test_every_text_option(name):
    assert sent(**{name: "x"}) == [(AZURE_OPTIONS[name].field, "EQUALS", "x")]


def test_states():
    assert sent(state="DELETED") == [("state", "EQUALS", "DELETED")]
    assert sent(state=["deleted"]) == [("state", "EQUALS", "deleted")]
    assert sent(state=["RUNNING", "STOPPED"]) == [("state", "IN", "RUNNING,STOPPED")]
    assert sent(not_state=["deallocated", "running"]) == [
        ("state", "NOT EQUALS", "deallocated"),
        ("state", "NOT EQUALS", "running"),
    ]


def test_unset_options_are_not_sent():
    assert given_azure(None) is None
    assert given_azure({}) == {}
    assert given_azure({"location": None}) == {}
    assert sent(location="eastus", subnet=None) == [("location", "EQUALS", "eastus")]


@pytest.mark.parametrize(
    ("azure", "parts"),
    [
        ("centralus", ["azure:", "mapping"]),
        ({"locaton": "x"}, ["azure:", "'locaton'", "did you mean location?"]),
        ({"zzz": "x"}, ["'zzz'", "known are vm_id"]),
        ({"state": "gone"}, ["azure.state:", "'gone'", "STARTING"]),
        ({"state": []}, ["azure.state:", "empty"]),
        ({"location": ["a", "b"]}, ["azure.location:", "one value"]),
    ],
)
def test_bad_options(azure, parts):
    with pytest.raises(OptionError) as caught:
        azure_criteria(given_azure(azure))
    for part in parts:
        assert part in caught.value.message


def test_words_qualys_adds_later():
    found = azure_criteria({"state": "MOVING"}, known_only=False)
    assert [one.value for one in found] == ["MOVING"]


def test_other_clouds_are_no_match():
    assert is_azure_match(list(sources(azure_record())), {"location": "x"})
    assert not is_azure_match(list(sources(azure_record(element="Ec2AssetSourceSimple"))), {"location": "x"})
    assert not is_azure_match(list(sources({"id": 1, "sourceInfo": {"list": [{"AssetSource": ""}]}})), {})
    assert not is_azure_match(list(sources({"id": 1})), {})


def test_key_and_value_must_stand_on_one_tag():
    wanted = {"tag_key": "Owner", "tag_value": "John"}
    assert is_azure_match(list(sources(azure_record(("Owner", "John")))), wanted)
    assert is_azure_match(list(sources(azure_record(("a", "b"), ("owner", "JOHN")))), wanted)
    assert not is_azure_match(list(sources(azure_record(("Owner", "Ann"), ("Manager", "John")))), wanted)
    assert not is_azure_match(list(sources(azure_record())), wanted)
    assert is_azure_match(list(sources(azure_record(("Owner", "Ann")))), {"tag_key": "Owner"})
