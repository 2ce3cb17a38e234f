# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers that faults give instead of, or made of, the real one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from .clock import stamp
from .envelope import CONTENT_TYPE, XML, Answer, refusal
from .exchange import Outcome
from .failure import ServiceFailure
from .faults import Fault
from .limits import Blocked

HTML = "text/html; charset=UTF-8"
TITLES = {
    200: "Qualys - Maintenance",
    401: "401 Unauthorized",
    403: "403 Forbidden",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    406: "406 Not Acceptable",
    500: "500 Internal Server Error",
    502: "502 Bad Gateway",
    503: "503 Service Temporarily Unavailable",
    504: "504 Gateway Time-out",
}
CONFLICT = "Registration must be completed before API requests will be served for this account"
SIMPLE_RETURNS = frozenset({"limit_409_1965", "limit_409_1960", "conflict_409_2003"})


def html_page(status: int) -> Outcome:
    """Return an error page as a web server in front of the platform sends it."""
    title = TITLES.get(status, str(status))
    body = (
        f"<!DOCTYPE html>\n<html><head><title>{title}</title></head>\n<body><h1>{title}</h1></body></html>\n"
    ).encode()
    return Outcome(status, HTML, body)


def instead(fault: Fault, now: datetime, schema: str) -> Outcome:
    """Return the answer of a fault that shows nothing of the real one."""
    if fault.kind in SIMPLE_RETURNS:
        return _played_return(fault, now)
    if fault.kind == "limit_429":
        return _too_many(fault)
    if fault.kind == "status":
        return _status(fault, schema)
    if fault.kind == "redirect":
        return Outcome(int(fault.options["status"]), HTML, b"", {"Location": str(fault.options["location"])})
    if fault.kind == "empty_200":
        return Outcome(200, CONTENT_TYPE[XML], b"")
    return html_page(403 if fault.kind == "html_403" else 200)


def _status(fault: Fault, schema: str) -> Outcome:
    status = int(fault.options["status"])
    if fault.options["body"] == "html":
        return html_page(status)
    failure = ServiceFailure("OTHER_ERROR", "Internal error.")
    return Outcome(status, CONTENT_TYPE[XML], refusal(failure, XML, schema), response_code="OTHER_ERROR")


def blocked_answer(blocked: Blocked, now: datetime) -> Outcome:
    """Return the answer to a call that a limit blocks."""
    if blocked.code == 1960:
        return _simple_return(1960, _running(blocked.to_finish), now, _item("CALLS_TO_FINISH", blocked.to_finish))
    return _simple_return(1965, _waiting(blocked.wait), now, _item("SECONDS_TO_WAIT", blocked.wait))


def _played_return(fault: Fault, now: datetime) -> Outcome:
    if fault.kind == "limit_409_1960":
        return blocked_answer(Blocked(1960, to_finish=1), now)
    if fault.kind == "conflict_409_2003":
        return _simple_return(2003, CONFLICT, now)
    item = _item("SECONDS_TO_WAIT", fault.wait) if fault.options["hint"] == "item" else ""
    outcome = _simple_return(1965, _waiting(fault.wait), now, item)
    outcome.headers.update(_hint_headers(fault))
    return outcome


def _waiting(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"This API cannot be run again for another {hours} hours, {rest // 60} minutes and {rest % 60} seconds."


def _running(calls: int) -> str:
    instances = "instance has" if calls == 1 else "instances have"
    return f"This API cannot be run again until {calls} currently running {instances} finished."


def _simple_return(code: int, text: str, now: datetime, items: str = "") -> Outcome:
    body = (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<SIMPLE_RETURN>\n  <RESPONSE>\n'
        f"    <DATETIME>{stamp(now)}</DATETIME>\n    <CODE>{code}</CODE>\n    <TEXT>{text}</TEXT>\n{items}"
        "  </RESPONSE>\n</SIMPLE_RETURN>\n"
    )
    return Outcome(409, "text/xml", body.encode(), response_code=str(code))


def _item(key: str, value: int) -> str:
    return (
        f"    <ITEM_LIST>\n      <ITEM>\n        <KEY>{key}</KEY>\n        <VALUE>{value}</VALUE>\n"
        "      </ITEM>\n    </ITEM_LIST>\n"
    )


def _hint_headers(fault: Fault) -> dict[str, str]:
    if fault.options["hint"] == "header":
        return {
            "X-RateLimit-Limit": "300",
            "X-RateLimit-Window-Sec": "3600",
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-ToWait-Sec": str(fault.wait),
        }
    if fault.options["hint"] == "retry_after":
        return {"Retry-After": str(fault.wait)}
    return {}


def _too_many(fault: Fault) -> Outcome:
    if fault.options["body"] == "text":
        return Outcome(429, "text/plain", b"Too Many Requests", _hint_headers(fault))
    body = json.dumps({"status": 429, "error": "Too Many Requests"}).encode()
    return Outcome(429, CONTENT_TYPE["json"], body, _hint_headers(fault))


INSTEAD = frozenset({*SIMPLE_RETURNS, "limit_429", "status", "redirect", "empty_200", "html_200", "html_403"})


def spoilt_answer(fault: Fault | None, answer: Answer) -> Answer:
    """Return the answer of a search or count as a fault in its numbers shows it."""
    if fault is not None and fault.kind == "wrong_count" and answer.count is not None:
        answer.count = max(0, answer.count + int(fault.options["by"]))
    if fault is None or answer.more is None:
        return answer
    if fault.kind == "more_but_empty":
        return Answer(count=0, more=True, last_id=answer.last_id or (answer.ids[-1] if answer.ids else None))
    if fault.kind == "last_id_stuck":
        if fault.stuck is None:
            fault.stuck = answer.ids[-1]
        answer.more, answer.last_id = True, fault.stuck
    return answer


def spoilt_outcome(fault: Fault | None, outcome: Outcome) -> Outcome:
    """Return the real outcome as a fault delivers it."""
    if fault is None:
        return outcome
    if fault.kind == "wrong_content_type":
        return replace(outcome, content_type=str(fault.options["content_type"]))
    if fault.kind == "cut" and fault.options["how"] == "length":
        return replace(outcome, body=outcome.body[: len(outcome.body) // 2])
    delivery = DELIVERIES.get(fault.kind)
    if delivery is None or (fault.kind == "cut" and fault.options["how"] != "connection"):
        return outcome
    return replace(outcome, delivery=delivery, seconds=float(fault.options.get("seconds", 0)))


DELIVERIES = {
    "cut": "cut",
    "reset_before": "reset",
    "reset_after": "reset",
    "new_certificate": "reset",
    "slow": "slow",
    "stall": "stall",
}
