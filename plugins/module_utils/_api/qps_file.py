# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls of the QPS dialect that hand over files instead of documents; few modules need them.

What is wrong with such a call is told in a document all the same, mostly with HTTP status 200.
"""

from __future__ import annotations

from typing import Any, Callable

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import request_body
from ansible_collections.community.qualys.plugins.module_utils._api.qps import ObjectType, Qps, call_for
from ansible_collections.community.qualys.plugins.module_utils._errors import LostAnswerError
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call


def calendar(qps: Qps, kind: ObjectType, identity: int) -> str:
    """Return the iCalendar file of a schedule."""
    call = call_for(kind, "download", identity)
    return _file(qps, call, "a calendar", lambda start: start.startswith(b"BEGIN:VCALENDAR")).decode("utf-8", "replace")


def ask(qps: Qps, kind: ObjectType, data: dict[str, Any]) -> Any:
    """Ask what takes data to be asked, such as which files there are; return the data of the answer."""
    call = call_for(kind, "process", body=request_body(data={kind.element: data}))
    return qps.session.send(call, lambda answer: qps.opened(call, answer)).data


def fetch(qps: Qps, kind: ObjectType, data: dict[str, Any], check: Callable[[bytes], None]) -> bytes:
    """Return the file that data describe, which is no document.

    ``check`` raises LostAnswerError for a file that did not arrive as it was sent; it is then asked for again.
    """
    call = call_for(kind, "download", body=request_body(data={kind.element: data}))
    return _file(qps, call, "a file", lambda start: not start.startswith((b"<", b"{")), check)


def _file(
    qps: Qps,
    call: Call,
    noun: str,
    is_file: Callable[[bytes], bool],
    check: Callable[[bytes], None] = lambda _body: None,
) -> bytes:
    def read(answer: Answer) -> bytes:
        if answer.status < 300 and is_file(answer.body[:64].lstrip()):
            check(answer.body)
            return answer.body
        qps.opened(call, answer)
        raise LostAnswerError("Qualys answered the download with something else than %s" % noun)

    return qps.session.send(call, read)
