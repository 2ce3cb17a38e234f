# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Assets of a PCI account: add, remove, list, compliance summary."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Any

from .pci_answers import PciCall, PciRefusal
from .pci_entries import DNS, IP, TYPES, VIRTUALHOST, BadEntry, Entry, read_entry, shown, split

HOST_OF_ADDRESSES = {"assets": None, "all": "www.example.org"}
NOUNS = {IP: "IP", DNS: "DNS", VIRTUALHOST: "VirtualHost"}


def add(call: PciCall) -> str:
    """Take assets into the account."""
    kind, entries = _asked(call)
    held = call.account.assets[kind]
    duplicates = [entry for entry in entries if any(key in held for key in entry)]
    if duplicates and call.switches.pci_duplicate_add == "refused":
        raise PciRefusal(f"{duplicates[0].text} already exists")
    wanted = {key for entry in entries for key in entry}
    if len(held) + len(wanted - set(held)) > call.account.bought:
        raise PciRefusal("The number of purchased IPs is exceeded")
    counts_all = call.switches.pci_duplicate_add == "counted"
    counted = sum(_counted(call, entry, lambda key: counts_all or key not in held) for entry in entries)
    call.account.before_change(int(call.switches.pci_change_lag))
    for entry in entries:
        for key in entry:
            held.setdefault(key, entry.text if entry.size == 1 else str(key))
    return f"{counted} {NOUNS[kind]} added successfully"


def delete(call: PciCall) -> str:
    """Take assets out of the account, and their findings with them."""
    kind, entries = _asked(call)
    held = call.account.assets[kind]
    missing = [entry for entry in entries if any(key not in held for key in entry)]
    if missing and call.switches.pci_absent_remove == "refused":
        raise PciRefusal(f"{missing[0].text} not found")
    doomed = {key for entry in entries for key in entry if key in held}
    _refuse_busy(call, doomed)
    counted = sum(_counted(call, entry, lambda key: key in held) for entry in entries)
    call.account.before_change(int(call.switches.pci_change_lag))
    for key in doomed:
        del held[key]
        call.account.verdicts.pop(key, None)
    return f"{counted} {NOUNS[kind]} removed successfully"


def _refuse_busy(call: PciCall, doomed: set[Any]) -> None:
    for scan in call.account.scans.values():
        if not scan.is_over and scan.keys & doomed:
            raise PciRefusal(f"Assets cannot be removed: scan {scan.id} is running on them")
    if call.account.scheduled & doomed:
        raise PciRefusal("Assets cannot be removed: they are in the target of a scheduled scan")


def _counted(call: PciCall, entry: Entry, counts: Any) -> int:
    found = sum(1 for key in entry if counts(key))
    return min(found, 1) if call.switches.pci_range_count == "entries" else found


def _asked(call: PciCall) -> tuple[str, list[Entry]]:
    """Return type and entries of a request; bad ones are left out where the switch says so."""
    body = call.data(("assetType", "assets"))
    kind = body.get("assetType", "")
    if kind not in TYPES or (kind == DNS and call.switches.pci_dns == "refuse"):
        raise PciRefusal(f"Invalid assetType: {kind}", 400)
    entries = []
    for text in split(body.get("assets", "")):
        try:
            entries.append(_taken(call, read_entry(kind, text)))
        except BadEntry as problem:
            if call.switches.pci_bad_entry == "refuse_all":
                raise PciRefusal(str(problem)) from None
    return kind, entries


def _taken(call: PciCall, entry: Entry) -> Entry:
    if entry.text in call.account.unwelcome:
        raise BadEntry(f"{entry.text} cannot be taken into scope")
    if call.switches.pci_ipv6 == "refuse" and _is_ipv6(entry.first):
        raise BadEntry(f"Invalid IP address: {entry.text}")
    if entry.size > call.account.bought:
        raise PciRefusal("The number of purchased IPs is exceeded")
    return entry


def _is_ipv6(key: Any) -> bool:
    address = key[2] if isinstance(key, tuple) else key
    return getattr(address, "version", 4) == 6


def listing(call: PciCall) -> dict[str, Any]:
    """Answer the asset list, if there is one."""
    if call.switches.pci_asset_list == "off":
        raise NoSuchPage
    wanted = call.query.get("assetType", "ALL")
    if wanted not in (*TYPES, "ALL"):
        raise PciRefusal(f"Invalid assetType: {wanted}", 400)
    held = call.account.listed()
    rows = [_row(call, kind, text) for kind in TYPES if wanted in (kind, "ALL") for text in _texts(call, held[kind])]
    return call.page("assetList", rows)


class NoSuchPage(Exception):
    """There is nothing at this address."""


def _row(call: PciCall, kind: str, text: str) -> Any:
    form = call.switches.pci_asset_rows
    if form == "text":
        return text
    return {"asset": text, "assetType": kind} if form == "object" else {"k1": text, "k2": kind}


def _texts(call: PciCall, held: dict[Any, str]) -> list[str]:
    mode = call.switches.pci_asset_spelling
    if call.switches.pci_list_ranges == "no":
        return [shown(key, sent, mode) for key, sent in held.items()]
    v4 = sorted(key for key in held if isinstance(key, ipaddress.IPv4Address))
    rest = [shown(key, sent, mode) for key, sent in held.items() if not isinstance(key, ipaddress.IPv4Address)]
    return [str(a) if a == b else f"{a}-{b}" for a, b in _runs(v4)] + rest


def _runs(addresses: Iterable[Any]) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for address in addresses:
        if found and int(found[-1][1]) + 1 == int(address):
            found[-1] = (found[-1][0], address)
        else:
            found.append((address, address))
    return found


def summary(call: PciCall) -> dict[str, Any]:
    """Answer the compliance summary. Its filter by address is ignored, as on the real thing."""
    if call.switches.pci_summary == "off":
        raise NoSuchPage
    rows = []
    for kind in (IP, DNS):
        for key, sent in call.account.assets[kind].items():
            verdict = call.account.verdicts.get(key)
            if verdict is None and call.switches.pci_summary == "scanned":
                continue
            text = shown(key, sent, call.switches.pci_asset_spelling)
            name = text if kind == DNS else HOST_OF_ADDRESSES[call.switches.pci_summary_names]
            rows.append(
                {"ipAddress": text if kind == IP else None, "dnsHostname": name, "complianceStatus": verdict or "N/A"}
            )
    return call.page("complianceSummaryList", rows)
