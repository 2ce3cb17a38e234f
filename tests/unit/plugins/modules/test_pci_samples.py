# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The samples of the PCI API: a task sends what is printed, reads what is answered, and a second run writes nothing."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest

from ansible_collections.community.qualys.plugins.module_utils._api.pci_answer import data_of, receipt_of
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_scan import shown_details
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call
from tests.simulator.pci_account import PciScan
from tests.unit.plugins.modules.samples import SAMPLES, task_of, text_of

ASSETS = sorted(path.name for path in SAMPLES.glob("pci_asset_*"))
ALL = sorted(path.name for path in SAMPLES.glob("pci_*"))
CALL = Call("sample", "POST", "/")


def printed(sample, part):
    return json.loads(text_of(sample, part + ".json"))


@pytest.fixture
def account(simulator):
    """An account in which the printed requests make sense; what is to be removed is there."""
    simulator.switches.set(pci_asset_list="on", pci_foreign_target="accept")
    account = simulator.state.pci
    for sample in ASSETS:
        request = printed(sample, "request")
        if request["method"] == "DELETE":
            account.put(request["body"]["assetType"], *request["body"]["assets"].split(", "))
    started = datetime(2025, 5, 26, 6, 49, tzinfo=timezone.utc)
    account.scans[2185043] = PciScan(2185043, "aa", "IP", "Medium", ["1.2.3.5"], started, ["Failed"], "Fail")
    return account


def sent(simulator, request):
    """Return the one exchange with the printed method and path."""
    fitting = [e for e in simulator.journal if (e["method"], e["path"]) == (request["method"], request["path"])]
    assert len(fitting) == 1, simulator.journal.operations()
    return fitting[0]


def prepared(sample, account):
    """The two virtual hosts of the sample that adds are those of the sample that removes."""
    if sample == "pci_asset_add_virtual_hosts":
        account.assets["VIRTUALHOST"].clear()


def test_there_are_six():
    assert len(ALL) == 6


@pytest.mark.parametrize("sample", ALL)
def test_the_request_is_the_printed_one(simulator, run, account, sample):
    prepared(sample, account)
    module, options = task_of(sample)
    result = run(module, **options)
    assert not result.get("failed"), result["msg"]
    request = printed(sample, "request")
    exchange = sent(simulator, request)
    for name, value in request["headers"].items():
        # The value of this one may be any text.
        assert exchange["headers"][name.lower()] == (value if name != "X-Requested-With" else "community.qualys")
    if "body" in request:
        assert json.loads(exchange["body"]) == request["body"]
        assert list(json.loads(exchange["body"])) == list(request["body"])
    else:
        assert exchange["body"] == ""
    assert result["changed"] == exchange["is_write"]


@pytest.mark.parametrize("sample", ALL)
def test_the_second_run_writes_nothing(simulator, run, account, sample):
    prepared(sample, account)
    module, options = task_of(sample)
    run(module, **options)
    simulator.journal.clear()
    again = run(module, **options)
    assert not again["changed"]
    assert simulator.journal.writes() == []


@pytest.mark.parametrize("sample", ASSETS)
def test_the_printed_receipt_is_understood(sample):
    answer = Answer(200, {}, (SAMPLES / sample / "answer.json").read_bytes())
    receipt = receipt_of(CALL, answer, None)
    assert receipt.counted == len(printed(sample, "request")["body"]["assets"].split(", "))


def test_the_printed_launch_is_understood():
    answer = Answer(200, {}, (SAMPLES / "pci_scan_launch" / "answer.json").read_bytes())
    assert data_of(CALL, answer, None)["id"] == 10988


def test_the_printed_details_are_understood():
    answer = Answer(200, {}, (SAMPLES / "pci_scan_details" / "answer.json").read_bytes())
    assert shown_details(2185043, data_of(CALL, answer, None)) == {
        "id": 2185043,
        "title": "aa",
        "status": "Failed",
        "state": "failed",
        "compliance": "Fail",
        "started": "2025-05-26T06:49:00Z",
        "finished": "2025-05-26T06:49:00Z",
        "duration": 0,
        "active_hosts": 0,
        "launched_by": "Demo User",
        "launch_type": "On Demand",
        "bandwidth": "Medium",
        "scan_type": "IP",
        "target": ["1.2.3.5", "10.10.10.10", "...", "2001:df1:f600:247d::a73:7de3"],
    }
