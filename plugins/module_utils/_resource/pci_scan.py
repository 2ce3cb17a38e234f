# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""PCI scans: what a task declares, what Qualys shows of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.pci_assumptions import (
    BANDWIDTHS,
    FOREIGN_MODULES,
    LONGEST_DNS_TARGET,
    SCAN_TYPES,
    UNKNOWN_WORD_DAYS,
)
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.moments import write_moment
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_address import parse_span
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_asset_set import united
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_host_name import parse_host_name
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_scan_words import (
    FINISHED,
    OVER,
    UNKNOWN,
    parse_duration,
    parse_time,
    state_of,
)
from ansible_collections.community.qualys.plugins.module_utils._wire.bounds import whole_number


class Order(NamedTuple):
    """A scan to launch: the fields of the request, and what is not certain about them."""

    title: str
    scan_type: str
    fields: dict[str, str]
    doubts: tuple[str, ...]


def order_from(options: Mapping[str, Any]) -> Order:
    """Return the scan that a task declares; raises OptionError."""
    title = (options["title"] or "").strip()
    if not title:
        raise OptionError("title", None, "is empty; a scan is found again by its title")
    ips = united(parse_span("target_ips[%d]" % n, one) for n, one in enumerate(options["target_ips"] or ()))
    names = united(parse_host_name("target_dns[%d]" % n, one) for n, one in enumerate(options["target_dns"] or ()))
    fields = {
        "title": title,
        "bandwidth": BANDWIDTHS.get(options["bandwidth"]),
        "scanType": SCAN_TYPES[options["scan_type"]],
        "targetIps": ", ".join(one.text for one in ips),
        "targetDns": ", ".join(one.text for one in names),
        "targetAll": "true" if options["target_all"] else None,
        "launchType": options["launch_type"],
    }
    if not (ips or names or options["target_all"]):
        raise OptionError("target_ips", None, "is not set, nor is target_dns or target_all; a scan needs a target")
    sent = {name: value for name, value in fields.items() if value}
    return Order(title, sent["scanType"], sent, tuple(_doubts(sent)))


def _doubts(fields: Mapping[str, str]) -> Iterable[str]:
    targets = {"targetIps": "target_ips", "targetDns": "target_dns", "targetAll": "target_all"}
    given = [option for name, option in targets.items() if name in fields]
    if len(given) > 1:
        yield "which of %s Qualys heeds when they come together is not known" % ", ".join(given)
    other = {"IP": "targetDns", "DNS": "targetIps"}[fields["scanType"]]
    if len(given) == 1 and other in fields:
        yield "%s goes with another scan_type; whether Qualys heeds it is not known" % targets[other]
    if len(fields.get("targetDns", "")) > LONGEST_DNS_TARGET:
        yield "target_dns has more than %d characters, which Qualys may not take" % LONGEST_DNS_TARGET


def is_of(row: Mapping[str, Any], order: Order) -> bool:
    """Tell whether a row of the list is a scan as ordered: by title and type, made by no other application."""
    kind, module = row.get("scanType"), row.get("scanModule")
    return (
        str(row.get("title", "")).strip() == order.title
        and (not kind or str(kind).upper() == order.scan_type)
        and str(module or "").strip().lower() not in FOREIGN_MODULES
    )


def is_under_way(row: Mapping[str, Any], now: datetime) -> bool:
    """Tell whether a scan is going on; one with a word that nobody knows is not taken for eternal."""
    state = state_of(row.get("status"))
    if state != UNKNOWN:
        return state not in OVER
    date = parse_time(row.get("date"))
    return date is None or now - date < timedelta(days=UNKNOWN_WORD_DAYS)


def is_finished(row: Mapping[str, Any]) -> bool:
    """Tell whether a scan came to its end, whatever the verdict."""
    return state_of(row.get("status")) == FINISHED


def number_of(row: Mapping[str, Any]) -> int:
    """Return the id of a row of the list; 0 when it has none."""
    return whole_number(row.get("scanId")) or 0


def end_of(details: Mapping[str, Any]) -> datetime | None:
    """Return when a scan ended: start and duration; its start where there is no duration."""
    started, duration = parse_time(details.get("startedOn")), parse_duration(details.get("duration"))
    return started and started + timedelta(seconds=duration or 0)


def shown_details(number: int, details: Mapping[str, Any]) -> dict[str, Any]:
    """Return the details of a scan as results print them."""
    started, end = parse_time(details.get("startedOn")), end_of(details)
    state = state_of(details.get("scanStatus"))
    return {
        "id": number,
        "title": details.get("title"),
        "status": details.get("scanStatus"),
        "state": state,
        "compliance": details.get("compliance") or None,
        "started": write_moment(started) if started else None,
        "finished": write_moment(end) if end and state in OVER else None,
        "duration": parse_duration(details.get("duration")),
        "active_hosts": details.get("activeHosts"),
        "launched_by": details.get("launchedBy"),
        "launch_type": details.get("launchType"),
        "bandwidth": details.get("bandwidth"),
        "scan_type": details.get("scanType"),
        "target": [part.strip() for part in str(details.get("target") or "").split(",") if part.strip()],
    }


def shown_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of the list as results print it."""
    date = parse_time(row.get("date"))
    return {
        "id": number_of(row),
        "title": row.get("title"),
        "status": row.get("status"),
        "state": state_of(row.get("status")),
        "date": write_moment(date) if date else None,
        "scan_type": row.get("scanType"),
        "scan_module": row.get("scanModule"),
    }
