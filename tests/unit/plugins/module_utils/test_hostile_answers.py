# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that are packed, counted, headed or redirected as no honest server does; and what proxies say instead."""

from __future__ import annotations

import base64
import contextlib
import gzip
import tracemalloc
import zlib

import pytest

from ansible_collections.community.qualys.plugins.module_utils._api.pci import Pci
from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import (
    AccessError,
    CodecError,
    LimitError,
    LostAnswerError,
    QualysError,
    SlowAnswerError,
    UnreachableError,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.references import TAG
from ansible_collections.community.qualys.plugins.module_utils._resource.was_schedule import SCHEDULE
from ansible_collections.community.qualys.plugins.module_utils._settings import (
    OPTIONS,
    PCI_OPTIONS,
    pci_settings_from,
    settings_from,
)
from ansible_collections.community.qualys.plugins.module_utils._transport import exchange
from ansible_collections.community.qualys.plugins.module_utils._transport.session import Session
from ansible_collections.community.qualys.plugins.module_utils._transport.unpack import unpacked
from tests.simulator.raw import RawServer

# A connection on which headers made no sense is closed by the garbage collector, in whatever test it comes.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

PASSWORD = "canary-of-the-account"
LOGIN = {option.name: option.default for option in OPTIONS} | {"username": "demo", "password": PASSWORD}
PCI_LOGIN = {option.name: option.default for option in PCI_OPTIONS} | {
    "pci_username": "demo",
    "pci_password": PASSWORD,
}
COUNT = b"<ServiceResponse><responseCode>SUCCESS</responseCode><count>7</count></ServiceResponse>"


def answer(body=COUNT, *headers, status="200 OK", length=None):
    lines = [
        "HTTP/1.1 " + status,
        "Connection: close",
        "Content-Length: %d" % (len(body) if length is None else length),
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode("utf-8") + body


def qps_for(url, **options):
    settings = settings_from({**LOGIN, "api_url": url, "retries": 0, **options})
    return Qps(Session(settings, sleep=lambda _seconds: None))


def count(script, **options):
    """Return what the client makes of an answer, and the server."""
    with RawServer(script) as server:
        return qps_for(server.url, **options).count(TAG)


def refusal(script, kind=QualysError, **options):
    """Return the message by which an answer is refused; it never holds the password, and is one printable line."""
    with pytest.raises(kind) as caught:
        count(script, **options)
    assert PASSWORD not in caught.value.message
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 500
    return caught.value.message


@pytest.mark.parametrize("identity", ["", "<id/>", "<id>x</id>", "<id>-1</id>", "<id>" + "9" * 19 + "</id>"])
def test_a_list_with_an_object_without_id_is_refused(identity):
    data = "<count>1</count><data><Tag>%s<name>a</name></Tag></data>" % identity
    script = answer(COUNT.replace(b"<count>7</count>", data.encode()))
    with RawServer(script) as server, pytest.raises(CodecError, match="a tag without an id"):
        list(qps_for(server.url).search(TAG))


class TestPacking:
    @pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP"])
    def test_a_packed_answer_is_read(self, coding):
        assert count(answer(gzip.compress(COUNT), "Content-Encoding: " + coding)) == 7

    def test_in_several_parts(self):
        packed = gzip.compress(COUNT[:20]) + gzip.compress(COUNT[20:])
        assert count(answer(packed, "Content-Encoding: gzip")) == 7

    def test_no_other_packing_is_asked_for(self):
        with RawServer(answer()) as server:
            qps_for(server.url).count(TAG)
        assert b"\r\nAccept-Encoding: gzip\r\n" in server.heads[0]

    @pytest.mark.parametrize("coding", ["deflate", "br", "zstd", "gzip, gzip", "gzip,br", "compress", "x" * 5000])
    def test_what_was_not_asked_for_is_refused(self, coding):
        assert "which was not asked for" in refusal(answer(COUNT, "Content-Encoding: " + coding), CodecError)

    @pytest.mark.parametrize("length", [10, 40, 60])
    def test_a_cut_packing_is_a_lost_answer(self, length):
        packed = gzip.compress(COUNT)
        assert "cut" in refusal(answer(packed[:length], "Content-Encoding: gzip"), LostAnswerError)

    def test_what_is_not_packed_at_all_is_a_lost_answer(self):
        assert "cannot be unpacked" in refusal(answer(COUNT, "Content-Encoding: gzip"), LostAnswerError)

    def test_a_bomb_is_given_up_when_it_grows_too_large(self, monkeypatch):
        monkeypatch.setattr(exchange, "MAX_BODY", 8 * 1024 * 1024)
        bomb = gzip.compress(bytes(64 * 1024 * 1024), 9)
        assert len(bomb) < 70000
        tracemalloc.start()
        try:
            assert "is larger than 8 MiB" in refusal(answer(bomb, "Content-Encoding: gzip"), CodecError)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        # The pieces up to the limit, and not what the bomb would have become.
        assert peak < 16 * 1024 * 1024

    def test_no_piece_is_larger_than_a_mebibyte(self):
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        bomb = packer.compress(bytes(32 * 1024 * 1024)) + packer.flush()
        pieces = list(unpacked([bomb], "gzip"))
        assert sum(map(len, pieces)) == 32 * 1024 * 1024
        assert max(map(len, pieces)) <= 1024 * 1024

    @pytest.mark.parametrize("size", [1, 7, 1000])
    def test_pieces_of_any_size_give_the_same(self, size):
        text = bytes(range(256)) * 5000
        packed = gzip.compress(text)
        pieces = (packed[start : start + size] for start in range(0, len(packed), size))
        assert b"".join(unpacked(pieces, "gzip")) == text


class TestSize:
    def test_a_flood_is_given_up(self, monkeypatch):
        monkeypatch.setattr(exchange, "MAX_BODY", 1024 * 1024)
        with RawServer(answer(bytes(32 * 1024 * 1024))) as server, pytest.raises(CodecError, match="larger than 1 MiB"):
            qps_for(server.url).count(TAG)
        assert server.sent < 16 * 1024 * 1024

    def test_a_length_that_promises_more_is_a_cut(self):
        assert refusal(answer(length=len(COUNT) + 1), LostAnswerError)

    def test_a_length_that_promises_less_is_kept_to(self):
        assert refusal(answer(length=len(COUNT) - 1), LostAnswerError)

    def test_what_follows_an_answer_is_not_read(self):
        assert count(answer(COUNT + b"HTTP/1.1 302 Found\r\n\r\n", length=len(COUNT))) == 7

    @pytest.mark.parametrize("length", ["-1", "1e3", "²", "1, 2", "0x10", "9" * 5000, ""])
    def test_a_length_that_is_no_number_harms_nobody(self, length):
        script = ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %s\r\n\r\n" % length).encode() + COUNT
        with contextlib.suppress(LostAnswerError):
            assert count(script) == 7

    def test_headers_without_end_are_a_lost_answer(self):
        assert refusal(answer(COUNT, *["X-%d: y" % number for number in range(500)]), LostAnswerError)
        assert refusal(answer(COUNT, "X: " + "y" * 100000), LostAnswerError)

    @pytest.mark.parametrize(
        "script", [b"", b"\x00" * 100, b"HTTP/9.9 x\r\n\r\n", b"HTTP/1.1 \r\n\r\n", b"SSH-2.0-OpenSSH\r\n", b"\r\n" * 9]
    )
    def test_what_is_no_http_is_a_lost_answer(self, script):
        assert refusal(script, LostAnswerError)


HINTS = ("²", "9" * 5000, "9" * 250, "-5", "1e9", "nan", "Wed, 21 Oct 99999 07:28:00 GMT", "x\x1b[31m")
HINTS += (
    "Wed, 21 Oct 2015 07:28:00 +99999999999999",
    "Wed, 21 Oct 0000 07:28:00 GMT",
    "Mon, 31 Feb 2027 25:61:61 -0000",
)


@pytest.mark.parametrize("name", ["Retry-After", "X-RateLimit-ToWait-Sec", "X-Concurrency-Limit-Limit"])
@pytest.mark.parametrize("value", HINTS)
@pytest.mark.parametrize("status", ["200 OK", "409 Conflict", "429 Too Many Requests", "503 Unavailable"])
def test_hints_that_make_no_sense_make_no_trouble(status, name, value):
    limit = b"<SIMPLE_RETURN><RESPONSE><CODE>1965</CODE></RESPONSE></SIMPLE_RETURN>"
    script = answer(COUNT if status[0] == "2" else limit, "%s: %s" % (name, value), status=status)
    if status[0] == "2":
        assert count(script) == 7
    else:
        refusal(script, LimitError if status[0] == "4" else QualysError)


@pytest.mark.parametrize("digits", [400, 5000])
def test_a_wait_without_end_is_told_as_a_limit(digits):
    body = b"<CODE>1965</CODE><KEY>SECONDS_TO_WAIT</KEY><VALUE>%s</VALUE>" % (b"9" * digits)
    assert "asks to wait" in refusal(answer(body, status="409 Conflict"), LimitError)


PLACES = {
    "https://evil.example.com/x": "https://evil.example.com;",
    "http://evil.example.com:8080/x": "http://evil.example.com:8080;",
    "//evil.example.com/x": "http://evil.example.com;",
    "https://user:canary-of-somebody@evil.example.com/?token=canary-of-somebody#canary-of-somebody": (
        "https://evil.example.com;"
    ),
    "/login?next=canary-of-somebody": "http://127.0.0.1:",
    "": "http://127.0.0.1:",
    "https://[::1]:1/": "https://[::1]:1;",
    "https://[::1": "what is no address;",
    "https://h:99999/": "what is no address;",
    "https://\u202egnp.example/\x1b[31m": r"https://",
    "javascript:alert(1)": "javascript://?;",
    "https://" + "a" * 9000: "https://aaa",
}


@pytest.mark.parametrize(("location", "place"), PLACES.items())
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_named_and_not_followed(status, location, place):
    server = RawServer(answer(b"", "Location: " + location, status=status))
    with server, pytest.raises(QualysError) as caught:
        qps_for(server.url, retries=3).count(TAG)
    message = caught.value.message
    assert "is redirected to " + place in message
    assert "canary" not in message
    assert message.isprintable()
    assert len(message) < 500
    assert len(server.heads) == 1


@pytest.mark.parametrize("status", ["302 Found", "307 Temporary", "308 Permanent"])
def test_no_redirect_carries_the_login_to_another_server(status):
    other = RawServer(answer())
    server = RawServer(answer(b"", "Location: %s/x" % other.url, status=status))
    with other, server:
        for call in (lambda qps: qps.count(TAG), lambda qps: qps.update(SCHEDULE, 1, {"name": "x"})):
            with pytest.raises(QualysError, match="is redirected to " + other.url):
                call(qps_for(server.url))
        settings = pci_settings_from({**PCI_LOGIN, "pci_url": server.url, "retries": 0})
        with pytest.raises(QualysError, match="is redirected to " + other.url):
            Pci(Session(settings)).scans()
    assert len(server.heads) == 3
    assert other.heads == []


def test_the_body_of_a_redirect_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(exchange, "MAX_BODY", 0)
    bomb = gzip.compress(bytes(16 * 1024 * 1024))
    tracemalloc.start()
    try:
        script = answer(bomb, "Content-Encoding: gzip", "Location: /x", status="302 Found")
        assert "is redirected" in refusal(script)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * 1024 * 1024


def test_the_login_of_a_netrc_file_is_never_sent(tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("default login somebody password canary-of-somebody\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with RawServer(answer()) as server:
        qps_for(server.url).count(TAG)
    assert base64.b64encode(b"demo:" + PASSWORD.encode()) in server.heads[0]


PROXY_LOGIN = {"proxy_username": "somebody", "proxy_password": "canary-of-the-proxy:/@ä"}


class TestProxies:
    """Qualys stands behind https, so a proxy is asked to open a tunnel before it sees anything."""

    def message(self, script, **options):
        with RawServer(script) as proxy, pytest.raises(QualysError) as caught:
            qps_for("https://qualysapi.example.com", proxy=proxy.url, **PROXY_LOGIN, **options).count(TAG)
        message = caught.value.message
        assert proxy.url in message
        assert "canary" not in message
        assert message.isprintable()
        # The proxy gets its own login, and nothing of Qualys'.
        assert proxy.heads[0].startswith(b"CONNECT qualysapi.example.com:443")
        assert b"Proxy-Authorization: Basic " in proxy.heads[0]
        for head in proxy.heads:
            assert b"\r\nAuthorization" not in head
            assert base64.b64encode(b"demo:" + PASSWORD.encode()) not in head
        return message, len(proxy.heads)

    def test_a_login_that_the_proxy_refuses_is_tried_once(self):
        message, tries = self.message(answer(b"", status="407 Proxy Authentication Required"), retries=3)
        assert "407" in message
        assert "this is the proxy's answer, not Qualys'" in message
        assert tries == 1

    @pytest.mark.parametrize("status", ["403 Forbidden", "502 Bad Gateway", "503 \x1b[31mred", "504 Gateway Time-out"])
    def test_a_tunnel_that_the_proxy_refuses(self, status):
        message, _tries = self.message(answer(b"<html><title>Blocked</title></html>", status=status))
        assert status[:3] in message
        assert "this is the proxy's answer, not Qualys'" in message

    @pytest.mark.parametrize(
        ("status", "words"),
        [
            ("407 Proxy Authentication Required", "it wants a login (HTTP 407)"),
            ("403 Forbidden", "a proxy refuses"),
            ("503 Unavailable", 'titled "Corporate proxy"'),
            ("200 OK", 'a web page titled "Corporate proxy"'),
            ("511 Network Authentication Required", 'titled "Corporate proxy"'),
        ],
    )
    def test_pages_of_a_proxy_that_reads_along(self, status, words):
        page = b"<html><head><title>Corporate\n proxy</title></head></html>"
        message = refusal(answer(page, "Content-Type: text/html", status=status), **PROXY_LOGIN)
        assert words in message

    def test_a_login_that_such_a_proxy_wants_is_no_wrong_password_and_tried_once(self):
        with RawServer(answer(b"", status="407 x")) as server, pytest.raises(UnreachableError):
            qps_for(server.url, retries=3).count(TAG)
        assert len(server.heads) == 1

    @pytest.mark.parametrize(
        "address",
        ["http://somebody:canary-of/the#proxy@proxy.example:3128", "http://u:canary@p:99999", "http://u:canary@["],
    )
    def test_a_proxy_of_the_environment_that_is_no_address(self, monkeypatch, address):
        monkeypatch.setenv("HTTPS_PROXY", address)
        with pytest.raises(UnreachableError) as caught:
            qps_for("https://qualysapi.example.com").count(TAG)
        assert "the proxy that the environment names" in caught.value.message
        assert "canary" not in caught.value.message

    def test_the_login_in_a_proxy_of_the_environment_is_not_shown(self, monkeypatch):
        monkeypatch.setenv("HTTPS_PROXY", "http://somebody:canary-of-the-proxy@127.0.0.1:9")
        with pytest.raises(UnreachableError) as caught:
            qps_for("https://qualysapi.example.com").count(TAG)
        assert "canary" not in caught.value.message


def test_a_page_with_a_403_tells_what_it_calls_itself():
    page = b"<html><head><title>Blocked by policy \x1b]0;x\x07\xe2\x80\xae</title></head></html>"
    message = refusal(answer(page, "Content-Type: text/html", status="403 Forbidden"), AccessError)
    assert "Blocked by policy" in message


def test_a_change_whose_answer_cannot_be_read_counts_as_lost():
    body = b'<!DOCTYPE a [<!ENTITY x "y">]><a/>'
    with RawServer(answer(body)) as server, pytest.raises(LostAnswerError):
        qps_for(server.url, retries=3).update(SCHEDULE, 1, {"name": "x"})
    # And it is not sent again blindly.
    assert len(server.heads) == 1


SAID = "Red \x1b[31m, \x9b31m, \u202e, \x07\nand more {{ 1 }}"


@pytest.mark.parametrize(
    "body",
    [
        ('{"ServiceResponse":{"responseCode":"X\\u001b[2J","responseErrorDetails":{"errorMessage":"%s"}}}' % SAID)
        .replace("\n", "\\n")
        .replace("\x1b", "\\u001b")
        .replace("\x07", "\\u0007"),
        "<ServiceResponse><responseCode>X</responseCode><responseErrorDetails><errorMessage>%s</errorMessage>"
        "</responseErrorDetails></ServiceResponse>" % SAID.replace("\x1b", "").replace("\x07", ""),
        "<SIMPLE_RETURN><RESPONSE><CODE>1</CODE><TEXT>%s</TEXT></RESPONSE></SIMPLE_RETURN>"
        % SAID.replace("\x1b", "").replace("\x07", ""),
    ],
    ids=["JSON", "XML", "SIMPLE_RETURN"],
)
def test_what_qualys_says_is_shown_without_what_terminals_act_on(body):
    message = refusal(answer(body.encode("utf-8")))
    assert "{{ 1 }}" in message
    assert r"\x9b31m" in message
    assert r"\u202e" in message


def test_an_answer_that_trickles_in_without_end_is_given_up():
    times = iter([0, 0, 0])
    with RawServer(answer()) as server:
        settings = settings_from({**LOGIN, "api_url": server.url, "retries": 0})
        session = Session(settings, clock=lambda: next(times, 10**6))
        with pytest.raises(SlowAnswerError, match="was still not complete after 600 s"):
            Qps(session).count(TAG)


@pytest.mark.parametrize("proxy", ["http://[::1", "http://canary:pass@[", "socks9://canary@host:1"])
def test_a_proxy_of_the_environment_that_is_no_address_is_told_without_its_login(monkeypatch, proxy):
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(UnreachableError) as caught:
        qps_for("https://qualysapi.example.com", retries=3).count(TAG)
    assert "canary" not in caught.value.message
    assert "proxy that the environment names" in caught.value.message
