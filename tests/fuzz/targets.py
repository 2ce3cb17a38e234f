# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every target by its name, with the bytes that a search begins from and the words that it puts in."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.fuzz import answers, pages, texts

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples"

RECORD = {
    "id": 7,
    "name": "web-1",
    "created": "2026-01-31T08:00:00Z",
    "agentInfo": {
        "agentId": "00000000-0000-4000-8000-000000000007",
        "platform": "LINUX",
        "activatedModule": "AGENT_VM,AGENT_SCA",
        "locationGeoLatitude": "48.1",
        "manifestVersion": {"vm": "2.0"},
        "activationKey": {"activationId": "a", "title": "t"},
    },
    "tags": {"list": [{"TagSimple": {"id": 1, "name": "prod"}}]},
    "sourceInfo": {
        "list": [
            {
                "AzureAssetSourceSimple": {
                    "location": "westeurope",
                    "azureVmTags": {"tags": {"list": [{"EC2Tags": {"key": "k", "value": "v"}}]}},
                }
            }
        ]
    },
    "networkInterface": {"list": [{"HostAssetInterface": {"address": "192.0.2.1"}}]},
    "vuln": {"list": [{"HostAssetVuln": {"qid": 1, "firstFound": "2026-01-31T08:00:00Z"}}]},
}
SCHEDULE = {
    "id": 8,
    "target": {"webApp": {"id": 9, "name": "Shop"}, "scannerAppliance": {"type": "EXTERNAL"}},
    "scheduling": {
        "startDate": "2026-01-31T08:00:00Z",
        "timeZone": {"code": "Europe/Paris", "offset": "+01:00"},
        "occurrenceType": "WEEKLY",
        "occurrence": {"weeklyOccurrence": {"everyNWeeks": 2, "onDays": {"WeekDay": ["MONDAY", "FRIDAY"]}}},
    },
    "notification": {"active": "true", "recipients": {"set": {"EmailAddress": ["a@example.org"]}}, "delay": {"nb": 1}},
}
KEY = {
    "id": 3,
    "title": "web",
    "type": "COUNT_LIMITED",
    "countPurchased": 10,
    "countUsed": "1",
    "modules": {"list": [{"ActivationKeyModule": {"license": "VM_LICENSE"}}]},
    "tags": {"list": [{"Tag": {"id": 1, "name": "prod"}}]},
}
SCAN = {
    "scanId": "12",
    "title": "Quarter",
    "scanStatus": "Finished",
    "startedOn": "October 02, 2026 at 07:05 AM GMT",
    "duration": "00:10:05",
    "target": "192.0.2.1, 192.0.2.3-192.0.2.9",
}


def _as_bytes(*contents: object) -> tuple[bytes, ...]:
    return tuple(json.dumps(content).encode() for content in contents)


def _samples(ending: str, before: bytes = b"") -> tuple[bytes, ...]:
    return tuple(before + path.read_bytes() for path in sorted(SAMPLES.glob("*/answer." + ending)))


class Target(NamedTuple):
    """``check`` raises for bytes that do not keep the promise; it says nothing of how they are refused."""

    check: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    words: tuple[bytes, ...] = ()


PAGE = (b"\x28" + bytes(range(80)) + bytes(8), b"\x14" + b"\xff" * 40, b"\x28" + bytes(80) + bytes(range(8)))
JSON_WORDS = (
    b"null",
    b"true",
    b"1e999",
    b"NaN",
    b'"\\ud800"',
    b"[]",
    b"{}",
    b'"list"',
    b"9" * 40,
    b"-",
    '"²"'.encode(),
)
XML_WORDS = (b"<!DOCTYPE a [", b"<![CDATA[", b"]]>", b"&lt;", b"&#0;", b"&x;", b"<list>", b"<!--", b"<?x ", b"xmlns=")
DATES = (
    b"2026-01-31",
    b"2026-01-31T08:00:00Z",
    b"2026-01-31 08:00",
    b"0001-01-01T00:00:00+14:00",
    b"9999-12-31T23:59:59-12:00",
    b"2026-03-29 02:30:00",
)
TARGETS = {
    "xml": Target(answers.xml_documents, _samples("xml") + (b'<?xml version="1.0"?><a b="c">d<e/></a>',), XML_WORDS),
    "json": Target(answers.json_documents, _samples("json") + _as_bytes(RECORD), JSON_WORDS),
    "records": Target(
        answers.records,
        _as_bytes(RECORD, SCHEDULE, KEY, SCAN, [{"HostAsset": RECORD}], [{"ip": "192.0.2.1", "status": "PASS"}]),
        JSON_WORDS,
    ),
    "envelopes": Target(
        answers.envelopes,
        _samples("xml", b"\x00text/xml\n")
        + (
            b'\x00\n{"ServiceResponse":{"responseCode":"SUCCESS","count":1,"lastId":7,"data":[{"HostAsset":{"id":7}}]}}',
        )
        + (b"\x07text/html\n<html><title>Sorry</title></html>",),
        JSON_WORDS + XML_WORDS,
    ),
    "pci_answers": Target(
        answers.pci_answers,
        _samples("json", b"\x00application/json\n")
        + (b'\x03\n{"errors":[{"message":"IP already exists"}]}', b"\x04\n<CODE>1</CODE> <TEXT>no</TEXT>"),
        JSON_WORDS,
    ),
    "limits": Target(
        answers.limits,
        (
            b"120\n\n2\n<CODE>1965</CODE><ITEM><KEY>SECONDS_TO_WAIT</KEY><VALUE>7</VALUE></ITEM>",
            b"Sat, 31 Jan 2026 08:00:00 GMT\n30\n",
        ),
        (b"\xb2", b"9" * 400, b"Mon, ", b" +9999", b"<CODE>1960</CODE>"),
    ),
    "packed_answers": Target(
        answers.packed_answers,
        tuple(size + gzip.compress(text, mtime=0) for size in (b"\x00", b"\xff") for text in (b"", b"a" * 4000))
        + (b"\x07" + gzip.compress(b"a", mtime=0) * 2,),
    ),
    "pages": Target(pages.pages, PAGE),
    "segments": Target(pages.segments, tuple(bytes((place,)) + seed for place, seed in enumerate(PAGE))),
    "pci_lists": Target(
        pages.pci_lists,
        (b'{"data":{"totalCount":2,"list":[1]}}\n{"data":{"totalCount":2,"list":[2]}}', b'{"data":[1]}\n{"data":[]}'),
        JSON_WORDS,
    ),
    "dates": Target(texts.dates, DATES, (b"+14:00", b"-23:59", b"24:00", b"\xd9\xa1", b"0000")),
    "spans": Target(
        texts.spans,
        (b"October 02, 2026 at 07:05 AM GMT", b"00:10:05", b"1w2d3h4m5s", b"9" * 30 + b"d"),
        (b"\xd9\xa1", b"9" * 5000, b"PM UTC"),
    ),
    "addresses": Target(
        texts.addresses,
        (
            b"192.0.2.1-192.0.2.9",
            b"192.0.2.0/29",
            b"2001:db8::7",
            b"shop.example.org",
            b"shop.example.org:8443:2001:db8::7/pay",
            b"https://qualysapi.example.org:443",
        ),
        (b"::ffff:192.0.2.1", b"%eth0", b"/33", b":" + b"9" * 5000 + b":", b"xn--", b"\xc2\xb2", b"@", b"[::1]"),
    ),
    "names": Target(
        texts.names,
        (b"-oProxyCommand=x", b"../web", b"\x1b[31mred", b'<meta name="qualys-report-memory" content="e30=">'),
        (b"\xe2\x80\xae", b"\xed\xa0\x80", b"W10=", b"\xe2\x80\xa8"),
    ),
}
