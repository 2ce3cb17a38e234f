# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ServiceRequest: read from XML or JSON, checked by schema, taken apart into plain data.

A JSON request is turned into the same element tree first, so that both forms meet the same checks.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from .failure import ServiceFailure, invalid_request, invalid_xml
from .schema_check import validate
from .switches import Switches

XML_TYPES = ("text/xml", "application/xml")
JSON_TYPE = "application/json"

BOOLEANS = frozenset(
    {
        "active",
        "reschedule",
        "sendMail",
        "sendOneMail",
        "isDefault",
        "randomizeScan",
        "verbose",
        "isDisabled",
        "applyOnAgents",
        "suspendSelfPatch",
    }
)
INTEGERS = frozenset(
    {
        "id",
        "nb",
        "everyNDays",
        "everyNWeeks",
        "everyNMonths",
        "occurrenceCount",
        "dayNb",
        "cancelAfterNHours",
        "count",
        "startFromId",
        "startFromOffset",
        "limitResults",
        "countPurchased",
        "networkId",
    }
)
# Elements whose children may repeat: list containers, and the week days which stand without one.
CONTAINERS = frozenset({"list", "set", "add", "remove", "update"})
REPEATED = frozenset({"WeekDay"})
EDGE_LAYOUT = re.compile(r"\A[ \t\r]*\n\s*|[ \t\r]*\n\s*\Z")
ONLY_SECTIONS = re.compile(r"\A<[^>]*>\s*(?:<!\[CDATA\[.*?\]\]>)+\s*</[^>]*>\Z", re.DOTALL)
SECTION = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


@dataclass(frozen=True)
class Criterion:
    """One search condition as it was sent."""

    field: str
    operator: str
    value: str


@dataclass
class ServiceRequest:
    """The three parts of a request; data is the record under data, or None."""

    criteria: list[Criterion] = field(default_factory=list)
    preferences: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] | None = None


class UnsupportedMediaType(ServiceFailure):
    """A body without a type the platform reads: HTTP 415 (Platform page: Content types and JSON)."""

    def __init__(self) -> None:
        super().__init__("INVALID_REQUEST", "Unsupported media type", http=415)


def media_type(content_type: str) -> str:
    """Return the bare media type of a Content-Type or Accept header."""
    return content_type.replace(",", ";").partition(";")[0].strip().lower()


def read(body: bytes, content_type: str, schema_name: str, switches: Switches) -> ServiceRequest:
    """Return the request, or raise the refusal for what is wrong with its form."""
    kind = media_type(content_type)
    if not kind and body.strip() and switches.bare_body == "xml":
        kind = XML_TYPES[0]
    if kind == JSON_TYPE:
        root = _from_json(body)
    elif kind in XML_TYPES:
        root = _from_xml(body)
    else:
        raise UnsupportedMediaType
    if root is None:
        return ServiceRequest()
    _blank_layout(root, switches)
    validate(root, schema_name)
    _refuse_empty_containers(root, switches)
    return ServiceRequest(_criteria(root), _preferences(root), _data(root))


def _from_xml(body: bytes) -> etree._Element | None:
    if not body.strip():
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, strip_cdata=False
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as problem:
        raise invalid_xml(f"XML document structures must be well-formed: {problem.msg}") from None
    if root.getroottree().docinfo.doctype:
        raise invalid_xml(
            'DOCTYPE is disallowed when the feature "http://apache.org/xml/features/disallow-doctype-decl" set to true.'
        )
    return root


def _from_json(body: bytes) -> etree._Element | None:
    if not body.strip():
        return None
    try:
        document = json.loads(body)
    except ValueError as problem:
        raise invalid_xml(f"JSON document is not well-formed: {problem}") from None
    if not isinstance(document, dict) or len(document) != 1:
        raise invalid_xml("JSON document must have the one member 'ServiceRequest'.")
    name, value = next(iter(document.items()))
    try:
        return _element(name, value)
    except (ValueError, TypeError, AttributeError) as problem:
        raise invalid_xml(f"JSON document cannot be read: {problem}") from None


def _element(name: str, value: Any) -> etree._Element:
    element = etree.Element(name)
    if name == "Criteria":
        _criteria_element(element, value)
    elif isinstance(value, dict):
        for key, item in value.items():
            for each in item if isinstance(item, list) and key not in ("list", "data") else [item]:
                element.append(_element(key, each))
    elif isinstance(value, list):
        # "list" and "data" hold one-key objects.
        for member in value:
            for key, item in member.items():
                element.append(_element(key, item))
    elif value is not None:
        element.text = str(value).lower() if isinstance(value, bool) else str(value)
    return element


def _criteria_element(element: etree._Element, value: Any) -> None:
    for key, item in value.items():
        if key == "value":
            element.text = str(item).lower() if isinstance(item, bool) else str(item)
        else:
            element.set(key, str(item))


def _blank_layout(root: etree._Element, switches: Switches) -> None:
    """Drop line breaks around a text: the printed samples have them around every CDATA section."""
    for element in root.iter():
        dropped = switches.layout_whitespace == "drop" or element.tag == "EmailAddress"
        if dropped and len(element) == 0 and element.text and "\n" in element.text:
            element.text = _without_layout(element)


def _without_layout(element: etree._Element) -> str:
    """Return the text of an element without the layout around it; what is in a CDATA section is never layout."""
    written = etree.tostring(element, encoding="unicode", with_tail=False)
    if ONLY_SECTIONS.match(written):
        return "".join(SECTION.findall(written))
    return EDGE_LAYOUT.sub("", element.text)


def _refuse_empty_containers(root: etree._Element, switches: Switches) -> None:
    for element in root.iter("set", "add", "remove"):
        if len(element):
            continue
        if element.tag != "set" or switches.empty_set == "refuse":
            raise invalid_xml(f"cvc-complex-type.2.4.b: The content of element '{element.tag}' is not complete.")


def _criteria(root: etree._Element) -> list[Criterion]:
    return [Criterion(item.get("field"), item.get("operator"), item.text or "") for item in root.iter("Criteria")]


def _preferences(root: etree._Element) -> dict[str, Any]:
    found = root.find("preferences")
    return {} if found is None else {item.tag: _value(item) for item in found}


def _data(root: etree._Element) -> dict[str, Any] | None:
    found = root.find("data")
    return None if found is None else _value(found[0])


def _value(element: etree._Element) -> Any:
    """Return an element as plain data; an empty object is {} and an empty text is ''."""
    tag = element.tag
    if tag in CONTAINERS:
        return [{child.tag: _value(child)} for child in element]
    if len(element):
        return _children(element)
    text = element.text or ""
    if tag in BOOLEANS:
        return text.strip() in ("true", "1")
    if tag in INTEGERS:
        return int(text)
    return text


def _children(element: etree._Element) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for child in element:
        if child.tag in REPEATED:
            record.setdefault(child.tag, []).append(_value(child))
        else:
            record[child.tag] = _value(child)
    return record


def preference(request: ServiceRequest, name: str, default: int) -> int:
    """Return a paging preference that must be at least 1."""
    number = request.preferences.get(name, default)
    if number < 1:
        raise invalid_request(f"Preferences: Invalid value for '{name}' ({number}).", "Specify a value of 1 or more.")
    return number
