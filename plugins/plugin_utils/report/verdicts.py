# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""PCI scans and their verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._resource.pci_scan_words import (
    FINISHED,
    OVER,
    RUNNING,
    is_pass,
)
from ansible_collections.community.qualys.plugins.plugin_utils.report.text import full, moment, number

MOST_SCANS = 20
# Ours, beside the word of Qualys: how a row is marked, and what it says.
PASS, FAIL, OPEN = "pass", "fail", "open"


def verdict(scan: Mapping[str, Any]) -> str:
    """Return pass, fail or open; what ended without a pass is a fail, and what has not ended is open."""
    state = scan.get("state")
    if state == FINISHED and scan.get("compliance"):
        return PASS if is_pass(scan["compliance"]) else FAIL
    return FAIL if state in OVER and state != FINISHED else OPEN


def latest(scans: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the newest scan of each title, the newest first."""
    found: dict[str, Mapping[str, Any]] = {}
    for scan in sorted(scans, key=_age, reverse=True):
        found.setdefault(str(scan.get("title") or scan.get("id")), scan)
    return list(found.values())


def verdicts(scans: Iterable[Mapping[str, Any]], where: tzinfo) -> dict[str, Any]:
    """Return the newest scan of each title with its verdict, the bad ones first."""
    newest = latest(scans)
    marks = [verdict(scan) for scan in newest]
    rows = sorted(zip(newest, marks), key=lambda row: (FAIL, OPEN, PASS).index(row[1]))
    return {
        "total": number(len(newest)),
        "passed": number(marks.count(PASS)),
        "failed": number(marks.count(FAIL)),
        "open": number(marks.count(OPEN)),
        "rows": [_row(scan, mark, where) for scan, mark in rows[:MOST_SCANS]],
        "more": number(len(rows) - MOST_SCANS) if len(rows) > MOST_SCANS else None,
    }


def _age(scan: Mapping[str, Any]) -> tuple[str, int]:
    return str(scan.get("started") or scan.get("date") or ""), int(scan.get("id") or 0)


def _row(scan: Mapping[str, Any], mark: str, where: tzinfo) -> dict[str, Any]:
    ended = moment(scan.get("finished"))
    hosts = scan.get("active_hosts")
    return {
        "title": str(scan.get("title") or scan.get("id") or ""),
        "mark": mark,
        "word": str(scan.get("compliance") or _without_verdict(scan)),
        "state": str(scan.get("status") or scan.get("state") or ""),
        "hosts": "\u2013" if hosts is None else number(hosts),
        "finished": full(ended.astimezone(where)) if ended else "\u2013",
    }


def _without_verdict(scan: Mapping[str, Any]) -> str:
    state = scan.get("state")
    return "running" if state == RUNNING else "no verdict"
