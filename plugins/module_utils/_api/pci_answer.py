# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an answer of the PCI merchant API means: the data in it, or one of the errors.

Facts: PCI Compliance release notes 1.6.2 (envelope, success texts). How refusals look is not known, so status, JSON
and text are read defensively; see pci_assumptions.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.pci_assumptions import (
    ALREADY_THERE,
    ERROR_PLACES,
    NOT_THERE,
    SCAN_RUNNING,
    SCAN_SCHEDULED,
)
from ansible_collections.community.qualys.plugins.module_utils._errors import (
    AccessError,
    ApiError,
    BrokenDocumentError,
    CodecError,
    LoginError,
    LostAnswerError,
    QualysError,
    cut,
    printable,
)
from ansible_collections.community.qualys.plugins.module_utils._settings import Settings
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call
from ansible_collections.community.qualys.plugins.module_utils._wire import json

# Printed for hosts and virtual hosts, added and removed; the noun is never in the plural.
_SUCCESS = re.compile(r"\s*([0-9]{1,9}) ([\w ]+?) (added|removed) successfully\.?\s*", re.IGNORECASE)
# Our words for what a refusal says, in the order in which they are tried.
_MEANINGS = (
    ("ALREADY_THERE", ALREADY_THERE),
    ("SCAN_RUNNING", SCAN_RUNNING),
    ("SCAN_SCHEDULED", SCAN_SCHEDULED),
    ("NOT_THERE", NOT_THERE),
)
_LONGEST_QUOTE = 300
# How the platform before the PCI application refuses, as in the VM API.
_SIMPLE_RETURN = re.compile(r"<CODE>\s*(\d+)\s*</CODE>\s*<TEXT>([^<]*)</TEXT>")


class Receipt(NamedTuple):
    """What Qualys says of a change: the number it counted."""

    counted: int
    said: str


def data_of(call: Call, answer: Answer, settings: Settings) -> Any:
    """Return what stands in ``data``.

    Raises LoginError, AccessError, ApiError for refusals, LostAnswerError for a success that cannot be read, and
    CodecError for one that no honest server would write.
    """
    if answer.status >= 300:
        raise _failure(call, answer, settings)
    try:
        content = json.read(answer.body)
    except BrokenDocumentError as error:
        raise LostAnswerError("%s: %s" % (call.operation, error)) from error
    except CodecError as error:
        raise CodecError("%s: %s" % (call.operation, error)) from error
    if isinstance(content, dict) and "data" in content:
        return content["data"]
    raise _refusal(call, answer, _text_of(answer))


def receipt_of(call: Call, answer: Answer, settings: Settings) -> Receipt:
    """Return the count in a success text; a text that is none is a refusal, whatever the status."""
    said = data_of(call, answer, settings)
    found = _SUCCESS.fullmatch(said) if isinstance(said, str) else None
    if not found:
        raise _refusal(call, answer, said if isinstance(said, str) else _text_of(answer))
    return Receipt(int(found.group(1)), said.strip())


def _failure(call: Call, answer: Answer, settings: Settings) -> QualysError:
    said = _text_of(answer)
    facts = {"status": answer.status, "path": call.path, "operation": call.operation}
    if answer.status == 401:
        return LoginError(
            "Qualys refused the login of PCI user %s at %s; check pci_username and pci_password, which are those of a "
            "PCI merchant account; it was not tried again because accounts lock" % (settings.username, settings.url),
            **facts,
        )
    if answer.status == 403:
        return AccessError(
            "Qualys does not let %s do this (%s): HTTP 403%s; where SAML single sign-on is on for the merchant "
            "account, no password works for this API" % (settings.username, call.operation, said and ": " + said),
            **facts,
        )
    return _refusal(call, answer, said)


def _refusal(call: Call, answer: Answer, said: str) -> ApiError:
    code = next((name for name, words in _MEANINGS if words.search(said)), "HTTP_%d" % answer.status)
    if answer.status == 404 and code == "HTTP_404":
        text = "HTTP 404: there is no %s on this server; check pci_url" % call.path
    elif answer.status < 300:
        text = "Qualys did not confirm %s; it said: %s" % (call.operation, said or "nothing")
    else:
        text = "Qualys refused %s: HTTP %d%s" % (call.operation, answer.status, said and ": " + said)
    return ApiError(text, code, status=answer.status, path=call.path, operation=call.operation, said=said or None)


def _text_of(answer: Answer) -> str:
    """Return what an answer says, on one line, without anything a terminal would act on."""
    if answer.is_html:
        return ""
    text = answer.body[:65536].decode("utf-8", "replace")
    try:
        content = json.read(answer.body)
    except CodecError:
        content = None
    simple = _SIMPLE_RETURN.search(text)
    if simple:
        text = "code %s: %s" % (simple[1], simple[2].strip())
    for place in ERROR_PLACES:
        found = _at(content, place)
        if isinstance(found, str) and found.strip():
            text = found
            break
    return cut(printable(" ".join(text.split())), _LONGEST_QUOTE)


def _at(content: Any, place: str) -> Any:
    for name in place.split("."):
        if isinstance(content, list):
            content = content[int(name)] if name.isdigit() and int(name) < len(content) else None
        else:
            content = content.get(name) if isinstance(content, dict) else None
    return content
