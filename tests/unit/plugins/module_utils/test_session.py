# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the transport does when the server misbehaves: repeats, waits, refusals. No test sleeps."""

from __future__ import annotations

import contextlib
import ssl
import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import trustme

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import (
    AccessError,
    ApiError,
    LimitError,
    LoginError,
    LostAnswerError,
    QualysError,
    UnreachableError,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.references import TAG, WEB_APP
from ansible_collections.community.qualys.plugins.module_utils._resource.was_schedule import SCHEDULE
from ansible_collections.community.qualys.plugins.module_utils._settings import OPTIONS, settings_from
from ansible_collections.community.qualys.plugins.module_utils._transport.allowance import NoFellows, NoSlots
from ansible_collections.community.qualys.plugins.module_utils._transport.session import Session
from tests.simulator.server import Simulator

LOGIN = {option.name: option.default for option in OPTIONS} | {"username": "demo", "password": "demo"}


class Client:
    """A dialect whose pauses and words are written down."""

    def __init__(self, url, **options):
        self.pauses: list[float] = []
        self.said: list[str] = []
        settings = settings_from({**LOGIN, "api_url": url, **options})
        self.qps = Qps(Session(settings, sleep=self.pauses.append, notify=self.said.append))


@pytest.fixture
def client(simulator):
    return Client(simulator.url)


def names(client):
    return [record["name"] for record in client.qps.search(WEB_APP)]


SHOPS = ["Shop", "Shop Staging", "Partner Portal", "Café & Küche"]


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 503},
        {"kind": "status", "status": 500, "body": "xml"},
        {"kind": "html_200"},
        {"kind": "empty_200"},
        {"kind": "cut", "how": "length"},
        {"kind": "cut", "how": "connection"},
        {"kind": "reset_before"},
        {"kind": "reset_after"},
        {"kind": "wrong_content_type"},
    ],
    ids=lambda fault: "-".join(str(value) for value in fault.values()),
)
def test_a_read_is_repeated_until_it_is_whole(simulator, client, fault):
    simulator.faults.add(**fault, times=2)
    assert names(client) == SHOPS
    assert len(client.pauses) == 2
    assert client.pauses[0] < client.pauses[1]
    assert len(client.said) == 2


@pytest.mark.parametrize("kind", ["status", "html_200", "empty_200", "reset_before", "cut"])
def test_a_read_is_given_up_after_the_repeats_allowed(simulator, client, kind):
    simulator.faults.add(kind, times=0)
    with pytest.raises(QualysError):
        names(client)
    assert len(simulator.journal) == LOGIN["retries"] + 1


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/octet-stream", ""])
def test_what_stands_in_an_answer_decides_how_it_is_read(simulator, client, content_type):
    simulator.faults.add("wrong_content_type", content_type=content_type, times=0)
    assert names(client) == SHOPS
    assert len(simulator.journal) == 1


def test_nothing_is_told_as_nothing(simulator, client):
    simulator.faults.add("empty_200", times=0)
    with pytest.raises(LostAnswerError, match="was answered with nothing"):
        names(client)


@pytest.mark.parametrize("kind", ["status", "html_200", "empty_200", "reset_before", "reset_after", "cut"])
def test_a_write_is_never_repeated_blindly(simulator, client, kind):
    simulator.faults.add(kind, times=0)
    with pytest.raises(LostAnswerError):
        client.qps.update(SCHEDULE, 1688, {"name": "x"})
    assert len(simulator.journal.writes()) == 1
    assert client.pauses == []


@pytest.mark.parametrize(
    ("fault", "seconds"),
    [
        ({"kind": "limit_409_1965", "hint": "header", "wait": 7}, 9),
        ({"kind": "limit_409_1965", "hint": "item", "wait": 7}, 9),
        ({"kind": "limit_409_1965", "hint": "retry_after", "wait": 7}, 9),
        ({"kind": "limit_409_1965", "hint": "none"}, 15),
        ({"kind": "limit_409_1960"}, 15),
        ({"kind": "limit_429", "hint": "header", "wait": 7}, 9),
        ({"kind": "limit_429", "hint": "retry_after", "wait": 7}, 9),
        ({"kind": "limit_429", "hint": "none"}, 15),
    ],
    ids=lambda value: "-".join(str(part) for part in value.values()) if isinstance(value, dict) else "",
)
@pytest.mark.parametrize("operation", ["read", "write"])
def test_limits_are_waited_out_by_reads_and_writes(simulator, client, fault, seconds, operation):
    simulator.faults.add(**fault)
    if operation == "read":
        assert names(client) == SHOPS
    else:
        client.qps.update(SCHEDULE, 1688, {"name": "x"})
        assert simulator.state.schedules[1688]["name"] == "x"
    assert client.pauses == [seconds]
    assert "Qualys limits the calls" in client.said[0]


def test_a_wait_beyond_the_cap_is_an_error_that_tells_how_long(simulator, client):
    simulator.faults.add("limit_409_1965", hint="header", wait=43 * 60)
    with pytest.raises(LimitError, match=r"asks to wait 43 min .* max_wait allows 5 min in all") as caught:
        names(client)
    assert caught.value.facts["wait"] == 43 * 60 + 2
    assert client.pauses == []


def test_many_short_waits_end_at_the_cap_as_well(simulator, client):
    simulator.faults.add("limit_409_1960", times=0)
    with pytest.raises(LimitError):
        names(client)
    assert sum(client.pauses) <= LOGIN["max_wait"]


def test_a_conflict_that_is_no_limit_fails_at_once(simulator, client):
    simulator.faults.add("conflict_409_2003", times=0)
    with pytest.raises(ApiError, match="2003"):
        names(client)
    assert len(simulator.journal) == 1
    assert client.pauses == []


@pytest.mark.parametrize("error_http", ["200", "real"])
def test_a_wrong_password_is_tried_once(simulator, error_http):
    simulator.switches.error_http = error_http
    client = Client(simulator.url, password="wrong")
    with pytest.raises(LoginError, match="refused the login of user demo") as caught:
        names(client)
    assert len(simulator.journal) == 1
    assert "wrong" not in caught.value.message


@pytest.mark.parametrize("error_http", ["200", "real"])
@pytest.mark.parametrize("answer", ["xml", "html"])
def test_a_missing_permission_is_no_wrong_password(simulator, error_http, answer):
    simulator.switches.error_http = error_http
    simulator.switches.missing_module_answer = answer
    simulator.add_user("reader", "demo", modules=["am"])
    with pytest.raises(AccessError):
        names(Client(simulator.url, username="reader"))
    assert len(simulator.journal) == 1


def test_redirects_are_refused_and_named(simulator, client):
    simulator.faults.add("redirect", location="https://evil.example.com/x", times=0)
    with pytest.raises(QualysError, match=r"redirected to https://evil\.example\.com"):
        names(client)
    assert len(simulator.journal) == 1


@pytest.mark.parametrize("kind", ["more_but_empty", "last_id_stuck"])
def test_a_list_that_is_not_whole_is_an_error(simulator, client, kind):
    simulator.faults.add(kind, times=0)
    with pytest.raises(QualysError, match="would be incomplete"):
        list(client.qps.search(TAG, page_size=5))


@pytest.mark.parametrize("size", [1, 3, 100, 1000])
def test_pages_of_any_size_give_every_object_once(simulator, client, size):
    found = [record["id"] for record in client.qps.search(TAG, page_size=size)]
    assert sorted(map(int, found)) == sorted(simulator.state.tags)
    assert len(set(found)) == len(found)


def test_what_is_not_there_is_none_and_costs_one_more_read(simulator, client):
    for code in ("NOT_FOUND", "OBJECT_NOT_FOUND", "UNKNOWN_OBJECT", "INVALID_REQUEST"):
        simulator.switches.missing_id_code = code
        simulator.journal.clear()
        assert client.qps.get(SCHEDULE, 424242) is None
        assert len(simulator.journal) == 2


@pytest.mark.parametrize("value", ['a & b < c > "d"', "Ünï漢字", "  two  blanks ", "'; DROP", "{{ x }}"])
def test_criteria_arrive_unchanged(simulator, client, value):
    assert list(client.qps.search(WEB_APP, (Criterion("name", "EQUALS", value),))) == []
    assert "EQUALS" in simulator.journal[-1]["body"]


def test_text_outside_latin_1_works_as_a_password(simulator):
    simulator.add_user("jürgen", "pässwörd漢")
    assert names(Client(simulator.url, username="jürgen", password="pässwörd漢")) == SHOPS


def test_an_untrusted_certificate_is_refused_and_ca_path_cures_it(tmp_path):
    with Simulator(tls_dir=tmp_path) as simulator:
        with pytest.raises(UnreachableError, match="not signed by a trusted authority; set ca_path"):
            names(Client(simulator.url))
        assert list(simulator.journal) == []
        assert names(Client(simulator.url, ca_path=simulator.ca_path)) == SHOPS
        assert names(Client(simulator.url, validate_certs=False)) == SHOPS


def test_the_environment_does_not_switch_verification_back_on(tmp_path, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nonexistent.pem")
    with Simulator(tls_dir=tmp_path) as simulator:
        assert names(Client(simulator.url, validate_certs=False)) == SHOPS


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"url": "http://127.0.0.1:9"}, "refuses the connection"),
        ({"url": "https://no-such-host.invalid"}, "cannot be found"),
        ({"ca_path": "/nonexistent.pem"}, "ca_path"),
        ({"proxy": "http://127.0.0.1:9"}, "the proxy http://127.0.0.1:9 did not pass the request on"),
    ],
    ids=["refused", "unknown host", "no certificates", "proxy"],
)
def test_what_never_reached_the_server_is_told_apart(simulator, options, words):
    options = {"url": simulator.url.replace("http:", "https:"), "retries": 1, **options}
    client = Client(options.pop("url"), **options)
    with pytest.raises(UnreachableError, match=words):
        names(client)


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_the_simulator_is_never_reached_through_a_proxy_of_the_environment(simulator, monkeypatch, name):
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert names(Client(simulator.url, retries=0)) == SHOPS


def test_elsewhere_the_proxy_of_the_environment_is_used(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with pytest.raises(UnreachableError, match="the proxy that the environment names did not pass the request on"):
        names(Client("https://qualysapi.example.com", retries=0))


def test_a_tls_error_is_not_taken_for_a_refused_connection(simulator):
    with pytest.raises(UnreachableError, match="does not speak TLS as it should"):
        names(Client(simulator.url.replace("http:", "https:")))


@pytest.mark.parametrize(
    ("identity", "lifetime", "words"),
    [
        ("127.0.0.1", {"not_after": datetime(2020, 1, 1)}, "its certificate has expired"),
        ("127.0.0.1", {"not_before": datetime(2090, 1, 1), "not_after": datetime(2091, 1, 1)}, "not valid yet"),
        ("192.0.2.1", {}, "made out to another host; check platform or api_url"),
    ],
    ids=["expired", "not yet", "another host"],
)
def test_what_is_wrong_with_a_certificate_is_told(tmp_path, identity, lifetime, words):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(identity, **lifetime).configure_cert(context)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.handle_request, daemon=True)
    thread.start()
    client = Client("https://127.0.0.1:%d" % server.server_port, ca_path=str(tmp_path / "ca.pem"))
    with pytest.raises(UnreachableError, match=words):
        names(client)
    thread.join(10)
    server.server_close()
    assert client.pauses == []


@pytest.mark.parametrize(("seconds", "said"), [(9.0, []), (13.0, ["waited 13 s while other tasks"])])
def test_a_long_wait_for_other_tasks_is_told(simulator, client, monkeypatch, seconds, said):
    now = [100.0]

    class Taken(NoSlots):
        def __enter__(self):
            now[0] += seconds
            return self

    fellows = NoFellows()
    fellows.slots = Taken()
    monkeypatch.setattr(Session, "fellows", fellows)
    client.qps.session.clock = lambda: now[0]
    assert names(client) == SHOPS
    assert [line[: len(words)] for line, words in zip(client.said, said)] == said
    assert len(client.said) == len(said)


@pytest.mark.parametrize(
    ("fault", "settled"),
    [
        ({"kind": "status", "status": 503}, True),
        ({"kind": "reset_before"}, True),
        ({"kind": "limit_429", "wait": 999}, True),
        ({"kind": "redirect"}, True),
        (None, True),
        ("wrong password", False),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else str(value),
)
def test_what_others_hear_of_a_login(simulator, monkeypatch, fault, settled):
    """They wait as long as nobody knows, but not for the end of an outage."""
    heard = []
    fellows = NoFellows()
    fellows.settle = lambda: heard.append(True)
    monkeypatch.setattr(Session, "fellows", fellows)
    if isinstance(fault, dict):
        simulator.faults.add(**fault, times=0)
    client = Client(simulator.url, retries=1, max_wait=5, **({"password": "x"} if isinstance(fault, str) else {}))
    with contextlib.suppress(QualysError):
        names(client)
    assert bool(heard) is settled
