# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The codec keeps what it is given, and refuses what no honest server sends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.community.qualys.plugins.module_utils._errors import BrokenDocumentError, CodecError
from ansible_collections.community.qualys.plugins.module_utils._wire import xml
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import CONTAINERS, contents, items

# Every character that XML 1.0 can carry, but for the carriage return, which parsers turn into a line feed.
TEXT = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="".join(map(chr, range(32))) + "\ufffe\uffff")
    | st.sampled_from("\t\n&<>\"'"),
)
NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}", fullmatch=True).filter(lambda name: name not in CONTAINERS)
OBJECTS = st.recursive(
    TEXT,
    lambda inner: (
        st.dictionaries(NAMES, inner, min_size=1, max_size=4)
        | st.fixed_dictionaries({"list": st.lists(st.dictionaries(NAMES, inner, min_size=1, max_size=1), max_size=4)})
    ),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, OBJECTS, min_size=1, max_size=4))
def test_what_is_written_is_read_back(content):
    assert xml.read(xml.write("Root", content)) == ("Root", content)


@given(TEXT)
def test_any_text_survives_in_an_attribute_and_beside_it(text):
    body = xml.write("Root", {"Criteria": {"@field": "name", "#": text}})
    assert xml.read(body)[1]["Criteria"] == text


@given(st.text(st.sampled_from("ab\x00\x08\x0b\x1f\ufffe\ud800"), min_size=1).filter(lambda t: set(t) - set("ab")))
def test_what_xml_cannot_carry_is_refused_before_it_is_sent(text):
    with pytest.raises(CodecError, match=r"the character U\+"):
        xml.write("Root", {"name": text})


def test_flags_are_written_as_words_and_nothing_is_left_out():
    body = xml.write("R", {"yes": True, "no": False, "number": 1, "none": None, "empty": ""})
    assert xml.read(body)[1] == {"yes": "true", "no": "false", "number": "1", "empty": ""}


def test_text_that_looks_like_a_number_stays_text():
    assert xml.read(b"<a><id>007</id></a>")[1] == {"id": "007"}


def test_comments_and_cdata_are_seen_through():
    assert xml.read(b"<!-- x --><a><b><!-- y --><![CDATA[1 < 2]]></b></a><!-- z -->")[1] == {"b": "1 < 2"}


@pytest.mark.parametrize("body", [b"", b"<a>", b"<a><b></a>", b"plain", b"<a>\xff</a>", b"\x00"])
def test_broken_documents_are_told_apart(body):
    with pytest.raises(BrokenDocumentError):
        xml.read(body)


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY a0 "ha"><!ENTITY a1 "&a0;&a0;">]><a>&a1;</a>',
    ],
)
def test_entities_are_refused(body):
    with pytest.raises(CodecError, match="entities"):
        xml.read(body)


def test_a_document_type_is_never_fetched():
    body = b'<!DOCTYPE SIMPLE_RETURN SYSTEM "http://127.0.0.1:9/none.dtd"><SIMPLE_RETURN><A>1</A></SIMPLE_RETURN>'
    assert xml.read(body) == ("SIMPLE_RETURN", {"A": "1"})


def test_depth_is_bounded():
    with pytest.raises(CodecError):
        xml.read(b"<a>" * 5000 + b"</a>" * 5000)


@pytest.mark.parametrize(
    "value",
    [
        {"list": [{"Tag": {"id": "1"}}, {"Tag": {"id": "2"}}]},
        {"count": "2", "list": [{"Tag": {"id": "1"}}, {"Tag": {"id": "2"}}]},
        {"set": {"Tag": [{"id": "1"}, {"id": "2"}]}},
        {"Tag": [{"id": "1"}, {"id": "2"}]},
        [{"Tag": {"id": "1"}}, {"Tag": {"id": "2"}}],
        {"list": [{"list": [{"Tag": {"id": "1"}}, {"Tag": {"id": "2"}}]}]},
    ],
)
def test_lists_are_read_in_every_shape_that_was_met(value):
    assert contents(value, "Tag") == [{"id": "1"}, {"id": "2"}]


@pytest.mark.parametrize("value", [None, "", [], {}, {"list": []}, {"list": ""}, {"count": "0"}])
def test_empty_lists_are_read_in_every_shape_that_was_met(value):
    assert list(items(value)) == []
