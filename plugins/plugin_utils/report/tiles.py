# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers at the top of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from ansible_collections.community.qualys.plugins.plugin_utils.report.hosts import existing, running
from ansible_collections.community.qualys.plugins.plugin_utils.report.launches import is_overdue, next_launch
from ansible_collections.community.qualys.plugins.plugin_utils.report.text import full, number, percent
from ansible_collections.community.qualys.plugins.plugin_utils.report.verdicts import FAIL, OPEN, PASS, latest, verdict


def tiles(content: Mapping[str, Any], sections: Sequence[str], now: datetime, where: tzinfo) -> list[dict[str, str]]:
    """Return one tile for each section that has a number to show."""
    made = {
        "hosts": lambda: _hosts(content["hosts"]),
        "agents": lambda: _agents(content["hosts"]),
        "schedules": lambda: _schedules(content["schedules"], now, where),
        "pci": lambda: _pci(content["pci_scans"]),
    }
    return [{"section": name, **made[name]()} for name in sections if name in made]


def _hosts(hosts: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    there = existing(hosts)
    return {
        "label": "Azure hosts",
        "value": number(len(there)),
        "note": "%s running" % number(running(there)),
    }


def _agents(hosts: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    there = existing(hosts)
    agents = sum(bool(host.get("agent_id")) for host in there)
    without = len(there) - agents
    return {
        "label": "have an agent",
        "value": percent(agents, len(there)),
        "note": "%s without one" % number(without) if there else "no hosts",
    }


def _schedules(schedules: Sequence[Mapping[str, Any]], now: datetime, where: tzinfo) -> dict[str, str]:
    enabled = [schedule for schedule in schedules if schedule.get("enabled")]
    planned = [when for each in enabled for when in [next_launch(each)] if when and not is_overdue(each, now)]
    return {
        "label": "active scan schedules",
        "value": number(len(enabled)),
        "note": "next: %s" % full(min(planned).astimezone(where)) if planned else "no launch planned",
    }


def _pci(scans: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    marks = [verdict(scan) for scan in latest(scans)]
    ended = len(marks) - marks.count(OPEN)
    parts = ["%s failed" % number(marks.count(FAIL))] if FAIL in marks else []
    parts += ["%s open" % number(marks.count(OPEN))] if OPEN in marks else []
    return {
        "label": "PCI scans passed",
        "value": "%s of %s" % (number(marks.count(PASS)), number(ended)) if ended else "\u2013",
        "note": ", ".join(parts) or ("all passed" if ended else "no scan yet"),
    }
