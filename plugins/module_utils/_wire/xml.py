# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""XML bytes to plain data and back. The only place that imports lxml.

Documents from outside are never trusted: no entity is expanded, no DTD loaded, nothing fetched,
and the size limits of libxml2 stay on.
"""

from __future__ import annotations

from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._errors import BrokenDocumentError, CodecError
from ansible_collections.community.qualys.plugins.module_utils._wire.characters import forbidden_in
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import CONTAINERS

try:
    from lxml import etree
except ImportError:
    HAS_LXML = False
else:
    HAS_LXML = True


def write(root: str, content: Any) -> bytes:
    """Return a document. Keys that start with @ become attributes, the key # the text beside them.

    Raises CodecError when a text holds a character that XML cannot carry.
    """
    element = etree.Element(root)
    _fill(element, content)
    body: bytes = etree.tostring(element, xml_declaration=True, encoding="UTF-8")
    return body


def _fill(element: Any, content: Any) -> None:
    if isinstance(content, dict):
        for name, value in content.items():
            if name.startswith("@"):
                element.set(name[1:], _text(value))
            elif name == "#":
                element.text = _text(value)
            elif value is not None:
                _fill(etree.SubElement(element, name), value)
    elif isinstance(content, list):
        for one in content:
            for name, value in one.items():
                _fill(etree.SubElement(element, name), value)
    else:
        element.text = _text(content)


def _text(value: Any) -> str:
    # bool first: it is an int as well.
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    bad = forbidden_in(text)
    if bad:
        raise CodecError("the character %s in %r cannot be sent to Qualys; leave it out" % (bad, text[:60]))
    # A bare carriage return would arrive as a line feed.
    return text


def read(body: bytes) -> tuple[str, Any]:
    """Return the name of the root element and its content as plain data.

    Raises BrokenDocumentError when the document is cut or not well-formed, CodecError when it declares entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenDocumentError("the answer is no complete XML document: %s" % error) from error
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for entity in subset.iterentities()):
        raise CodecError("the answer declares XML entities, which no honest answer does; it was not read")
    return str(root.tag), _content(root)


def _content(element: Any) -> Any:
    if len(element) == 0:
        return [] if element.tag in CONTAINERS else element.text or ""
    if element.tag in CONTAINERS:
        return [{child.tag: _content(child)} for child in element]
    content: dict[str, Any] = {}
    for child in element:
        value = _content(child)
        if child.tag not in content:
            content[child.tag] = value
        elif isinstance(content[child.tag], list):
            content[child.tag].append(value)
        else:
            content[child.tag] = [content[child.tag], value]
    return content
