# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for whatever pages a server sends: every object exactly once, or an error; never a part for the whole."""

from __future__ import annotations

from itertools import accumulate
from typing import Any, NamedTuple

from lxml import etree

from ansible_collections.community.qualys.plugins.module_utils._api.pci import Pci
from ansible_collections.community.qualys.plugins.module_utils._api.qps import PageForm, Qps, Search
from ansible_collections.community.qualys.plugins.module_utils._errors import QualysError
from ansible_collections.community.qualys.plugins.module_utils._resource.asset_ids import HOST_ASSET
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer
from ansible_collections.community.qualys.plugins.module_utils._wire import xml
from ansible_collections.community.qualys.plugins.plugin_utils.segments import Segments
from tests.fuzz.answers import SETTINGS, is_one_sentence

SIZE = 25
# Beyond every id.
END = 10**18
# What a server does with one request; most of them are lies.
HONEST, SHORT, NO_LAST_ID, BACKWARDS, EMPTY, AGAIN, BEYOND, NO_COUNT = range(8)


class Server:
    """Stands in for a session: the first bytes say which ids there are, the rest how each request is answered."""

    def __init__(self, data: bytes) -> None:
        self.settings = SETTINGS
        self.notify = lambda line: None
        end = 1 + 2 * data[0] if data else 0
        self.ids = list(accumulate(gap + 1 for gap in data[1:end]))
        self._acts = list(data[end:])
        self.calls = 0

    def send(self, call: Any, read: Any) -> Any:
        self.calls += 1
        assert self.calls < 2000, "does not end"
        act = self._acts.pop(0) % 16 if self._acts else HONEST
        asked = _asked(call.body)
        answer = self._honest(asked)
        self._lie(act, answer, asked)
        answer["data"] = [{"HostAsset": {"id": one}} for one in answer["data"]]
        return read(Answer(200, {}, xml.write("ServiceResponse", answer)))

    def _honest(self, asked: Asked) -> dict[str, Any]:
        fit = self._between(asked.after, asked.before)
        page, has_more = fit[: asked.size], len(fit) > asked.size
        answer = {"responseCode": "SUCCESS", "count": len(page), "hasMoreRecords": has_more, "data": page}
        if has_more:
            answer["lastId"] = page[-1]
        return answer

    def _lie(self, act: int, answer: dict[str, Any], asked: Asked) -> None:
        if act == SHORT:
            # Cut, but well-formed.
            answer["data"] = answer["data"][:-1]
        elif act == NO_COUNT:
            del answer["count"]
        elif act == AGAIN:
            answer["data"] = self._between(0, asked.before)[: asked.size]
        elif act == BEYOND:
            answer["data"] = self._between(asked.after, END)[: asked.size]
        elif answer["hasMoreRecords"]:
            if act == NO_LAST_ID:
                del answer["lastId"]
            elif act == BACKWARDS:
                answer["lastId"] = max(0, asked.after - 1)
            elif act == EMPTY:
                answer.update(data=[], count=0)

    def _between(self, after: int, before: int) -> list[int]:
        return [one for one in self.ids if after < one < before]


class Asked(NamedTuple):
    """Which ids a request is about, and how many it wants at most."""

    after: int
    before: int
    size: int


def _asked(body: bytes) -> Asked:
    _name, request = xml.read(body)
    bounds = {one.get("operator"): int(one.text) for one in etree.fromstring(body).iter("Criteria")}
    size = int(request["preferences"]["limitResults"]) if "preferences" in request else 100
    return Asked(bounds.get("GREATER", 0), bounds.get("LESSER", END), size)


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
