# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that no honest server writes are refused in one sentence, before they cost time or memory."""

from __future__ import annotations

import json as stdlib_json

import pytest

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import open_envelope
from ansible_collections.community.qualys.plugins.module_utils._api.pci_answer import data_of
from ansible_collections.community.qualys.plugins.module_utils._errors import (
    BrokenDocumentError,
    CodecError,
    LostAnswerError,
    QualysError,
)
from ansible_collections.community.qualys.plugins.module_utils._settings import PCI_OPTIONS, pci_settings_from
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call
from ansible_collections.community.qualys.plugins.module_utils._wire import bounds, json, xml

LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
LONG = 11 * 1000 * 1000

REFUSED_XML = {
    "billion laughs": (b'<!DOCTYPE a [<!ENTITY l0 "ha">%s]><a>&l9;</a>' % LAUGHS, "declares XML entities"),
    "billion laughs in an attribute": (
        b'<!DOCTYPE a [<!ENTITY l0 "ha">%s]><a b="&l9;"/>' % LAUGHS,
        "declares XML entities",
    ),
    "quadratic blow-up": (
        b'<!DOCTYPE a [<!ENTITY x "%s">]><a>%s</a>' % (b"x" * 50000, b"&x;" * 50000),
        "declares XML entities",
    ),
    "a file": (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>', "declares XML entities"),
    "an address": (b'<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]><a>&x;</a>', "declares XML entities"),
    "a parameter entity": (b'<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]><a/>', "declares XML"),
    "a default attribute": (b'<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>', "declares XML"),
    "an element type": (b"<!DOCTYPE a [<!ELEMENT a ANY>]><a/>", "declares XML"),
    "a type behind comments": (
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- <a> -->\n<?x [ ?><!DOCTYPE a PUBLIC "]" \'>\' [<!ENTITY x "">]><a/>',
        "declares XML",
    ),
    "an entity of a type elsewhere": (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/"><a>x&y;z</a>', "refers to an XML"),
    "such an entity in a list": (b'<!DOCTYPE a SYSTEM "x"><a><list>&y;<b/></list></a>', "refers to an XML entity"),
    "deep nesting": (b"<a>" * 300 + b"</a>" * 300, "nested deeper, or holds a longer text"),
    "a huge text": (b"<a>%s</a>" % (b"x" * LONG), "nested deeper, or holds a longer text"),
    "a huge attribute": (b'<a b="%s"/>' % (b"x" * LONG), "nested deeper, or holds a longer text"),
    "UTF-7": (b'<?xml version="1.0" encoding="UTF-7"?><a>+ADw-b/+AD4-</a>', "says that it is written in 'UTF-7'"),
    "UTF-16 that is UTF-8": (b'<?xml version="1.0" encoding="UTF-16"?><a>x</a>', "written in 'UTF-16'"),
    "Latin-1 by declaration": (b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\xc3\xbc</a>', "in 'ISO-8859-1'"),
    "EBCDIC by declaration": (b"<?xml version='1.0' encoding='cp037'?><a/>", "written in 'cp037'"),
}


@pytest.mark.parametrize(("body", "words"), REFUSED_XML.values(), ids=REFUSED_XML)
def test_xml_that_is_refused(body, words):
    with pytest.raises(CodecError, match=words) as caught:
        xml.read(body)
    # Asking again would not help, so it is no broken document.
    assert not isinstance(caught.value, BrokenDocumentError)
    assert "it was not read" in caught.value.message
    assert len(caught.value.message) < 200


# Cut or damaged on the way, perhaps: asked for again, and refused in the end.
BROKEN_XML = {
    "UTF-16": "<a>x</a>".encode("utf-16"),
    "UTF-16 without a mark": "<a>x</a>".encode("utf-16-le"),
    "Latin-1": b'<?xml version="1.0" encoding="UTF-8"?><a>\xfc</a>',
    "a null byte": b"<a>x\x00y</a>",
    "a null reference": b"<a>&#0;</a>",
    "a control character": b"<a>\x1b[31m</a>",
    "a reference to one": b"<a>&#27;[31m</a>",
    "XML 1.1": b'<?xml version="1.1"?><a>&#1;</a>',
    "an overlong slash": b"<a>..\xc0\xaf</a>",
    "half a character": b"<a>\xed\xa0\x80</a>",
    "two documents": b"<a/><b/>",
    "an undeclared entity": b"<a>&nbsp;</a>",
    "an undeclared namespace": b"<x:a/>",
    "the same attribute twice": b'<a b="1" b="2"/>',
    "an endless document type": b"<!DOCTYPE a " + b"'" * 50001,
    "an endless comment": b"<!--" * 20000,
}


@pytest.mark.parametrize("body", BROKEN_XML.values(), ids=BROKEN_XML)
def test_xml_that_is_broken(body):
    with pytest.raises(BrokenDocumentError):
        xml.read(body)


HARMLESS_XML = {
    "a mark at the start": (b"\xef\xbb\xbf<a>x</a>", "x"),
    "its own encoding": (b"<?xml version='1.0' encoding='utf-8'?><a>\xc3\xbc</a>", "ü"),
    "an instruction": (b'<?xml version="1.0"?><?xml-stylesheet href="http://127.0.0.1:9/"?><a>x<?y z?>y</a>', "xy"),
    "a type elsewhere": (b'<!DOCTYPE a PUBLIC "p" "http://127.0.0.1:9/a.dtd"><a>x</a>', "x"),
    "a type within a text": (
        b"<a><![CDATA[<!DOCTYPE a [<!ENTITY x SYSTEM 'y'>]>]]></a>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'y'>]>",
    ),
    "the declaration of an encoding within a text": (b"<a>&lt;?xml encoding='UTF-7'?></a>", "<?xml encoding='UTF-7'?>"),
    "an inclusion": (
        b'<a xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="file:///etc/hostname" parse="text"/></a>',
        {"{http://www.w3.org/2001/XInclude}include": ""},
    ),
}


@pytest.mark.parametrize(("body", "content"), HARMLESS_XML.values(), ids=HARMLESS_XML)
def test_xml_that_only_looks_dangerous(body, content):
    assert xml.read(body) == ("a", content)


@pytest.mark.parametrize("body", [b'<x:a xmlns:x="u"/>', b'<a xmlns="u"/>'])
def test_a_name_in_a_namespace_is_another_name(body):
    assert xml.read(body)[0] == "{u}a"


REFUSED_JSON = {
    "deep lists": (b'{"data":' + b"[" * 100000 + b"]" * 100000 + b"}", "nested deeper"),
    "deep objects": (b'{"data":' + b'{"a":' * 100000 + b"1" + b"}" * 100001, "nested deeper"),
    "a huge number": (b'{"data":%s}' % (b"9" * 5000), "a number of 5000 digits"),
    "a huge negative number": (b'{"data":-%s}' % (b"9" * 5000), "a number of 5001 digits"),
    "NaN": (b'{"data":NaN}', "holds NaN, which is no number"),
    "infinity": (b'{"data":[-Infinity]}', "holds -Infinity, which is no number"),
    "a number too large": (b'{"data":1e999}', "holds the number 1e999, which is too large"),
}


@pytest.mark.parametrize(("body", "words"), REFUSED_JSON.values(), ids=REFUSED_JSON)
def test_json_that_is_refused(body, words):
    with pytest.raises(CodecError, match=words) as caught:
        json.read(body)
    assert not isinstance(caught.value, BrokenDocumentError)
    assert "it was not read" in caught.value.message
    assert len(caught.value.message) < 200


BROKEN_JSON = {
    "nothing": b"",
    "a cut": b'{"data":[1,',
    "Latin-1": b'{"data":"\xfc"}',
    "UTF-16": '{"data":1}'.encode("utf-16"),
    "half a character": b'{"data":"\xed\xa0\x80"}',
    "a control character": b'{"data":"\x1b"}',
    "a null byte": b'{"data":1}\x00',
    "two documents": b'{"data":1}{"data":2}',
    "JavaScript": b")]}',\n{}",
}


@pytest.mark.parametrize("body", BROKEN_JSON.values(), ids=BROKEN_JSON)
def test_json_that_is_broken(body):
    with pytest.raises(BrokenDocumentError):
        json.read(body)


HARMLESS_JSON = {
    "a mark at the start": (b'\xef\xbb\xbf{"data":1}', {"data": 1}),
    "a key twice": (b'{"data":1,"data":2}', {"data": 2}),
    "half a character in escapes": (b'{"data":"a\\ud83d","\\udc00":1}', {"data": "a\ufffd", "\ufffd": 1}),
    "a whole one in escapes": (b'{"data":"\\ud83d\\ude00"}', {"data": "\U0001f600"}),
    "the escape of an escape": (b'{"data":"\\\\ud83d"}', {"data": "\\ud83d"}),
    "a long number": (b'{"data":%s}' % (b"9" * 100), {"data": int("9" * 100)}),
    "digits in a text": (b'{"data":"%s"}' % (b"9" * 5000), {"data": "9" * 5000}),
}


@pytest.mark.parametrize(("body", "content"), HARMLESS_JSON.values(), ids=HARMLESS_JSON)
def test_json_that_only_looks_dangerous(body, content):
    assert json.read(body) == content
    stdlib_json.dumps(json.read(body), ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize(
    ("read", "body"),
    [
        (xml.read, b"<a>%s</a>" % (b"<b/>" * 60)),
        (xml.read, b"<a %s/>" % b" ".join(b"b%d=''" % number for number in range(60))),
        (json.read, b"[%s]" % b",".join([b"1"] * 60)),
        (json.read, b"[%s]" % b",".join([b"[]"] * 40)),
        (json.read, b"[%s]" % b",".join([b"{}"] * 40)),
    ],
    ids=["elements", "attributes", "numbers", "lists", "objects"],
)
def test_the_number_of_values_is_bounded(monkeypatch, read, body):
    read(body)
    monkeypatch.setattr(bounds.refuse_crowd, "__defaults__", (50,))
    with pytest.raises(CodecError, match=r"more values than any honest one \(50\)"):
        read(body)


PCI = pci_settings_from(
    {option.name: option.default for option in PCI_OPTIONS} | {"pci_username": "demo", "pci_password": "demo"}
)


def qps(answer):
    return open_envelope(Call("search tag", "POST", "/x"), answer)


def pci(answer):
    return data_of(Call("list PCI scans", "GET", "/x"), answer, PCI)


@pytest.mark.parametrize("read", [qps, pci])
@pytest.mark.parametrize("body", [case[0] for case in REFUSED_JSON.values()], ids=REFUSED_JSON)
def test_both_dialects_refuse_json_and_say_where(read, body):
    with pytest.raises(CodecError, match=r"(search tag|list PCI scans): the answer .*it was not read"):
        read(Answer(200, {}, body))


@pytest.mark.parametrize("body", [case[0] for case in REFUSED_XML.values()], ids=REFUSED_XML)
def test_the_xml_dialect_says_where(body):
    with pytest.raises(CodecError, match="search tag: the answer"):
        qps(Answer(200, {}, body))


@pytest.mark.parametrize("read", [qps, pci])
@pytest.mark.parametrize("body", [*BROKEN_JSON.values(), *BROKEN_XML.values()])
def test_what_is_broken_counts_as_lost(read, body):
    with pytest.raises(LostAnswerError):
        read(Answer(200, {}, body))


@pytest.mark.parametrize("read", [qps, pci])
@pytest.mark.parametrize("status", [400, 401, 403, 404])
@pytest.mark.parametrize("body", [REFUSED_JSON["deep lists"][0], REFUSED_XML["billion laughs"][0]])
def test_the_status_of_a_refusal_counts_more_than_its_text(read, status, body):
    with pytest.raises(QualysError) as caught:
        read(Answer(status, {}, body))
    assert caught.value.facts["status"] == status
