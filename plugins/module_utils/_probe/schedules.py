# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about schedules that the account's own ones answer."""

from __future__ import annotations

import re
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._probe import evidence
from ansible_collections.community.qualys.plugins.module_utils._probe.account import (
    SCHEDULE,
    Account,
    demanded,
)
from ansible_collections.community.qualys.plugins.module_utils._probe.model import Area, Told, not_seen, probe, unclear
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, at

_TAG_LISTS = ("target.tags.included.tagList", "target.tags.excluded.tagList", "target.scannerTags")
_LISTS = ("target.webApps", *_TAG_LISTS)
_ORDER = "scheduling.occurrence.monthlyOccurrence.monthlyType.occurDayOrderInMonth.dayOrder"
_ORDERS = ("FIRST", "SECOND", "THIRD", "FOURTH", "LAST")
_SETTINGS = ("sendMail", "sendOneMail", "sendMailFromAddressOption", "progressiveScanning")


def _search_record(account: Account) -> Told:
    listed = account.found(SCHEDULE, limit=100)
    for record in listed:
        read = demanded(account.get(SCHEDULE, int(record["id"])), "read a schedule").records(SCHEDULE.element)
        if read and at(read[0], "scheduling.startDate"):
            is_full = bool(at(record, "scheduling.startDate"))
            return Told("full" if is_full else "brief", {"record_in_search": evidence.shape(record)})
    raise not_seen("the account shows no schedule with a start date")


def _nesting(account: Account, name: str) -> Told:
    for record in account.schedules():
        for place, holder in (("top", record), ("target", record.get("target"))):
            if as_object(holder).get(name):
                return Told(place, {name: evidence.shape(as_object(holder)[name])})
    raise not_seen("no schedule that was looked at has %s" % name)


def _proxy_nesting(account: Account) -> Told:
    return _nesting(account, "proxy")


def _dns_override_nesting(account: Account) -> Told:
    return _nesting(account, "dnsOverride")


def _start_date_fraction(account: Account) -> Told:
    dates = [str(at(one, "scheduling.startDate") or "") for one in account.schedules()]
    known = [date for date in dates if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", date)]
    if not known:
        raise not_seen("no schedule that was looked at has a start date")
    has_fraction = any("." in date for date in known)
    return Told("yes" if has_fraction else "no", {"schedules": len(known)})


def _day_order(account: Account) -> Told:
    for record in account.schedules():
        found = at(record, _ORDER)
        if found is not None:
            word = str(found)
            if word.isdigit():
                return Told("number", {"dayOrder": "number"})
            if word in _ORDERS:
                return Told("word", {"dayOrder": word})
            raise unclear("the order is neither a number nor a documented word")
    raise not_seen("no schedule that was looked at has an order such as the first Monday")


def container(value: Any, member: str) -> str | None:
    """Return in what the members of a list stand: list, set, or bare; None when there is none."""
    for name in ("list", "set"):
        if as_object(value).get(name):
            return name
    return "bare" if as_object(value).get(member) else None


def _recipients(account: Account) -> Told:
    for record in account.schedules():
        value = at(record, "notification.recipients")
        answer = container(value, "EmailAddress")
        if answer:
            return Told(answer, {"recipients": evidence.shape(value)})
    raise not_seen("no schedule that was looked at has recipients")


def _multi_target(account: Account) -> Told:
    for record in account.schedules():
        for path in _LISTS:
            answer = container(at(record, path), "WebApp" if path == _LISTS[0] else "Tag")
            if answer:
                return Told(answer, {path.rpartition(".")[2]: evidence.shape(at(record, path))})
    raise not_seen("no schedule that was looked at has several web applications or tags")


def _elements(account: Account, names: tuple[str, ...], some: str, none: str) -> Told:
    found = sorted({name for one in account.schedules() for name in names if name in one})
    return Told(some if found else none, {"elements": found})


def _flags(account: Account) -> Told:
    return _elements(account, ("multi", "invalid"), "present", "absent")


def _settings(account: Account) -> Told:
    return _elements(account, _SETTINGS, "shown", "hidden")


SCHEDULES = Area(
    "schedules",
    "account",
    (
        probe("search_record", "Are the schedules of a search brief or full?", "brief full", _search_record),
        probe("proxy_nesting", "Where does proxy stand in a schedule?", "top target", _proxy_nesting),
        probe(
            "dns_override_nesting", "Where does dnsOverride stand in a schedule?", "top target", _dns_override_nesting
        ),
        probe("start_date_fraction", "Does startDate have fractions of a second?", "no yes", _start_date_fraction),
        probe("day_order_read", "Is dayOrder a number or a word?", "number word", _day_order),
        probe("recipients_read", "In what do the recipients of a notification stand?", "list set bare", _recipients),
        probe(
            "multi_target_read",
            "In what do several web applications or tags stand?",
            "list set bare",
            _multi_target,
        ),
        probe("flags_in_record", "Does a schedule have the elements multi and invalid?", "present absent", _flags),
        probe("settings_read", "Does a schedule show its settings for mails and scanning?", "shown hidden", _settings),
    ),
)
