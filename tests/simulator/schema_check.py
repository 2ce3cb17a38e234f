# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Validation against the schemas in schema/, refused in the words of the parser the platform uses."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lxml import etree

from .failure import invalid_xml

SCHEMAS = Path(__file__).with_name("schema")
UNEXPECTED = re.compile(r"Element '(?P<name>[^']*)': This element is not expected\.(?P<rest>.*)", re.DOTALL)
MISSING = re.compile(r"Element '(?P<name>[^']*)': Missing child element\(s\)\.(?P<rest>.*)", re.DOTALL)
ENUMERATION = re.compile(
    r"\[facet 'enumeration'\] The value '(?P<value>[^']*)' is not an element of the set "
    r"\{(?P<set>[^}]*)\}",
    re.DOTALL,
)
DATATYPE = re.compile(
    r"'(?P<value>[^']*)' is not a valid value of the (?:atomic|local atomic) type '(?:xs:)?(?P<type>"
    r"[^']*)'",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"Element '(?P<name>[^']*)': The attribute '(?P<attribute>[^']*)' is required but missing")
EXPECTED = re.compile(r"\(\s*([^)]*?)\s*\)")


@cache
def schema(name: str) -> etree.XMLSchema:
    """Return a compiled schema, compiled at its first use."""
    return etree.XMLSchema(file=str(SCHEMAS / name))


def validate(root: etree._Element, name: str) -> None:
    """Raise INVALID_XML for the first thing in the request that the schema does not allow."""
    checker = schema(name)
    if not checker.validate(root):
        raise invalid_xml(in_platform_words(checker.error_log[0].message))


def in_platform_words(message: str) -> str:
    """Return a validation message as a Xerces parser would word it."""
    for pattern, wording in WORDINGS:
        match = pattern.search(message)
        if match:
            return wording(match)
    return message


def _unexpected(match: re.Match) -> str:
    return f"cvc-complex-type.2.4.a: Invalid content was found starting with element '{match['name']}'.{_one_of(match)}"


def _missing(match: re.Match) -> str:
    return f"cvc-complex-type.2.4.b: The content of element '{match['name']}' is not complete.{_one_of(match)}"


def _one_of(match: re.Match) -> str:
    expected = EXPECTED.search(match["rest"])
    return f" One of '{{{expected[1]}}}' is expected." if expected else ""


def _enumeration(match: re.Match) -> str:
    values = match["set"].replace("'", "")
    return (
        f"cvc-enumeration-valid: Value '{match['value']}' is not facet-valid with respect to enumeration "
        f"'[{values}]'. It must be a value from the enumeration."
    )


def _datatype(match: re.Match) -> str:
    return f"cvc-datatype-valid.1.2.1: '{match['value']}' is not a valid value for '{match['type']}'."


def _attribute(match: re.Match) -> str:
    return f"cvc-complex-type.4: Attribute '{match['attribute']}' must appear on element '{match['name']}'."


WORDINGS = (
    (UNEXPECTED, _unexpected),
    (MISSING, _missing),
    (ENUMERATION, _enumeration),
    (ATTRIBUTE, _attribute),
    (DATATYPE, _datatype),
)
