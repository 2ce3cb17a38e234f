# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ServiceRequest and ServiceResponse that wrap every QPS call, and what their codes mean.

Facts: "Making API requests" of the Cloud Agent and WAS guides, the request and response schema, and
recorded answers. A failure mostly comes with HTTP status 200, and a 4xx may carry an explanation, so
responseCode decides and the status is only the fallback.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._errors import (
    AccessError,
    ApiError,
    BrokenDocumentError,
    CodecError,
    LoginError,
    LostAnswerError,
    QualysError,
)
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call
from ansible_collections.community.qualys.plugins.module_utils._wire import json, xml
from ansible_collections.community.qualys.plugins.module_utils._wire.bounds import whole_number
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, at

LOGIN_CODES = frozenset(("INVALID_CREDENTIALS", "AUTH_CREDENTIALS_NEEDED"))
ACCESS_CODES = frozenset(
    (
        "UNAUTHORIZED",
        "UNAUTHORIZED_DESTINATION_APPS",
        "EVALUATION_EXPIRED",
        # These are named by other clients only.
        "INSUFFICIENT_PERMISSION",
        "FORBIDDEN",
        "NOT_AUTHORIZED",
    )
)

# What tells JSON from XML stands within so many bytes.
_START = 1024


class Criterion(NamedTuple):
    """One condition of a search; several are joined by AND."""

    field: str
    operator: str
    value: str


class Envelope(NamedTuple):
    """A ServiceResponse; ``size`` is the number of objects in a page, or of all that match for count."""

    code: str
    message: str
    resolution: str
    size: int | None
    has_more: bool
    last_id: int | None
    data: Any


def request_body(
    criteria: Iterable[Criterion] = (), preferences: dict[str, Any] | None = None, data: dict[str, Any] | None = None
) -> bytes:
    """Return a ServiceRequest document; an empty one when there is nothing to say, because a body is required."""
    content: dict[str, Any] = {}
    if preferences:
        content["preferences"] = preferences
    conditions = [{"Criteria": {"@field": c.field, "@operator": c.operator, "#": c.value}} for c in criteria]
    if conditions:
        content["filters"] = conditions
    if data:
        content["data"] = data
    return xml.write("ServiceRequest", content)


def open_envelope(call: Call, answer: Answer) -> Envelope:
    """Return the ServiceResponse in an answer.

    Raises LostAnswerError when the document is cut, CodecError when no honest server would write it, LoginError,
    AccessError or ApiError when it is none.
    """
    try:
        name, content = _document(answer)
    except CodecError as error:
        if answer.status >= 300:
            raise _failure_without_envelope(call, answer) from error
        kind = LostAnswerError if isinstance(error, BrokenDocumentError) else CodecError
        raise kind("%s: %s" % (call.operation, error)) from error
    if name != "ServiceResponse" or not isinstance(content, dict):
        raise _failure_without_envelope(call, answer, as_object(as_object(content).get("RESPONSE")))
    details = as_object(as_object(content).get("responseErrorDetails"))
    return Envelope(
        code=str(content.get("responseCode", "")).upper(),
        message=str(details.get("errorMessage", "")).strip(),
        resolution=str(details.get("errorResolution", "")).strip(),
        size=whole_number(content.get("count")),
        has_more=str(content.get("hasMoreRecords", "")).lower() == "true",
        last_id=whole_number(content.get("lastId")),
        data=content.get("data"),
    )


def failure(call: Call, envelope: Envelope, status: int, url: str, username: str) -> QualysError:
    """Return the error that a ServiceResponse other than SUCCESS stands for."""
    said = " ".join(part for part in (envelope.message, envelope.resolution) if part)
    facts: dict[str, Any] = {"code": envelope.code, "status": status, "path": call.path, "operation": call.operation}
    if envelope.code in LOGIN_CODES:
        return LoginError(_login_text(username, url), **facts)
    if envelope.code in ACCESS_CODES:
        return AccessError(
            'Qualys does not let %s do this (%s): %s %s; the account needs the permission "API Access", the module\'s '
            "own permission and the object in its scope" % (username, call.operation, envelope.code, said),
            **facts,
        )
    text = "Qualys refused to %s: %s%s" % (call.operation, envelope.code or "no responseCode", said and ": " + said)
    return ApiError(text, **facts)


def login_failure(call: Call, status: int, url: str, username: str) -> LoginError:
    """Return the error for a 401 that explains nothing."""
    return LoginError(_login_text(username, url), status=status, path=call.path)


def _login_text(username: str, url: str) -> str:
    return (
        "Qualys refused the login of user %s at %s; check username and password, and that platform or api_url is the "
        "account's own (another platform answers the same way); it was not tried again because accounts lock"
        % (username, url)
    )


def _document(answer: Answer) -> tuple[str, Any]:
    if not answer.body[:_START].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return xml.read(answer.body)
    content = json.read(answer.body)
    name = next(iter(content), "")
    return name, content[name] if name else {}


def _failure_without_envelope(call: Call, answer: Answer, simple: Any = None) -> QualysError:
    """Explain an answer that is no ServiceResponse: a page, nothing, or the SIMPLE_RETURN of the VM API."""
    facts: dict[str, Any] = {"status": answer.status, "path": call.path, "operation": call.operation}
    if answer.status == 401:
        return LoginError("", **facts)
    if answer.status == 403:
        return AccessError(
            "HTTP 403 for %s%s: the account's role lacks the module or the permission, the subscription lets in other "
            "addresses only, or a proxy refuses"
            % (call.operation, ", a web page%s" % answer.titled if answer.is_html else ""),
            **facts,
        )
    if answer.status == 404:
        return ApiError(
            "HTTP 404: there is no %s on this server; check platform or api_url" % call.path, "HTTP_404", **facts
        )
    code, text = at(simple, "CODE"), at(simple, "TEXT")
    if code:
        return ApiError("Qualys refused to %s: code %s: %s" % (call.operation, code, text), str(code), **facts)
    return ApiError(
        "%s was answered with HTTP %d and nothing that Qualys would write; a proxy may stand between"
        % (call.operation, answer.status),
        "HTTP_%d" % answer.status,
        **facts,
    )
