# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for whatever comes back from a server: it is read, or refused in one sentence, and nothing else."""

from __future__ import annotations

import gzip
import io
import json as stdlib_json
import zlib
from typing import Any
from xml.etree import ElementTree

from ansible_collections.community.qualys.plugins.module_utils._api.pci import list_in
from ansible_collections.community.qualys.plugins.module_utils._api.pci_answer import data_of, receipt_of
from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import QualysError, printable
from ansible_collections.community.qualys.plugins.module_utils._resource import pci_asset, pci_scan
from ansible_collections.community.qualys.plugins.module_utils._resource.activation_key import keys
from ansible_collections.community.qualys.plugins.module_utils._resource.agent import read_agent
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_facts import keys as row_keys
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_row import RowReader
from ansible_collections.community.qualys.plugins.module_utils._resource.was_schedule import SCHEDULES
from ansible_collections.community.qualys.plugins.module_utils._settings import PCI_OPTIONS, pci_settings_from
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call
from ansible_collections.community.qualys.plugins.module_utils._transport.limits import limit_in, retry_after, slots_in
from ansible_collections.community.qualys.plugins.module_utils._transport.unpack import PIECE, unpacked
from ansible_collections.community.qualys.plugins.module_utils._wire import json, xml
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import CONTAINERS, contents
from tests.plain_data import texts_in

CALL = Call("search host asset", "POST", "/qps/rest/2.0/search/am/hostasset")
STATUSES = (200, 201, 299, 400, 401, 403, 404, 409, 422, 499)
SETTINGS = pci_settings_from(
    {option.name: option.default for option in PCI_OPTIONS} | {"pci_username": "u", "pci_password": "p"}
)
LONGEST_SENTENCE = 1500


class Session:
    """As much of one as reading needs."""

    settings = SETTINGS


def is_one_sentence(error: QualysError) -> None:
    """Check that an error can be shown: one line, not endless, nothing that a terminal acts on."""
    assert error.message
    assert error.message == printable(error.message)
    assert len(error.message) <= LONGEST_SENTENCE
    stdlib_json.dumps(error.facts, allow_nan=False).encode()


def is_plain(content: Any) -> None:
    """Check that a result can be handed to Ansible: JSON knows all of it, and UTF-8 every text."""
    stdlib_json.dumps(content, allow_nan=False, ensure_ascii=False).encode()


def xml_documents(data: bytes) -> None:
    """XML is read as another reader reads it, or refused."""
    try:
        _name, content = xml.read(data)
    except QualysError as error:
        is_one_sentence(error)
        return
    is_plain(content)
    try:
        other = ElementTree.fromstring(data)  # noqa: S314 - what declares entities was refused above
    except (ElementTree.ParseError, ValueError, LookupError):
        return
    # A list without items is empty, whatever stands between its tags.
    leaves = [leaf.text or "" for leaf in other.iter() if len(leaf) == 0 and leaf.tag not in CONTAINERS]
    assert sorted(filter(None, leaves)) == sorted(filter(None, texts_in(content)))


def json_documents(data: bytes) -> None:
    """JSON is read as Python reads it, but for what RFC 8259 does not know."""
    try:
        content = json.read(data)
    except QualysError as error:
        is_one_sentence(error)
        return
    is_plain(content)
    assert "\ufffd" in str(content) or content == stdlib_json.loads(data.decode("utf-8-sig"))


def records(data: bytes) -> None:
    """Whatever a record of any kind holds, it becomes plain values."""
    try:
        content = json.read(data)
    except QualysError:
        return
    for reader in RECORD_READERS:
        try:
            is_plain(reader(content))
        except QualysError as error:
            is_one_sentence(error)


def _answer(data: bytes) -> Answer:
    """The first byte chooses the status, what follows up to a line end is the type, and the rest the body."""
    kind, _line_end, body = data[1:].partition(b"\n")
    return Answer(
        STATUSES[data[0] % len(STATUSES)] if data else 200, {"content-type": kind.decode("latin-1")}, body or kind
    )


def envelopes(data: bytes) -> None:
    """An answer of the platform is an envelope, or one of the errors."""
    try:
        envelope = Qps(Session()).opened(CALL, _answer(data))
    except QualysError as error:
        is_one_sentence(error)
        return
    for value in (envelope.size, envelope.last_id):
        assert value is None or value >= 0
    is_plain([*envelope[:5], contents(envelope.data, "HostAsset")])


def pci_answers(data: bytes) -> None:
    """An answer of the PCI application is data, or one of the errors."""
    for read in (data_of, receipt_of):
        try:
            found = read(CALL, _answer(data), SETTINGS)
        except QualysError as error:
            is_one_sentence(error)
        else:
            is_plain(found)


def limits(data: bytes) -> None:
    """However a limit is told, the wait is a time that a clock can measure."""
    lines = data.decode("latin-1").split("\n")
    headers = {
        name: lines[place]
        for place, name in enumerate(("retry-after", "x-ratelimit-towait-sec", "x-concurrency-limit-limit"))
        if place < len(lines)
    }
    body = "\n".join(lines[3:]).encode("latin-1")
    for status in (200, 409, 429, 503):
        answer = Answer(status, headers, body)
        limit, slots = limit_in(answer), slots_in(answer)
        assert slots is None or slots > 0
        for wait in (retry_after(answer), limit and limit.wait):
            assert wait is None or 0 <= wait < float("inf")


def packed_answers(data: bytes) -> None:
    """What is packed is unpacked in pieces of bounded size, to what everybody else gets out of it."""
    size = data[0] + 1 if data else 1
    packed = data[1:]
    pieces = [packed[place : place + size] for place in range(0, len(packed), size)]
    found = b""
    try:
        for piece in unpacked(iter(pieces), "gzip"):
            assert 0 < len(piece) <= PIECE
            found += piece
            if len(found) > 4 * PIECE:
                return
    except QualysError as error:
        is_one_sentence(error)
        return
    try:
        expected = gzip.GzipFile(fileobj=io.BytesIO(packed)).read()
    except (OSError, EOFError, zlib.error):
        return
    assert found == expected


def _of_agent(record: Any) -> Any:
    found = read_agent(record)
    return [*found[:4], sorted(found.modules)]


def _of_schedule(record: Any) -> Any:
    return SCHEDULES.show(SCHEDULES.read(record), record)


def _of_key(record: Any) -> Any:
    kind = keys(reveal=True)
    return kind.show(kind.read(record), record)


def _of_scan(record: Any) -> Any:
    details = record if isinstance(record, dict) else {}
    return [pci_scan.shown_details(1, details), pci_scan.shown_row(details)]


def _of_assets(record: Any) -> Any:
    rows = list_in(record) or []
    return [
        [one.text for one in pci_asset.listed_assets("ip", rows)],
        [one.text for one, _verdict in pci_asset.summarised_assets("dns", rows)],
    ]


def _of_page(record: Any) -> Any:
    return [RowReader(row_keys(full=True)).read(one) for one in contents(record, "HostAsset")]


RECORD_READERS = (
    RowReader(row_keys(full=True)).read,
    _of_agent,
    _of_schedule,
    _of_key,
    _of_scan,
    _of_assets,
    _of_page,
)
