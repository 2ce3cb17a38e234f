# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Neutral records to XML and to JSON.

A record is made of dicts, str, int and bool. The key ``list`` holds a list of one-key dicts (its members);
a list under any other key is a repeated element. XML is indented as the recorded answers are. JSON follows
the rules of the platform: booleans are strings, numbers are numbers (Host assets: JSON).
"""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import Any

# WAS answers wrap free text in CDATA, asset answers do not (Platform page: Content types and JSON).
CDATA_ELEMENTS = frozenset(
    {
        "name",
        "url",
        "username",
        "firstName",
        "lastName",
        "friendlyName",
        "message",
        "EmailAddress",
        "code",
        "host",
    }
)
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
PADS = tuple("  " * level for level in range(40))
_MESSAGE_ESCAPES = {"'": "&apos;", '"': "&quot;"}


class Shared(dict):
    """A part that many records have in common: never changed, so its text is kept once it was made."""

    __slots__ = ("json", "texts")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts: dict[tuple[str, int], str] = {}
        self.json: str | None = None

    def __deepcopy__(self, memo: dict) -> dict:
        """A private copy is an ordinary dict again, free to be changed."""
        return {key: _plain(value) for key, value in self.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def escaped(text: str) -> str:
    """Escape text for an element; most texts need no escaping, and looking first is quicker."""
    return text.translate(_ESCAPES) if "&" in text or "<" in text or ">" in text or "\r" in text else text


def message_escaped(text: str) -> str:
    """Escape an error message as the platform does, apostrophes included."""
    text = escaped(text)
    for character, entity in _MESSAGE_ESCAPES.items():
        text = text.replace(character, entity)
    return text


def xml_element(name: str, value: Any, level: int = 0, cdata: bool = False) -> str:
    """Return one element with all below it, ending in a line break."""
    pieces: list[str] = []
    _element(pieces.append, name, value, level, cdata)
    return "".join(pieces)


def _element(put: Any, name: str, value: Any, level: int, cdata: bool) -> None:
    if isinstance(value, dict):
        _object(put, name, value, level, cdata)
    elif isinstance(value, list):
        _sequence(put, name, value, level, cdata)
    else:
        text = _text(name, value, cdata)
        put(f"{PADS[level]}<{name}>{text}</{name}>\n" if text else f"{PADS[level]}<{name}/>\n")


def _object(put: Any, name: str, value: dict, level: int, cdata: bool) -> None:
    if isinstance(value, Shared):
        key = (name, level)
        if key not in value.texts:
            value.texts[key] = xml_element(name, dict(value), level, cdata)
        put(value.texts[key])
        return
    pad = PADS[level]
    if not value:
        put(f"{pad}<{name}/>\n")
        return
    put(f"{pad}<{name}>\n")
    for key, item in value.items():
        _element(put, key, item, level + 1, cdata)
    put(f"{pad}</{name}>\n")


def _sequence(put: Any, name: str, value: list, level: int, cdata: bool) -> None:
    if name != "list":
        for item in value:
            _element(put, name, item, level, cdata)
        return
    pad = PADS[level]
    if not value:
        put(f"{pad}<list/>\n")
        return
    put(f"{pad}<list>\n")
    for member in value:
        for key, item in member.items():
            _element(put, key, item, level + 1, cdata)
    put(f"{pad}</list>\n")


def _text(name: str, value: Any, cdata: bool) -> str:
    if isinstance(value, str):
        if cdata and value and name in CDATA_ELEMENTS:
            return "<![CDATA[" + value.replace("]]>", "]]]]><![CDATA[>") + "]]>"
        return escaped(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def json_text(value: Any) -> str:
    """Return a record as JSON: booleans are strings, as the platform writes them."""
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is bool:
        return '"true"' if value else '"false"'
    if kind is Shared:
        if value.json is None:
            value.json = _json_object(value)
        return value.json
    if isinstance(value, dict):
        return _json_object(value)
    if isinstance(value, list):
        return "[" + ", ".join([json_text(item) for item in value]) + "]"
    return "null" if value is None else str(value)


def _json_object(value: dict[str, Any]) -> str:
    return "{" + ", ".join([f'"{key}": {json_text(item)}' for key, item in value.items()]) + "}"
