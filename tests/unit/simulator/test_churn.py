# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Assets that come, go and change while somebody reads them page by page."""

from __future__ import annotations

import pytest

from tests.simulator.server import Simulator

SEARCH = "search/am/hostasset"
PAGE = "<limitResults>10</limitResults>"


@pytest.fixture(scope="module")
def fleet():
    with Simulator(assets=40) as simulator:
        yield simulator


@pytest.fixture
def sim(fleet):
    fleet.reset()
    return fleet


def read_all(api, query="", **rest):
    """Read every page; return the records in the order they came."""
    found, last = [], 0
    while True:
        reply = api.assets(("id", "GREATER", str(last)), preferences=PAGE, query=query, **rest)
        found += reply.records
        if reply.envelope["hasMoreRecords"] != "true":
            return found
        last = int(reply.envelope["lastId"])


def ids(records):
    return [record["id"] for record in records]


def test_an_asset_that_goes_before_its_page_is_read(sim, api):
    all_ids = list(sim.state.assets)
    sim.hook(SEARCH, lambda state: state.assets.pop(all_ids[25]), call=2)
    assert ids(read_all(api)) == all_ids[:25] + all_ids[26:]


def test_an_asset_that_goes_after_its_page_was_read(sim, api):
    all_ids = list(sim.state.assets)
    sim.hook(SEARCH, lambda state: state.assets.pop(all_ids[9]), call=2)
    assert ids(read_all(api)) == all_ids


def test_a_new_asset_comes_last(sim, api):
    all_ids = list(sim.state.assets)
    sim.hook(SEARCH, lambda state: state.assets.add_like(all_ids[0], name="late"), call=3)
    records = read_all(api)
    assert ids(records) == all_ids + [all_ids[-1] + 1]
    assert records[-1]["name"] == "late"
    assert sim.state.assets.peek(all_ids[0])["name"] != "late"


@pytest.mark.parametrize("accept", ["application/xml", "application/json"])
def test_a_change_shows_although_texts_are_kept(sim, api, accept):
    query = "?fields=id,name"
    before = read_all(api, query, accept=accept)
    number = ids(before)[15]
    sim.hook(SEARCH, lambda state: state.assets.amend(number, {"name": "changed"}), call=2)
    after = read_all(api, query, accept=accept)
    assert [record["name"] for record in after if record["id"] == number] == ["changed"]
    assert [one for one in after if one["id"] != number] == [one for one in before if one["id"] != number]


def test_from_the_nth_call_on(sim, api):
    sim.hook(SEARCH, lambda state: state.assets.add_like(next(iter(state.assets))), once=False, call=3)
    size = len(sim.state.assets)
    counts = [int(api.assets(preferences="<limitResults>1000</limitResults>").envelope["count"]) for _call in range(4)]
    assert counts == [size, size, size + 1, size + 2]


def test_once_is_once(sim, api):
    seen = []
    sim.hook(SEARCH, lambda state: seen.append(len(seen)), call=2)
    for _call in range(4):
        api.assets()
    assert seen == [0]
