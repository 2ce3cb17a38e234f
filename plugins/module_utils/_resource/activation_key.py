# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The activation key of Cloud Agents: its fields, its quirks.

Facts: Cloud Agent API, "Create", "Update", "Search" and "Delete activation key", release notes 3.1.1 (SA), recorded
answers. The update request for lists is not readable anywhere; see LIST_FORMS.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import MAX_PAGE, ObjectType, Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.agent_module import (
    check_modules,
    license_value,
    module_word,
    sort_modules,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.kinds import Flag, Name, Number, Text, Word
from ansible_collections.community.qualys.plugins.module_utils._resource.model import Field, Resource, State
from ansible_collections.community.qualys.plugins.module_utils._resource.moments import parse_moment
from ansible_collections.community.qualys.plugins.module_utils._resource.references import TAG, References
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, contents

KEY = ObjectType("1.0", "ca", "agentactkey", "AgentActKey", "activation key")
# The limits that each type has.
COUNTED = ("count_limited", "count_time_limited")
TIMED = ("time_limited", "count_time_limited")
# One of these makes a creation of what might be a mistyped title.
NEEDED = ("type", "count_purchased", "expire_date", "modules")
TYPES = ("unlimited", "count_limited", "time_limited", "count_time_limited")
# How lists are written, by level of insistence: ``list`` is what the documented create request has, ``set`` is the
# general rule of the API, the last says what comes and what goes. Which of them an update takes is not confirmed.
LIST_FORMS = (("list",), ("set",), ("add", "remove"), ("add", "remove"))
# The order of the documented request, with the elements that were added since where answers have them.
_ORDER = ("title", "countPurchased", "expireDate", "type", "networkId", "isDisabled", "applyOnAgents")


class Enabled(Flag):
    """Qualys keeps the opposite."""

    def read(self, wire: Any) -> Any:
        value = super().read(wire)
        return None if value is None else not value

    def write(self, value: Any, present: Any) -> Any:
        return None if value is None else not value


class Expiry(Text):
    """A day or a point in time, UTC. A day is compared as a day: which time it becomes is not known."""

    def check(self, option: str, value: Any) -> Any:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value) and parse_moment(value + "T00:00:00Z"):
            return value
        moment = parse_moment(value)
        if moment is None:
            raise OptionError(option, value, "is no date; write it like 2031-01-31 or 2031-01-31T12:00:00Z")
        return moment

    def read(self, wire: Any) -> Any:
        return (parse_moment(wire) or wire) if isinstance(wire, str) and wire else None

    def same(self, wanted: Any, present: Any) -> bool:
        return bool(wanted and present and present.startswith(wanted)) or wanted == present


def _both(element: str, wanted: list[Any], present: list[Any]) -> dict[str, Any] | None:
    """Return what shall be there and what shall go; _finish picks the form."""
    gone = [one for one in present if one not in wanted]
    return {"wanted": [{element: one} for one in wanted], "gone": [{element: one} for one in gone]}


class Licenses(Text):
    """A set of modules in the user's words. With ``partial``, those that Qualys left out count as there."""

    element = "ActivationKeyModule"

    def __init__(self, partial: bool = False) -> None:
        self.partial = partial

    def argument(self) -> dict[str, Any]:
        return {"type": "list", "elements": "str"}

    def check(self, option: str, value: Any) -> Any:
        return check_modules(option, value)

    def read(self, wire: Any) -> Any:
        found = [as_object(one).get("license") for one in contents(wire, self.element)]
        return sort_modules(module_word(str(one)) for one in found if one) or None

    def write(self, value: Any, present: Any) -> Any:
        return _both(
            self.element, *([{"license": license_value(one)} for one in side or ()] for side in (value, present))
        )

    def same(self, wanted: Any, present: Any) -> bool:
        if self.partial and present:
            return set(present) <= set(wanted or ())
        return set(wanted or ()) == set(present or ())


class KeyTags(References):
    """Tags, which keys write with id and name."""

    def write(self, value: Any, present: Any) -> Any:
        return _both(self.kind.element, *(_known(side) for side in (value, present)))


def _known(refs: Any) -> list[dict[str, Any]]:
    return [{name: one[name] for name in ("id", "name") if one.get(name)} for one in refs or ()]


FIELDS = (
    Field("title", "title", Name(256)),
    Field("count_purchased", "countPurchased", Number(0), always=True),
    Field("expire_date", "expireDate", Expiry(), always=True),
    Field("type", "type", Word.upper(*TYPES), always=True),
    Field("network_id", "networkId", Number(0)),
    # Not documented for create.
    Field("enabled", "isDisabled", Enabled(), on_create=False),
    Field("modules", "modules", Licenses()),
    Field("tags", "tags", KeyTags(TAG)),
)
FACTS = (
    Field("id", "id", Number()),
    Field("status", "status", Text()),
    Field("count_used", "countUsed", Number()),
    Field("purchased_date", "datePurchased", Expiry()),
)
DISABLED = (Criterion("isDisabled", "EQUALS", "true"),)
UUID = Field("activation_key", "activationKey", Text())


def look_up(kind: ObjectType, qps: Qps, title: str) -> list[Any]:
    """Return the keys with a title. No filter for titles exists, so all keys are read.

    Whether a search without a filter shows disabled keys is not known: when it finds none, those are asked for.
    """
    for criteria in ((), DISABLED):
        found = [key for key in qps.search(kind, criteria, page_size=MAX_PAGE) if key.get("title") == title]
        if found:
            return found
    return []


def with_uuid(qps: Qps, uuid: str) -> list[Any]:
    """Return the key with a UUID, disabled or not."""
    criterion = Criterion("activationKey", "EQUALS", uuid)
    return list(qps.search(KEY, (criterion,))) or list(qps.search(KEY, (criterion, *DISABLED)))


def limits_of(wanted: State, present: State | None) -> str:
    """Return the type that follows from the limits, those that are there included."""
    merged = {**(present or {}), **wanted}
    counted, timed = bool(merged.get("count_purchased")), bool(merged.get("expire_date"))
    return {(False, False): TYPES[0], (True, False): TYPES[1], (False, True): TYPES[2], (True, True): TYPES[3]}[
        counted, timed
    ]


def _settle(wanted: State, present: State | None, qps: Qps) -> State:
    """Derive the type where it is not stated; drop limits that the type does not have, as Qualys does."""
    kind = wanted.get("type") or limits_of(wanted, present)
    settled = {**wanted, "type": kind}
    if present is not None:
        for option, types in (("count_purchased", COUNTED), ("expire_date", TIMED)):
            if kind not in types:
                settled.pop(option, None)
    return settled


def _prune(expected: State, wanted: State, present: State) -> State:
    gone = {
        option
        for option, types in (("count_purchased", COUNTED), ("expire_date", TIMED))
        if expected.get("type") not in types
    }
    return {option: value for option, value in expected.items() if option not in gone}


def _check(wanted: State, present: State | None, now: str) -> None:
    kind = wanted.get("type") or limits_of(wanted, present)
    merged = {**(present or {}), **wanted}
    if kind in COUNTED and not merged.get("count_purchased"):
        raise OptionError("count_purchased", wanted.get("count_purchased"), "must be 1 or more for type: %s" % kind)
    if kind in TIMED and not merged.get("expire_date"):
        raise OptionError("expire_date", None, "is needed for type: %s" % kind)
    if kind not in COUNTED and wanted.get("count_purchased"):
        raise OptionError("count_purchased", wanted["count_purchased"], "does not go with type: %s; drop one" % kind)
    if present is None and not any(wanted.get(option) for option in NEEDED):
        raise OptionError(
            "title",
            wanted.get("title"),
            "is the title of no key in the account's scope; correct it, or add what creating one needs: one of %s"
            % ", ".join(NEEDED),
        )
    date = wanted.get("expire_date")
    is_new = present is None or not Expiry().same(date, present.get("expire_date"))
    if kind in TIMED and date and is_new and date < now[: len(date)]:
        raise OptionError("expire_date", date, "has passed; give a later date")


def _finish(payload: dict[str, Any], level: int) -> dict[str, Any]:
    for element in ("modules", "tags"):
        if element in payload:
            payload[element] = _list(payload[element], LIST_FORMS[level])
    ranks = {name: rank for rank, name in enumerate(_ORDER)}
    return dict(sorted(payload.items(), key=lambda item: ranks.get(item[0], len(ranks))))


def _list(sides: Mapping[str, Any], form: tuple[str, ...]) -> dict[str, Any]:
    wanted, gone = sides["wanted"], sides["gone"]
    if form == ("set",) and not wanted:
        # The schema wants at least one member in it.
        return {"remove": gone}
    if len(form) == 1:
        return {form[0]: wanted}
    return {name: side for name, side in (("add", wanted), ("remove", gone)) if side}


def keys(partial_modules: bool = False, apply_on_agents: bool = False, reveal: bool = False) -> Resource:
    """Return the resource.

    partial_modules: modules that Qualys left out count as there. apply_on_agents: updates also reach the agents that
    have the key. reveal: the UUID, which is a secret, is among the facts.
    """
    fields = tuple(
        field._replace(kind=Licenses(partial=True)) if partial_modules and field.option == "modules" else field
        for field in FIELDS
    )
    return Resource(
        kind=KEY,
        fields=fields,
        facts=(*FACTS, UUID) if reveal else FACTS,
        name_option="title",
        look_up=look_up,
        whole_in_search=True,
        # The documented create request has it.
        companions={"create": {"agents": {"list": []}}, "update": {"applyOnAgents": True} if apply_on_agents else {}},
        finish=_finish,
        prune=_prune,
        rules=_check,
        settle=_settle,
    )
