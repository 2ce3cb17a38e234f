# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about writing activation keys, asked with throwaway ones: for one agent, disabled, unknown to any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._probe import evidence
from ansible_collections.community.qualys.plugins.module_utils._probe.account import (
    KEY,
    TAG,
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
from ansible_collections.community.qualys.plugins.module_utils._probe.seen import Seen
from ansible_collections.community.qualys.plugins.module_utils._probe.throwaway import DAY, Workshop
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, contents

# Licences that go together on one key.
_FEW = ("VM_LICENSE", "FIM", "EDR", "PM")
_ALL = ("VM_LICENSE", "PC_LICENSE", "SCA", "PM", "SA", "FIM", "EDR", "SWCA", "CAPS", "MTG", "PAF", "GAV")
_LIMITS = {"countPurchased": 1, "type": "COUNT_LIMITED"}


def _members(licenses: Sequence[str]) -> list[dict[str, Any]]:
    return [{"ActivationKeyModule": {"license": one}} for one in licenses]


def _licenses(record: Mapping[str, Any]) -> list[str]:
    return [str(as_object(one).get("license")) for one in contents(record.get("modules"), "ActivationKeyModule")]


def _with_modules(workshop: Workshop) -> tuple[int, list[str]]:
    """Make a key with at least two modules; return its id and what Qualys kept."""
    data = {**workshop.key_data(workshop.new_name()), "modules": {"list": _members(_FEW)}}
    number = workshop.create(KEY, data)
    demanded(workshop.disable(number), "disable a throwaway activation key")
    kept = _licenses(workshop.read(KEY, number))
    if len(kept) < 2:
        raise not_seen("the subscription lacks two of the modules %s" % ", ".join(_FEW))
    return number, kept


def _send_modules(workshop: Workshop, number: int, form: str, licenses: Sequence[str]) -> Seen:
    return workshop.update(KEY, number, {**_LIMITS, "isDisabled": True, "modules": {form: _members(licenses)}})


def _list_update(workshop: Workshop) -> Told:
    number, kept = _with_modules(workshop)
    seen = _send_modules(workshop, number, "list", kept[:1])
    if taken(seen, "taken", "reject_list", "update a throwaway activation key") == "reject_list":
        return Told("reject_list", seen.evidence)
    after = _licenses(workshop.read(KEY, number))
    shown = {**seen.evidence, "modules_before": len(kept), "modules_sent": 1, "modules_after": len(after)}
    if after == kept[:1]:
        return Told("replace", shown)
    if sorted(after) == sorted(kept):
        return Told("additive", shown)
    raise unclear("the list reads back as something else", shown)


def _list_operator(workshop: Workshop) -> Told:
    number, kept = _with_modules(workshop)
    seen = {form: _send_modules(workshop, number, form, kept) for form in ("list", "set")}
    shown = {form: one.evidence for form, one in seen.items()}
    done = [form for form, one in seen.items() if taken(one, "yes", "no", "update a throwaway activation key") == "yes"]
    if not done:
        raise unclear("neither list nor set is taken", shown)
    return Told("both" if len(done) == 2 else done[0], shown)


def _update_echo(workshop: Workshop) -> Told:
    number = workshop.create(KEY, workshop.key_data(workshop.new_name()))
    seen = demanded(workshop.disable(number), "disable a throwaway activation key")
    records = seen.records(KEY.element)
    if not records:
        raise unclear("the answer holds no key", seen.evidence)
    return Told("full" if len(records[0]) > 1 else "id", {"elements": evidence.names(records[0])})


def _bare_date(workshop: Workshop) -> Told:
    number = workshop.key()
    data = {"expireDate": DAY, "type": "TIME_LIMITED", "isDisabled": True}
    demanded(workshop.update(KEY, number, data), "give a throwaway activation key an expiry date")
    text = str(workshop.read(KEY, number).get("expireDate", ""))
    answers = {DAY + "T00:00:00": "midnight", DAY + "T23:59:59": "end_of_day"}
    if text[:19] not in answers:
        raise unclear("the day reads back with another time", {"expireDate": evidence.kind(text)})
    return Told(answers[text[:19]], {"expireDate": evidence.kind(text)})


def _disabled_on_create(workshop: Workshop) -> Told:
    data = {**workshop.key_data(workshop.new_name()), "isDisabled": True}
    seen, number = workshop.try_create(KEY, data)
    if taken(seen, "taken", "refuse", "create a throwaway activation key") == "refuse":
        return Told("refuse", seen.evidence)
    is_disabled = str(workshop.read(KEY, number).get("isDisabled", "")).lower() == "true"
    return Told("accept" if is_disabled else "ignore", seen.evidence)


def _tag_by_name(workshop: Workshop) -> Told:
    tags = workshop.account.found(TAG, limit=1)
    if not tags or not tags[0].get("name"):
        raise not_seen("the account shows no tag")
    named = {"list": [{"Tag": {"name": tags[0]["name"]}}]}
    seen, number = workshop.try_create(KEY, {**workshop.key_data(workshop.new_name()), "tags": named})
    if taken(seen, "taken", "refuse", "create a throwaway activation key") == "refuse":
        return Told("refuse", seen.evidence)
    found = contents(workshop.read(KEY, number).get("tags"), "Tag")
    return Told("accept" if found else "ignore", {**seen.evidence, "tags_after": len(found)})


def _title_case(workshop: Workshop) -> Told:
    data = workshop.key_data(workshop.new_name())
    workshop.create(KEY, data)
    seen, _number = workshop.try_create(KEY, {**data, "title": data["title"].upper()})
    return Told(taken(seen, "sensitive", "insensitive", "create a throwaway activation key"), seen.evidence)


def _network(workshop: Workshop) -> Told:
    number = workshop.key()
    seen = workshop.update(KEY, number, {**_LIMITS, "networkId": 0, "isDisabled": True})
    return Told(taken(seen, "accept", "refuse", "update a throwaway activation key"), seen.evidence)


def _unlicensed(workshop: Workshop) -> Told:
    data = {**workshop.key_data(workshop.new_name()), "modules": {"list": _members(_ALL)}}
    seen, number = workshop.try_create(KEY, data)
    if taken(seen, "taken", "refuse", "create a throwaway activation key") == "refuse":
        return Told("refuse", seen.evidence)
    if not number:
        raise refused(seen, "tell the id of a throwaway activation key")
    kept = _licenses(workshop.read(KEY, number))
    if len(kept) == len(_ALL):
        raise not_seen("the subscription has every module")
    return Told("drop", {**seen.evidence, "modules_sent": len(_ALL), "modules_after": len(kept)})


_MADE = "makes a key, "
KEY_WRITES = Area(
    "key_writes",
    "workshop",
    (
        write_probe(
            "actkey_list_update",
            "Does a list in an update replace what is there?",
            "replace additive reject_list",
            _list_update,
            _MADE + "sends a shorter list of modules",
        ),
        write_probe(
            "actkey_list_operator",
            "Which container of a list does an update take?",
            "list set both",
            _list_operator,
            _MADE + "sends its modules in two containers",
        ),
        write_probe(
            "actkey_bare_date",
            "Which time does a bare day become?",
            "midnight end_of_day",
            _bare_date,
            _MADE + "lets it expire on a day in 2040",
        ),
        write_probe(
            "actkey_update_echo", "What does update answer?", "full id", _update_echo, _MADE + "and disables it"
        ),
        write_probe(
            "actkey_disabled_on_create",
            "May a key be made disabled?",
            "ignore accept refuse",
            _disabled_on_create,
            "makes a key that is disabled",
        ),
        write_probe(
            "actkey_tag_by_name",
            "Is a tag of a key found by its name?",
            "refuse accept ignore",
            _tag_by_name,
            "makes a key with a tag, which is given by its name",
        ),
        write_probe(
            "actkey_title_case",
            "Do titles that differ in case differ?",
            "sensitive insensitive",
            _title_case,
            "makes two keys whose titles differ in case",
        ),
        write_probe(
            "actkey_network_id",
            "May networkId be sent?",
            "accept refuse",
            _network,
            _MADE + "and sends it the default network",
        ),
        write_probe(
            "actkey_unlicensed_modules",
            "Are modules without a licence left out?",
            "drop refuse",
            _unlicensed,
            "makes a key with every module",
        ),
    ),
)
