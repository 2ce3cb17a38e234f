# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about the PCI merchant API.

All of them read: removing assets deletes findings, adding them takes licences, and a scan is no throwaway.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._api.pci import list_in
from ansible_collections.community.qualys.plugins.module_utils._api.pci_assumptions import (
    ASSET_FIELDS,
    ASSET_LIST_PARAMETER,
    ASSET_LIST_PATH,
    FOREIGN_MODULES,
    SUMMARY_DNS_FIELDS,
    SUMMARY_IP_FIELDS,
    SUMMARY_STATUS_FIELDS,
)
from ansible_collections.community.qualys.plugins.module_utils._errors import LoginError
from ansible_collections.community.qualys.plugins.module_utils._probe import evidence
from ansible_collections.community.qualys.plugins.module_utils._probe.account import answer_of
from ansible_collections.community.qualys.plugins.module_utils._probe.model import (
    Area,
    NoAnswerError,
    Told,
    not_seen,
    probe,
    unclear,
)
from ansible_collections.community.qualys.plugins.module_utils._probe.seen import JSON, Seen, see
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Call
from ansible_collections.community.qualys.plugins.module_utils._transport.session import Session
from ansible_collections.community.qualys.plugins.module_utils._wire.bounds import whole_number, whole_numbers
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, at

_UNUSED_SCAN = 2000000011
_PAGE = 100
_ENOUGH = 3
_HEADERS: Mapping[str, str | None] = {"apiVersion": "V1"}
_FINISHED = ("Finished", "FINISHED", "Completed")
_NO_VERDICT = ("", "n/a", "none", "null")


class Merchant:
    """Asks a PCI account; every answer is kept. Raises the errors of the session, LoginError and NoAnswerError."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._kept: dict[Any, Seen] = {}

    def ask(self, path: str, params: Mapping[str, str] | None = None, is_bare: bool = False) -> Seen:
        """Return what a reading is answered with; a bare one lacks the header X-Requested-With."""
        key = (path, tuple((params or {}).items()), is_bare)
        if key not in self._kept:
            headers = {**_HEADERS, "X-Requested-With": None} if is_bare else _HEADERS
            call = Call("read PCI", "GET", path, params=params, content_type="application/json", headers=headers)
            seen = see(answer_of(self.session, call))
            if seen.status == 401:
                raise LoginError(
                    "Qualys refused the login of PCI user %s; check pci_username and pci_password; it was not tried "
                    "again because accounts lock" % self.session.settings.username,
                    status=401,
                )
            self._kept[key] = seen
        return self._kept[key]

    def scans(self) -> Seen:
        """Return the answer to the first page of the list of scans."""
        return self.ask("/pci/scan/list", {"offset": "1", "limit": str(_PAGE)})

    def assets(self) -> Seen:
        """Return the answer to the first page of the asset list, whose address is a guess."""
        return self.ask(ASSET_LIST_PATH, {ASSET_LIST_PARAMETER: "ALL", "offset": "1", "limit": str(_PAGE)})

    def summary(self) -> Seen:
        """Return the answer to the first page of the compliance summary."""
        return self.ask("/pci/compliance/summary", {"offset": "1", "limit": str(_PAGE)})


def _shown(seen: Seen) -> dict[str, Any]:
    return {"http_status": seen.status, "form": seen.form, "content": evidence.shape(seen.content)}


def _refused(seen: Seen) -> NoAnswerError:
    if seen.status == 403:
        return not_seen("the account may not do this, or SAML single sign-on is on", _shown(seen))
    return unclear("Qualys refused the reading", _shown(seen))


def _rows(seen: Seen) -> list[Any]:
    if seen.status >= 300 or seen.form != JSON:
        raise _refused(seen)
    rows = list_in(as_object(seen.content).get("data"))
    if rows is None:
        raise unclear("the answer holds no list, or more than one", _shown(seen))
    return rows


def _total(seen: Seen) -> int:
    total = whole_number(at(seen.content, "data.totalCount"))
    return -1 if total is None else total


def _scan_rows(merchant: Merchant) -> list[Mapping[str, Any]]:
    found = [as_object(one) for one in _rows(merchant.scans())]
    if not found:
        raise not_seen("the account shows no scan")
    return found


def _saml(merchant: Merchant) -> Told:
    seen = merchant.scans()
    if seen.status == 403:
        return Told("on", _shown(seen))
    _rows(seen)
    return Told("off", {"http_status": seen.status})


def _requested_with(merchant: Merchant) -> Told:
    _rows(merchant.scans())
    seen = merchant.ask("/pci/scan/list", {"offset": "1", "limit": "1"}, is_bare=True)
    return Told("optional" if seen.status < 300 else "needed", {"http_status": seen.status})


def _envelope_version(merchant: Merchant) -> Told:
    seen = merchant.scans()
    _rows(seen)
    version = as_object(seen.content).get("responseApiVersion")
    if version not in ("LATEST - V1", "V1"):
        raise unclear(
            "responseApiVersion is none of the two that were seen", {"elements": evidence.names(seen.content)}
        )
    return Told("plain" if version == "V1" else "latest", {"elements": evidence.names(seen.content)})


def _unknown(merchant: Merchant) -> Seen:
    seen = merchant.ask("/pci/scan/%d/details" % _UNUSED_SCAN)
    if seen.status == 403:
        raise _refused(seen)
    if seen.status < 300:
        raise unclear("the details of a scan that does not exist are no refusal", _shown(seen))
    return seen


def _error_body(merchant: Merchant) -> Told:
    seen = _unknown(merchant)
    content = as_object(seen.content)
    if seen.form != JSON:
        if seen.answer.is_html:
            raise unclear("the refusal is a web page", _shown(seen))
        return Told("text", _shown(seen))
    if isinstance(content.get("message"), str):
        return Told("message", _shown(seen))
    if as_object(content.get("error")).get("message"):
        return Told("error", _shown(seen))
    if isinstance(content.get("errors"), list):
        return Told("errors", _shown(seen))
    if isinstance(content.get("data"), str):
        return Told("data", _shown(seen))
    raise unclear("the text of the refusal stands in another place", _shown(seen))


def _unknown_scan(merchant: Merchant) -> Told:
    seen = _unknown(merchant)
    if seen.status not in (400, 404):
        raise unclear("the HTTP status is another one", _shown(seen))
    return Told(str(seen.status), {"http_status": seen.status})


def _asset_list(merchant: Merchant) -> Told:
    seen = merchant.assets()
    if seen.status == 404:
        return Told("off", {"http_status": 404, "form": seen.form})
    _rows(seen)
    return Told("on", _shown(seen))


def _asset_rows(merchant: Merchant) -> list[Any]:
    seen = merchant.assets()
    if seen.status == 404:
        raise not_seen("there is no asset list at the address that the collection presumes")
    rows = _rows(seen)
    if not rows:
        raise not_seen("the asset list is empty")
    return rows


def _row_form(merchant: Merchant) -> Told:
    row = _asset_rows(merchant)[0]
    if isinstance(row, str):
        return Told("text", {"row": evidence.kind(row)})
    is_known = any(name in as_object(row) for name in ASSET_FIELDS)
    return Told("object" if is_known else "unknown", {"row": evidence.shape(row)})


def _texts(merchant: Merchant) -> list[str]:
    found = []
    for row in _asset_rows(merchant):
        values = [as_object(row)[name] for name in ASSET_FIELDS if name in as_object(row)]
        found.append(str(row if isinstance(row, str) else values[0] if values else ""))
    return found


def _ranges(merchant: Merchant) -> Told:
    single = set()
    for text in _texts(merchant):
        first, dash, last = (part.strip() for part in text.partition("-"))
        if dash and _ipv4(first) and _ipv4(last):
            return Told("yes", {"row": "a range"})
        single.add(_ipv4(text.strip()))
    if any(number and number + 1 in single for number in single):
        return Told("no", {"row": "neighbours, each on its own"})
    raise not_seen("the first page of the asset list has no neighbouring IPv4 addresses")


def _ipv4(text: str) -> int:
    """Return the address as a number, 0 when it is none."""
    try:
        return int(ipaddress.IPv4Address(text))
    except ValueError:
        return 0


def _verdict(row: Any) -> str | None:
    return next((str(as_object(row)[name]) for name in SUMMARY_STATUS_FIELDS if name in as_object(row)), None)


def _summary(merchant: Merchant) -> Told:
    seen = merchant.summary()
    if seen.status == 404:
        return Told("off", {"http_status": 404, "form": seen.form})
    rows = _rows(seen)
    verdicts = [_verdict(row) for row in rows]
    shown = {"row": evidence.shape(rows[:1]), "rows_without_verdict": sum(_lacks(one) for one in verdicts)}
    if any(map(_lacks, verdicts)):
        return Told("all", shown)
    assets = merchant.assets()
    if assets.status < 300 and _total(assets) > _total(seen) >= 0 and _total(assets) <= _PAGE:
        kinds = [str(as_object(row).get("assetType", "")) for row in _rows(assets)]
        if sum(one in ("IP", "DNS") for one in kinds) > _total(seen):
            return Told("scanned", shown)
    raise unclear("every host in it has a verdict, and nothing tells whether there are others", shown)


def _lacks(verdict: str | None) -> bool:
    return verdict is None or verdict.strip().lower() in _NO_VERDICT


def _summary_names(merchant: Merchant) -> Told:
    rows = [as_object(row) for row in _rows(merchant.summary())]
    addresses = [row for row in rows if any(row.get(name) for name in SUMMARY_IP_FIELDS)]
    if not addresses:
        raise not_seen("the compliance summary shows no address")
    named = [row for row in addresses if any(row.get(name) for name in SUMMARY_DNS_FIELDS)]
    return Told("all" if named else "assets", {"row": evidence.shape(addresses[0])})


def _list_order(merchant: Merchant) -> Told:
    rows = _scan_rows(merchant)
    if len(rows) < _ENOUGH:
        raise not_seen("the account shows fewer than %d scans" % _ENOUGH)
    ids = whole_numbers(row.get("scanId") for row in rows)
    titles = [str(row.get("title", "")) for row in rows]
    orders = {
        "newest": ids == sorted(ids, reverse=True),
        "oldest": ids == sorted(ids),
        "title": titles == sorted(titles),
    }
    fitting = [name for name, fits in orders.items() if fits]
    shown = {"records_on_page": len(rows)}
    if len(fitting) != 1:
        raise unclear("the scans are in no order that is known" if not fitting else "two orders fit the scans", shown)
    return Told(fitting[0], shown)


def _scan_module(merchant: Merchant) -> Told:
    rows = _scan_rows(merchant)
    own = [row for row in rows if str(row.get("scanModule") or "").strip().lower() not in FOREIGN_MODULES]
    if not own:
        raise not_seen("every scan of the first page is one of another application")
    shown = {"row": evidence.shape(own[0])}
    if any(row.get("scanModule") for row in own):
        return Told("name", shown)
    return Told("null" if any("scanModule" in row for row in own) else "missing", shown)


def _finished_word(merchant: Merchant) -> Told:
    words = [str(row.get("status", "")) for row in _scan_rows(merchant)]
    found = [word for word in words if word in _FINISHED]
    if not found:
        raise not_seen("no scan of the first page has a word for its end that is known")
    return Told(found[0], {"words": sorted(set(found))})


PCI = Area(
    "pci",
    "merchant",
    (
        probe("pci_saml", "Is the API closed because of SAML single sign-on?", "off on", _saml),
        probe("pci_asset_list", "Can assets be listed at /pci/asset/list?", "off on", _asset_list),
        probe("pci_asset_rows", "What is a row of the asset list?", "object text unknown", _row_form),
        probe("pci_list_ranges", "Do neighbouring addresses read back as ranges?", "no yes", _ranges),
        probe("pci_summary", "Which hosts does the compliance summary show?", "all scanned off", _summary),
        probe("pci_summary_names", "Do addresses have a name in the compliance summary?", "assets all", _summary_names),
        probe("pci_error_body", "Where does a refusal hold its text?", "message error errors data text", _error_body),
        probe("pci_unknown_scan", "Which HTTP status has a scan that does not exist?", "404 400", _unknown_scan),
        probe(
            "pci_finished_word",
            "Which word stands for the end of a scan?",
            "Finished FINISHED Completed",
            _finished_word,
        ),
        probe("pci_list_order", "In which order are scans listed?", "newest oldest title", _list_order),
        probe("pci_scan_module", "What is scanModule of an ordinary scan?", "missing name null", _scan_module),
        probe("pci_requested_with", "Is X-Requested-With needed?", "optional needed", _requested_with),
        probe("pci_envelope_version", "How is the version of the API written?", "latest plain", _envelope_version),
    ),
)
