# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about writing schedules, asked with throwaway ones: inactive, and for a day in 2040."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._probe import evidence
from ansible_collections.community.qualys.plugins.module_utils._probe.account import (
    SCHEDULE,
    demanded,
    refused,
    taken,
)
from ansible_collections.community.qualys.plugins.module_utils._probe.model import (
    Area,
    Told,
    not_seen,
    unclear,
    write_probe,
)
from ansible_collections.community.qualys.plugins.module_utils._probe.schedules import container
from ansible_collections.community.qualys.plugins.module_utils._probe.seen import Seen
from ansible_collections.community.qualys.plugins.module_utils._probe.throwaway import MAIL, PAST, TEXT, Workshop
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, at

_PAST_CODES = ("INVALID_REQUEST", "INVALID_PARAM", "OTHER_ERROR")
_REQUIRED_CODES = ("INVALID_REQUEST", "CANNOT_BE_NULL")
_MOST_LOOKS = 6
_PAUSE = 2.0
_MARKED = "\n    two lines around\n    "


def _updated(workshop: Workshop, data: Mapping[str, Any]) -> tuple[Seen, int]:
    number = workshop.schedule()
    return workshop.update(SCHEDULE, number, data), number


def _part(workshop: Workshop, data: Mapping[str, Any], others: tuple[str, ...], refusal: str) -> Told:
    """Send a part of an element, and see whether what else was in it is still there."""
    seen, number = _updated(workshop, data)
    if seen.is_refusal:
        return Told(refusal, seen.evidence)
    demanded(seen, "update a throwaway schedule")
    record = workshop.read(SCHEDULE, number)
    kept = [path for path in others if at(record, path) not in (None, "")]
    shown = {**seen.evidence, "kept": kept, "lost": [path for path in others if path not in kept]}
    if kept and shown["lost"]:
        raise unclear("some of what was not sent is gone", shown)
    return Told("merge" if kept else "replace", shown)


def _scheduling_update(workshop: Workshop) -> Told:
    data = {"scheduling": {"cancelAfterNHours": 7}}
    return _part(workshop, data, ("scheduling.startDate", "scheduling.occurrenceType"), "refuse")


def _target_update(workshop: Workshop) -> Told:
    # A target that is replaced by one without a web application is refused.
    return _part(
        workshop, {"target": {"cancelOption": "SPECIFIC"}}, ("target.webApp", "target.scannerAppliance"), "replace"
    )


def _notification_update(workshop: Workshop) -> Told:
    others = ("notification.delay", "notification.recipients")
    return _part(workshop, {"notification": {"message": TEXT + " changed"}}, others, "replace")


def _empty_set(workshop: Workshop) -> Told:
    notification = {"active": False, "reschedule": False, "delay": {"nb": 1, "scale": "DAY"}, "message": TEXT}
    seen, number = _updated(workshop, {"notification": {**notification, "recipients": {"set": []}}})
    if taken(seen, "clear", "refuse", "empty a list of a throwaway schedule") == "refuse":
        return Told("refuse", seen.evidence)
    if container(at(workshop.read(SCHEDULE, number), "notification.recipients"), "EmailAddress"):
        raise unclear("the empty list is taken and changes nothing", seen.evidence)
    return Told("clear", seen.evidence)


def _empty_element(workshop: Workshop) -> Told:
    notification = {"active": False, "reschedule": False, "delay": {"nb": 1, "scale": "DAY"}}
    recipients = {"set": [{"EmailAddress": MAIL}]}
    seen, number = _updated(workshop, {"notification": {**notification, "recipients": recipients, "message": ""}})
    if taken(seen, "taken", "refuse", "send an empty element to a throwaway schedule") == "refuse":
        return Told("refuse", seen.evidence)
    is_there = bool(at(workshop.read(SCHEDULE, number), "notification.message"))
    return Told("ignore" if is_there else "clear", seen.evidence)


def _accepted(workshop: Workshop, data: Mapping[str, Any], yes: str, no: str) -> Told:
    seen, _number = _updated(workshop, data)
    return Told(taken(seen, yes, no, "update a throwaway schedule"), seen.evidence)


def _past_start(workshop: Workshop) -> Told:
    plan = workshop.schedule_data("")["scheduling"]
    return _accepted(workshop, {"scheduling": {**plan, "startDate": PAST}}, "accept", "refuse")


def _past_code(workshop: Workshop) -> Told:
    data = workshop.schedule_data(workshop.new_name())
    data["scheduling"]["startDate"] = PAST
    return _refusal_code(workshop, data, _PAST_CODES, "a start in the past is taken")


def _required_code(workshop: Workshop) -> Told:
    data = workshop.schedule_data(workshop.new_name())
    del data["type"]
    return _refusal_code(workshop, data, _REQUIRED_CODES, "a schedule without a type is taken")


def _refusal_code(workshop: Workshop, data: Mapping[str, Any], codes: tuple[str, ...], otherwise: str) -> Told:
    seen, _number = workshop.try_create(SCHEDULE, data)
    if seen.is_success:
        raise unclear(otherwise, seen.evidence)
    if seen.is_denied or not seen.code:
        raise refused(seen, "create a throwaway schedule")
    if seen.code not in codes:
        raise unclear("the code is none of those that the collection knows", seen.evidence)
    return Told(seen.code, seen.evidence)


def _activate_again(workshop: Workshop) -> Told:
    # The other way round than the name says: what is inactive is deactivated.
    seen = workshop.act(SCHEDULE, "deactivate", workshop.schedule())
    return Told(taken(seen, "success", "refuse", "deactivate a throwaway schedule"), seen.evidence)


def _create_echo(workshop: Workshop) -> Told:
    seen, number = workshop.try_create(SCHEDULE, workshop.schedule_data(workshop.new_name()))
    if not number:
        raise refused(seen, "create a throwaway schedule")
    record = seen.records(SCHEDULE.element)[0]
    return Told("full" if len(record) > 1 else "id", {"elements": evidence.names(record)})


def _default(workshop: Workshop, element: str) -> Told:
    data = workshop.schedule_data(workshop.new_name())
    del data[element]
    record = workshop.read(SCHEDULE, workshop.create(SCHEDULE, data))
    value = str(record.get(element, "")).lower()
    if value not in ("true", "false"):
        raise unclear("a schedule that was made without it does not show it", {"elements": evidence.names(record)})
    return Told(value, {element: value})


def _default_active(workshop: Workshop) -> Told:
    return _default(workshop, "active")


def _default_send_mail(workshop: Workshop) -> Told:
    return _default(workshop, "sendMail")


def _auth_default(workshop: Workshop) -> Told:
    data = workshop.schedule_data(workshop.new_name())
    data["target"]["webAppAuthRecord"] = {"isDefault": True}
    seen, number = workshop.try_create(SCHEDULE, data)
    if not number:
        raise refused(seen, "make a schedule with the default authentication record")
    found = as_object(at(workshop.read(SCHEDULE, number), "target.webAppAuthRecord"))
    if not found:
        raise not_seen("the schedule shows no authentication record")
    return Told("id" if found.get("id") else "flag", {"webAppAuthRecord": evidence.shape(found)})


def _search_lag(workshop: Workshop) -> Told:
    number = workshop.schedule()
    account = workshop.account
    for missed in range(_MOST_LOOKS):
        account.forget()
        if account.found(SCHEDULE, (Criterion("id", "EQUALS", str(number)),)):
            shown = {"searches_that_missed_it": missed, "seconds_between": _PAUSE}
            if str(missed) not in ("0", "1", "3"):
                raise unclear("the search is behind", shown)
            return Told(str(missed), shown)
        account.session.sleep(_PAUSE)
    raise unclear("the search is behind for longer", {"searches_that_missed_it": _MOST_LOOKS})


def _duplicate_names(workshop: Workshop) -> Told:
    data = workshop.schedule_data(workshop.new_name())
    workshop.create(SCHEDULE, data)
    seen, _number = workshop.try_create(SCHEDULE, data)
    return Told(taken(seen, "allow", "refuse", "create a throwaway schedule"), seen.evidence)


def _type_update(workshop: Workshop) -> Told:
    seen, number = _updated(workshop, {"type": "VULNERABILITY"})
    answer = taken(seen, "accept", "refuse", "update a throwaway schedule")
    if answer == "accept" and workshop.read(SCHEDULE, number).get("type") != "VULNERABILITY":
        raise unclear("the change is taken and not made", seen.evidence)
    return Told(answer, seen.evidence)


def _delay_scales(workshop: Workshop) -> Told:
    notification = workshop.schedule_data("")["notification"]
    data = {"notification": {**notification, "delay": {"nb": 1, "scale": "HOUR"}}}
    return _accepted(workshop, data, "day_hour_week", "day_only")


def _target_kind(workshop: Workshop) -> Told:
    members = {"set": [{"WebApp": {"id": workshop.web_app()}}]}
    data = {"target": {"webApps": members, "scannerAppliance": {"type": "EXTERNAL"}}}
    return _accepted(workshop, data, "accept", "refuse")


def _owner(workshop: Workshop) -> Told:
    number = workshop.schedule()
    owner = at(workshop.read(SCHEDULE, number), "owner.id")
    if owner is None:
        raise not_seen("the schedule shows no owner")
    seen = workshop.update(SCHEDULE, number, {"owner": {"id": owner}})
    return Told(taken(seen, "accept", "refuse", "update a throwaway schedule"), seen.evidence)


def _list_on_write(workshop: Workshop) -> Told:
    notification = workshop.schedule_data("")["notification"]
    members = [{"EmailAddress": MAIL}]
    data = {"notification": {**notification, "recipients": {"list": members, "set": members}}}
    return _accepted(workshop, data, "ignore", "refuse")


def _layout(workshop: Workshop) -> Told:
    notification = workshop.schedule_data("")["notification"]
    seen, number = _updated(workshop, {"notification": {**notification, "message": _MARKED}})
    demanded(seen, "update a throwaway schedule")
    text = str(at(workshop.read(SCHEDULE, number), "notification.message") or "")
    if text.strip() != _MARKED.strip():
        raise unclear("the text reads back as another one", seen.evidence)
    return Told("drop" if text == text.strip() else "keep", seen.evidence)


_MADE = "makes a schedule, "
SCHEDULE_WRITES = Area(
    "schedule_writes",
    "workshop",
    (
        write_probe(
            "scheduling_update",
            "Is a part of scheduling merged in an update?",
            "merge replace refuse",
            _scheduling_update,
            _MADE + "sends a part of its scheduling",
        ),
        write_probe(
            "target_update",
            "Is a part of target merged in an update?",
            "merge replace",
            _target_update,
            _MADE + "sends a part of its target",
        ),
        write_probe(
            "notification_update",
            "Is a part of notification merged in an update?",
            "merge replace",
            _notification_update,
            _MADE + "sends a part of its notification",
        ),
        write_probe(
            "past_start_on_update",
            "Is a passed start date taken in an update?",
            "accept refuse",
            _past_start,
            _MADE + "gives it a start that has passed",
        ),
        write_probe(
            "empty_set", "Does an empty set clear a list?", "refuse clear", _empty_set, _MADE + "empties its recipients"
        ),
        write_probe(
            "empty_element",
            "Does an empty element clear a value?",
            "clear ignore refuse",
            _empty_element,
            _MADE + "empties its text",
        ),
        write_probe("search_lag", "Is a search behind a create?", "0 1 3", _search_lag, _MADE + "and searches for it"),
        write_probe(
            "auth_default_read",
            "How is the default authentication record shown?",
            "id flag",
            _auth_default,
            _MADE + "with the default authentication record",
        ),
        write_probe(
            "duplicate_schedule_names",
            "May two schedules have one name?",
            "allow refuse",
            _duplicate_names,
            "makes two schedules with one name",
        ),
        write_probe(
            "activate_again",
            "Is the deactivation of what is inactive refused?",
            "success refuse",
            _activate_again,
            _MADE + "and deactivates it although it is inactive",
        ),
        write_probe("create_echo", "What does create answer?", "id full", _create_echo, _MADE + "and reads the answer"),
        write_probe(
            "type_update",
            "May the type of a schedule be changed?",
            "accept refuse",
            _type_update,
            _MADE + "and changes its type",
        ),
        write_probe(
            "target_kind_change",
            "May one web application become several?",
            "refuse accept",
            _target_kind,
            _MADE + "and makes it one for several web applications",
        ),
        write_probe(
            "owner_write", "May the owner be sent?", "accept refuse", _owner, _MADE + "and sends the owner it has"
        ),
        write_probe(
            "delay_scales",
            "Is HOUR a scale of delay?",
            "day_hour_week day_only",
            _delay_scales,
            _MADE + "and gives its notification a delay in hours",
        ),
        write_probe(
            "list_on_write",
            "Is a container that is for reading refused in a request?",
            "refuse ignore",
            _list_on_write,
            _MADE + "and sends it a list",
        ),
        write_probe(
            "layout_whitespace",
            "Are line breaks around a text kept?",
            "drop keep",
            _layout,
            _MADE + "and sends it a text with line breaks around",
        ),
        write_probe(
            "default_send_mail",
            "What is sendMail of a schedule made without it?",
            "true false",
            _default_send_mail,
            "makes a schedule without sendMail",
        ),
        write_probe(
            "default_active",
            "What is active of a schedule made without it?",
            "true false",
            _default_active,
            "makes a schedule without active, for a day in 2040",
        ),
        write_probe(
            "past_start_code",
            "Which code has a create with a passed start date?",
            " ".join(_PAST_CODES),
            _past_code,
            "tries to make a schedule with a start that has passed",
        ),
        write_probe(
            "missing_required_code",
            "Which code has a create that lacks an element?",
            " ".join(_REQUIRED_CODES),
            _required_code,
            "tries to make a schedule without a type",
        ),
    ),
)
