# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults: what the client sees, and whether the operation took effect."""

from __future__ import annotations

import time

import pytest
import requests
from lxml import etree

from tests.simulator.faults import KINDS, FaultError, Faults, describe
from tests.simulator.state import State

UPDATE = "update/was/wasscanschedule"


def rename(api):
    return api.update(1688, "<name>renamed</name>")


def stored_name(sim):
    return sim.state.schedules[1688]["name"]


def simple_return(reply):
    root = etree.fromstring(reply.response.content)
    assert root.tag == "SIMPLE_RETURN"
    items = {item.findtext("KEY"): item.findtext("VALUE") for item in root.iter("ITEM")}
    return root.findtext("RESPONSE/CODE"), items


@pytest.mark.parametrize(
    ("hint", "headers", "items"),
    [
        ("header", {"X-RateLimit-ToWait-Sec": "725"}, {}),
        ("item", {}, {"SECONDS_TO_WAIT": "725"}),
        ("retry_after", {"Retry-After": "725"}, {}),
        ("none", {}, {}),
    ],
)
def test_rate_limit(sim, api, hint, headers, items):
    sim.faults.add("limit_409_1965", hint=hint, wait=725)
    reply = rename(api)
    assert reply.status == 409
    assert simple_return(reply) == ("1965", items)
    assert "12 minutes and 5 seconds" in reply.text
    shown = {name: reply.headers[name] for name in ("X-RateLimit-ToWait-Sec", "Retry-After") if name in reply.headers}
    assert shown == headers
    assert stored_name(sim) == "Shop weekly"
    assert rename(api).code == "SUCCESS"


def test_concurrency_limit(sim, api):
    sim.faults.add("limit_409_1960")
    reply = rename(api)
    assert (reply.status, simple_return(reply)) == (409, ("1960", {"CALLS_TO_FINISH": "1"}))
    assert "Retry-After" not in reply.headers


def test_permanent_conflict(sim, api):
    sim.faults.add("conflict_409_2003")
    reply = rename(api)
    assert (reply.status, simple_return(reply)) == (409, ("2003", {}))


@pytest.mark.parametrize("body", ["json", "text"])
def test_too_many_requests(sim, api, body):
    sim.faults.add("limit_429", body=body, wait=7)
    reply = rename(api)
    assert (reply.status, reply.headers["Retry-After"]) == (429, "7")
    assert body in reply.headers["Content-Type"]
    sim.faults.add("limit_429", hint="none")
    assert "Retry-After" not in rename(api).headers


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("body", ["html", "xml"])
def test_error_status(sim, api, status, body):
    sim.faults.add("status", status=status, body=body)
    reply = rename(api)
    assert reply.status == status
    assert ("<html>" in reply.text) == (body == "html")
    if body == "xml":
        assert reply.code == "OTHER_ERROR"
        assert "errorResolution" not in reply.text
    assert stored_name(sim) == "Shop weekly"


def test_error_status_after_the_effect(sim, api):
    sim.faults.add("status", status=502, acted=True)
    assert rename(api).status == 502
    assert stored_name(sim) == "renamed"
    assert (sim.journal[-1]["acted"], sim.journal[-1]["fault"], sim.journal[-1]["object_id"]) == (True, "status", 1688)


@pytest.mark.parametrize(("kind", "status"), [("html_200", 200), ("html_403", 403)])
def test_html_pages(sim, api, kind, status):
    sim.faults.add(kind)
    reply = rename(api)
    assert (reply.status, reply.headers["Content-Type"]) == (status, "text/html; charset=UTF-8")
    assert reply.text.startswith("<!DOCTYPE html>")


def test_empty_answer(sim, api):
    sim.faults.add("empty_200")
    reply = rename(api)
    assert (reply.status, reply.text, stored_name(sim)) == (200, "", "Shop weekly")


@pytest.mark.parametrize("accept", ["application/xml", "application/json"])
def test_cut_answer_of_fitting_length(sim, api, accept):
    whole = api.assets(accept=accept).text
    sim.faults.add("cut")
    reply = api.assets(accept=accept)
    assert (reply.status, reply.headers["Content-Length"]) == (200, str(len(reply.response.content)))
    assert whole.startswith(reply.text)
    with pytest.raises((etree.XMLSyntaxError, ValueError)):
        assert reply.envelope


def test_cut_connection(sim, api):
    sim.faults.add("cut", how="connection")
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        rename(api)
    assert stored_name(sim) == "renamed"


def test_wrong_content_type(sim, api):
    sim.faults.add("wrong_content_type", content_type="text/plain")
    reply = rename(api)
    assert (reply.headers["Content-Type"], reply.code) == ("text/plain", "SUCCESS")


@pytest.mark.parametrize(
    ("kind", "name", "acted"), [("reset_before", "Shop weekly", False), ("reset_after", "renamed", True)]
)
def test_dropped_connection(sim, api, kind, name, acted):
    sim.faults.add(kind, operation=UPDATE)
    with pytest.raises(requests.exceptions.ConnectionError):
        rename(api)
    assert stored_name(sim) == name
    entry = sim.journal[-1]
    assert (entry["status"], entry["acted"], entry["is_write"]) == (None, acted, True)
    assert rename(api).code == "SUCCESS"


@pytest.mark.parametrize("kind", ["slow", "stall"])
def test_slowness(sim, api, kind):
    sim.faults.add(kind, seconds=0.05)
    begin = time.monotonic()
    assert rename(api).code == "SUCCESS"
    assert time.monotonic() - begin >= 0.05
    sim.faults.add(kind, seconds=30)
    with pytest.raises((requests.exceptions.ReadTimeout, requests.exceptions.ConnectionError)):
        requests.get(sim.url + "/qps/rest/portal/version", auth=("demo", "demo"), timeout=0.1)


def test_redirect(sim, api):
    sim.faults.add("redirect", location="https://elsewhere.example.com/", status=307)
    response = requests.post(
        sim.url + "/qps/rest/3.0/search/was/wasscanschedule",
        auth=("demo", "demo"),
        headers={"Content-Type": "text/xml"},
        allow_redirects=False,
        timeout=10,
    )
    assert (response.status_code, response.headers["Location"]) == (307, "https://elsewhere.example.com/")


def test_more_but_empty(sim, api):
    sim.faults.add("more_but_empty")
    envelope = api.assets(preferences="<limitResults>2</limitResults>").envelope
    assert (envelope["count"], envelope["hasMoreRecords"], envelope["data"]) == (0, "true", [])


def test_last_id_stuck(sim, api):
    sim.faults.add("last_id_stuck", times=0)
    first = api.assets(preferences="<limitResults>2</limitResults>").envelope
    second = api.assets(("id", "GREATER", first["lastId"]), preferences="<limitResults>2</limitResults>").envelope
    assert first["lastId"] == second["lastId"]
    assert second["hasMoreRecords"] == "true"
    assert second["data"] != first["data"]


def test_matching_by_operation_path_and_call(sim, api):
    fault = sim.faults.add("status", operation="search/am", path="hostasset", call=2, times=2)
    assert [api.assets().status for _call in range(5)] == [200, 503, 503, 200, 200]
    assert api.schedules().status == 200
    assert (fault.seen, fault.fired) == (5, 2)


def test_clear_and_reset(sim, api):
    sim.faults.add("status", times=0)
    assert api.schedules().status == 503
    sim.faults.clear()
    assert api.schedules().status == 200
    sim.faults.add("status", times=0)
    sim.reset()
    assert api.schedules().status == 200


def test_text_form():
    faults = Faults()
    fault = faults.add_text("kind=status,status=502,operation=search/am,call=2,times=0,acted=yes")
    assert (fault.kind, fault.operation, fault.call, fault.times, fault.acted) == ("status", "search/am", 2, 0, True)
    assert fault.options == {"status": "502", "body": "html"}
    faults.keep()
    faults.clear()
    faults.reset()
    assert faults.pick("search/am/tag", "/", State()) is None
    assert faults.pick("search/am/tag", "/", State()).kind == "status"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind=earthquake", "unknown fault 'earthquake'; valid kinds: conflict_409_2003"),
        ("status=500", "unknown fault ''"),
        ("kind=status,status=501", "option status of fault status has no value '501'; valid values: 500"),
        ("kind=slow,speed=1", "fault slow has no option 'speed'; valid options: operation, path, call"),
        ("kind=slow,call=first", "call must be a number"),
        ("slow", "'slow' is not of the form name=value"),
    ],
)
def test_bad_text(text, said):
    with pytest.raises(FaultError, match=said):
        Faults().add_text(text)


def test_description_names_everything():
    text = describe()
    assert all(kind in text for kind in KINDS)


@pytest.mark.parametrize(("by", "told"), [(3, 13), (-4, 6), (-99, 0)])
def test_a_wrong_count(sim, api, by, told):
    sim.faults.add("wrong_count", by=by)
    answer = api.assets(preferences="<limitResults>10</limitResults>")
    assert (int(answer.envelope["count"]), len(answer.records)) == (told, min(10, len(sim.state.assets)))
