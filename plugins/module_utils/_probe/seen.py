# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An answer as a probe looks at it: status, headers, form, and the envelope, whatever it says."""

from __future__ import annotations

from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._errors import QualysError
from ansible_collections.community.qualys.plugins.module_utils._probe import evidence
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer
from ansible_collections.community.qualys.plugins.module_utils._wire import json, xml
from ansible_collections.community.qualys.plugins.module_utils._wire.bounds import whole_number
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, at, contents

JSON, XML, HTML, OTHER = "json", "xml", "html", "other"


class Seen(NamedTuple):
    """``content`` is the document without its root, None where there is none; ``form`` how it was written."""

    answer: Answer
    form: str
    content: Any

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.answer.status

    @property
    def code(self) -> str:
        """The responseCode, empty where there is none."""
        return str(as_object(self.content).get("responseCode", "")).upper()

    @property
    def is_success(self) -> bool:
        """Whether a QPS call was carried out."""
        return self.code == "SUCCESS" and self.status < 300

    @property
    def is_refusal(self) -> bool:
        """Whether a QPS call was refused for what it asks, and not for who asks."""
        return self.form in (XML, JSON) and bool(self.code) and not self.is_success and not self.is_denied

    @property
    def is_denied(self) -> bool:
        """Whether the account may not do this."""
        return self.status == 403 or self.code.startswith("UNAUTHORIZED") or self.code == "EVALUATION_EXPIRED"

    @property
    def evidence(self) -> dict[str, Any]:
        """What may be shown of a QPS answer: without the shape of its data."""
        return {"http_status": self.status, "form": self.form, "response_code": evidence.code(self.code)}

    @property
    def size(self) -> int:
        """How many objects a page holds, or there are; -1 where the answer does not say."""
        size = whole_number(as_object(self.content).get("count"))
        return -1 if size is None else size

    def records(self, element: str) -> list[Any]:
        """Return the objects of a page."""
        return [one for one in contents(as_object(self.content).get("data"), element) if isinstance(one, dict)]

    def has(self, path: str) -> bool:
        """Tell whether an element is there, if only an empty one."""
        parent, _dot, name = path.rpartition(".")
        return name in as_object(at(self.content, parent) if parent else self.content)


def see(answer: Answer) -> Seen:
    """Return what an answer holds, or that it holds nothing that can be read; raises nothing."""
    if answer.is_html:
        return Seen(answer, HTML, None)
    body = answer.body.lstrip()
    if body.startswith((b"{", b"[")):
        try:
            content = json.read(body)
        except QualysError:
            return Seen(answer, OTHER, None)
        inner = as_object(content).get("ServiceResponse")
        return Seen(answer, JSON, content if inner is None else inner)
    try:
        _name, content = xml.read(answer.body)
    except QualysError:
        return Seen(answer, OTHER, None)
    return Seen(answer, XML, content)
