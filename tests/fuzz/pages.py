# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for whatever pages a server sends: every object exactly once, or an error; never a part for the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._api.pci import Pci
from ansible_collections.community.qualys.plugins.module_utils._api.qps import PageForm, Qps, Search
from ansible_collections.community.qualys.plugins.module_utils._errors import QualysError
from ansible_collections.community.qualys.plugins.module_utils._resource.asset_ids import HOST_ASSET
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer
from ansible_collections.community.qualys.plugins.module_utils._wire import xml
from ansible_collections.community.qualys.plugins.plugin_utils.segments import Segments
from tests.fuzz.answers import SETTINGS, is_one_sentence

SIZE = 25
# What a server does with one request; most of them are lies.
HONEST, SHORT, NO_LAST_ID, BACKWARDS, EMPTY, AGAIN, BEYOND, NO_COUNT = range(8)


class Server:
    """Stands in for a session: the first bytes say which ids there are, the rest how each request is answered."""

    def __init__(self, data: bytes) -> None:
        self.settings = SETTINGS
        self.notify = lambda line: None
        gaps, self._acts = data[1 : 1 + 2 * data[0]] if data else b"", list(data[1 + 2 * data[0] :] if data else b"")
        self.ids = []
        last = 0
        for gap in gaps:
            last += gap + 1
            self.ids.append(last)
        self.calls = 0

    def send(self, call: Any, read: Any) -> Any:
        self.calls += 1
        assert self.calls < 2000, "does not end"
        act = self._acts.pop(0) % 16 if self._acts else HONEST
        return read(Answer(200, {}, self._page(call, act)))

    def _page(self, call: Any, act: int) -> bytes:
        _name, request = xml.read(call.body)
        bounds = {"GREATER": 0, "LESSER": 10**18}
        bounds.update(_criteria(call.body))
        size = int(request["preferences"]["limitResults"]) if "preferences" in request else 100
        fit = [one for one in self.ids if bounds["GREATER"] < one < bounds["LESSER"]]
        page, has_more = fit[:size], len(fit) > size
        last_id = page[-1] if page else 0
        count = len(page)
        if act == SHORT and page:
            # Cut, but well-formed.
            page = page[:-1]
        elif act == EMPTY and has_more:
            page, count = [], 0
        elif act == AGAIN:
            page = [one for one in self.ids if one < bounds["LESSER"]][:size]
        elif act == BEYOND:
            page = [one for one in self.ids if one > bounds["GREATER"]][:size]
        answer: dict[str, Any] = {"responseCode": "SUCCESS", "count": count}
        if act == NO_COUNT:
            del answer["count"]
        answer["hasMoreRecords"] = has_more
        if has_more and act != NO_LAST_ID:
            answer["lastId"] = max(0, bounds["GREATER"] - 1) if act == BACKWARDS else last_id
        answer["data"] = [{"HostAsset": {"id": one}} for one in page]
        return xml.write("ServiceResponse", answer)


def _criteria(body: bytes) -> Iterator[tuple[str, int]]:
    from lxml import etree

    for criterion in etree.fromstring(body).iter("Criteria"):
        yield criterion.get("operator"), int(criterion.text)


def _ids(records: Any) -> list[int]:
    return [int(record["id"]) for record in records]


def pages(data: bytes) -> None:
    """Page after page."""
    server = Server(data)
    search, form = Search(HOST_ASSET), PageForm(SIZE)
    try:
        found = [one for page in Qps(server).pages(search, form) for one in _ids(page.records)]
    except QualysError as error:
        is_one_sentence(error)
        return
    assert found == server.ids


def segments(data: bytes) -> None:
    """The same in segments, which come back in the order that the bytes say."""
    server = Server(data[1:])
    search, form, qps = Search(HOST_ASSET), PageForm(SIZE), Qps(server)
    row = Segments(SIZE, 4)
    row.plan((server.ids or [1])[-1] // (data[0] % 3 + 1) if data else 1)
    order = list(data[::-1])
    under_way: list[Any] = []
    found: list[int] = []
    try:
        while not row.is_done:
            place = row.next()
            if place is not None:
                under_way.append(place)
            if under_way and (place is None or len(under_way) == 2):
                one = under_way.pop((order.pop() if order else 0) % len(under_way))
                page = qps.page(search, form, *one.segment)
                row.read(one, page, _ids(page.records), page.last_id)
            page = row.ready()
            while page is not None:
                found += _ids(page.records)
                page = row.ready()
    except QualysError as error:
        is_one_sentence(error)
        return
    assert found == server.ids


class PciServer:
    """Stands in for a session of the PCI application: each page is a piece of the bytes, of up to 200 of them."""

    def __init__(self, data: bytes) -> None:
        self.settings = SETTINGS
        self._pages = data.split(b"\n")
        self._most = len(self._pages) + 3
        self.calls = 0

    def send(self, call: Any, read: Any) -> Any:
        self.calls += 1
        assert self.calls <= self._most, "does not end"
        body = self._pages.pop(0) if len(self._pages) > 1 else self._pages[0]
        return read(Answer(200, {}, body))


def pci_lists(data: bytes) -> None:
    """A list of the PCI application is what was sent, or an error; it ends when the server repeats itself."""
    try:
        found = Pci(PciServer(data)).assets("IP")
    except QualysError as error:
        is_one_sentence(error)
        return
    assert isinstance(found, list)
