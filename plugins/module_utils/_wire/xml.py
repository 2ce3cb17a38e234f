# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""XML bytes to plain data and back. The only place that imports lxml.

Documents from outside are never trusted: UTF-8 alone is read, a document that brings a document type of its own is
not read at all, no entity is expanded, no DTD loaded, nothing fetched, and the size limits of libxml2 stay on.
"""

from __future__ import annotations

import re
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._errors import BrokenDocumentError, CodecError
from ansible_collections.community.qualys.plugins.module_utils._wire.bounds import decoded, refuse_crowd
from ansible_collections.community.qualys.plugins.module_utils._wire.characters import forbidden_in
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import CONTAINERS

try:
    from lxml import etree
except ImportError:
    HAS_LXML = False
else:
    HAS_LXML = True

_DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']*)""")
# What may stand before the root element besides the document type, one at a time.
_PROLOG = re.compile(rb"\xef\xbb\xbf|\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(rb"""<!DOCTYPE(?:[^\["'>]|"[^"]*"|'[^']*')*([\[>])""")


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
    return text


def read(body: bytes) -> tuple[str, Any]:
    """Return the name of the root element and its content as plain data.

    Raises BrokenDocumentError when the document is cut or not well-formed, CodecError when no honest server would
    write it.
    """
    refuse_crowd(body, (b"<", b"="))
    _refuse_other_encoding(body)
    _refuse_own_document_type(body)
    parser = etree.XMLParser(
        # Whatever the document says of itself.
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "XML_PARSE_HUGE" in str(error):
            raise CodecError(
                "the answer is nested deeper, or holds a longer text, than any honest one; it was not read"
            ) from error
        raise BrokenDocumentError("the answer is no complete XML document: %s" % error) from error
    return str(root.tag), _content(root)


def _refuse_other_encoding(body: bytes) -> None:
    """Refuse what could be read as two different documents; Qualys writes UTF-8 and says so."""
    decoded(body)
    declared = _DECLARED.match(body)
    if declared and declared.group(1).lower() not in (b"utf-8", b"us-ascii"):
        raise CodecError(
            "the answer says that it is written in %r, and Qualys writes UTF-8; it was not read"
            % declared.group(1).decode("utf-8")[:40]
        )


def _refuse_own_document_type(body: bytes) -> None:
    """Refuse what only a document type within the document can bring: entities, default attributes, references."""
    place = 0
    while True:
        prolog = _PROLOG.match(body, place)
        if prolog is None:
            break
        place = prolog.end()
    doctype = _DOCTYPE.match(body, place)
    if doctype and doctype.group(1) == b"[":
        raise CodecError("the answer declares XML entities or types, which no honest answer does; it was not read")


def _content(element: Any) -> Any:
    if len(element) == 0:
        return [] if element.tag in CONTAINERS else element.text or ""
    if element.tag in CONTAINERS:
        return [{_name(child): _content(child)} for child in element]
    content: dict[str, Any] = {}
    for child in element:
        name, value = _name(child), _content(child)
        if name not in content:
            content[name] = value
        elif isinstance(content[name], list):
            content[name].append(value)
        else:
            content[name] = [content[name], value]
    return content


def _name(element: Any) -> str:
    # A reference to an entity that nobody declares is a child, too, and has no name.
    if not isinstance(element.tag, str):
        raise CodecError("the answer refers to an XML entity that it does not hold; it was not read")
    return element.tag
