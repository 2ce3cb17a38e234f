# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the answer to a write is lost, the module looks before it repeats, and nothing is done twice."""

from __future__ import annotations

import socket
import threading
from urllib.parse import urlsplit

import pytest

NEW = {
    "name": "New one",
    "type": "vulnerability",
    "target": {"web_app": "5001", "scanner": {"type": "external"}},
    "option_profile": "9001",
    "scheduling": {"start_date": "2031-01-01T00:00:00Z", "time_zone": "UTC", "occurrence": "once"},
}
FAULTS = {
    "reset before it acted": {"kind": "reset_before"},
    "reset after it acted": {"kind": "reset_after"},
    "cut after it acted": {"kind": "cut", "how": "length"},
    "connection closed within the answer": {"kind": "cut", "how": "connection"},
    "503, nothing done": {"kind": "status", "status": 503},
    "503, but done": {"kind": "status", "status": 503, "acted": True},
    "500 with an explanation": {"kind": "status", "status": 500, "body": "xml"},
    "a page, but done": {"kind": "html_200", "acted": True},
    "a page, nothing done": {"kind": "html_200"},
    "an empty answer, but done": {"kind": "empty_200", "acted": True},
    "a limit": {"kind": "limit_409_1960"},
}
CHANGES = {
    "create": (NEW, "create/was", lambda schedules: [s for s in schedules.values() if s["name"] == "New one"]),
    "update": (
        {"id": 1688, "notification": {"text": "Now"}},
        "update/was",
        lambda schedules: [s for s in schedules.values() if s["notification"].get("message") == "Now"],
    ),
    "switch off": (
        {"id": 1688, "enabled": False},
        "deactivate/was",
        lambda schedules: [s for s in schedules.values() if not s["active"]],
    ),
    "remove": (
        {"id": 1688, "state": "absent"},
        "delete/was",
        lambda schedules: [] if 1688 in schedules else ["gone"],
    ),
}


@pytest.mark.parametrize("lag", ["0", "1"])
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize(("options", "operation", "reached"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_made_once(simulator, run, fault, options, operation, reached, lag):
    simulator.switches.search_lag = lag
    before = {number: dict(schedule) for number, schedule in simulator.state.schedules.items()}
    simulator.faults.add(operation=operation, **fault)

    result = run("qualys_was_schedule", **options)

    assert not result.get("failed"), result["msg"]
    assert result["changed"]
    assert len(reached(simulator.state.schedules)) == 1
    acted = [entry for entry in simulator.journal.writes() if entry["acted"]]
    assert len(acted) == 1
    for number, schedule in before.items():
        if number != options.get("id"):
            assert simulator.state.schedules[number] == schedule

    simulator.journal.clear()
    again = run("qualys_was_schedule", **options)
    assert not again.get("failed"), again["msg"]
    assert not again["changed"]
    assert simulator.journal.writes() == []


@pytest.mark.parametrize(("options", "operation", "reached"), CHANGES.values(), ids=CHANGES)
def test_what_stays_lost_is_a_failure_that_says_so(simulator, run, options, operation, reached):
    simulator.faults.add("reset_before", operation=operation, times=0)
    result = run("qualys_was_schedule", **options)
    assert result["failed"]
    assert "had not changed" in result["msg"]
    assert reached(simulator.state.schedules) == []


def test_somebody_elses_edit_of_what_is_not_managed_is_left_alone(simulator, run):
    def edit(state):
        state.schedules[1688]["notification"]["message"] = "edited meanwhile"

    simulator.hook("update/was", edit)
    result = run("qualys_was_schedule", id=1688, notification={"active": True})
    assert result["changed"]
    assert simulator.state.schedules[1688]["notification"]["message"] == "edited meanwhile"
    assert len(simulator.journal.writes()) == 1


def test_an_object_that_vanishes_is_told(simulator, run):
    def remove(state):
        del state.schedules[1688]

    simulator.hook("update/was", remove)
    result = run("qualys_was_schedule", id=1688, notification={"active": True})
    assert result["failed"]
    assert 1688 not in simulator.state.schedules


@pytest.mark.parametrize("start", ["accept", "refuse"])
@pytest.mark.parametrize("update", ["merge", "replace", "refuse"])
def test_a_passed_start_date_is_kept_where_qualys_lets_it(simulator, run, update, start):
    simulator.switches.scheduling_update = update
    simulator.switches.past_start_on_update = start
    options = {"id": 1688, "scheduling": {"cancel_after_hours": 2}}

    result = run("qualys_was_schedule", **options)

    assert not result.get("failed"), result["msg"]
    assert result["schedule"]["scheduling"]["cancel_after_hours"] == 2
    assert result["schedule"]["scheduling"]["on_days"] == ["monday", "thursday"]
    kept = result["schedule"]["scheduling"]["start_date"] == "2024-01-08T22:00:00Z"
    assert kept == (update == "merge" or start == "accept")
    assert kept or "was moved from 2024-01-08T22:00:00Z" in str(result["warnings"])
    assert not run("qualys_was_schedule", **options)["changed"]


def test_what_qualys_keeps_against_the_wish_is_a_failure(simulator, run):
    simulator.switches.empty_element = "ignore"
    result = run("qualys_was_schedule", id=1688, notification={"text": ""})
    assert result["failed"]
    assert "said SUCCESS for schedule 1688 and kept something else: notification.text" in result["msg"]


def test_an_unchanged_schedule_costs_one_read_by_id_and_two_by_name(simulator, run):
    run("qualys_was_schedule", id=1688, name="Shop weekly", target={"web_app": "Shop"}, enabled=True)
    assert simulator.journal.operations() == ["get/was/wasscanschedule"]
    simulator.journal.clear()
    run("qualys_was_schedule", name="Shop weekly", target={"web_app": "5001"}, option_profile="Initial WAS Options")
    assert simulator.journal.operations() == ["search/was/wasscanschedule", "get/was/wasscanschedule"]


def test_every_name_and_id_is_looked_up_once(simulator, run):
    tags = {"match": "any", "tags": ["pci", "staging", 77]}
    run("qualys_was_schedule", check=True, **{**NEW, "target": {"included_tags": tags, "excluded_tags": tags}})
    assert simulator.journal.operations().count("search/am/tag") == 3


def test_many_names_are_looked_up_in_one_list(simulator, run):
    tags = {"match": "any", "tags": ["pci", "staging", "Agent", "Temp Tag", "Azure"]}
    run("qualys_was_schedule", check=True, **{**NEW, "target": {"included_tags": tags}})
    assert simulator.journal.operations().count("search/am/tag") == 1


def test_an_update_that_also_switches_on_is_recognised(simulator, run):
    simulator.state.schedules[1688]["active"] = False
    simulator.faults.add("reset_after", operation="update/was")
    result = run("qualys_was_schedule", id=1688, enabled=True, notification={"text": "Now"})
    assert not result.get("failed"), result["msg"]
    assert [entry["operation"] for entry in simulator.journal.writes()] == [
        "update/was/wasscanschedule",
        "activate/was/wasscanschedule",
    ]


@pytest.mark.parametrize("text", ["hello\n", "a\r\nb", "several\nlines\n"])
def test_line_ends_are_no_difference(simulator, run, text):
    assert run("qualys_was_schedule", id=1688, notification={"text": text})["changed"]
    assert not run("qualys_was_schedule", id=1688, notification={"text": text})["changed"]


@pytest.mark.parametrize("update", ["merge", "replace"])
def test_ending_a_limit_is_reached_or_told(simulator, run, update):
    """No document says how a value is ended: where Qualys keeps it, that is a failure and never a silent success."""
    simulator.switches.scheduling_update = update
    options = {"id": 1688, "scheduling": {"cancel_after_hours": 0}}
    result = run("qualys_was_schedule", **options)
    if update == "replace":
        assert "cancel_after_hours" not in result["schedule"]["scheduling"]
        assert not run("qualys_was_schedule", **options)["changed"]
    else:
        assert result["failed"]
        assert "scheduling.cancel_after_hours is 6, wanted None" in result["msg"]


class DroppingProxy:
    """Passes requests on, and drops the connection instead of the first answer to an operation."""

    def __init__(self, url, operation):
        self.url = url
        self.operation = operation.encode()
        self.dropped = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = "http://127.0.0.1:%d" % self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        self._socket.close()

    def _serve(self):
        while True:
            try:
                client, _address = self._socket.accept()
            except OSError:
                return
            with client:
                self._pass_on(client)

    def _pass_on(self, client):
        request = b""
        while b"\r\n\r\n" not in request:
            request += client.recv(65536)
        head, body = request.split(b"\r\n\r\n", 1)
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
        while lengths and len(body) < int(lengths[0].split(b":")[1]):
            body += client.recv(65536)
        lines = [line for line in head.replace(self.url.encode(), b"", 1).split(b"\r\n") if b"onnection:" not in line]
        parts = urlsplit(self.url)
        with socket.create_connection((parts.hostname, parts.port)) as server:
            server.sendall(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body)
            answer = b""
            while piece := server.recv(65536):
                answer += piece
        if self.operation in head and not self.dropped:
            self.dropped += 1
            return
        client.sendall(answer)


def test_a_proxy_that_loses_an_answer_makes_no_double(simulator, run):
    proxy = DroppingProxy(simulator.url, "/create/")
    try:
        result = run("qualys_was_schedule", proxy=proxy.address, **NEW)
    finally:
        proxy.close()
    assert not result.get("failed"), result["msg"]
    assert proxy.dropped == 1
    assert [schedule["name"] for schedule in simulator.state.schedules.values()].count("New one") == 1
    assert len(simulator.journal.writes()) == 1


def test_a_removal_that_does_not_last_is_a_failure(simulator, run):
    kept = dict(simulator.state.schedules[1688])
    simulator.hook("get/was/wasscanschedule", lambda state: state.schedules.setdefault(1688, kept), once=False)
    result = run("qualys_was_schedule", id=1688, state="absent")
    assert result["failed"]
    assert "still has it" in result["msg"]
    assert len(simulator.journal.writes()) == 1


def test_a_removal_that_somebody_else_was_first_with_is_done(simulator, run):
    simulator.hook("delete/was", lambda state: state.schedules.pop(1688))
    result = run("qualys_was_schedule", id=1688, state="absent")
    assert not result.get("failed"), result["msg"]
    assert 1688 not in simulator.state.schedules


def test_a_search_that_does_not_show_what_was_created_is_told(simulator, run):
    simulator.switches.search_lag = "1"
    simulator.hook("search/was", lambda state: state.unindexed.update(dict.fromkeys(state.unindexed, 9)), once=False)
    result = run("qualys_was_schedule", **NEW)
    assert not result.get("failed"), result["msg"]
    assert result["changed"]
    assert "search does not show it yet" in str(result["warnings"])
