# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scheduled web application scan: its fields, its quirks.

Facts: WAS API, "Reference: WasScanSchedule", "Update a schedule", "Create a schedule", the schema type
SchedulePlanification. What is said to be unknown there has one named place each in this file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._api.qps import ObjectType, Qps
from ansible_collections.community.qualys.plugins.module_utils._resource import was_schedule_rules
from ansible_collections.community.qualys.plugins.module_utils._resource.kinds import (
    Code,
    Flag,
    MailAddresses,
    Moment,
    Name,
    Number,
    Text,
    Word,
    Words,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.model import Field, Resource, State
from ansible_collections.community.qualys.plugins.module_utils._resource.moments import FORM
from ansible_collections.community.qualys.plugins.module_utils._resource.occurrence import flatten, nest
from ansible_collections.community.qualys.plugins.module_utils._resource.references import (
    AUTH_RECORD,
    DNS_OVERRIDE,
    OPTION_PROFILE,
    TAG,
    WEB_APP,
    Reference,
    References,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.time_zones import check_time_zone, utc_of
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, at

SCHEDULE = ObjectType("3.0", "was", "wasscanschedule", "WasScanSchedule", "schedule")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDER_WORDS = ("first", "second", "third", "fourth", "last")
_MATCH = Word.upper("any", "all")
# Top level by the quick reference, within target by answers that other clients read: which is right is not confirmed,
# so these levels of insistence try the second place.
IN_TARGET = {"proxy": (1, 3), "dnsOverride": (2, 3)}
# Whether these may be sent in part is not known: they go complete.
_TARGET, _SCHEDULING = "target", "scheduling"


class AuthRecord(Reference):
    """An authentication record, or the one that the web application has as its default."""

    def check(self, option: str, value: Any) -> Any:
        return {"default": True} if value == "default" else super().check(option, value)

    def read(self, wire: Any) -> Any:
        is_flag = str(as_object(wire).get("isDefault", "")).lower() == "true"
        return super().read(wire) or ({"default": True} if is_flag else None)

    def write(self, value: Any, present: Any) -> Any:
        return {"isDefault": True} if value and "default" in value else super().write(value, present)

    def same(self, wanted: Any, present: Any) -> bool:
        return wanted == present or super().same(wanted, present)

    def show(self, value: Any) -> Any:
        return dict(value) if "default" in value else super().show(value)


def _target(option: str, wire: str, kind: Any) -> Field:
    return Field("target." + option, "target." + wire, kind, unit=_TARGET)


def _scheduling(option: str, wire: str, kind: Any, resend: bool = True) -> Field:
    return Field("scheduling." + option, "scheduling." + wire, kind, unit=_SCHEDULING, resend=resend)


FIELDS = (
    Field("name", "name", Name(256)),
    Field("enabled", "active", Flag(), calls=("activate", "deactivate")),
    Field("type", "type", Word.upper("vulnerability", "discovery")),
    _target("web_app", "webApp", Reference(WEB_APP)),
    _target("web_apps", "webApps", References(WEB_APP)),
    _target("included_tags.match", "tags.included.option", _MATCH),
    _target("included_tags.tags", "tags.included.tagList", References(TAG)),
    _target("excluded_tags.match", "tags.excluded.option", _MATCH),
    _target("excluded_tags.tags", "tags.excluded.tagList", References(TAG)),
    _target("auth_record", "webAppAuthRecord", AuthRecord(AUTH_RECORD)),
    _target("auth_record_option", "authRecordOption", Code()),
    _target("profile_option", "profileOption", Code()),
    _target("scanner_option", "scannerOption", Code()),
    _target("randomize", "randomizeScan", Flag()),
    _target(
        "scanner.type",
        "scannerAppliance.type",
        # The mixed case of the last word is Qualys'.
        Word({"external": "EXTERNAL", "internal": "INTERNAL", "tags": "scannerTags"}),
    ),
    _target("scanner.name", "scannerAppliance.friendlyName", Text()),
    _target("scanner.tags", "scannerTags", References(TAG)),
    _target("cancel_option", "cancelOption", Word.upper("default", "specific")),
    Field("option_profile", "profile", Reference(OPTION_PROFILE)),
    # The stored date is the anchor of the recurrence and lies in the past after the first run. Whether Qualys takes
    # it back is not known, so it is not sent again while it does not change.
    _scheduling("start_date", "startDate", Moment(), resend=False),
    _scheduling("time_zone", "timeZone.code", Text()),
    _scheduling("occurrence", "occurrenceType", Word.upper("once", "daily", "weekly", "monthly")),
    _scheduling("every", "flat.every", Number(1)),
    _scheduling("on_days", "flat.days", Words("WeekDay", {day: day.upper() for day in WEEKDAYS})),
    _scheduling("day_of_month", "flat.day", Number(1, 31)),
    _scheduling("day_order", "flat.order", Word.upper(*ORDER_WORDS)),
    _scheduling("weekday", "flat.weekday", Word.upper(*WEEKDAYS)),
    _scheduling("occurrence_count", "flat.count", Number(1, zero_clears=True)),
    _scheduling("cancel_after_hours", "cancelAfterNHours", Number(1, zero_clears=True)),
    _scheduling("cancel_at", "cancelTime", Text()),
    Field("notification.active", "notification.active", Flag()),
    Field("notification.reschedule", "notification.reschedule", Flag()),
    Field("notification.delay", "notification.delay.nb", Number(0), unit="notification.delay"),
    # DAY is printed in the documents; the other two are expected and not confirmed.
    Field(
        "notification.delay_scale",
        "notification.delay.scale",
        Word.upper("hour", "day", "week"),
        unit="notification.delay",
    ),
    Field("notification.recipients", "notification.recipients", MailAddresses()),
    Field("notification.text", "notification.message", Text()),
    Field("send_mail", "sendMail", Flag(), hidden=True),
    Field("send_one_mail", "sendOneMail", Flag(), hidden=True),
    Field(
        "send_mail_from",
        "sendMailFromAddressOption",
        Word({"qualys_support": "QUALYS_SUPPORT", "owner": "OWNER"}),
        hidden=True,
    ),
    Field("progressive_scanning", "progressiveScanning", Word.upper("default", "enabled", "disabled"), hidden=True),
    Field("scan_proxy", "proxy", Reference(None), hidden=True),
    Field("dns_override", "dnsOverride", Reference(DNS_OVERRIDE), hidden=True),
)

FACTS = (
    Field("id", "id", Number()),
    Field("owner", "owner.username", Text()),
    Field("multi", "multi", Flag()),
    Field("invalid", "invalid", Flag()),
    Field("launched_count", "launchedCount", Number()),
    Field("next_launch_date", "nextLaunchDate", Moment()),
    Field("last_scan.id", "lastScan.id", Number()),
    Field("last_scan.name", "lastScan.name", Text()),
    Field("last_scan.launched_date", "lastScan.launchedDate", Moment()),
    Field("last_scan.status", "lastScan.status", Text()),
    Field("last_scan.results_status", "lastScan.summary.resultsStatus", Text()),
    Field("created_date", "createdDate", Moment()),
    Field("updated_date", "updatedDate", Moment()),
)


def wanted_schedule(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the wanted state from the module's options; raises OptionError."""
    code = at(options, "scheduling.time_zone")
    if code:
        check_time_zone("scheduling.time_zone", code)
    was_schedule_rules.check_clock("scheduling.cancel_at", at(options, "scheduling.cancel_at"))
    start = at(options, "scheduling.start_date")
    if start:
        scheduling = {**options["scheduling"], "start_date": start_as_utc(start, code)}
        options = {**options, "scheduling": scheduling}
    return SCHEDULES.wanted(options)


def start_as_utc(start: str, code: str | None) -> str:
    """Return the start as the instant that is sent.

    Qualys documents startDate as UTC and sends a zone beside it. Whether it means the instant or a local time of
    that zone is not confirmed; it is taken as the instant, here and nowhere else.
    """
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?", start.strip())
    if not match:
        return start
    try:
        local = datetime.strptime("%s %s%s" % (match[1], match[2], match[3] or ":00"), "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return start
    return utc_of("scheduling.start_date", local, code)


def _normalise(record: Any) -> Any:
    record = as_object(record)
    scheduling = as_object(record.get("scheduling"))
    return {
        **record,
        "scheduling": {**scheduling, "flat": flatten(scheduling)},
        # Read in both of the places that clients report; see _finish.
        "proxy": record.get("proxy") or at(record, "target.proxy"),
        "dnsOverride": record.get("dnsOverride") or at(record, "target.dnsOverride"),
    }


def _finish(payload: dict[str, Any], level: int) -> dict[str, Any]:
    scheduling = payload.get("scheduling", {})
    flat = scheduling.pop("flat", {})
    occurrence = nest(scheduling.get("occurrenceType", ""), flat)
    if occurrence:
        scheduling["occurrence"] = occurrence
    for element, levels in IN_TARGET.items():
        if element in payload and level in levels:
            payload.setdefault("target", {})[element] = payload.pop(element)
    return payload


def _settle(wanted: State, present: State | None, qps: Qps) -> State:
    """Answer whether the record that is shown is the web application's default one, which only that one knows."""
    if present is None:
        return wanted
    shown, app = present.get("target.auth_record"), present.get("target.web_app")
    if wanted.get("target.auth_record") != {"default": True} or not shown or "id" not in shown or not app:
        return wanted
    # What counts is the web application that the schedule shall have.
    app = {**app, **wanted.get("target.web_app", {})}
    default = at(qps.get(WEB_APP, app["id"]), "config.defaultAuthRecord.id")
    if default is not None and str(default) != str(shown["id"]):
        return wanted
    return {**wanted, "target.auth_record": shown}


def _move(expected: State, record: Any, now: str) -> State:
    """Put a start date that has passed on the next launch, or on the next day at the same time."""
    start = expected.get("scheduling.start_date")
    if not start or start > now:
        return expected
    following = Moment().read(as_object(record).get("nextLaunchDate"))
    if not following or following <= now:
        moment, present = (datetime.strptime(text, FORM) for text in (start, now))
        following = (moment + timedelta(days=(present - moment).days + 1)).strftime(FORM)
    return {**expected, "scheduling.start_date": following}


SCHEDULES = Resource(
    kind=SCHEDULE,
    fields=FIELDS,
    facts=FACTS,
    # What Qualys makes of a schedule that does not say is not known.
    initial={"enabled": True},
    normalise=_normalise,
    finish=_finish,
    prune=was_schedule_rules.prune,
    rules=was_schedule_rules.check,
    settle=_settle,
    move=_move,
)
