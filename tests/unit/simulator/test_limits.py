# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits that are enforced: what is blocked, what the headers tell, what the journal shows of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml import etree

from tests.simulator.__main__ import main
from tests.simulator.limits import LimitError, Limits
from tests.simulator.server import Simulator

LATENCY_MS = 250


@pytest.fixture(scope="module")
def slow():
    """A simulator whose every answer takes a while, so that calls meet."""
    with Simulator(latency_ms=LATENCY_MS, concurrency_limit=2, switches={"limit_headers": "all"}) as simulator:
        yield simulator


def at_once(client_of, sim, calls):
    """Send calls at the same time, each from a client of its own; return the answers."""
    with ThreadPoolExecutor(calls) as pool:
        return list(pool.map(lambda _number: client_of(sim).assets(), range(calls)))


def told(reply):
    root = etree.fromstring(reply.response.content)
    return (
        root.findtext("RESPONSE/CODE"),
        root.findtext("RESPONSE/TEXT"),
        {item.findtext("KEY"): item.findtext("VALUE") for item in root.iter("ITEM")},
    )


def headers(reply, *names):
    return [int(reply.headers[name]) for name in names]


def test_calls_wait_side_by_side(slow, client_of):
    slow.reset()
    replies = at_once(client_of, slow, 2)
    assert [reply.code for reply in replies] == ["SUCCESS", "SUCCESS"]
    assert slow.limits.peak == 2
    # Written down when they end, and which one ends first is for nobody to say.
    assert sorted(entry["running"] for entry in slow.journal) == [1, 2]
    assert {reply.headers["X-Concurrency-Limit-Limit"] for reply in replies} == {"2"}


def test_one_call_too_many_is_blocked(slow, client_of):
    slow.reset()
    replies = at_once(client_of, slow, 4)
    assert sorted(reply.status for reply in replies) == [200, 200, 409, 409]
    text = "This API cannot be run again until 1 currently running instance has finished."
    blocked = [told(reply) for reply in replies if reply.status == 409]
    assert blocked == [("1960", text, {"CALLS_TO_FINISH": "1"})] * 2
    assert slow.limits.peak == 3
    assert [(entry["response_code"], entry["acted"]) for entry in slow.journal] == [
        ("1960", False),
        ("1960", False),
        ("SUCCESS", True),
        ("SUCCESS", True),
    ]
    # The next one finds room again.
    assert client_of(slow).assets().code == "SUCCESS"


def test_nothing_is_enforced_by_default(sim, client_of):
    assert {reply.status for reply in at_once(client_of, sim, 8)} == {200}
    assert "X-Concurrency-Limit-Limit" not in client_of(sim).assets().headers


def test_rate_counts_down_and_recovers(sim, api):
    sim.switches.limit_headers = "all"
    sim.clock.set("2031-01-01T00:00:00Z")
    sim.limits.rate = 2
    names = ("X-RateLimit-Limit", "X-RateLimit-Window-Sec", "X-RateLimit-Remaining", "X-RateLimit-ToWait-Sec")
    assert headers(api.assets(), *names) == [2, 3600, 1, 0]
    sim.clock.set("2031-01-01T00:10:00Z")
    assert headers(api.assets(), *names) == [2, 3600, 0, 3000]
    blocked = api.assets()
    assert (blocked.status, headers(blocked, *names)) == (409, [2, 3600, 0, 3000])
    assert told(blocked) == (
        "1965",
        "This API cannot be run again for another 0 hours, 50 minutes and 0 seconds.",
        {"SECONDS_TO_WAIT": "3000"},
    )
    # What was blocked does not count: an hour after the first call there is room for one.
    sim.clock.set("2031-01-01T01:00:00Z")
    assert headers(api.assets(), *names) == [2, 3600, 0, 600]
    assert api.assets().status == 409


def test_rate_of_the_start(client_of):
    with Simulator(rate_limit=1) as simulator:
        api = client_of(simulator)
        assert [api.schedules().status, api.schedules().status] == [200, 409]
        simulator.reset()
        assert [api.schedules().status, api.schedules().status] == [200, 409]


def test_concurrency_comes_first():
    limits = Limits(concurrency=1, rate=1)
    now = Simulator().clock.now()
    assert limits.block(1, now) is None
    assert limits.block(2, now).code == 1960
    assert limits.block(1, now).code == 1965


def test_a_blocked_call_is_not_met_by_a_fault(sim, api):
    sim.limits.rate = 1
    fault = sim.faults.add("status", call=2)
    assert [api.assets().status, api.assets().status] == [200, 409]
    assert (fault.seen, fault.fired) == (1, 0)


def test_reset_goes_back_to_the_limits_of_the_start(sim, api):
    sim.limits.rate, sim.limits.concurrency = 1, 1
    api.assets()
    sim.reset()
    assert (sim.limits.rate, sim.limits.concurrency, sim.limits.peak) == (None, None, 0)
    assert {api.assets().status for _call in range(3)} == {200}


@pytest.mark.parametrize("wrong", [{"concurrency": 0}, {"rate": -1}, {"window": 0}])
def test_a_limit_of_nothing_is_refused(wrong):
    with pytest.raises(LimitError, match="must be 1 or more, not"):
        Limits(**wrong)


def test_the_command_names_the_limit_that_is_wrong(capsys):
    with pytest.raises(SystemExit):
        main(["--concurrency-limit", "0"])
    assert "concurrency_limit must be 1 or more, not 0" in capsys.readouterr().err
