# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scans of a PCI account: launch, list, details."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from .pci_account import PciScan
from .pci_answers import PciCall, PciRefusal
from .pci_entries import DNS, IP, BadEntry, read_entry, split

FIELDS = ("title", "bandwidth", "scanType", "targetIps", "targetDns", "targetAll", "launchType")
WORDS = {
    "bandwidth": ("High", "Medium", "Low"),
    "scanType": ("IP", "DNS"),
    "targetAll": ("true", "false"),
    "launchType": ("ondemand",),
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SECONDS_PER_STEP = 2


def launch(call: PciCall) -> dict[str, Any]:
    """Start a scan; a second one with the same title is another scan."""
    body = call.data(FIELDS)
    if not body.get("title", "").strip():
        raise PciRefusal("title is required", 400)
    for name, words in WORDS.items():
        if name in body and body[name] not in words:
            raise PciRefusal(f"Invalid value for {name}: {body[name]}", 400)
    targets, keys = _targets(call, body)
    number = call.object_id = call.account.new_scan_id()
    scan = PciScan(
        number,
        body["title"],
        body.get("scanType", "IP"),
        body.get("bandwidth", "Medium"),
        targets,
        call.clock.now(),
        _course(call),
        "Pass",
        keys=keys,
    )
    if call.switches.pci_scan_course != "finished":
        scan.compliance = "Fail"
    scan.active_hosts = 0 if call.switches.pci_scan_course == "failed" else len(keys)
    scan.unlisted = int(call.switches.pci_list_lag)
    scan.undetailed = int(call.switches.pci_details_lag)
    scan.module = {"name": "PCI", "null": None, "missing": None}[call.switches.pci_scan_module]
    call.account.scans[number] = scan
    return {"id": number, "status": "Launched scan successfully"}


def _course(call: PciCall) -> list[str]:
    going = ["Launch Requested", "Queued", "Running"]
    last = {"failed": "Failed", "canceled": "Canceled", "unending": "Settling"}
    return [*going, last.get(call.switches.pci_scan_course, call.switches.pci_finished_word)]


def _targets(call: PciCall, body: dict[str, str]) -> tuple[list[str], set[Any]]:
    named = [
        (kind, text)
        for kind, name in ((IP, "targetIps"), (DNS, "targetDns"))
        for text in split(body.get(name, ""))
        if text
    ]
    keys: set[Any] = set()
    for kind, text in named:
        keys |= _known(call, kind, text)
    if body.get("targetAll") == "true":
        held = call.account.assets[body.get("scanType", IP)]
        return [*(text for _kind, text in named), *held.values()], keys | set(held)
    if not named:
        raise PciRefusal("No target", 400)
    return [text for _kind, text in named], keys


def _known(call: PciCall, kind: str, text: str) -> set[Any]:
    try:
        entry = read_entry(kind, text)
    except BadEntry as problem:
        raise PciRefusal(str(problem), 400) from None
    if entry.size > call.account.bought:
        raise PciRefusal(f"{text} is larger than the account", 400)
    keys = set(entry)
    if call.switches.pci_foreign_target == "refuse" and not keys <= set(call.account.assets[kind]):
        raise PciRefusal(f"{text} is not an asset of this account")
    return keys


def listing(call: PciCall) -> dict[str, Any]:
    """Answer the list of scans."""
    shown = []
    for scan in call.account.scans.values():
        _by_time(call, scan)
        if scan.unlisted:
            scan.unlisted -= 1
        else:
            shown.append(scan)
    order = "title" if call.query.get("sortBy") == "title" else call.switches.pci_list_order
    if order == "title":
        shown.sort(key=lambda scan: scan.title)
    else:
        shown.sort(key=lambda scan: scan.id, reverse=order == "newest")
    return call.page("scanInfoList", [_listed(call, scan) for scan in shown])


def _listed(call: PciCall, scan: PciScan) -> dict[str, Any]:
    row = {
        "scanId": scan.id,
        "title": scan.title,
        "status": scan.status,
        "date": written(scan.started),
        "scanType": scan.scan_type,
    }
    if scan.module or call.switches.pci_scan_module != "missing":
        row["scanModule"] = scan.module
    return row


def details(call: PciCall) -> dict[str, Any]:
    """Answer everything about one scan but its id, and let it go on."""
    scan = call.account.scans.get(call.number or 0)
    if scan is None or scan.undetailed:
        if scan is not None:
            scan.undetailed -= 1
        raise PciRefusal(f"Scan {call.number} not found", int(call.switches.pci_unknown_scan))
    _by_time(call, scan)
    shown = {
        "title": scan.title,
        "startedOn": written(scan.started),
        "launchedBy": scan.launched_by,
        "duration": _duration(call, scan),
        "activeHosts": scan.active_hosts if scan.is_over else 0,
        "launchType": "On Demand",
        "bandwidth": scan.bandwidth,
        "scanStatus": scan.status,
        "target": ",".join(scan.targets),
        "scanType": scan.scan_type,
        "compliance": scan.compliance if scan.is_over else None,
    }
    if call.switches.pci_scan_progress == "polls":
        _go_on(call, scan)
    return shown


def _by_time(call: PciCall, scan: PciScan) -> None:
    if call.switches.pci_scan_progress == "time" and not scan.is_over:
        passed = (call.clock.now() - scan.started).total_seconds()
        _go_on(call, scan, int(passed / SECONDS_PER_STEP))


def _go_on(call: PciCall, scan: PciScan, to: int | None = None) -> None:
    scan.go_on(call.clock.now(), to)
    if scan.is_over and scan.status.lower() in ("finished", "completed"):
        call.account.verdicts.update(dict.fromkeys(scan.keys, scan.compliance))


def _duration(call: PciCall, scan: PciScan) -> str:
    if scan.status == "Failed":
        return "00:00:00"
    passed = (scan.finished or call.clock.now()) - scan.started
    hours, rest = divmod(int(max(passed, timedelta()).total_seconds()), 3600)
    return f"{hours:02}:{rest // 60:02}:{rest % 60:02}"


def written(moment: datetime) -> str:
    """Write an instant as the PCI API does, to the minute, whatever the locale."""
    hour = moment.hour % 12 or 12
    half = "AM" if moment.hour < 12 else "PM"
    return f"{MONTHS[moment.month - 1]} {moment.day:02}, {moment.year} at {hour:02}:{moment.minute:02} {half} GMT"
