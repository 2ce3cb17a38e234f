# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about the platform: envelopes, headers, refusals, JSON. Whatever object can be searched for will do."""

from __future__ import annotations

import json
import re

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import MISSING_CODES, call_for
from ansible_collections.community.qualys.plugins.module_utils._probe import evidence
from ansible_collections.community.qualys.plugins.module_utils._probe.account import (
    SCHEDULE,
    UNUSED,
    UNUSED_ID,
    Account,
    demanded,
    refused,
    search_call,
    taken,
)
from ansible_collections.community.qualys.plugins.module_utils._probe.model import Area, Told, not_seen, probe, unclear
from ansible_collections.community.qualys.plugins.module_utils._probe.seen import HTML, JSON, XML, Seen

_SCHEMA = re.compile(rb'noNamespaceSchemaLocation\s*=\s*"[^"]*/([A-Za-z]+)\.xsd"')
_LIMIT_HEADERS = 6
_MOST_VALUES = 250


def _missing(account: Account) -> Seen:
    seen = account.get(account.readable(), UNUSED_ID)
    if seen.is_success or not seen.code:
        raise unclear("reading an id that nothing has is answered with no code", seen.evidence)
    return seen


def _missing_id_code(account: Account) -> Told:
    seen = _missing(account)
    if seen.code not in MISSING_CODES:
        raise unclear("the code is none of those that the collection knows", seen.evidence)
    return Told(seen.code, seen.evidence)


def _error_http(account: Account) -> Told:
    seen = _missing(account)
    return Told("200" if seen.status == 200 else "real", seen.evidence)


def _empty_search(account: Account) -> Told:
    seen = account.search(account.readable(), UNUSED)
    there = [name for name in ("count", "hasMoreRecords", "lastId", "data") if seen.has(name)]
    answer = "with_data" if "data" in there or "hasMoreRecords" in there else "bare"
    return Told(answer, {**seen.evidence, "elements": there})


def _unknown_field_http(account: Account) -> Told:
    seen = account.search(account.readable(), (Criterion("communityQualysProbe", "EQUALS", "1"),))
    if not seen.is_refusal:
        raise unclear("a field that cannot be searched is not refused", seen.evidence)
    if seen.status not in (200, 400):
        raise unclear("the HTTP status is another one", seen.evidence)
    return Told(str(seen.status), seen.evidence)


def _last_id_when_done(account: Account) -> Told:
    kind = account.readable()
    seen = account.search(kind, (Criterion("id", "EQUALS", str(account.any_of(kind))),), 2)
    demanded(seen, "search for %ss" % kind.noun)
    return Told("present" if seen.has("lastId") else "absent", seen.evidence)


def _success(account: Account) -> Seen:
    return account.search(account.readable(), UNUSED)


def _limit_headers(account: Account) -> Told:
    headers = _success(account).answer.headers
    found = [name for name in evidence.header_names(headers) if name.startswith(evidence.LIMITS)]
    shown = {"headers": found, "limits": evidence.limit_numbers(headers)}
    if not found:
        return Told("none", shown)
    if len(found) < _LIMIT_HEADERS:
        raise unclear("there are some of the headers", shown)
    return Told("all", shown)


def _evaluation_header(account: Account) -> Told:
    return _presence(account, "evaluation")


def _powered_by_header(account: Account) -> Told:
    return _presence(account, "x-powered-by")


def _presence(account: Account, name: str) -> Told:
    headers = _success(account).answer.headers
    return Told("present" if name in headers else "absent", {"headers": evidence.header_names(headers)})


def _schema(account: Account) -> Told:
    kind = account.readable()
    seen = account.search(kind, UNUSED)
    found = _SCHEMA.search(seen.answer.body[:2000])
    if found is None:
        raise unclear("the answer names no schema", seen.evidence)
    is_own = found.group(1).decode("ascii").lower() == kind.name
    return Told("no" if is_own else "yes", {"schema": "of the object asked for" if is_own else "of another object"})


def _json_negotiation(account: Account) -> Told:
    kind = account.readable()
    plain = search_call(kind, UNUSED)._replace(accept="application/json")
    seen = account.ask(plain)
    if seen.status in (406, 415):
        return Told("refuse", seen.evidence)
    if seen.form == JSON:
        return Told("independent", seen.evidence)
    if seen.form != XML:
        raise refused(seen, "answer in JSON")
    criterion = {"field": "id", "operator": "EQUALS", "value": str(UNUSED_ID)}
    body = {"ServiceRequest": {"filters": {"Criteria": [criterion]}, "preferences": {"limitResults": 1}}}
    both = account.ask(plain._replace(content_type="application/json", body=json.dumps(body).encode("utf-8")))
    shown = {"accept_alone": seen.evidence, "both": both.evidence}
    if both.form == JSON:
        return Told("together", shown)
    return Told("never", shown)


def _bare_body(account: Account) -> Told:
    seen = account.ask(search_call(account.readable(), UNUSED)._replace(content_type=None))
    if seen.status == 415:
        return Told("refuse", seen.evidence)
    return Told(taken(seen, "xml", "refuse", "read a body without a content type"), seen.evidence)


def _page_limit(account: Account) -> Told:
    seen = account.search(account.readable(), UNUSED, 1001)
    return Told(taken(seen, "clamp", "refuse", "search with a page of 1001"), seen.evidence)


def _max_in_values(account: Account) -> Told:
    values = ",".join(str(UNUSED_ID + step) for step in range(_MOST_VALUES + 1))
    seen = account.search(account.readable(), (Criterion("id", "IN", values),))
    return Told(taken(seen, "none", str(_MOST_VALUES), "search for 251 ids at once"), seen.evidence)


def _missing_module(account: Account) -> Told:
    seen = account.ask(call_for(SCHEDULE, "count"))
    if seen.is_success:
        raise not_seen("the account has the WAS module")
    if not seen.is_denied:
        raise refused(seen, "count schedules")
    return Told("html" if seen.form == HTML else "xml", seen.evidence)


PLATFORM = Area(
    "platform",
    "account",
    (
        probe(
            "missing_id_code",
            "Which code does the reading of an id that does not exist have?",
            "NOT_FOUND OBJECT_NOT_FOUND UNKNOWN_OBJECT INVALID_REQUEST",
            _missing_id_code,
        ),
        probe("error_http", "Has a refusal HTTP status 200, or a real one?", "200 real", _error_http),
        probe(
            "empty_search", "What does a search without a match hold beside its count?", "bare with_data", _empty_search
        ),
        probe(
            "unknown_field_http",
            "Which HTTP status has the refusal of a field that cannot be searched?",
            "400 200",
            _unknown_field_http,
        ),
        probe(
            "last_id_when_done", "Does the last page of a search have a lastId?", "absent present", _last_id_when_done
        ),
        probe("limit_headers", "Do answers tell the limits of the subscription?", "none all", _limit_headers),
        probe(
            "json_negotiation",
            "Does a search give JSON on demand?",
            "independent together never refuse",
            _json_negotiation,
        ),
        probe("page_limit_over_1000", "Is a page of more than 1,000 refused?", "refuse clamp", _page_limit),
        probe("max_in_values", "Does one IN take more than 250 values?", "none 250", _max_in_values),
        probe("bare_body", "Is a body without a content type refused?", "refuse xml", _bare_body),
        probe("evaluation_header", "Do answers have the header evaluation?", "present absent", _evaluation_header),
        probe("powered_by_header", "Do answers have the header x-powered-by?", "present absent", _powered_by_header),
        probe("schema_attr_other_object", "Does an answer name the schema of another object?", "no yes", _schema),
        probe(
            "missing_module_answer",
            "How is a user without the WAS module turned away?",
            "xml html",
            _missing_module,
        ),
    ),
)
