# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about activation keys and agent installers that the account's own ones answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion, request_body
from ansible_collections.community.qualys.plugins.module_utils._api.qps import call_for
from ansible_collections.community.qualys.plugins.module_utils._probe import evidence
from ansible_collections.community.qualys.plugins.module_utils._probe.account import (
    INFORMATION,
    KEY,
    Account,
    demanded,
    refused,
)
from ansible_collections.community.qualys.plugins.module_utils._probe.model import Area, Told, not_seen, probe, unclear
from ansible_collections.community.qualys.plugins.module_utils._probe.seen import Seen
from ansible_collections.community.qualys.plugins.module_utils._wire.bounds import whole_number
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, items

_ONLY_NEW = ("networkId", "suspendSelfPatch")
_STATUSES = ("ACTIVE", "DISABLED", "EXPIRED", "USED_UP")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HASH = re.compile(r"\bSHA-?(256|384|512)\b")


def _hidden(account: Account) -> Told:
    disabled = account.disabled_keys()
    if not disabled:
        raise not_seen("the account shows no disabled key")
    by_id = (Criterion("id", "EQUALS", str(disabled[0].get("id"))),)
    found = len(account.found(KEY, by_id))
    return Told("no" if found else "yes", {"found_without_criterion": found})


def _shape(account: Account) -> Told:
    keys = account.activation_keys()
    names = evidence.names(name for one in keys for name in one)
    shown = {"elements": names}
    if any(name in names for name in _ONLY_NEW):
        return Told("2023", shown)
    if "agents" in names:
        return Told("2020", shown)
    raise unclear("keys have neither networkId and suspendSelfPatch nor agents", shown)


def _is_spent(key: Mapping[str, Any], today: str) -> bool:
    """Tell whether a key is disabled, expired or used up."""
    if str(key.get("isDisabled")).lower() == "true":
        return True
    kind, expiry = str(key.get("type", "")), str(key.get("expireDate", ""))[:10]
    # As text, days sort by time.
    if "TIME" in kind and _DAY.fullmatch(expiry) and expiry < today:
        return True
    used, bought = whole_number(key.get("countUsed")), whole_number(key.get("countPurchased"))
    return "COUNT" in kind and used is not None and bought is not None and used >= bought


def _status(account: Account) -> Told:
    today = datetime.now(timezone.utc).date().isoformat()
    spent = [str(one.get("status", "")) for one in account.activation_keys() if _is_spent(one, today)]
    if not spent:
        raise not_seen("no key that was looked at is disabled, expired or used up")
    known = sorted({word for word in spent if word in _STATUSES})
    shown = {"words": known, "others": sum(word not in _STATUSES for word in spent)}
    return Told("active" if set(spent) == {"ACTIVE"} else "varies", shown)


def _count(account: Account) -> Told:
    seen = account.ask(call_for(KEY, "count"))
    if seen.is_success:
        return Told("on", seen.evidence)
    if seen.is_refusal or seen.status in (404, 405):
        return Told("off", seen.evidence)
    raise refused(seen, "count activation keys")


def _builds(account: Account, architecture: str) -> Seen:
    data = {INFORMATION.element: {"platform": "LINUX", "architecture": architecture}}
    return account.ask(call_for(INFORMATION, "process", body=request_body(data=data)))


def _rows(seen: Seen) -> list[Mapping[str, Any]]:
    found = []
    for record in seen.records("AllBinaryInfo"):
        found += [as_object(one) for name, one in items(record.get("platforms")) if name == "Platform"]
    return found


def _spelling(account: Account) -> Told:
    seen = {word: _builds(account, word) for word in ("X_64", "X_86_64")}
    shown = {word: {**one.evidence, "builds": len(_rows(one))} for word, one in seen.items()}
    offered = [word for word, one in seen.items() if one.is_success and _rows(one)]
    if len(offered) == 1:
        return Told(offered[0], shown)
    if not offered:
        raise refused(seen["X_64"], "tell the installer for LINUX")
    raise unclear("both words are taken", shown)


def _offered(account: Account) -> list[Mapping[str, Any]]:
    seen = [_builds(account, word) for word in ("X_64", "X_86_64")]
    for one in seen:
        if one.is_success and _rows(one):
            return _rows(one)
    demanded(seen[0], "tell the installer for LINUX")
    raise not_seen("there is no installer for LINUX")


def _number_of_builds(account: Account) -> Told:
    rows = _offered(account)
    return Told("several" if len(rows) > 1 else "one", {"builds": len(rows), "build": evidence.shape(rows[0])})


def _hash(account: Account) -> Told:
    found = _HASH.search(str(_offered(account)[0].get("hash", "")).upper())
    if found is None:
        raise unclear("the build has no hash of a known kind")
    return Told("SHA-" + found.group(1), {"hash": "SHA-" + found.group(1)})


KEYS = Area(
    "activation_keys",
    "account",
    (
        probe(
            "hide_disabled_by_default",
            "Does a search leave disabled keys out when it is not asked for them?",
            "no yes",
            _hidden,
        ),
        probe("actkey_answer_shape", "Which elements does a key have?", "2023 2020", _shape),
        probe("actkey_status", "Does status tell more than ACTIVE?", "active varies", _status),
        probe("actkey_count_endpoint", "Can keys be counted?", "off on", _count),
    ),
)
INSTALLERS = Area(
    "installers",
    "account",
    (
        probe(
            "installer_spelling",
            "Which word stands for the architecture of Linux installers?",
            "X_64 X_86_64",
            _spelling,
        ),
        probe("installer_builds", "How many builds are told for a system?", "one several", _number_of_builds),
        probe("installer_hash", "Which hash is told for a build?", "SHA-256 SHA-384 SHA-512", _hash),
    ),
)
