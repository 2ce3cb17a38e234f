# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an answer of the PCI API means, in every shape it may have."""

from __future__ import annotations

import json

import pytest

from ansible_collections.community.qualys.plugins.module_utils._api import connect_pci
from ansible_collections.community.qualys.plugins.module_utils._api.pci import Pci, UnreadableError
from ansible_collections.community.qualys.plugins.module_utils._api.pci_answer import data_of, receipt_of
from ansible_collections.community.qualys.plugins.module_utils._errors import (
    AccessError,
    ApiError,
    LoginError,
    LostAnswerError,
    QualysError,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_asset import summarised_assets
from ansible_collections.community.qualys.plugins.module_utils._settings import PCI_OPTIONS, pci_settings_from
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call

LOGIN = {option.name: option.default for option in PCI_OPTIONS} | {"pci_username": "a@b", "pci_password": "s3cret"}
SETTINGS = pci_settings_from(LOGIN)
CALL = Call("add PCI assets", "POST", "/pci/asset/add", is_write=True)


def answer(status, content, kind="application/json"):
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return Answer(status, {"content-type": kind}, body)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1 IP added successfully", 1),
        ("2 VirtualHost removed successfully", 2),
        ("0 DNS added successfully", 0),
        (" 12 Virtual Host added successfully. ", 12),
        ("3 DNS names removed successfully", 3),
    ],
)
def test_receipts(text, count):
    assert receipt_of(CALL, answer(200, {"data": text}), SETTINGS).counted == count


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("192.0.2.1 already exists", "ALREADY_THERE"),
        ("Duplicate asset 192.0.2.1", "ALREADY_THERE"),
        ("The limit has already been reached", "HTTP_{}"),
        ("192.0.2.1 not found", "NOT_THERE"),
        ("192.0.2.1 does not exist", "NOT_THERE"),
        ("Scan 7 is running on 192.0.2.1", "SCAN_RUNNING"),
        ("Asset is being scanned", "SCAN_RUNNING"),
        ("It is in the target of a scheduled scan", "SCAN_SCHEDULED"),
        ("Something else", "HTTP_{}"),
    ],
)
@pytest.mark.parametrize("status", [200, 400, 404, 409, 422])
@pytest.mark.parametrize(
    "shape",
    [
        lambda text: {"data": text},
        lambda text: {"message": text},
        lambda text: {"error": {"message": text}},
        lambda text: {"error": text},
        lambda text: {"errors": [{"message": text}]},
        lambda text: {"errors": [text]},
        lambda text: {"errorMessage": text, "message": ""},
    ],
)
def test_refusals(shape, status, text, code):
    with pytest.raises(ApiError) as caught:
        receipt_of(CALL, answer(status, shape(text)), SETTINGS)
    assert caught.value.code == code.format(status)
    assert text in caught.value.message or (status == 404 and code == "HTTP_{}")


def test_refusals_that_are_no_json():
    with pytest.raises(ApiError, match=r"HTTP 400: 192\.0\.2\.1 already exists \\x1b") as caught:
        data_of(CALL, answer(400, b"192.0.2.1\n already exists\n\x1b", "text/plain"), SETTINGS)
    assert caught.value.code == "ALREADY_THERE"
    with pytest.raises(ApiError, match="there is no /pci/asset/add on this server; check pci_url"):
        data_of(CALL, answer(404, b"<html><title>404</title></html>", "text/html"), SETTINGS)


@pytest.mark.parametrize("content", [[1], 7, {"errors": {"x": 1}}, {"errors": []}, {"message": {"x": 1}}, None])
def test_shapes_that_nobody_foresaw_are_refusals_too(content):
    for status in (200, 400):
        with pytest.raises(ApiError):
            data_of(CALL, answer(status, content), SETTINGS)


def test_login_and_access():
    with pytest.raises(LoginError, match=r"PCI user a@b at https://pci-api\.qualys\.com") as caught:
        data_of(CALL, answer(401, {"message": "no"}), SETTINGS)
    assert "s3cret" not in caught.value.message
    with pytest.raises(AccessError, match="HTTP 403: no; where SAML"):
        data_of(CALL, answer(403, {"message": "no"}), SETTINGS)


@pytest.mark.parametrize("body", [b"", b"{", b"hello", b'{"data": "1 IP ad'])
def test_a_success_that_cannot_be_read_is_no_answer(body):
    with pytest.raises(LostAnswerError):
        receipt_of(CALL, answer(200, body), SETTINGS)


def test_long_texts_are_cut():
    with pytest.raises(ApiError) as caught:
        data_of(CALL, answer(400, {"message": "x" * 5000}), SETTINGS)
    assert len(caught.value.message) < 400


class Pages:
    """A session that answers with one page after the other."""

    def __init__(self, *pages):
        self.settings = SETTINGS
        self.pages = list(pages)
        self.offsets = []

    def send(self, call, read):
        self.offsets.append(call.params["offset"])
        return read(answer(200, {"data": self.pages.pop(0)}))


def page(total, *rows):
    return {"totalCount": total, "fetchRange": "nonsense", "scanInfoList": [{"scanId": row} for row in rows]}


def ids(*pages):
    session = Pages(*pages)
    return [row["scanId"] for row in Pci(session).scans()], session.offsets


def test_paging_goes_by_what_was_received():
    assert ids(page(5, 1, 2), page(5, 3), page(5, 4, 5)) == ([1, 2, 3, 4, 5], ["1", "3", "4"])
    assert ids(page(0)) == ([], ["1"])
    assert ids(page("2", 1, 2)) == ([1, 2], ["1"])


def test_lists_without_a_total_are_read_until_nothing_comes():
    assert ids([{"scanId": 1}], [{"scanId": 2}], []) == ([1, 2], ["1", "2", "3"])


@pytest.mark.parametrize(
    "pages", [(page(3, 1, 2), page(3)), (page(9, 1), page(9, 1)), ([{"scanId": 1}], [{"scanId": 1}])]
)
def test_a_part_is_never_taken_for_the_whole(pages):
    with pytest.raises(QualysError, match="would be incomplete"):
        ids(*pages)


@pytest.mark.parametrize("data", ["text", {"a": 1}, {"a": [], "b": []}, None])
def test_what_is_no_list_is_not_taken_for_an_empty_one(data):
    with pytest.raises(UnreadableError):
        ids(data)


class Replies(Pages):
    """A session that gives one answer."""

    def send(self, call, read):
        return read(self.pages.pop(0))


def test_details_that_are_none():
    assert Pci(Replies(answer(404, b"<html></html>", "text/html"))).scan(7) is None
    assert Pci(Replies(answer(400, {"message": "Scan 7 not found"}))).scan(7) is None
    with pytest.raises(ApiError, match="HTTP 400: no"):
        Pci(Replies(answer(400, {"message": "no"}))).scan(7)
    with pytest.raises(UnreadableError, match="details of PCI scan 7"):
        Pci(Replies(answer(200, {"data": "nothing"}))).scan(7)


@pytest.mark.parametrize("data", ["Launched", {}, {"id": None}, {"id": "soon"}])
def test_a_launch_without_an_id_is_looked_for(data):
    with pytest.raises(LostAnswerError, match="without telling its id"):
        Pci(Replies(answer(200, {"data": data}))).launch({"title": "x"})


def test_a_missing_library_is_told(monkeypatch):
    monkeypatch.setattr(connect_pci, "HAS_REQUESTS", False)
    with pytest.raises(QualysError, match="pip install requests"):
        connect_pci.connect_pci(LOGIN)


@pytest.mark.parametrize("rows", [["192.0.2.1"], [{"k1": "192.0.2.1"}], [{"ipAddress": "somewhere"}]])
def test_a_summary_that_nobody_foresaw_is_not_taken_for_an_empty_one(rows):
    with pytest.raises(UnreadableError):
        summarised_assets("ip", rows)
