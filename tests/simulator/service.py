# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a request to an answer: route, faults, login, permission, content, operation, envelope, journal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import pci_routing
from .auth import MissingModule, User, Users, may
from .call import Call
from .clock import Clock
from .envelope import CONTENT_TYPE, JSON, XML, Answer, refusal, success
from .exchange import Exchange, Outcome
from .failure import ServiceFailure, invalid_request
from .fault_answers import INSTEAD, blocked_answer, html_page, instead, spoilt_answer, spoilt_outcome
from .faults import Fault, Faults
from .journal import Journal, without_secrets
from .limits import Limits
from .routing import Match, Route, WrongVersion, resolve
from .service_request import JSON_TYPE, ServiceRequest, UnsupportedMediaType, media_type, read
from .state import State
from .switches import Switches
from .tls import Certificates

POWERED_BY = "Qualys:USPOD00:16cb332b-0000-5a0b-822b-364cd5ebd55b:{user:08d}-0000-4000-8000-000000000000"
# A schema that belongs to another object, as a recorded refusal named it.
OTHER_XSD = "/qps/xsd/2.0/am/hostasset.xsd"
OTHER_XSD_FOR_ASSETS = "/qps/xsd/2.0/am/asset.xsd"

# Where limits apply: the paths of the QPS APIs.
LIMITED = "/qps/"


@dataclass
class Hook:
    """What a test wants to happen right before the nth call of an operation acts, or before each from that on."""

    operation: str
    function: Callable[[State], Any]
    once: bool = True
    call: int = 1
    seen: int = 0

    @property
    def is_spent(self) -> bool:
        """Return whether it happened and happens no more."""
        return self.once and self.seen >= self.call

    def strikes(self, operation: str) -> bool:
        """Return whether it happens before this call; counts the calls that match."""
        if self.operation not in operation or self.is_spent:
            return False
        self.seen += 1
        return self.seen >= self.call


class Service:
    """The simulated platform without its web server."""

    def __init__(
        self,
        assets: int = 0,
        seed: int = 1,
        switches: dict[str, Any] | None = None,
        journal: str | Path | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.switches = Switches(switches)
        self.state = State(assets, seed)
        self.users = Users()
        self.clock = Clock()
        self.faults = Faults()
        self.journal = Journal(journal)
        self.limits = limits or Limits()
        self.hooks: list[Hook] = []
        self.certificates: Certificates | None = None

    def reset(self) -> None:
        """Put everything back to the start."""
        self.switches.reset()
        self.state.reset()
        self.users.reset()
        self.clock.set(None)
        self.clock.skew = 0
        self.faults.reset()
        self.limits.reset()
        self.journal.clear()
        self.hooks.clear()

    def handle(self, exchange: Exchange) -> Outcome:
        """Answer a request and write it down. The entry is in the journal before the answer leaves."""
        if exchange.path.startswith(pci_routing.PREFIX):
            return pci_routing.handle(self, exchange)
        try:
            match = resolve(exchange.path)
        except WrongVersion as wrong:
            match = Match(wrong.route, "")
            outcome = self._refused(
                exchange,
                wrong.route,
                ServiceFailure(
                    "INVALID_API_VERSION",
                    "The version of the API is not valid for this request.",
                    f"Use version {wrong.route.version}.",
                ),
            )
            self._record(exchange, wrong.route, None, outcome)
            return outcome
        if match is None or exchange.method not in match.route.verbs:
            outcome = html_page(404 if match is None else 405)
            if match is not None:
                outcome.headers["Allow"] = ", ".join(match.route.verbs)
            self._record(exchange, match.route if match else None, None, outcome)
            return outcome
        blocked = self.limits.block(exchange.running, self.clock.now()) if match.route.is_limited else None
        if blocked is not None:
            outcome = self._with_headers(blocked_answer(blocked, self.clock.now()), exchange, match.route)
            self._record(exchange, match.route, None, outcome)
            return outcome
        fault = self.pick_fault(match.route.operation, exchange.path)
        outcome = self._answered(exchange, match, fault)
        self._record(exchange, match.route, fault, outcome)
        return outcome

    def pick_fault(self, operation: str, path: str) -> Fault | None:
        """Return the fault that strikes this call. One of the server itself changes it at once."""
        fault = self.faults.pick(operation, path, self.state)
        if fault is not None and fault.kind == "new_certificate" and self.certificates is not None:
            self.certificates.change(trusted=fault.options["trusted"] == "yes")
        return fault

    def under_way(self, path: str) -> AbstractContextManager[int]:
        """Count a call as under way, where limits apply to it; gives how many there are, itself included."""
        return self.limits.under_way() if path.startswith(LIMITED) else nullcontext(1)

    def _answered(self, exchange: Exchange, match: Match, fault: Fault | None) -> Outcome:
        if self._not_acceptable(exchange):
            return html_page(406)
        if fault is not None and not fault.acted:
            real = Outcome(200, CONTENT_TYPE[XML], b"")
        else:
            real = self._real(exchange, match, fault)
        if fault is not None and fault.kind in INSTEAD:
            shown = instead(fault, self.clock.now(), self._schema(exchange, match.route))
            shown.acted, shown.object_id, shown.user = real.acted, real.object_id, real.user
            return shown
        return spoilt_outcome(fault, real)

    def _real(self, exchange: Exchange, match: Match, fault: Fault | None) -> Outcome:
        """Return what the platform answers when nothing goes wrong on the way."""
        user: User | None = None
        try:
            user = self.users.authenticate(exchange.headers)
            may(user, match.route.module, match.route.permission)
            call = self._call(exchange, match, user)
            self.run_hooks(match.route.operation)
            answer = spoilt_answer(fault, match.route.act(call))
            outcome = self._succeeded(exchange, match.route, answer)
            outcome.object_id = _affected(call, answer, match.route.is_write)
            outcome.acted = True
        except UnsupportedMediaType:
            outcome = Outcome(
                415,
                "text/html; charset=UTF-8",
                b"<html><head><title>415 Unsupported Media Type"
                b"</title></head><body>Unsupported Media Type</body></html>\n",
            )
        except MissingModule as failure:
            html = self.switches.missing_module_answer == "html"
            outcome = html_page(403) if html else self._refused(exchange, match.route, failure)
        except ServiceFailure as failure:
            outcome = self._refused(exchange, match.route, failure)
        return self._with_headers(outcome, exchange, match.route, user)

    def _call(self, exchange: Exchange, match: Match, user: User) -> Call:
        object_id = _object_id(match)
        request = ServiceRequest()
        if exchange.method == "POST":
            request = read(exchange.body, exchange.headers.get("Content-Type", ""), match.route.schema, self.switches)
        return Call(
            self.state,
            self.switches,
            self.clock,
            self.users,
            user,
            exchange.query,
            object_id,
            request,
            match.route.subject,
        )

    def run_hooks(self, operation: str) -> None:
        """Call what tests want to happen right before an operation acts."""
        for hook in list(self.hooks):
            if hook.strikes(operation):
                hook.function(self.state)
        self.hooks = [hook for hook in self.hooks if not hook.is_spent]

    def _succeeded(self, exchange: Exchange, route: Route, answer: Answer) -> Outcome:
        if answer.document is not None:
            content_type, body = answer.document
            return Outcome(200, content_type, body, response_code="SUCCESS")
        form = self._form(exchange)
        body = success(answer, form, self._schema(exchange, route))
        outcome = Outcome(200, CONTENT_TYPE[form], body, response_code="SUCCESS")
        if self.switches.evaluation_header == "present" and route.module:
            outcome.headers["evaluation"] = "false"
        return outcome

    def _refused(self, exchange: Exchange, route: Route, failure: ServiceFailure) -> Outcome:
        if not route.is_limited:
            # The older API has no ServiceResponse.
            return html_page(failure.status("real"))
        form = self._form(exchange)
        body = refusal(failure, form, self._schema(exchange, route))
        return Outcome(failure.status(self.switches.error_http), CONTENT_TYPE[form], body, response_code=failure.code)

    def _with_headers(self, outcome: Outcome, exchange: Exchange, route: Route, user: User | None = None) -> Outcome:
        if self.switches.limit_headers == "all" or not route.is_limited:
            # The older API was recorded with them on every answer.
            outcome.headers.update(self.limits.headers(exchange.running, self.clock.now()))
        if user is not None and self.switches.powered_by_header == "present":
            outcome.headers["X-Powered-By"] = POWERED_BY.format(user=user.id)
        outcome.user = user.name if user else None
        return outcome

    def _not_acceptable(self, exchange: Exchange) -> bool:
        """Return whether JSON is asked for and refused."""
        return self.switches.json_negotiation == "refuse" and _wants_json(exchange)

    def _form(self, exchange: Exchange) -> str:
        """Return the form of the answer: XML unless JSON is asked for."""
        wants_json = _wants_json(exchange) and self.switches.json_negotiation != "never"
        if self.switches.json_negotiation == "together":
            wants_json = wants_json and media_type(exchange.headers.get("Content-Type", "")) == JSON_TYPE
        return JSON if wants_json else XML

    def _schema(self, exchange: Exchange, route: Route) -> str:
        xsd = route.xsd
        if self.switches.schema_attr_other_object == "yes":
            xsd = OTHER_XSD_FOR_ASSETS if xsd == OTHER_XSD else OTHER_XSD
        return exchange.origin + xsd

    def _record(self, exchange: Exchange, route: Route | None, fault: Fault | None, outcome: Outcome) -> None:
        self.journal.record(
            {
                "operation": route.operation if route else "unknown",
                "is_write": bool(route and route.is_write),
                "method": exchange.method,
                "path": exchange.path,
                "params": dict(exchange.query),
                "accept": exchange.headers.get("Accept"),
                "body": without_secrets(exchange.body.decode("utf-8", "replace")),
                "user": outcome.user,
                "status": None if outcome.delivery == "reset" else outcome.status,
                "response_code": outcome.response_code,
                "object_id": outcome.object_id,
                "acted": outcome.acted,
                "fault": fault.kind if fault else None,
                "running": exchange.running,
            }
        )


def _wants_json(exchange: Exchange) -> bool:
    return media_type(exchange.headers.get("Accept", "")) == JSON_TYPE


def _object_id(match: Match) -> int | None:
    if match.id_text is None:
        return None
    if not match.id_text.isdigit():
        raise invalid_request(f"Invalid value format for id ({match.id_text}).", "Specify the id as Long.")
    return int(match.id_text)


def _affected(call: Call, answer: Answer, is_write: bool) -> int | list[int] | None:
    """Return what the journal names: the id of the path, the new id, or the ids of a bulk operation."""
    if call.object_id is not None:
        return call.object_id
    if (answer.more is not None and not is_write) or not answer.ids:
        return None
    return answer.ids[0] if len(answer.ids) == 1 else answer.ids
