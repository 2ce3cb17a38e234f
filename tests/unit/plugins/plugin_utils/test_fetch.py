# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole fleet with several requests under way, while assets come and go and the server misbehaves."""

from __future__ import annotations

import threading

import pytest

from ansible_collections.community.qualys.plugins.module_utils._api.qps import SMALLEST_PAGE, PageForm, Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import (
    LimitError,
    LoginError,
    LostAnswerError,
    QualysError,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_search import query_from, rows_in
from ansible_collections.community.qualys.plugins.module_utils._settings import OPTIONS, settings_from
from ansible_collections.community.qualys.plugins.module_utils._transport.allowance import Allowance
from ansible_collections.community.qualys.plugins.module_utils._transport.session import Session
from ansible_collections.community.qualys.plugins.plugin_utils.fetch import MOST_SLOTS, Fetch
from tests.simulator.server import Simulator

LOGIN = {option.name: option.default for option in OPTIONS} | {"username": "demo", "password": "demo"}
SEARCH = "search/am/hostasset"
SIZE = 40


@pytest.fixture(scope="module")
def fleet():
    with Simulator(assets=990) as simulator:
        yield simulator


@pytest.fixture
def simulator(fleet):
    # A fetch that fails leaves what is under way to end by itself; here it would end in the next test's journal.
    for thread in threads():
        thread.join()
    fleet.reset()
    return fleet


class Reader:
    """Reads the fleet; its pauses and words are written down."""

    def __init__(self, simulator, slots=4, most_slots=MOST_SLOTS, **options):
        self.pauses: list[float] = []
        self.said: list[str] = []
        settings = settings_from({**LOGIN, "api_url": simulator.url, **options})
        self.allowance = Allowance(settings.max_wait, slots, most_slots)
        self.qps = Qps(Session(settings, sleep=self.pauses.append, notify=self.said.append, allowance=self.allowance))
        self.total = None

    def rows(self, page_size=SIZE, **options):
        query = query_from({"check_fields": True, "detail": "lean", "page_size": page_size, **options})
        fetch = Fetch(self.qps, query.search, query.form)
        rows = list(rows_in(fetch.pages(), query, self.said.append, lambda: fetch.total))
        self.total = fetch.total
        return rows

    def ids(self, **options):
        return [row["id"] for row in self.rows(**options)]


def threads():
    return [thread for thread in threading.enumerate() if thread.name == "qualys-fetch"]


@pytest.mark.parametrize("slots", [1, 2, 4, 8])
@pytest.mark.parametrize("page_size", [7, 100, 1000])
def test_every_asset_once_in_the_order_of_ids(simulator, slots, page_size):
    reader = Reader(simulator, slots)
    assert reader.ids(page_size=page_size) == list(simulator.state.assets)
    assert not threads()


def test_rows_are_the_same_however_they_are_read(simulator):
    one = Reader(simulator, 1).rows()
    assert Reader(simulator, 4).rows() == one
    simulator.switches.json_negotiation = "never"
    assert Reader(simulator, 4).rows() == one
    assert '"Accept"' not in str(simulator.journal[-1]["body"])


def test_a_fleet_of_one_page_costs_one_request(simulator):
    assert Reader(simulator).ids(page_size=1000) == list(simulator.state.assets)
    assert len(simulator.journal) == 1


def test_few_requests_more_than_one_after_another(simulator):
    Reader(simulator).ids()
    pages = -(-len(simulator.state.assets) // SIZE)
    # Pages of this size are aimed to be two thirds full, those of 1,000 nine tenths.
    assert len(simulator.journal) <= 1.6 * pages + 6


def test_more_is_asked_at_once_where_it_takes_time(fleet):
    with Simulator(assets=400, latency_ms=20, concurrency_limit=3, switches={"limit_headers": "all"}) as slow:
        reader = Reader(slow, slots=2)
        assert reader.ids(page_size=20) == list(slow.state.assets)
        # The header says 3; never more, so nothing was ever refused.
        assert slow.limits.peak == 3
        assert {entry["status"] for entry in slow.journal} == {200}


@pytest.mark.parametrize("most_slots", [1, 2])
def test_never_more_at_once_than_the_user_wants(fleet, most_slots):
    with Simulator(assets=200, latency_ms=5, concurrency_limit=8, switches={"limit_headers": "all"}) as slow:
        assert Reader(slow, most_slots, most_slots).ids(page_size=20) == list(slow.state.assets)
        assert slow.limits.peak == most_slots


@pytest.mark.parametrize("limit", [1, 2])
def test_fewer_at_once_when_qualys_turns_calls_away(fleet, limit):
    with Simulator(assets=300, latency_ms=5, concurrency_limit=limit) as slow:
        reader = Reader(slow, slots=4)
        assert reader.ids(page_size=20) == list(slow.state.assets)
        # Our own calls were in the way, so there is nothing to wait for.
        assert reader.pauses == []
        assert reader.allowance.slots == limit


def test_a_place_that_others_hold_is_waited_for(simulator):
    simulator.faults.add("limit_409_1960", operation=SEARCH, call=1, times=2)
    reader = Reader(simulator, slots=1, most_slots=1)
    assert reader.ids() == list(simulator.state.assets)
    assert reader.pauses == [15, 30]


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "cut", "how": "length"},
        {"kind": "cut", "how": "connection"},
        {"kind": "reset_after"},
        {"kind": "status", "status": 503},
        {"kind": "html_200"},
        {"kind": "empty_200"},
        {"kind": "limit_409_1965", "hint": "item"},
        {"kind": "limit_429", "hint": "none"},
        {"kind": "wrong_count", "by": 3},
    ],
    ids=lambda fault: "-".join(str(value) for value in fault.values()),
)
def test_faults_on_the_way_lose_nothing(simulator, fault):
    simulator.faults.add(**fault, operation=SEARCH, call=4, times=5)
    reader = Reader(simulator, retries=9, max_wait=600)
    assert reader.ids() == list(simulator.state.assets)
    assert reader.pauses


def test_what_holds_less_than_it_says_is_an_error_in_the_end(simulator):
    simulator.faults.add("wrong_count", by=1, operation=SEARCH, call=6, times=0)
    with pytest.raises(LostAnswerError, match=r"announces \d+ objects and holds"):
        Reader(simulator, retries=1).rows()
    assert not [thread for thread in threads() if not thread.daemon]


@pytest.mark.parametrize("by", [-980, -400, 500, 100000])
def test_a_wrong_number_of_all_costs_requests_at_most(simulator, by):
    simulator.faults.add("wrong_count", by=by, operation="count/am/hostasset")
    assert Reader(simulator).ids() == list(simulator.state.assets)


def test_without_a_count_pages_come_one_after_another(simulator):
    simulator.faults.add("html_403", operation="count/am/hostasset", times=0)
    with pytest.raises(QualysError, match="HTTP 403"):
        Reader(simulator).rows()
    simulator.faults.clear()
    simulator.faults.add("status", status=500, operation="count/am/hostasset", times=0)
    reader = Reader(simulator, retries=0)
    assert reader.ids() == list(simulator.state.assets)
    assert any("one after another" in line for line in reader.said)


@pytest.mark.parametrize("kind", ["more_but_empty", "last_id_stuck"])
def test_a_list_that_does_not_end_as_it_should_is_an_error(simulator, kind):
    simulator.faults.add(kind, operation=SEARCH, call=5, times=0)
    with pytest.raises(QualysError, match="does not deliver them"):
        Reader(simulator).rows()


def test_a_limit_beyond_the_patience_is_an_error(simulator):
    simulator.faults.add("limit_409_1965", wait=9999, operation=SEARCH, call=5, times=0)
    with pytest.raises(LimitError, match="max_wait"):
        Reader(simulator).rows()


def test_calls_that_wait_together_use_the_patience_up_once():
    allowance = Allowance(max_wait=60, slots=4)
    assert allowance.may_wait(40, now=100.0)
    assert allowance.may_wait(45, now=100.0)
    assert allowance.waited == 45
    assert not allowance.may_wait(61, now=100.0)
    allowance.end_wait()
    allowance.end_wait()
    assert allowance.may_wait(15, now=100.0)
    assert not allowance.may_wait(1, now=200.0) or allowance.waited <= 60


def test_a_wrong_password_is_tried_once(simulator):
    with pytest.raises(LoginError):
        Reader(simulator, password="wrong").rows()
    assert len(simulator.journal) == 1


def test_what_stays_is_found_once_while_others_come_and_go(simulator):
    before = list(simulator.state.assets)
    leaving = iter(before[1::17])

    def change(state):
        gone = next(leaving, None)
        if gone is not None:
            del state.assets[gone]
        state.assets.add_like(before[0])
        state.assets[before[4]]["name"] = "renamed"

    simulator.hook(SEARCH, change, once=False)
    found = Reader(simulator).ids()
    assert found == sorted(set(found))
    assert set(before) & set(simulator.state.assets) <= set(found)


def test_an_order_of_its_own_within_a_page_loses_nothing(simulator):
    simulator.switches.page_order = "shuffled"
    for slots in (1, 4):
        found = Reader(simulator, slots).ids()
        assert sorted(found) == list(simulator.state.assets)


def test_a_server_that_gives_no_json_is_asked_for_xml(simulator):
    simulator.switches.json_negotiation = "refuse"
    assert Reader(simulator).ids() == list(simulator.state.assets)
    assert [entry["status"] for entry in simulator.journal].count(406) == 1


@pytest.mark.parametrize("slots", [1, 4])
def test_a_page_that_takes_too_long_is_halved(simulator, slots):
    simulator.faults.add("status", status=504, operation=SEARCH, call=1, times=1)
    reader = Reader(simulator, slots)
    assert reader.ids(page_size=400) == list(simulator.state.assets)
    # Asked again at once: the same would take as long again.
    assert reader.pauses == []
    asked = {entry["body"].partition("<limitResults>")[2].partition("<")[0] for entry in simulator.journal}
    assert {"400", "200"} <= asked


def test_a_page_whose_first_byte_does_not_come_in_time_is_halved(simulator):
    simulator.faults.add("slow", seconds=2.5, operation=SEARCH)
    reader = Reader(simulator, read_timeout=1)
    assert reader.ids(page_size=400) == list(simulator.state.assets)
    assert reader.pauses == []
    assert any("did not answer within 1 s; asking for 200 at once from now on" in line for line in reader.said)


def test_a_page_that_stalls_half_way_is_asked_for_again(simulator):
    simulator.faults.add("stall", seconds=2.5, operation=SEARCH)
    reader = Reader(simulator, read_timeout=1)
    assert reader.ids(page_size=400) == list(simulator.state.assets)
    assert len(reader.pauses) == 1
    assert any("the connection broke" in line for line in reader.said)


def test_halving_ends_and_then_the_repeats_count(simulator):
    simulator.faults.add("status", status=504, operation=SEARCH, times=0)
    reader = Reader(simulator, retries=2)
    with pytest.raises(LostAnswerError):
        reader.rows(page_size=1000)
    # 1000, 500, 250, 125, 62, 31, and the smallest once with its repeats.
    assert len(simulator.journal) == 6 + 1 + 2


def test_sizes_only_shrink():
    form = PageForm(1000)
    form.shrink(1000)
    form.shrink(1000)
    assert form.size == 500
    for _time in range(9):
        form.shrink(form.size)
    assert form.size == SMALLEST_PAGE
    assert not form.can_shrink


def test_progress_tells_how_many_there_are(simulator):
    reader = Reader(simulator)
    reader.ids()
    assert reader.total == len(simulator.state.assets)
    assert "%d host assets found" % reader.total in [line.replace(",", "") for line in reader.said]
    assert any(" of 1,0" in line or " of 9" in line for line in reader.said)


def test_a_caller_that_stops_early_leaves_nothing_running(simulator):
    query = query_from({"check_fields": True, "detail": "lean", "page_size": 10})
    reader = Reader(simulator)
    pages = Fetch(reader.qps, query.search, query.form).pages()
    for _page in range(3):
        next(pages)
    pages.close()
    for thread in threads():
        thread.join(10)
    asked = len(simulator.journal)
    assert not threads()
    assert asked < 40
