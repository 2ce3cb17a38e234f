# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the answer to a PCI call is lost, the module looks before it repeats, and nothing is done twice."""

from __future__ import annotations

import pytest

FAULTS = {
    "reset before it acted": {"kind": "reset_before"},
    "reset after it acted": {"kind": "reset_after"},
    "cut after it acted": {"kind": "cut", "how": "length"},
    "connection closed within the answer": {"kind": "cut", "how": "connection"},
    "503, nothing done": {"kind": "status", "status": 503},
    "503, but done": {"kind": "status", "status": 503, "acted": True},
    "a page, but done": {"kind": "html_200", "acted": True},
    "a page, nothing done": {"kind": "html_200"},
    "an empty answer, but done": {"kind": "empty_200", "acted": True},
    "a limit": {"kind": "limit_429"},
}
SCAN = {"title": "Weekly external", "target_ips": ["192.0.2.10"]}
TWO = ["192.0.2.10", "2001:db8::7"]


@pytest.mark.parametrize("lag", ["0", "1", "3"])
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_launch_yields_exactly_one_scan(simulator, run, fault, lag):
    simulator.switches.pci_list_lag = lag
    simulator.state.pci.put("IP", "192.0.2.10")
    run("qualys_pci_scan", **{**SCAN, "title": "Another"})
    run("qualys_pci_scan", **SCAN, state="finished")
    simulator.faults.add(operation="launch/pci/scan", **fault)

    result = run("qualys_pci_scan", **SCAN)

    assert not result.get("failed"), result["msg"]
    assert result["changed"]
    ours = [scan for scan in simulator.state.pci.scans.values() if scan.title == SCAN["title"]]
    assert len(ours) == 2
    assert result["scan"]["id"] == max(scan.id for scan in ours)
    assert run("qualys_pci_scan", **SCAN)["action"] == "adopted"


def test_a_launch_that_stays_lost_is_a_failure_that_says_so(simulator, run):
    simulator.state.pci.put("IP", "192.0.2.10")
    simulator.faults.add("reset_before", operation="launch/pci/scan", times=0)
    result = run("qualys_pci_scan", **SCAN, retries=2)
    assert result["failed"]
    assert "sent 3 times" in result["msg"]
    assert simulator.state.pci.scans == {}


def test_without_a_list_nothing_is_launched(simulator, run):
    simulator.state.pci.put("IP", "192.0.2.10")
    simulator.faults.add("html_403", operation="list/pci/scan", times=0)
    assert run("qualys_pci_scan", **SCAN)["failed"]
    assert simulator.journal.writes() == []


def test_a_list_that_fails_after_the_launch_does_not_undo_it(simulator, run):
    simulator.state.pci.put("IP", "192.0.2.10")
    simulator.faults.add("html_403", operation="list/pci/scan", call=2, times=0)
    result = run("qualys_pci_scan", **SCAN)
    assert result["changed"]
    assert result["scan"]["id"] == 41207
    assert "does not show it yet" in str(result["warnings"])


@pytest.mark.parametrize("asset_list", ["on", "off"])
@pytest.mark.parametrize("refusal", ["zero", "refused"])
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("count", [1, 2])
def test_a_change_of_scope_is_made(simulator, run, fault, refusal, asset_list, count):
    simulator.switches.set(
        pci_asset_list=asset_list, pci_summary="off", pci_duplicate_add=refusal, pci_absent_remove=refusal
    )
    for state, operation, reached in (
        ("present", "add/pci/asset", TWO[:count]),
        ("absent", "delete/pci/asset", []),
    ):
        simulator.faults.add(operation=operation, **fault)
        result = run("qualys_pci_asset", assets=TWO[:count], state=state)
        assert not result.get("failed"), result["msg"]
        assert result["changed"]
        assert simulator.state.pci.texts("IP") == reached
        again = run("qualys_pci_asset", assets=TWO[:count], state=state)
        assert not again["changed"]


def test_a_change_that_stays_lost_is_told_per_asset(simulator, run):
    simulator.faults.add("reset_before", operation="add/pci/asset", times=0)
    result = run("qualys_pci_asset", assets=TWO, read_from="none", retries=1)
    assert result["failed"]
    assert not result["changed"]
    assert result["msg"].count("sent 2 times") == 2
