# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a schedule must be like, beyond what a schema can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .call import Call
from .criteria import at, members
from .failure import ServiceFailure, invalid_request
from .recurrence import zone

Record = dict[str, Any]

BLOCKS = {"DAILY": "dailyOccurrence", "WEEKLY": "weeklyOccurrence", "MONTHLY": "monthlyOccurrence"}
# Smallest and largest number of elements; the schema of the vendor has no ranges, these are the sensible ones.
RANGES = {
    "everyNDays": (1, 9999),
    "everyNWeeks": (1, 9999),
    "everyNMonths": (1, 9999),
    "occurrenceCount": (1, 99999),
    "dayNb": (1, 31),
    "nb": (1, 9999),
    "cancelAfterNHours": (1, 9999),
}


def _refused(what: str, why: str) -> ServiceFailure:
    return invalid_request(f"WasScanSchedule: {what} {why}")


def check_references(call: Call, sent: Record) -> None:
    """Refuse references to objects that do not exist; a profile named instead of numbered gets its id."""
    _resolve_profile(call, sent)
    target = sent.get("target") or {}
    state = call.state
    single = (
        ("profile", sent, state.optionprofiles),
        ("proxy", sent, state.proxies),
        ("dnsOverride", sent, state.dnsoverrides),
        ("webApp", target, state.webapps),
    )
    for name, where, records in single:
        if where.get(name):
            _exists(name, where[name].get("id"), records)
    record = target.get("webAppAuthRecord") or {}
    if "id" in record:
        _exists("webAppAuthRecord", record["id"], state.webappauthrecords)
    for name, number in _listed_ids(target):
        _exists(name, number, state.webapps if name == "webApp" else state.tags)
    owner = sent.get("owner")
    if owner and call.users.by_id(owner.get("id", 0)) is None:
        raise _refused("owner", f"with id {owner.get('id')} does not exist.")


def _exists(name: str, number: int | None, records: Mapping[int, Any]) -> None:
    if number is None:
        raise _refused(name, "needs an id.")
    if number not in records:
        raise _refused(name, f"with id {number} does not exist or is not in your scope.")


def _resolve_profile(call: Call, sent: Record) -> None:
    profile = sent.get("profile")
    if not profile or "id" in profile:
        return
    found = [number for number, record in call.state.optionprofiles.items() if record["name"] == profile.get("name")]
    if len(found) != 1:
        raise _refused("profile", f"'{profile.get('name')}' does not exist.")
    profile["id"] = found[0]


def _listed_ids(target: Record) -> Iterator[tuple[str, int | None]]:
    """Yield the members that set and add bring in; remove may name what is not there."""
    lists = [("webApp", "WebApp", target.get("webApps") or {}), ("tag", "Tag", target.get("scannerTags") or {})]
    for side in ("included", "excluded"):
        lists += [("tag", "Tag", found) for found in at("tags", side, "tagList")(target) if found]
    for name, item, operators in lists:
        for operator in ("set", "add"):
            for member in operators.get(operator, ()):
                yield name, member[item].get("id") if isinstance(member[item], dict) else None


def check_schedule(call: Call, schedule: Record) -> None:
    """Refuse a schedule whose parts do not fit together."""
    if not schedule.get("name", "").strip():
        raise _refused("name", "must not be empty.")
    _check_ranges(schedule)
    _check_target(call, schedule.get("target", {}))
    _check_plan(schedule.get("scheduling", {}))


def _check_ranges(record: Record) -> None:
    for name, value in record.items():
        if isinstance(value, dict):
            _check_ranges(value)
        elif name in RANGES and not RANGES[name][0] <= value <= RANGES[name][1]:
            raise _refused(name, f"must be from {RANGES[name][0]} to {RANGES[name][1]}, not {value}.")


def _check_target(call: Call, target: Record) -> None:
    kinds = [name for name in ("webApp", "webApps", "tags") if name in target]
    if len(kinds) != 1:
        raise _refused("target", "needs exactly one of webApp, webApps and tags.")
    if kinds == ["webApps"] and not target["webApps"]["list"]:
        raise _refused("target.webApps", "must not be empty.")
    if kinds == ["tags"] and not members("included", "tagList")(target["tags"]):
        raise _refused("target.tags.included.tagList", "is required.")
    record = target.get("webAppAuthRecord", {})
    if "webAppAuthRecord" in target and len(record) != 1:
        raise _refused("target.webAppAuthRecord", "needs exactly one of id and isDefault.")
    _check_scanner(call, target)


def _check_scanner(call: Call, target: Record) -> None:
    scanner = target.get("scannerAppliance", {})
    if scanner.get("type") == "INTERNAL":
        if "friendlyName" not in scanner:
            raise _refused("target.scannerAppliance.friendlyName", "is required for type INTERNAL.")
        if scanner["friendlyName"] not in call.state.scanner_appliances:
            raise _refused("scanner appliance", f"'{scanner['friendlyName']}' does not exist.")
    if scanner.get("type") == "scannerTags" and not target.get("scannerTags", {}).get("list"):
        raise _refused("target.scannerTags", "is required for type scannerTags.")
    if "scannerTags" in target and scanner.get("type") != "scannerTags":
        raise _refused("target.scannerAppliance.type", "must be scannerTags when scannerTags are given.")


def _check_plan(plan: Record) -> None:
    if "cancelAfterNHours" in plan and "cancelTime" in plan:
        raise _refused("scheduling.cancelAfterNHours", "and cancelTime exclude each other.")
    code = plan.get("timeZone", {}).get("code")
    if code is not None and zone(code) is None:
        raise _refused("scheduling.timeZone.code", f"'{code}' is not a known time zone.")
    kind = plan.get("occurrenceType")
    if kind in BLOCKS and list(plan.get("occurrence", {})) != [BLOCKS[kind]]:
        raise _refused("scheduling.occurrence", f"needs {BLOCKS[kind]} for type {kind}.")
    _check_occurrence(plan.get("occurrence", {}))


def _check_occurrence(occurrence: Record) -> None:
    if "weeklyOccurrence" in occurrence and not list(at("onDays", "WeekDay")(occurrence["weeklyOccurrence"])):
        raise _refused("scheduling.occurrence.weeklyOccurrence.onDays", "is required.")
    if "monthlyOccurrence" not in occurrence:
        return
    monthly = occurrence["monthlyOccurrence"].get("monthlyType", {})
    by_number, by_order = monthly.get("occurDayNbInMonth", {}), monthly.get("occurDayOrderInMonth", {})
    if "dayNb" not in by_number and not {"dayOrder", "dayOfMonth"} <= set(by_order):
        raise _refused(
            "scheduling.occurrence.monthlyOccurrence.monthlyType", "needs dayNb, or dayOrder and dayOfMonth."
        )
