# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody should look at, in sentences, the worst first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.plugin_utils.report.hosts import (
    inactive_agents,
    lacking,
    running_without_agent,
)
from ansible_collections.community.qualys.plugins.plugin_utils.report.launches import is_overdue, next_launch
from ansible_collections.community.qualys.plugins.plugin_utils.report.text import number
from ansible_collections.community.qualys.plugins.plugin_utils.report.verdicts import FAIL, latest, verdict

BAD, WARN = "bad", "warn"
MOST_TITLES = 3


class Trouble(NamedTuple):
    """A kind of trouble: how bad, how often, and what follows the number when it is one, or another."""

    tone: str
    times: int
    one: str
    many: str


def attention(content: Mapping[str, Any], sections: Sequence[str], now: datetime) -> list[dict[str, str]]:
    """Return one entry for each kind of trouble there is; none when all is well."""
    found: list[Trouble] = []
    if "pci" in sections:
        found += _pci(content["pci_scans"])
    if "agents" in sections:
        found += _agents(content["hosts"], content["modules"])
    if "schedules" in sections:
        found += _schedules(content["schedules"], now)
    there = sorted((each for each in found if each.times), key=lambda each: each.tone != BAD)
    return [
        {"tone": each.tone, "count": number(each.times), "text": each.one if each.times == 1 else each.many}
        for each in there
    ]


def _pci(scans: Sequence[Mapping[str, Any]]) -> list[Trouble]:
    failed = [str(scan.get("title") or scan.get("id")) for scan in latest(scans) if verdict(scan) == FAIL]
    names = ", ".join(failed[:MOST_TITLES]) + (" and others" if len(failed) > MOST_TITLES else "")
    text = "ended without a pass: %s" % names
    return [Trouble(BAD, len(failed), "PCI scan %s" % text, "PCI scans %s" % text)]


def _agents(hosts: Sequence[Mapping[str, Any]], wanted: Sequence[str]) -> list[Trouble]:
    return [
        Trouble(BAD, running_without_agent(hosts), "running host has no agent", "running hosts have no agent"),
        Trouble(WARN, inactive_agents(hosts), "agent is inactive", "agents are inactive"),
        *(
            Trouble(WARN, count, "agent is not activated for %s" % word, "agents are not activated for %s" % word)
            for word, count in lacking(hosts, wanted).items()
        ),
    ]


def _schedules(schedules: Sequence[Mapping[str, Any]], now: datetime) -> list[Trouble]:
    invalid = sum(bool(schedule.get("invalid")) for schedule in schedules)
    off = sum(not schedule.get("enabled") for schedule in schedules)
    idle = sum(
        bool(schedule.get("enabled")) and not schedule.get("invalid") and next_launch(schedule) is None
        for schedule in schedules
    )
    late = sum(is_overdue(schedule, now) for schedule in schedules)
    return [
        Trouble(BAD, invalid, "schedule has lost its web application", "schedules have lost their web application"),
        Trouble(BAD, late, "schedule should have launched already", "schedules should have launched already"),
        Trouble(WARN, idle, "active schedule has no launch planned", "active schedules have no launch planned"),
        Trouble(WARN, off, "schedule is switched off", "schedules are switched off"),
    ]
