# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Create and update of schedules: how a request changes what is stored (WAS API: schedule reference)."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from .call import Call
from .clock import parse_instant, stamp
from .failure import ServiceFailure, invalid_request, invalid_xml
from .list_operators import LISTS, apply_operators
from .schedule_checks import check_references, check_schedule
from .schedule_reading import is_invalid, is_multi
from .service_request import BOOLEANS

Record = dict[str, Any]

# Objects that are replaced as a whole: references, and groups of which only one child may be there.
REFERENCES = frozenset({"webApp", "profile", "proxy", "dnsOverride", "owner"})
ONE_OF = frozenset({"webAppAuthRecord", "occurrence", "monthlyType"})
TARGETS = ("webApp", "webApps", "tags")
NESTED = {"proxy": "proxy_nesting", "dnsOverride": "dns_override_nesting"}
REQUIRED = (
    ("name",),
    ("type",),
    ("target",),
    ("scheduling", "startDate"),
    ("scheduling", "timeZone", "code"),
    ("scheduling", "occurrenceType"),
)


def created(call: Call) -> Record:
    """Return the schedule a create request asks for, checked and with its defaults."""
    sent = _sent(call)
    if "id" in sent:
        raise invalid_request("WasScanSchedule: 'id' is not allowed on create.", "Remove the id.")
    schedule: Record = {"id": 0, "owner": {"id": call.user.id}}
    _merge(call, schedule, sent)
    _require(call, schedule)
    schedule.setdefault("active", call.switches.default_active == "true")
    schedule.setdefault("sendMail", call.switches.default_send_mail == "true")
    check_schedule(call, schedule)
    _refuse_past(call, schedule["scheduling"]["startDate"])
    _refuse_duplicate(call, schedule)
    schedule["createdDate"] = schedule["updatedDate"] = call.clock.stamp()
    return schedule


def updated(call: Call, stored: Record) -> Record:
    """Return a schedule as an update request leaves it; the stored one is not touched."""
    sent = _sent(call)
    if sent.get("id", stored["id"]) != stored["id"]:
        raise invalid_request("WasScanSchedule: the id of the request differs from the id of the path.")
    _refuse_forbidden(call, stored, sent)
    schedule = deepcopy(stored)
    _forget_replaced(call, schedule, sent)
    _merge(call, schedule, sent)
    check_schedule(call, schedule)
    _refuse_duplicate(call, schedule)
    schedule["updatedDate"] = call.clock.stamp()
    return schedule


def _sent(call: Call) -> Record:
    data = call.request.data
    if data is None:
        raise invalid_xml(
            "cvc-complex-type.2.4.b: The content of element 'ServiceRequest' is not complete. "
            "One of '{data}' is expected."
        )
    if not isinstance(data, dict):
        raise invalid_request("WasScanSchedule: there is nothing to write.")
    sent = deepcopy(data)
    _place_nested(call, sent)
    _check_delay_scale(call, sent)
    return sent


def _place_nested(call: Call, sent: Record) -> None:
    """Take proxy and dnsOverride from where the switches want them; anywhere else they are not expected."""
    target = sent.get("target") or {}
    for name, switch in NESTED.items():
        right, wrong = (sent, target) if call.switches[switch] == "top" else (target, sent)
        if name in wrong:
            raise invalid_xml(f"cvc-complex-type.2.4.a: Invalid content was found starting with element '{name}'.")
        if name in right:
            sent[name] = right.pop(name)


def _check_delay_scale(call: Call, sent: Record) -> None:
    scale = ((sent.get("notification") or {}).get("delay") or {}).get("scale", "DAY")
    if call.switches.delay_scales == "day_only" and scale != "DAY":
        raise invalid_xml(
            f"cvc-enumeration-valid: Value '{scale}' is not facet-valid with respect to enumeration "
            "'[DAY]'. It must be a value from the enumeration."
        )


def _refuse_forbidden(call: Call, stored: Record, sent: Record) -> None:
    """Refuse what the switches say an update may not do."""
    switches = call.switches
    if switches.invalid_schedule_write == "refuse" and is_invalid(call.state, stored):
        raise invalid_request("WasScanSchedule: the schedule is invalid, its web application was deleted.")
    if switches.type_update == "refuse" and sent.get("type", stored["type"]) != stored["type"]:
        raise invalid_request("WasScanSchedule: 'type' cannot be changed.")
    if switches.owner_write == "refuse" and "owner" in sent:
        raise invalid_request("WasScanSchedule: 'owner' cannot be set.")
    plan = sent.get("scheduling")
    if plan and "startDate" not in plan and switches.scheduling_update == "refuse":
        raise invalid_request(
            "WasScanSchedule: 'scheduling.startDate' is required.", "Send the complete scheduling element."
        )
    if plan and "startDate" in plan and switches.past_start_on_update == "refuse":
        _refuse_past(call, plan["startDate"])
    _refuse_kind_change(call, stored, sent)


def _refuse_kind_change(call: Call, stored: Record, sent: Record) -> None:
    kinds = [name for name in TARGETS if name in (sent.get("target") or {})]
    if len(kinds) > 1:
        raise invalid_request(f"WasScanSchedule: target.{kinds[0]} and target.{kinds[1]} exclude each other.")
    becomes_multi = is_multi(stored) if not kinds else kinds[0] != "webApp"
    if becomes_multi != is_multi(stored) and call.switches.target_kind_change == "refuse":
        raise invalid_request("WasScanSchedule: a schedule cannot change between one and multiple web applications.")


def _forget_replaced(call: Call, schedule: Record, sent: Record) -> None:
    """Drop what the request replaces instead of merging into it."""
    for name in ("scheduling", "target", "notification"):
        if sent.get(name) and call.switches[name + "_update"] == "replace":
            schedule.pop(name, None)
    target = sent.get("target") or {}
    if any(name in target for name in TARGETS):
        for name in TARGETS:
            if name not in target:
                schedule.get("target", {}).pop(name, None)
    plan, stored_plan = sent.get("scheduling") or {}, schedule.get("scheduling", {})
    for one, other in (("cancelAfterNHours", "cancelTime"), ("cancelTime", "cancelAfterNHours")):
        if one in plan and other not in plan:
            stored_plan.pop(other, None)


def _merge(call: Call, stored: Record, sent: Record) -> None:
    """Merge what was sent into what is stored, element by element."""
    check_references(call, sent)
    _merge_children(call, stored, sent)
    _tidy(stored)


def _merge_children(call: Call, stored: Record, sent: Record) -> None:
    for name, value in sent.items():
        if value == "" and name not in BOOLEANS:
            _merge_empty(call, stored, name)
        elif name in LISTS:
            stored[name] = apply_operators(call, name, stored.get(name), value)
        elif name in REFERENCES:
            stored[name] = {"id": value["id"]}
        elif isinstance(value, dict):
            _merge_object(call, stored, name, value)
        else:
            stored[name] = stamp(parse_instant(value)) if name == "startDate" else value


def _merge_empty(call: Call, stored: Record, name: str) -> None:
    """An empty element: no document says what it does to a stored value."""
    if call.switches.empty_element == "refuse":
        raise invalid_request(f"WasScanSchedule: '{name}' must not be empty.")
    if call.switches.empty_element == "clear":
        stored.pop(name, None)


def _merge_object(call: Call, stored: Record, name: str, value: Record) -> None:
    if name == "onDays":
        stored[name] = {"WeekDay": list(dict.fromkeys(value["WeekDay"]))}
        return
    before = stored.get(name)
    if before is None or (name in ONE_OF and set(before) != set(value)):
        before = {}
    stored[name] = before
    _merge_children(call, before, value)
    if name == "webAppAuthRecord":
        before.pop("name", None)
    if name == "timeZone":
        # Computed by the server; clients that echo it are tolerated.
        before.pop("offset", None)


def _tidy(schedule: Record) -> None:
    """Drop what no longer applies after a merge."""
    target = schedule.get("target", {})
    scanner = target.get("scannerAppliance", {}).get("type")
    if scanner in ("EXTERNAL", "scannerTags"):
        target["scannerAppliance"].pop("friendlyName", None)
    if scanner in ("EXTERNAL", "INTERNAL"):
        target.pop("scannerTags", None)
    if schedule.get("scheduling", {}).get("occurrenceType") == "ONCE":
        schedule["scheduling"].pop("occurrence", None)


def _require(call: Call, schedule: Record) -> None:
    for path in REQUIRED:
        value: Any = schedule
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        if not value:
            raise ServiceFailure(
                call.switches.missing_required_code,
                f"WasScanSchedule: '{'.'.join(path)}' is required.",
                "Specify a value.",
            )
    if "profile" not in schedule and not _has_default_profile(call, schedule):
        raise ServiceFailure(
            call.switches.missing_required_code,
            "WasScanSchedule: 'profile' is required.",
            "Specify an option profile, or give the web application a default one.",
        )


def _has_default_profile(call: Call, schedule: Record) -> bool:
    target = schedule["target"]
    webapp = call.state.webapps.get(target.get("webApp", {}).get("id"), {})
    return "defaultProfile" in webapp or "profileOption" in target


def _refuse_past(call: Call, start: str) -> None:
    if parse_instant(start) < call.clock.now():
        raise ServiceFailure(
            call.switches.past_start_code,
            "Start Time cannot be before current time",
            "Specify a start date in the future.",
        )


def _refuse_duplicate(call: Call, schedule: Record) -> None:
    if call.switches.duplicate_schedule_names == "allow":
        return
    if any(
        other["name"] == schedule["name"] and other["id"] != schedule["id"] for other in call.state.schedules.values()
    ):
        raise invalid_request(
            f"WasScanSchedule: a schedule with the name '{schedule['name']}' already exists.", "Specify another name."
        )
