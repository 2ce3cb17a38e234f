# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""PCI assets: which source is read, what a partial success tells, what stands in the way of a removal."""

from __future__ import annotations

import pytest

TWO = ["192.0.2.10", "2001:db8::7"]


@pytest.fixture
def account(simulator):
    simulator.switches.pci_asset_list = "on"
    return simulator.state.pci


def test_the_best_source_that_can_be_read_is_used_and_told(simulator, run):
    simulator.state.pci.put("IP", *TWO)
    used = []
    for asset_list, summary in (("on", "all"), ("off", "all"), ("off", "off")):
        simulator.switches.set(pci_asset_list=asset_list, pci_summary=summary)
        used.append(run("qualys_pci_asset", assets=TWO)["read_from"])
    assert used == ["asset_list", "compliance_summary", "none"]


def test_rows_that_nobody_foresaw_are_not_taken_for_an_empty_list(simulator, run, account):
    simulator.switches.pci_asset_rows = "unknown"
    account.put("IP", "192.0.2.10")
    result = run("qualys_pci_asset", assets=TWO)
    assert result["read_from"] == "compliance_summary"
    assert [one["action"] for one in result["assets"]] == ["added", "unchanged"]
    assert run("qualys_pci_asset_info", read_from="asset_list")["failed"]


@pytest.mark.parametrize("count", [1, 2])
def test_a_list_that_turns_out_to_be_unreadable_on_the_way_is_done_without(simulator, run, account, count):
    simulator.switches.pci_asset_rows = "unknown"
    result = run("qualys_pci_asset", assets=TWO[:count])
    assert not result.get("failed"), result["msg"]
    assert [one["action"] for one in result["assets"]] == ["added"] * count
    assert account.texts("IP") == TWO[:count]


@pytest.mark.parametrize("source", ["asset_list", "compliance_summary"])
def test_a_named_source_that_cannot_be_read_is_a_failure(simulator, run, source):
    simulator.switches.set(pci_asset_list="off", pci_summary="off")
    result = run("qualys_pci_asset", assets=TWO, read_from=source)
    assert result["failed"]
    assert "HTTP 404" in result["msg"]
    assert simulator.journal.writes() == []


def test_none_reads_nothing(simulator, run, account):
    account.put("IP", *TWO)
    result = run("qualys_pci_asset", assets=TWO, read_from="none")
    assert (result["changed"], result["changed_by"], result["read_from"]) == (False, "count", "none")
    assert simulator.journal.operations() == ["add/pci/asset", "add/pci/asset"]


def test_check_mode_without_a_list_foretells_with_a_warning(simulator, run):
    result = run("qualys_pci_asset", assets=TWO, read_from="none", check=True)
    assert result["changed"]
    assert "would send each of them" in str(result["warnings"])
    assert list(simulator.journal) == []


def test_what_is_missing_goes_in_one_call(simulator, run, account):
    account.put("IP", "192.0.2.10")
    run("qualys_pci_asset", assets=[*TWO, "192.0.2.11"])
    (write,) = simulator.journal.writes()
    assert write["body"] == '{"assetType": "IP", "assets": "2001:db8::7, 192.0.2.11"}'


def test_only_the_missing_part_of_a_range_is_sent(simulator, run, account):
    account.put("IP", "192.0.2.2", "192.0.2.5-192.0.2.9")
    result = run("qualys_pci_asset", assets=["192.0.2.0/29"])
    (write,) = simulator.journal.writes()
    assert write["body"] == '{"assetType": "IP", "assets": "192.0.2.0-192.0.2.1, 192.0.2.3-192.0.2.4"}'
    assert result["diff"]["before"] == {"assets": ["192.0.2.2", "192.0.2.5-192.0.2.7"]}


def test_a_range_of_which_a_part_is_there_is_taken_apart_where_no_list_tells(simulator, run):
    simulator.switches.set(pci_duplicate_add="refused", pci_absent_remove="refused", pci_summary="off")
    simulator.state.pci.put("IP", "192.0.2.2")
    result = run("qualys_pci_asset", assets=["192.0.2.0/29"])
    assert result["changed"]
    assert {one["asset"]: one["action"] for one in result["assets"]} == {
        "192.0.2.0-192.0.2.1": "added",
        "192.0.2.2": "unchanged",
        "192.0.2.3": "added",
        "192.0.2.4-192.0.2.7": "added",
    }
    assert len(simulator.state.pci.assets["IP"]) == 8
    result = run("qualys_pci_asset", assets=["192.0.2.0/28"], state="absent")
    assert result["changed"]
    assert simulator.state.pci.texts("IP") == []


def test_a_large_range_of_which_a_part_is_there_is_a_failure_that_says_so(simulator, run):
    simulator.switches.set(pci_duplicate_add="refused", pci_summary="off")
    simulator.state.pci.put("IP", "192.0.2.2")
    result = run("qualys_pci_asset", assets=["192.0.0.0/16"])
    assert result["failed"]
    assert "give smaller ranges" in result["msg"]


def test_removing_names_in_the_diff_whose_findings_go(simulator, run, account):
    account.put("IP", *TWO, "203.0.113.9")
    foretold = run("qualys_pci_asset", assets=TWO[:1], state="exact", check=True)
    assert foretold["diff"]["after"] == {
        "assets": ["192.0.2.10"],
        "FINDINGS_DELETED_FOR": ["203.0.113.9", "2001:db8::7"],
    }
    assert "FINDINGS_DELETED_FOR" not in run("qualys_pci_asset", assets=TWO)["diff"]["after"]


def test_other_types_are_left_alone(simulator, run, account):
    account.put("DNS", "www.example.org")
    account.put("VIRTUALHOST", "www.example.org:443:192.0.2.1/")
    run("qualys_pci_asset", assets=TWO, state="exact")
    run("qualys_pci_asset", assets=[], state="exact", allow_empty=True)
    assert account.texts("IP") == []
    assert account.texts("DNS") == ["www.example.org"]
    assert len(account.assets["VIRTUALHOST"]) == 1


def test_exact_by_the_summary_removes_what_is_seen_and_warns(simulator, run):
    simulator.state.pci.put("IP", "203.0.113.9", "192.0.2.10")
    result = run("qualys_pci_asset", assets=TWO, state="exact", read_from="compliance_summary")
    assert simulator.state.pci.texts("IP") == TWO
    assert "is not known and stays in scope" in str(result["warnings"])


def test_a_limit_of_the_account_is_told_per_asset(simulator, run, account):
    account.bought = 2
    result = run("qualys_pci_asset", assets=[*TWO, "192.0.2.11"])
    assert result["failed"]
    assert result["changed"]
    assert [one["action"] for one in result["assets"]] == ["added", "added", "failed"]
    assert "purchased" in result["msg"]


@pytest.fixture
def scanned(simulator, run, account):
    account.put("IP", *TWO)
    run("qualys_pci_scan", title="Two", target_ips=TWO[:1])
    simulator.journal.clear()
    run.pauses.clear()
    return account


@pytest.mark.parametrize("asset_list", ["on", "off"])
def test_a_running_scan_is_a_message_of_its_own(simulator, run, scanned, asset_list):
    simulator.switches.pci_asset_list = asset_list
    result = run("qualys_pci_asset", assets=TWO, state="absent")
    assert result["failed"]
    assert result["changed"]
    assert "192.0.2.10: a scan is running on it" in result["msg"]
    assert "scan_wait" in result["msg"]
    assert scanned.texts("IP") == TWO[:1]


def test_a_running_scan_is_waited_for(simulator, run, scanned):
    def end(state):
        if sum(run.pauses) > 200:
            next(iter(state.pci.scans.values())).position = 3

    simulator.hook("delete/pci/asset", end, once=False)
    result = run("qualys_pci_asset", assets=TWO, state="absent", scan_wait=600)
    assert not result.get("failed"), result["msg"]
    assert scanned.texts("IP") == []
    assert run.pauses.count(60) == 4


def test_waiting_for_a_scan_has_a_limit(simulator, run, scanned):
    result = run("qualys_pci_asset", assets=TWO[:1], state="absent", scan_wait=150)
    assert result["failed"]
    assert run.pauses.count(60) == 2


def test_a_scheduled_scan_is_not_waited_for(simulator, run, account):
    account.put("IP", *TWO)
    account.scheduled = set(account.assets["IP"])
    result = run("qualys_pci_asset", assets=TWO, state="absent", scan_wait=600)
    assert result["failed"]
    assert "a scheduled scan has it among its targets" in result["msg"]
    assert 60 not in run.pauses


@pytest.mark.parametrize(
    ("kind", "text"), [("ip", "2001:db8::7"), ("virtual_host", "www.example.org:443:2001:db8::7/a")]
)
def test_an_account_without_ipv6_says_so(simulator, run, account, kind, text):
    simulator.switches.pci_ipv6 = "refuse"
    result = run("qualys_pci_asset", asset_type=kind, assets=[text])
    assert result["failed"]
    assert not result["changed"]
    assert "Invalid IP address" in result["msg"]


def test_an_account_without_dns_assets_says_so(simulator, run, account):
    simulator.switches.pci_dns = "refuse"
    result = run("qualys_pci_asset", asset_type="dns", assets=["www.example.org"])
    assert result["failed"]
    assert "Invalid assetType: DNS" in result["msg"]


def test_saml_is_named_as_a_possible_reason(simulator, run):
    simulator.switches.pci_saml = "on"
    result = run("qualys_pci_asset", assets=TWO)
    assert result["failed"]
    assert "SAML" in result["msg"]
    assert len(simulator.journal) == 1


def test_a_wrong_password_is_tried_once(simulator, run):
    result = run("qualys_pci_asset", assets=TWO, pci_password="wrong-password")
    assert result["failed"]
    assert "check pci_username and pci_password" in result["msg"]
    assert result["error"]["status"] == 401
    assert len(simulator.journal) == 1


def test_what_was_done_before_the_end_is_told(simulator, run):
    simulator.faults.add("html_403", operation="add/pci/asset", call=2)
    result = run("qualys_pci_asset", assets=TWO, read_from="none")
    assert result["failed"]
    assert result["changed"]
    assert simulator.state.pci.texts("IP") == ["192.0.2.10"]


def test_reading_is_complete_and_typed(simulator, run, account):
    account.put(
        "IP",
        *("192.0.2.%d" % number for number in range(256)),
        *("198.51.%d.0-198.51.%d.255" % (n, n) for n in range(9)),
    )
    account.put("VIRTUALHOST", "Shop.example.org:08443:2001:DB8:12::7/pay")
    result = run("qualys_pci_asset_info")
    assert (len(result["assets"]), result["complete"]) == (256 * 10, True)
    assert [entry["params"]["offset"] for entry in simulator.journal] == ["1", "1001", "2001"]
    assert run("qualys_pci_asset_info", asset_type="virtual_host")["assets"] == [
        {
            "asset": "shop.example.org:8443:2001:db8:12::7/pay",
            "asset_type": "virtual_host",
            "fqdn": "shop.example.org",
            "port": 8443,
            "ip": "2001:db8:12::7",
            "path": "pay",
        }
    ]


def test_the_summary_brings_verdicts(simulator, run):
    simulator.state.pci.put("IP", *TWO)
    simulator.state.pci.put("DNS", "www.example.org")
    run("qualys_pci_scan", title="One", target_ips=TWO[:1], state="finished")
    result = run("qualys_pci_asset_info", read_from="compliance_summary")
    assert [(one["asset"], one["compliance"]) for one in result["assets"]] == [(TWO[0], "Pass"), (TWO[1], "N/A")]
    assert result["complete"] is False
    names = run("qualys_pci_asset_info", asset_type="dns")
    assert [one["fqdn"] for one in names["assets"]] == ["www.example.org"]


def test_the_name_of_an_address_is_no_asset(simulator, run):
    simulator.switches.pci_summary_names = "all"
    simulator.state.pci.put("IP", *TWO)
    assert run("qualys_pci_asset", assets=["www.example.org"], asset_type="dns")["changed"]
    assert simulator.state.pci.texts("DNS") == ["www.example.org"]
    assert not run("qualys_pci_asset", assets=TWO)["changed"]


def test_nothing_readable_is_a_failure_and_no_empty_list(simulator, run):
    result = run("qualys_pci_asset_info", asset_type="virtual_host")
    assert result["failed"]
    assert "cannot be read" in result["msg"]
    assert run("qualys_pci_asset_info", asset_type="virtual_host", read_from="compliance_summary")["failed"]


def test_a_change_that_the_list_never_shows_is_a_failure(simulator, run, account):
    account.put("IP", "203.0.113.9")
    before = {kind: dict(held) for kind, held in account.assets.items()}
    simulator.hook("list/pci/asset", lambda state: setattr(state.pci, "_stale", (9, before)), once=False)
    result = run("qualys_pci_asset", assets=TWO)
    assert result["failed"]
    assert result["msg"].count("Qualys' list does not show the change") == 2


@pytest.mark.parametrize("source", ["none", "auto"])
def test_exact_needs_to_see(simulator, run, source):
    simulator.switches.set(pci_asset_list="off", pci_summary="off")
    result = run("qualys_pci_asset", assets=TWO, state="exact", read_from=source)
    assert result["failed"]
    assert ("read_from=none" in result["msg"]) == (source == "none")
    assert simulator.journal.writes() == []


@pytest.mark.parametrize("count", [1, 2])
def test_a_list_that_fails_after_the_change_does_not_hide_it(simulator, run, account, count):
    simulator.faults.add("html_403", operation="list/pci/asset", call=2)
    result = run("qualys_pci_asset", assets=TWO[:count])
    assert result["failed"]
    assert result["changed"]
    assert account.texts("IP") == TWO[:count]


def test_an_account_that_is_refused_as_a_whole_is_not_taken_for_one_without_a_list(simulator, run, account):
    simulator.faults.add("conflict_409_2003", operation="pci/asset", times=0)
    result = run("qualys_pci_asset", assets=TWO)
    assert result["failed"]
    assert simulator.journal.writes() == []
