# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stored schedule as it is read (WAS API: schedule reference; write form differs from read form)."""

from __future__ import annotations

from typing import Any

from .call import Call
from .catalog import named
from .clock import parse_instant, stamp
from .recurrence import ORDERS, next_launch, offset
from .state import State

Record = dict[str, Any]

# dayOrder is read as a number although it is written as a word.
DAY_NUMBERS = {**ORDERS, "LAST": 5}


def read_record(call: Call, schedule: Record, full: bool) -> Record:
    """Return the record to show, in the order of the reference; server-owned values are computed here."""
    record: Record = {
        "id": schedule["id"],
        "name": schedule["name"],
        "owner": _user(call, schedule.get("owner")),
        "active": schedule["active"],
        "type": schedule["type"],
        "target": target(call, schedule) if full else _brief_target(call, schedule),
    }
    if full and "profile" in schedule:
        record["profile"] = named(call.state.optionprofiles, schedule["profile"]["id"], "name")
    record["scheduling"] = scheduling(call, schedule, full)
    if full:
        record.update(_settings(call, schedule))
    record.update(server_owned(call, schedule, full))
    return {key: value for key, value in record.items() if value is not None}


def _settings(call: Call, schedule: Record) -> Record:
    settings: Record = {"notification": notification(call, schedule)}
    if call.switches.settings_read == "shown":
        for key in ("sendMail", "sendOneMail", "sendMailFromAddressOption", "progressiveScanning"):
            settings[key] = schedule.get(key)
    settings.update(_nested(call, schedule, "top"))
    return settings


def _nested(call: Call, schedule: Record, place: str) -> Record:
    """Return proxy and dnsOverride where the switches put them."""
    nested: Record = {}
    if call.switches.settings_read == "hidden":
        return nested
    if "proxy" in schedule and call.switches.proxy_nesting == place:
        nested["proxy"] = named(call.state.proxies, schedule["proxy"]["id"], "name", "url")
    if "dnsOverride" in schedule and call.switches.dns_override_nesting == place:
        nested["dnsOverride"] = named(call.state.dnsoverrides, schedule["dnsOverride"]["id"], "name")
    return nested


def server_owned(call: Call, schedule: Record, full: bool) -> Record:
    """Return what only the server decides."""
    upcoming = next_launch(schedule, call.clock.now())
    owned: Record = {
        "launchedCount": schedule.get("launchedCount", 0) if full else None,
        "nextLaunchDate": stamp(upcoming) if upcoming else None,
        "lastScan": schedule.get("lastScan"),
    }
    if full and call.switches.flags_in_record == "present":
        owned["multi"] = is_multi(schedule)
        owned["invalid"] = is_invalid(call.state, schedule)
    owned["createdDate"] = schedule.get("createdDate")
    owned["updatedDate"] = schedule.get("updatedDate")
    return owned


def is_multi(schedule: Record) -> bool:
    """Return whether a schedule is for several web applications."""
    return "webApp" not in schedule.get("target", {})


def webapp_ids(state: State, schedule: Record) -> list[int]:
    """Return the web applications a schedule names, or finds by their tags."""
    wanted = schedule.get("target", {})
    if "webApp" in wanted:
        return [wanted["webApp"]["id"]]
    if "webApps" in wanted:
        return [member["WebApp"]["id"] for member in wanted["webApps"]["list"]]
    return [number for number, webapp in state.webapps.items() if _tagged(webapp, wanted.get("tags", {}))]


def _tagged(webapp: Record, tags: Record) -> bool:
    present = {member["Tag"]["id"] for member in webapp.get("tags", {}).get("list", ())}
    excluded = tags.get("excluded")
    if excluded and _meets(present, excluded):
        return False
    return _meets(present, tags["included"]) if "included" in tags else False


def _meets(present: set[int], choice: Record) -> bool:
    wanted = {member["Tag"]["id"] for member in choice.get("tagList", {}).get("list", ())}
    return wanted <= present if choice.get("option") == "ALL" else bool(wanted & present)


def is_invalid(state: State, schedule: Record) -> bool:
    """Return whether a targeted web application was deleted."""
    if "tags" in schedule.get("target", {}):
        return False
    return any(number not in state.webapps for number in webapp_ids(state, schedule))


def _user(call: Call, owner: Record | None) -> Record | None:
    if owner is None:
        return None
    user = call.users.by_id(owner["id"])
    if user is None:
        return {"id": owner["id"]}
    return {"id": user.id, "username": user.name, "firstName": user.first_name, "lastName": user.last_name}


def target(call: Call, schedule: Record) -> Record:
    """Return the target with names looked up."""
    stored = schedule["target"]
    shown: Record = {}
    for key, value in stored.items():
        shown[key] = TARGET_PARTS[key](call, value) if key in TARGET_PARTS else value
    if "webAppAuthRecord" in stored:
        shown["webAppAuthRecord"] = _auth_record(call, stored)
    shown.update(_nested(call, schedule, "target"))
    return shown


def _auth_record(call: Call, stored: Record) -> Record:
    record = stored["webAppAuthRecord"]
    if not record.get("isDefault"):
        return named(call.state.webappauthrecords, record["id"], "name")
    webapp = call.state.webapps.get(stored.get("webApp", {}).get("id"), {})
    default = webapp.get("config", {}).get("defaultAuthRecord")
    if call.switches.auth_default_read == "flag" or default is None:
        return {"isDefault": True}
    return named(call.state.webappauthrecords, default["id"], "name")


def _brief_target(call: Call, schedule: Record) -> Record:
    return {key: value for key, value in target(call, schedule).items() if key in ("webApp", "webApps", "tags")}


def _webapp(call: Call, value: Record) -> Record:
    return named(call.state.webapps, value["id"], "name", "url")


def _webapps(call: Call, value: Record) -> Record:
    listed = [{"WebApp": _webapp(call, member["WebApp"])} for member in value["list"]]
    return contained(listed, call.switches.multi_target_read)


def _tag_list(call: Call, value: Record) -> Record:
    listed = [{"Tag": named(call.state.tags, member["Tag"]["id"], "name")} for member in value["list"]]
    return contained(listed, call.switches.multi_target_read)


def _tags(call: Call, value: Record) -> Record:
    return {
        side: {**choice, "tagList": _tag_list(call, choice["tagList"])} if "tagList" in choice else choice
        for side, choice in value.items()
    }


TARGET_PARTS = {"webApp": _webapp, "webApps": _webapps, "tags": _tags, "scannerTags": _tag_list}


def contained(listed: list[Record], container: str) -> Record:
    """Return members of a list in the container the switch names: list with its count, set, or none at all."""
    if container == "list":
        return {"count": len(listed), "list": listed}
    grouped: Record = {}
    for member in listed:
        for key, value in member.items():
            grouped.setdefault(key, []).append(value)
    return {"set": grouped} if container == "set" else grouped


def scheduling(call: Call, schedule: Record, full: bool) -> Record:
    """Return the plan: offset computed, dayOrder as the switch says."""
    stored = schedule["scheduling"]
    if not full:
        return {name: stored[name] for name in ("occurrenceType",) if name in stored}
    shown = dict(stored)
    # Either may be gone where an update replaces what it does not name.
    if "startDate" in stored:
        shown["startDate"] = _start_date(call, stored["startDate"])
    if "startDate" in stored and "timeZone" in stored:
        code = stored["timeZone"]["code"]
        shown["timeZone"] = {"code": code, "offset": offset(code, parse_instant(stored["startDate"]))}
    monthly = stored.get("occurrence", {}).get("monthlyOccurrence")
    if monthly and "occurDayOrderInMonth" in monthly["monthlyType"] and call.switches.day_order_read == "number":
        when = monthly["monthlyType"]["occurDayOrderInMonth"]
        numbered = {"occurDayOrderInMonth": {**when, "dayOrder": DAY_NUMBERS[when["dayOrder"]]}}
        shown["occurrence"] = {"monthlyOccurrence": {**monthly, "monthlyType": numbered}}
    return shown


def _start_date(call: Call, text: str) -> str:
    return text[:-1] + ".000Z" if call.switches.start_date_fraction == "yes" else text


def notification(call: Call, schedule: Record) -> Record | None:
    """Return the notification with its recipients as they are read."""
    stored = schedule.get("notification")
    if stored is None or "recipients" not in stored:
        return stored
    return {**stored, "recipients": contained(stored["recipients"]["list"], call.switches.recipients_read)}
