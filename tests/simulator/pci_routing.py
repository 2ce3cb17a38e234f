# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a request under /pci/ to an answer: route, fault, login, headers, operation, journal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import pci_assets, pci_scans
from .exchange import Exchange, Outcome
from .failure import ServiceFailure
from .fault_answers import INSTEAD, html_page, instead, spoilt_outcome
from .faults import Fault
from .journal import without_secrets
from .pci_answers import JSON_TYPE, PciCall, PciRefusal, refusal, success

if TYPE_CHECKING:
    from .service import Service

PREFIX = "/pci/"
# What the journal keeps of the headers; never a login.
HEADERS = ("X-Requested-With", "Content-Type", "apiVersion")


@dataclass(frozen=True)
class PciRoute:
    """One operation of the PCI API."""

    operation: str
    method: str
    path: re.Pattern[str]
    act: Callable[[PciCall], Any]
    is_write: bool = False


def _route(operation: str, method: str, path: str, act: Callable[[PciCall], Any], is_write: bool = False) -> PciRoute:
    return PciRoute(operation, method, re.compile(path), act, is_write)


ROUTES = (
    _route("add/pci/asset", "POST", "/pci/asset/add", pci_assets.add, True),
    _route("delete/pci/asset", "DELETE", "/pci/asset/delete", pci_assets.delete, True),
    _route("list/pci/asset", "GET", "/pci/asset/list", pci_assets.listing),
    _route("summary/pci/compliance", "GET", "/pci/compliance/summary", pci_assets.summary),
    _route("launch/pci/scan", "POST", "/pci/scan/launch", pci_scans.launch, True),
    _route("list/pci/scan", "GET", "/pci/scan/list", pci_scans.listing),
    _route("details/pci/scan", "GET", "/pci/scan/([0-9]+)/details", pci_scans.details),
)


def handle(service: Service, exchange: Exchange) -> Outcome:
    """Answer a request and write it down. The entry is in the journal before the answer leaves."""
    fitting = [(route, found) for route in ROUTES for found in [route.path.fullmatch(exchange.path)] if found]
    if not fitting or exchange.method != fitting[0][0].method:
        outcome = html_page(405 if fitting else 404)
        _record(service, exchange, None, None, outcome)
        return outcome
    route, found = fitting[0]
    number = int(found[1]) if found.groups() else None
    fault = service.pick_fault(route.operation, exchange.path)
    outcome = _answered(service, exchange, route, number, fault)
    _record(service, exchange, route, fault, outcome)
    return outcome


def _answered(
    service: Service, exchange: Exchange, route: PciRoute, number: int | None, fault: Fault | None
) -> Outcome:
    if fault is not None and not fault.acted:
        real = Outcome(200, JSON_TYPE, b"")
    else:
        real = _real(service, exchange, route, number)
    if fault is not None and fault.kind in INSTEAD:
        shown = instead(fault, service.clock.now(), "")
        shown.acted, shown.object_id, shown.user = real.acted, real.object_id, real.user
        return shown
    return spoilt_outcome(fault, real)


def _real(service: Service, exchange: Exchange, route: PciRoute, number: int | None) -> Outcome:
    call = PciCall(service.state.pci, service.switches, service.clock, exchange.query, exchange.body, number)
    name = None
    try:
        name = service.users.authenticate(exchange.headers).name
        _refuse_headers(service, exchange)
        service.run_hooks(route.operation)
        outcome = success(route.act(call), service.switches)
        outcome.acted = True
    except ServiceFailure as failure:
        outcome = refusal(PciRefusal(failure.message, 401), service.switches)
    except PciRefusal as refused:
        outcome = refusal(refused, service.switches)
    except pci_assets.NoSuchPage:
        outcome = html_page(404)
    outcome.user, outcome.object_id = name, call.object_id or number
    return outcome


def _refuse_headers(service: Service, exchange: Exchange) -> None:
    if service.switches.pci_saml == "on":
        raise PciRefusal("API access with user name and password is not available to SAML accounts", 403)
    if service.switches.pci_requested_with == "needed" and "X-Requested-With" not in exchange.headers:
        raise PciRefusal("X-Requested-With header is missing", 400)
    if exchange.body and exchange.headers.get("Content-Type", "").partition(";")[0].strip() != JSON_TYPE:
        raise PciRefusal("Unsupported media type", 415)


def _record(
    service: Service, exchange: Exchange, route: PciRoute | None, fault: Fault | None, outcome: Outcome
) -> None:
    service.journal.record(
        {
            "operation": route.operation if route else "unknown",
            "is_write": bool(route and route.is_write),
            "method": exchange.method,
            "path": exchange.path,
            "params": dict(exchange.query),
            "headers": {name.lower(): exchange.headers[name] for name in HEADERS if name in exchange.headers},
            "body": without_secrets(exchange.body.decode("utf-8", "replace")),
            "user": outcome.user,
            "status": None if outcome.delivery == "reset" else outcome.status,
            "response_code": outcome.response_code,
            "object_id": outcome.object_id,
            "acted": outcome.acted,
            "fault": fault.kind if fault else None,
        }
    )
