# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ServiceResponse around an answer, in XML and in JSON (Platform page: Answer)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .failure import ServiceFailure
from .render import json_text, message_escaped, xml_element

XML = "xml"
JSON = "json"
CONTENT_TYPE = {XML: "application/xml", JSON: "application/json"}
RECORD_LEVEL = 2


@dataclass
class Answer:
    """What an operation found or did."""

    item: str = ""
    records: Sequence[Any] = ()
    count: int | None = None
    more: bool | None = None
    last_id: int | None = None
    data: bool = True
    cdata: bool = False
    # Texts of the records in a format, where they are kept ready.
    ready: Callable[[str], list[bytes]] | None = None
    # A document that is not a ServiceResponse: content type and bytes.
    document: tuple[str, bytes] | None = None
    ids: list[int] = field(default_factory=list)

    def texts(self, form: str) -> list[bytes]:
        """Return each record as bytes of the format."""
        if self.ready is not None:
            return self.ready(form)
        if form == XML:
            return [xml_element(self.item, record, RECORD_LEVEL, self.cdata).encode() for record in self.records]
        return [json_record(self.item, record) for record in self.records]


def json_record(item: str, record: Any) -> bytes:
    """Return a record as the one-key object that stands in data."""
    return b'{"%s": %s}' % (item.encode(), json_text(record).encode())


def success(answer: Answer, form: str, schema: str) -> bytes:
    """Return the whole body of a successful answer."""
    return _success_xml(answer, schema) if form == XML else _success_json(answer)


def _success_xml(answer: Answer, schema: str) -> bytes:
    head = [_opening(schema), "  <responseCode>SUCCESS</responseCode>\n"]
    if answer.count is not None:
        head.append(f"  <count>{answer.count}</count>\n")
    if answer.more is not None:
        head.append(f"  <hasMoreRecords>{str(answer.more).lower()}</hasMoreRecords>\n")
    if answer.last_id is not None:
        head.append(f"  <lastId>{answer.last_id}</lastId>\n")
    if not answer.data:
        return "".join([*head, "</ServiceResponse>\n"]).encode()
    texts = answer.texts(XML)
    if not texts:
        return "".join([*head, "  <data/>\n</ServiceResponse>\n"]).encode()
    head.append("  <data>\n")
    return b"".join(["".join(head).encode(), *texts, b"  </data>\n</ServiceResponse>\n"])


def _success_json(answer: Answer) -> bytes:
    head: dict[str, Any] = {"responseCode": "SUCCESS"}
    if answer.count is not None:
        head["count"] = answer.count
    if answer.more is not None:
        head["hasMoreRecords"] = str(answer.more).lower()
    if answer.last_id is not None:
        head["lastId"] = answer.last_id
    opening = b'{"ServiceResponse": ' + json.dumps(head).encode()[:-1]
    if not answer.data:
        return opening + b"}}"
    return b"".join([opening, b', "data": [', b", ".join(answer.texts(JSON)), b"]}}"])


def refusal(failure: ServiceFailure, form: str, schema: str) -> bytes:
    """Return the whole body of a refusal: no count, no data."""
    details = {"errorMessage": failure.message}
    if failure.resolution is not None:
        details["errorResolution"] = failure.resolution
    if form == JSON:
        body = {"responseCode": failure.code, "responseErrorDetails": details}
        return json.dumps({"ServiceResponse": body}, ensure_ascii=False).encode()
    lines = [_opening(schema), f"  <responseCode>{failure.code}</responseCode>\n", "  <responseErrorDetails>\n"]
    lines += [f"    <{key}>{message_escaped(text)}</{key}>\n" for key, text in details.items()]
    lines += ["  </responseErrorDetails>\n", "</ServiceResponse>\n"]
    return "".join(lines).encode()


def _opening(schema: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ServiceResponse xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:noNamespaceSchemaLocation="{schema}">\n'
    )
