# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that the page shows, as plain data that the template only has to write down."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.plugin_utils.report import hosts as fleet_of
from ansible_collections.community.qualys.plugins.plugin_utils.report.attention import attention
from ansible_collections.community.qualys.plugins.plugin_utils.report.changes import changes
from ansible_collections.community.qualys.plugins.plugin_utils.report.memory import remembered
from ansible_collections.community.qualys.plugins.plugin_utils.report.text import full, moment, safe
from ansible_collections.community.qualys.plugins.plugin_utils.report.tiles import tiles
from ansible_collections.community.qualys.plugins.plugin_utils.report.verdicts import verdicts
from ansible_collections.community.qualys.plugins.plugin_utils.report.week import calendar, coming
from ansible_collections.community.qualys.plugins.plugin_utils.report.zones import zone_of_page

SECTIONS = ("hosts", "agents", "schedules", "pci", "changes")


def view(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the page as data, every text in it safe for HTML; raises OptionError for what cannot be right."""
    where = zone_of_page("time_zone", str(data.get("time_zone") or "UTC"))
    now = _now(data)
    shown = _shown(data, now, where)
    before = remembered(base64.b64decode(data.get("previous") or "").decode("utf-8", "replace"))
    memory = before.renewed(shown, changes(data.get("summaries") or {}), now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    page = {
        **shown,
        "as_of": _full(memory.since, where),
        "changes": {"rows": memory.changes, "at": _full(memory.changed_at, where)},
    }
    return {**safe(page), "memory": memory.packed()}


def _shown(data: Mapping[str, Any], now: datetime, where: tzinfo) -> dict[str, Any]:
    """Return what depends on the data alone; the clock only tells which launches are overdue."""
    sections = _sections(data.get("sections"))
    hosts = _plain(data.get("hosts"))
    schedules = _merged(_plain(data.get("schedules")), _plain(data.get("known_schedules")))
    scans = _plain(data.get("pci_scans"))
    wanted = [str(word) for word in data.get("modules") or ()]
    content = {"hosts": hosts, "schedules": schedules, "pci_scans": scans, "modules": wanted}
    shown: dict[str, Any] = {
        "title": str(data.get("title") or ""),
        "time_zone": str(data.get("time_zone") or "UTC"),
        "sections": sections,
        "tiles": tiles(content, sections, now, where),
        "attention": attention(content, sections, now),
    }
    if "hosts" in sections:
        shown["hosts"] = fleet_of.fleet(hosts)
    if "agents" in sections:
        shown["agents"] = fleet_of.coverage(hosts, wanted)
    if "schedules" in sections:
        shown["week"] = calendar(schedules, now, where)
        shown["coming"] = coming(schedules, where)
    if "pci" in sections:
        shown["pci"] = verdicts(scans, where)
    return shown


def _sections(names: Iterable[Any] | None) -> list[str]:
    chosen = [str(name) for name in (SECTIONS if names is None else names)]
    for name in chosen:
        if name not in SECTIONS:
            raise OptionError("sections", name, "is no section; there are %s" % ", ".join(SECTIONS))
    return [name for name in SECTIONS if name in chosen]


def _now(data: Mapping[str, Any]) -> datetime:
    found = moment(data.get("now"))
    if found is None:
        raise OptionError("now", data.get("now"), "is no time; write it like 2026-11-25T08:00:00Z")
    return found


def _full(when: str, where: tzinfo) -> str:
    found = moment(when)
    return full(found.astimezone(where)) if found else ""


def _plain(rows: Any) -> list[Mapping[str, Any]]:
    return [row for row in rows or () if isinstance(row, Mapping)]


def _merged(found: Sequence[Mapping[str, Any]], known: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the schedules that a search found, with what is known of them beyond it; the search is newer."""
    by_id = {schedule["id"]: schedule for schedule in known if schedule.get("id") is not None}
    rows: list[Mapping[str, Any]] = []
    for schedule in found:
        more = by_id.get(schedule.get("id"), {})
        timing = {**(more.get("scheduling") or {}), **(schedule.get("scheduling") or {})}
        rows.append({**more, **schedule, "scheduling": timing})
    return rows
