# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module qualys_host_asset_info as tasks call it; the requests are those of release notes 3.1.1."""

from __future__ import annotations

import pytest
import yaml
from lxml import etree

from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_facts import keys
from ansible_collections.community.qualys.plugins.modules import qualys_host_asset_info

MODULE = "qualys_host_asset_info"
DEALLOCATED = "deallocated"
# (options, criteria as printed, ids that the simulator's copies of the printed records have)
SAMPLES = [
    (
        {"azure": {"vm_id": "399af5dc-c32a-4c40-95a5-c6ed0e786430"}},
        [("vmId", "EQUALS", "399af5dc-c32a-4c40-95a5-c6ed0e786430")],
        [2687821],
    ),
    ({"azure": {"state": "DEALLOCATED"}}, [("state", "EQUALS", "DEALLOCATED")], [2584223, 2687821]),
    (
        {"azure": {"not_state": [DEALLOCATED, "running"]}},
        [("state", "NOT EQUALS", DEALLOCATED), ("state", "NOT EQUALS", "running")],
        None,
    ),
    (
        {
            "criteria": [
                {"field": "state", "operator": "NOT EQUALS", "value": DEALLOCATED},
                {"field": "state", "operator": "NOT EQUALS", "value": "running"},
            ]
        },
        [("state", "NOT EQUALS", DEALLOCATED), ("state", "NOT EQUALS", "running")],
        None,
    ),
    (
        {"azure": {"subscription_id": "9de9e0a7-4f67-4812-917d-2246853844e1", "state": "DELETED"}},
        [("subscriptionId", "EQUALS", "9de9e0a7-4f67-4812-917d-2246853844e1"), ("state", "EQUALS", "DELETED")],
        None,
    ),
    ({"azure": {"location": "centralindia"}}, [("location", "EQUALS", "centralindia")], [2584219, 2584223]),
]


def criteria_in(body):
    root = etree.fromstring(body.encode())
    assert root.tag == "ServiceRequest"
    return [(one.get("field"), one.get("operator"), one.text) for one in root.findall("filters/Criteria")]


@pytest.mark.parametrize(("options", "criteria", "ids"), SAMPLES, ids=lambda value: None)
def test_the_printed_requests(run, simulator, options, criteria, ids):
    result = run(MODULE, page_size=100, **options)
    assert "failed" not in result
    assert result["changed"] is False
    assert criteria_in(simulator.journal[0]["body"]) == criteria
    found = [row["id"] for row in result["host_assets"]]
    assert result["count"] == len(found) > 0
    assert ids is None or found == ids


def test_asking_writes_nothing_and_check_mode_is_the_same(run, simulator):
    assert run(MODULE, check=True) == run(MODULE)
    assert not simulator.journal.writes()


@pytest.mark.parametrize("detail", ["lean", "full"])
def test_every_key_is_documented(run, detail):
    documented = yaml.safe_load(qualys_host_asset_info.RETURN)["host_assets"]["contains"]
    rows = run(MODULE, detail=detail)["host_assets"]
    assert all(set(row) == set(keys(detail == "full")) for row in rows)
    assert set(keys(full=True)) == set(documented)
    assert list(documented)[: len(keys(full=False))] == [name for name in documented if name in keys(full=False)]


def test_documented_types(run):
    types = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict}
    documented = yaml.safe_load(qualys_host_asset_info.RETURN)["host_assets"]["contains"]
    for row in run(MODULE, detail="full")["host_assets"]:
        for name, value in row.items():
            wanted = types[documented[name]["type"]]
            assert value is None or isinstance(value, wanted), name
            assert wanted is bool or not isinstance(value, bool), name


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        ({"azure": {"state": "gone"}}, ["azure.state: 'gone'", "RUNNING"]),
        ({"azure": {"locaton": "x"}}, ["locaton"]),
        ({"criteria": [{"field": "vm_id", "value": "x"}]}, ["criteria[0].field: 'vm_id'", "did you mean vmId"]),
        ({"criteria": [{"field": "id", "value": "x"}]}, ["criteria[0].value: 'x'", "whole number"]),
        ({"limit": 0}, ["limit: 0"]),
        ({"page_size": 2000}, ["page_size: 2000", "1000"]),
    ],
    ids=lambda value: None,
)
def test_bad_input(run, simulator, options, parts):
    result = run(MODULE, **options)
    assert result["failed"]
    assert all(part in result["msg"] for part in parts), result["msg"]
    assert not simulator.journal
