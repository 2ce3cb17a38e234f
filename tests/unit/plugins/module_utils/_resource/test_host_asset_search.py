# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search: pages, second looks, limits. Against the simulator, so that requests are real ones."""

from __future__ import annotations

import pytest

from ansible_collections.community.qualys.plugins.module_utils._api.connect import connect_qps
from ansible_collections.community.qualys.plugins.module_utils._api.qps import Page
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError, QualysError
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_search import (
    found_assets,
    query_from,
    rows_in,
)
from ansible_collections.community.qualys.plugins.module_utils._settings import OPTIONS


@pytest.fixture
def qps(simulator):
    options = {option.name: option.default for option in OPTIONS}
    return connect_qps({**options, "api_url": simulator.url, "username": "demo", "password": "demo"})


def options(**given):
    return {"check_fields": True, "detail": "lean", **given}


def found(qps, **given):
    return found_assets(qps, options(**given))


def ids(rows):
    return [row["id"] for row in rows]


def azure_ids(simulator):
    assets = simulator.state.assets
    return [number for number in assets if "AzureAssetSourceSimple" in str(assets.peek(number).get("sourceInfo"))]


def test_every_asset_once_in_the_order_of_ids(qps, simulator):
    for size in (1, 3, 1000):
        assert ids(found(qps, page_size=size)) == list(simulator.state.assets)


def test_lean_rows_hold_what_full_rows_hold(qps):
    lean, full = found(qps), found(qps, detail="full")
    assert [{key: row[key] for key in lean[0]} for row in full] == lean


def test_default_page_sizes():
    assert query_from(options()).page_size == 1000
    assert query_from(options(detail="full")).page_size == 250
    assert query_from(options(page_size=5)).page_size == 5


def test_azure_alone_finds_every_virtual_machine(qps, simulator):
    assert ids(found(qps, azure={})) == azure_ids(simulator)


@pytest.mark.parametrize("scope", ["azure_only", "any_cloud"])
def test_criteria_that_other_clouds_meet_as_well(qps, simulator, scope):
    simulator.switches.set(azure_criteria_scope=scope)
    machine = azure_ids(simulator)[0]
    source = simulator.state.assets.peek(machine)["sourceInfo"]["list"][0]["AzureAssetSourceSimple"]
    simulator.state.assets[77] = {
        "id": 77,
        "name": "x",
        "sourceInfo": {"list": [{"GcpAssetSourceSimple": {"state": source["state"], "instanceId": "1"}}]},
    }
    rows = found(qps, azure={"state": source["state"]})
    assert machine in ids(rows)
    assert 77 not in ids(rows)


@pytest.mark.parametrize("pairing", ["same_tag", "any_tag"])
def test_tag_key_and_value_on_one_tag(qps, simulator, pairing):
    simulator.switches.set(azure_tag_pairing=pairing)
    machine = azure_ids(simulator)[0]
    source = simulator.state.assets[machine]["sourceInfo"]["list"][0]["AzureAssetSourceSimple"]
    pairs = [("Owner", "Ann"), ("Manager", "John")]
    source["azureVmTags"] = {"tags": {"list": [{"AzureTags": {"key": key, "value": value}} for key, value in pairs]}}
    assert machine not in ids(found(qps, azure={"tag_key": "Owner", "tag_value": "John"}))
    assert machine in ids(found(qps, azure={"tag_key": "Owner", "tag_value": "Ann"}))


@pytest.mark.parametrize("nesting", ["single", "double"])
def test_nested_source_lists(qps, simulator, nesting):
    simulator.switches.set(source_list_nesting=nesting)
    assert ids(found(qps, azure={}, detail="full")) == azure_ids(simulator)


def test_fields_are_ones_the_server_knows(qps, simulator):
    simulator.switches.set(fields_unknown_name="refuse")
    simulator.switches.set(fields_without_id="explicit")
    assert found(qps)


def test_asset_ids_and_limit(qps, simulator):
    some = list(simulator.state.assets)[:3]
    assert ids(found(qps, asset_ids=[some[2], some[0], some[0], 999999999])) == [some[0], some[2]]
    assert found(qps, asset_ids=[]) == []
    simulator.journal.clear()
    assert ids(found(qps, limit=2)) == list(simulator.state.assets)[:2]
    assert len(simulator.journal) == 1
    assert len(found(qps, azure={}, limit=1)) == 1


def test_many_asset_ids_go_in_several_requests(qps, simulator):
    found(qps, asset_ids=range(1, 502))
    assert len(simulator.journal) == 3


def test_both_kinds_of_conditions_are_joined(qps, simulator):
    rows = found(
        qps, azure={"location": "centralindia"}, criteria=[{"field": "id", "operator": "LESSER", "value": 2584223}]
    )
    assert ids(rows) == [2584219]
    assert simulator.journal[-1]["body"].count("<Criteria ") == 2


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"page_size": 0}, "page_size"),
        ({"page_size": 1001}, "page_size"),
        ({"limit": 0}, "limit"),
        ({"detail": "x"}, "detail"),
    ],
)
def test_numbers_out_of_range(qps, simulator, given, name):
    with pytest.raises(OptionError, match=name):
        found(qps, **given)
    assert not simulator.journal


def pages(*numbers, last_id=None):
    return Page([{"id": number} for number in numbers], last_id, list(numbers))


def test_progress_is_told_by_page():
    told = []
    rows = rows_in([pages(1, 2, last_id=2), pages(3)], query_from(options()), told.append)
    assert ids(rows) == [1, 2, 3]
    assert told == ["2 host assets read", "3 host assets read", "3 host assets found"]
    told.clear()
    list(rows_in([pages(1, 2, last_id=2)], query_from(options()), told.append, lambda: 7))
    assert told[0] == "2 of 7 host assets read"


def test_each_asset_once_even_out_of_order():
    given = [pages(5, 1, 2, 2, last_id=2), pages(4, 5, 3, last_id=3), pages(4, 5, 6)]
    assert ids(rows_in(given, query_from(options()))) == [5, 1, 2, 4, 3, 6]


@pytest.mark.parametrize(
    ("azure", "record"),
    [
        ({"location": "x"}, {"id": 1}),
        (
            {"tag_key": "a", "tag_value": "b"},
            {"id": 1, "sourceInfo": {"list": [{"AzureAssetSourceSimple": {"vmId": "v"}}]}},
        ),
    ],
)
def test_an_answer_without_the_facts_to_choose_by_is_an_error(azure, record):
    with pytest.raises(QualysError, match="detail: full"):
        list(rows_in([Page([record], None, [1])], query_from(options(azure=azure))))
    assert list(rows_in([Page([record], None, [1])], query_from(options(azure=azure, detail="full")))) == []


def test_what_is_left_out_is_told():
    told = []
    aws = {"id": 1, "sourceInfo": {"list": [{"Ec2AssetSourceSimple": {"assetId": "1"}}]}}
    assert list(rows_in([Page([aws], None, [1])], query_from(options(azure={"location": "x"})), told.append)) == []
    assert told[-1].startswith("1 host assets met the Azure criteria")
