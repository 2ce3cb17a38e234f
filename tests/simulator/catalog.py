# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that are only read: web applications, option profiles, records, DNS overrides and tags."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .call import Call, missing_id
from .criteria import BOOLEAN, DATE, INTEGER, KEYWORD, RELATION, TEXT, Field, at, compile_criteria, each, matches
from .envelope import Answer
from .paging import cut, requested, search_answer
from .selection import chosen, selection
from .state import State

Record = dict[str, Any]

RULE_TYPES = (
    "STATIC",
    "GROOVY",
    "OS_REGEX",
    "NETWORK_RANGE",
    "NETWORK_RANGE_ENHANCED",
    "NAME_CONTAINS",
    "INSTALLED_SOFTWARE",
    "OPEN_PORTS",
    "VULN_EXIST",
    "ASSET_SEARCH",
    "CLOUD_ASSET",
    "BUSINESS_INFORMATION",
    "GLOBAL_ASSET_VIEW",
    "TAG_SET",
    "VULN_DETECTION",
    "NETWORK_TAG",
)
DATES = {"createdDate": Field(DATE, at("createdDate")), "updatedDate": Field(DATE, at("updatedDate"))}
IDENTITY = {"id": Field(INTEGER, at("id")), "name": Field(TEXT, at("name"))}
TAGS = {
    "tags": Field(RELATION, each("id", "tags")),
    "tags.id": Field(INTEGER, each("id", "tags")),
    "tags.name": Field(TEXT, each("name", "tags")),
}


@dataclass(frozen=True)
class Kind:
    """An object of the catalog: element name, where its records are, what can be searched, what is shown."""

    item: str
    records: Callable[[State], Mapping[int, Record]]
    fields: Mapping[str, Field]
    cdata: bool = True
    # Elements of a search record; everything is shown by get, and by a verbose search.
    brief: frozenset[str] = field(default_factory=frozenset)
    # Turns a stored record into the one that is shown.
    show: Callable[[Call, Record], Record] = lambda call, record: record


def search(call: Call) -> Answer:
    """Answer one page of a search."""
    kind: Kind = call.subject
    page = requested(call.request, call.switches)
    found = [record for record in _matching(call, kind) if record["id"] >= page.from_id]
    records, more = cut(found, page)
    answer = search_answer([record["id"] for record in records], more, call.switches)
    brief = kind.brief if not call.request.preferences.get("verbose") else frozenset()
    return _shown(call, kind, answer, records, brief)


def get(call: Call) -> Answer:
    """Answer one object."""
    kind: Kind = call.subject
    record = kind.records(call.state).get(call.number)
    if record is None:
        raise missing_id(call, kind.item)
    return _shown(call, kind, Answer(count=1), [record], frozenset())


def count(call: Call) -> Answer:
    """Answer how many objects match."""
    return Answer(count=len(_matching(call, call.subject)), data=False)


def _matching(call: Call, kind: Kind) -> list[Record]:
    conditions = compile_criteria(call.request.criteria, kind.fields, call.switches)
    records = kind.records(call.state)
    return [records[number] for number in sorted(records) if matches(kind.show(call, records[number]), conditions)]


def _shown(call: Call, kind: Kind, answer: Answer, records: list[Record], brief: frozenset[str]) -> Answer:
    shown = [kind.show(call, record) for record in records]
    if brief:
        shown = [{key: value for key, value in record.items() if key in brief} for record in shown]
    known = frozenset(key for record in kind.records(call.state).values() for key in record)
    tree = selection(call.query.get("fields"), known, call.switches)
    answer.item = kind.item
    answer.cdata = kind.cdata
    answer.records = shown if tree is None else [chosen(record, tree) for record in shown]
    return answer


def named(records: Mapping[int, Record], number: int, *keys: str) -> Record:
    """Return a reference as it is read: the id, and what can be looked up."""
    found = records.get(number, {})
    return {"id": number, **{key: found[key] for key in keys if key in found}}


def _show_webapp(call: Call, record: Record) -> Record:
    state = call.state
    shown = dict(record)
    if "defaultProfile" in shown:
        shown["defaultProfile"] = named(state.optionprofiles, shown["defaultProfile"]["id"], "name")
    if "authRecords" in shown:
        listed = [
            {"WebAppAuthRecord": named(state.webappauthrecords, member["WebAppAuthRecord"]["id"], "name")}
            for member in shown["authRecords"]["list"]
        ]
        shown["authRecords"] = {"count": len(listed), "list": listed}
    return shown


def _targets(call: Call) -> set[int]:
    single = {
        schedule["target"]["webApp"]["id"]
        for schedule in call.state.schedules.values()
        if "webApp" in schedule.get("target", {})
    }
    return single | {
        number for schedule in call.state.schedules.values() for number in each("id", "target", "webApps")(schedule)
    }


def _show_webapp_searchable(call: Call, record: Record) -> Record:
    """isScheduled and isScanned can be searched but are not shown: they travel as private keys."""
    return _Searchable(_show_webapp(call, record), scheduled=record["id"] in _targets(call))


class _Searchable(dict):
    """A record with facts that criteria may ask for and answers do not have."""

    def __init__(self, record: Record, **facts: Any) -> None:
        super().__init__(record)
        self.facts = facts


WEBAPP = Kind(
    "WebApp",
    lambda state: state.webapps,
    {
        **IDENTITY,
        **TAGS,
        **DATES,
        "url": Field(TEXT, at("url")),
        "owner.id": Field(INTEGER, at("owner", "id")),
        "isScheduled": Field(BOOLEAN, lambda record: [record.facts["scheduled"]]),
        "isScanned": Field(BOOLEAN, lambda record: ["lastScan" in record]),
        "lastScan.status": Field(KEYWORD, at("lastScan", "status")),
        "lastScan.date": Field(DATE, at("lastScan", "date")),
    },
    brief=frozenset({"id", "name", "url", "owner", "tags", "createdDate", "updatedDate"}),
    show=_show_webapp_searchable,
)

_OWNER = {
    "owner.id": Field(INTEGER, at("owner", "id")),
    "owner.name": Field(TEXT, at("owner", "username")),
    "owner.username": Field(TEXT, at("owner", "username")),
}


def _used_by(key: str) -> Callable[[Any], list[bool]]:
    return lambda record: [record.facts[key]]


def _show_profile(call: Call, record: Record) -> Record:
    number = record["id"]
    return _Searchable(
        record,
        webapps=any(webapp.get("defaultProfile", {}).get("id") == number for webapp in call.state.webapps.values()),
        schedules=any(schedule.get("profile", {}).get("id") == number for schedule in call.state.schedules.values()),
    )


OPTION_PROFILE = Kind(
    "OptionProfile",
    lambda state: state.optionprofiles,
    {
        **IDENTITY,
        **TAGS,
        **DATES,
        **_OWNER,
        "usedByWebApps": Field(BOOLEAN, _used_by("webapps")),
        "usedBySchedules": Field(BOOLEAN, _used_by("schedules")),
    },
    show=_show_profile,
)

AUTH_RECORD = Kind(
    "WebAppAuthRecord",
    lambda state: state.webappauthrecords,
    {
        **IDENTITY,
        **TAGS,
        **DATES,
        "lastScan.date": Field(DATE, at("lastScan", "date")),
        "lastScan.authStatus": Field(KEYWORD, at("lastScan", "authStatus")),
        "isUsed": Field(BOOLEAN, _used_by("used")),
        "contents": Field(KEYWORD, at("contents")),
    },
    show=lambda call, record: _Searchable(
        record, used=any(record["id"] in each("id", "authRecords")(webapp) for webapp in call.state.webapps.values())
    ),
)

DNS_OVERRIDE = Kind("DnsOverride", lambda state: state.dnsoverrides, {**IDENTITY, **TAGS, **DATES, **_OWNER})


def _with_children(call: Call, record: Record) -> Record:
    children = [
        {"TagSimple": {"id": tag["id"], "name": tag["name"]}}
        for tag in call.state.tags.values()
        if tag.get("parentTagId") == record["id"]
    ]
    return {**record, "children": {"list": children}} if children else record


TAG = Kind(
    "Tag",
    lambda state: state.tags,
    {
        **IDENTITY,
        "parent": Field(INTEGER, at("parentTagId")),
        "ruleType": Field(KEYWORD, at("ruleType"), choices=RULE_TYPES),
        "provider": Field(KEYWORD, at("provider"), choices=("EC2", "AZURE", "GCP", "IBM", "OCI")),
        "color": Field(TEXT, at("color")),
    },
    cdata=False,
    show=_with_children,
)
