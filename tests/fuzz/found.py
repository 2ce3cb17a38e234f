# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bytes that once broke what a target promises, by what they are."""

from __future__ import annotations

FOUND = {
    "addresses": {
        "a port of thousands of digits": b"shop.example.org:" + b"9" * 5000 + b":192.0.2.1",
    },
    "dates": {
        "the first day of the calendar": b"0001-01-01T00:00:00+14:00",
    },
    "envelopes": {
        "an endless message": b'\x00\n{"ServiceResponse":{"responseCode":"X","responseErrorDetails":{"errorMessage":"'
        + b"a" * 5000
        + b'"}}}',
    },
    "limits": {
        "superscript as seconds": b"\xb2",
    },
    "records": {
        "an asset that is text": b'"7"',
        "a location that is no number": b'{"id":7,"agentInfo":{"locationGeoLatitude":"nan"}}',
        "a scan of a billion hours": b'{"startedOn":"October 02, 2026 at 07:05 AM GMT","duration":"999999999:00:00"}',
    },
    "segments": {
        "a page of another segment": b"\x00 " + bytes(65) + b"\x05",
    },
    "spans": {
        "an interval of thousands of digits": b"9" * 5000 + b"d",
    },
}
