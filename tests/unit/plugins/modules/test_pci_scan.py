# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""PCI scans: what answers a task instead of a launch, how the end is waited for, what the list says."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from tests.simulator.pci_account import PciScan

SCAN = {"title": "Weekly external", "target_ips": ["192.0.2.10"]}
GOING = ["Launch Requested", "Queued", "Running"]


@pytest.fixture
def account(simulator):
    simulator.state.pci.put("IP", "192.0.2.10", "2001:db8::7")
    simulator.state.pci.put("DNS", "www.example.org")
    return simulator.state.pci


def past(account, number, word="Finished", hours=24, **other):
    """Put a scan into the account that started so many hours ago and took an hour."""
    started = datetime.now(timezone.utc) - timedelta(hours=hours)
    fields = {"title": "Weekly external", "scan_type": "IP", "finished": started + timedelta(hours=1), **other}
    account.scans[number] = PciScan(
        id=number, bandwidth="Medium", targets=["192.0.2.10"], started=started, course=[word], **fields
    )


def test_waiting_ends_with_the_verdict(simulator, run, account):
    result = run("qualys_pci_scan", **SCAN, state="finished", fail_on=["failed", "noncompliant"])
    assert result["changed"]
    assert (result["scan"]["status"], result["scan"]["state"], result["scan"]["active_hosts"]) == (
        "Finished",
        "finished",
        1,
    )
    assert run.pauses.count(60) == 3
    assert [line.rpartition(" after ")[0].partition(": ")[2] for line in result["progress"]] == GOING


@pytest.mark.parametrize(
    ("course", "fail_on", "words"),
    [
        ("failed", ["failed"], "ended with the status 'Failed'"),
        ("canceled", ["failed"], "ended with the status 'Canceled'"),
        ("noncompliant", ["noncompliant"], "the verdict of PCI scan 41207 is 'Fail'"),
        ("failed", ["noncompliant"], None),
        ("noncompliant", ["failed"], None),
        ("canceled", [], None),
    ],
)
def test_which_ends_are_failures(simulator, run, account, course, fail_on, words):
    simulator.switches.pci_scan_course = course
    result = run("qualys_pci_scan", **SCAN, state="finished", fail_on=fail_on)
    assert result["changed"]
    assert result["scan"]["id"] == 41207
    assert bool(result.get("failed")) == (words is not None)
    assert words is None or words in result["msg"]


def test_a_verdict_that_nobody_knows_is_no_pass(simulator, run, account):
    past(account, 7, compliance="Conditional")
    result = run("qualys_pci_scan", scan_id=7, state="finished", fail_on=["noncompliant"])
    assert result["failed"]
    assert "Conditional" in result["msg"]


def test_an_unknown_word_never_ends_the_wait(simulator, run, account):
    simulator.switches.pci_scan_course = "unending"
    result = run("qualys_pci_scan", **SCAN, state="finished", wait_timeout=3600)
    assert result["failed"]
    assert result["changed"]
    assert result["error"] == {"scan_id": 41207, "status": "Settling"}
    assert "its status is 'Settling'" in result["msg"]
    assert "scan_id=41207" in result["msg"]
    assert 3590 <= sum(run.pauses) <= 3610


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 503},
        {"kind": "status", "status": 500, "body": "xml"},
        {"kind": "html_200"},
        {"kind": "cut"},
        {"kind": "reset_before"},
        {"kind": "limit_429"},
    ],
    ids=lambda fault: fault["kind"],
)
def test_single_failed_polls_do_not_end_the_wait(simulator, run, account, fault):
    simulator.faults.add(operation="details/pci/scan", call=2, times=8, **fault)
    result = run("qualys_pci_scan", **SCAN, state="finished", retries=1)
    assert not result.get("failed"), result["msg"]
    assert result["scan"]["state"] == "finished"


def test_polls_that_go_on_failing_do(simulator, run, account):
    simulator.faults.add("reset_before", operation="details/pci/scan", call=3, times=0)
    result = run("qualys_pci_scan", **SCAN, state="finished", retries=1)
    assert result["failed"]
    assert result["changed"]
    assert result["error"]["scan_id"] == 41207
    assert result["error"]["status"] == "Queued"


def test_a_scan_that_is_going_on_is_adopted(simulator, run, account):
    past(account, 7, "Running", hours=1, finished=None)
    result = run("qualys_pci_scan", **SCAN)
    assert (result["changed"], result["action"], result["scan"]["id"]) == (False, "adopted", 7)


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Monthly external"},
        {"scan_type": "DNS"},
        {"module": "WAS"},
        {"word": "Canceled"},
        {"word": "Settling", "hours": 24 * 30},
    ],
    ids=str,
)
def test_other_scans_are_not_adopted(simulator, run, account, other):
    past(account, 7, **{"word": "Running", **other})
    assert run("qualys_pci_scan", **SCAN)["action"] == "launched"


def test_an_unknown_word_is_adopted_while_it_is_fresh(simulator, run, account):
    past(account, 7, "Settling", hours=3)
    assert run("qualys_pci_scan", **SCAN)["action"] == "adopted"


@pytest.mark.parametrize(
    ("hours", "interval", "action"),
    [
        (24, "7d", "recent"),
        (24, "24h", "recent"),
        (24, "22h", "launched"),
        (200, "1w1d", "launched"),
        (24, None, "launched"),
    ],
)
def test_what_finished_within_the_interval_is_the_answer(simulator, run, account, hours, interval, action):
    past(account, 7, hours=hours)
    past(account, 5, hours=hours + 100)
    result = run("qualys_pci_scan", **SCAN, min_interval=interval)
    assert result["action"] == action
    assert result["changed"] == (action == "launched")


@pytest.mark.parametrize("word", ["Failed", "Canceled"])
def test_what_did_not_finish_is_no_answer(simulator, run, account, word):
    past(account, 7, word)
    assert run("qualys_pci_scan", **SCAN, min_interval="7d")["action"] == "launched"


def test_a_scan_id_only_reads(simulator, run, account):
    past(account, 7, "Failed")
    result = run("qualys_pci_scan", scan_id=7)
    assert not result.get("failed")
    assert (result["changed"], result["action"], result["scan"]["state"]) == (False, "read", "failed")
    assert result["scan"]["duration"] == 0
    assert simulator.journal.operations() == ["details/pci/scan"]


@pytest.mark.parametrize("answer", ["404", "400"])
@pytest.mark.parametrize("state", ["launched", "finished"])
def test_an_unknown_id_is_told_at_once(simulator, run, account, state, answer):
    simulator.switches.pci_unknown_scan = answer
    result = run("qualys_pci_scan", scan_id=424242, state=state)
    assert result["msg"] == "scan_id: 424242 is the id of no scan in this account"
    assert run.pauses == []


def test_a_refused_launch_is_told(simulator, run, account):
    result = run("qualys_pci_scan", title="Foreign", target_ips=["203.0.113.1"])
    assert result["failed"]
    assert "203.0.113.1 is not an asset of this account" in result["msg"]
    assert account.scans == {}


def test_targets_that_contradict_one_another_are_sent_with_a_warning(simulator, run, account):
    result = run("qualys_pci_scan", **SCAN, target_dns=["www.example.org"], target_all=True)
    assert result["changed"]
    assert "target_ips, target_dns, target_all" in str(result["warnings"])
    result = run("qualys_pci_scan", title="Names", target_dns=["www.example.org"])
    assert "target_dns goes with another scan_type" in str(result["warnings"])
    assert "warnings" not in run("qualys_pci_scan", title="Names 2", target_dns=["www.example.org"], scan_type="dns")


def test_check_mode_does_not_wait(simulator, run, account):
    past(account, 7, "Running", hours=1, finished=None)
    result = run("qualys_pci_scan", **SCAN, state="finished", check=True)
    assert result["scan"]["state"] == "running"
    assert run.pauses == []


def test_a_list_that_does_not_show_the_new_scan_is_warned_of(simulator, run, account):
    simulator.hook("launch/pci/scan", lambda state: None)
    simulator.switches.pci_list_lag = "3"
    simulator.hook("list/pci/scan", lambda state: [setattr(s, "unlisted", 99) for s in state.pci.scans.values()], False)
    result = run("qualys_pci_scan", **SCAN)
    assert result["changed"]
    assert "does not show it yet" in str(result["warnings"])


def test_the_list_is_read_to_its_end_and_filtered_here(simulator, run, account):
    for number in range(1, 2051):
        past(
            account,
            number,
            ("Finished", "Failed", "Running", "Settling")[number % 4],
            hours=number,
            title="No %d" % number,
        )
    result = run("qualys_pci_scan_info")
    assert [scan["id"] for scan in result["scans"]] == list(range(2050, 0, -1))
    assert [entry["params"]["offset"] for entry in simulator.journal] == ["1", "1001", "2001"]
    assert len(run("qualys_pci_scan_info", states=["failed", "unknown"])["scans"]) == 1025
    assert [scan["id"] for scan in run("qualys_pci_scan_info", title="No 7")["scans"]] == [7]
    recent = datetime.now(timezone.utc) - timedelta(hours=4, minutes=30)
    after = run("qualys_pci_scan_info", after=recent.isoformat(timespec="seconds"), full=True)
    assert [scan["id"] for scan in after["scans"]] == [4, 3, 2, 1]
    assert after["scans"][0]["launched_by"] == "Demo User"
    before = run("qualys_pci_scan_info", before=recent.isoformat(timespec="seconds"), scan_type="ip")
    assert len(before["scans"]) == 2046


def test_reading_an_unknown_id_gives_an_empty_list(simulator, run, account):
    assert run("qualys_pci_scan_info", scan_id=424242)["scans"] == []
    past(account, 7)
    assert run("qualys_pci_scan_info", scan_id=7)["scans"][0]["compliance"] == "Pass"


def test_the_time_goes_on_in_the_simulator_too(simulator, run, account):
    simulator.switches.pci_scan_progress = "time"
    run("qualys_pci_scan", **SCAN)
    simulator.clock.set(datetime.now(timezone.utc) + timedelta(seconds=30))
    assert run("qualys_pci_scan_info")["scans"][0]["state"] == "finished"


def test_a_new_scan_whose_details_never_come_is_a_failure_after_a_while(simulator, run, account):
    simulator.hook(
        "details/pci/scan",
        lambda state: [setattr(scan, "undetailed", 9) for scan in state.pci.scans.values()],
        once=False,
    )
    for state in ("launched", "finished"):
        account.scans.clear()
        run.pauses.clear()
        result = run("qualys_pci_scan", **SCAN, state=state)
        assert result["failed"]
        assert result["changed"]
        assert 110 <= sum(run.pauses) <= 130


def test_very_many_names_are_sent_with_a_warning(simulator, run, account):
    simulator.switches.pci_foreign_target = "accept"
    names = ["host-%d.example.org" % number for number in range(300)]
    result = run("qualys_pci_scan", title="Names", scan_type="dns", target_dns=names)
    assert "more than 4000 characters" in str(result["warnings"])
