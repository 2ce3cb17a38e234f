# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The QPS dialect where Qualys answers as no document says it does."""

from __future__ import annotations

import pytest

from ansible_collections.community.qualys.plugins.module_utils._api import connect, qps_file
from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import (
    ApiError,
    CodecError,
    LostAnswerError,
    QualysError,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.asset_ids import ASSET
from ansible_collections.community.qualys.plugins.module_utils._resource.references import TAG
from ansible_collections.community.qualys.plugins.module_utils._settings import OPTIONS, settings_from
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer

LOGIN = {option.name: option.default for option in OPTIONS} | {
    "api_url": "https://qualysapi.example.com",
    "username": "demo",
    "password": "demo",
}


class Scripted:
    """Stands in for a session: gives answers that were written down, in their order."""

    def __init__(self, *contents):
        self.settings = settings_from(LOGIN)
        self.calls = []
        self._contents = list(contents)

    def send(self, call, read):
        self.calls.append(call.operation)
        content = self._contents.pop(0)
        return read(Answer(200, {}, b"<ServiceResponse>" + content.encode() + b"</ServiceResponse>"))


def success(data="", count=1):
    return "<responseCode>SUCCESS</responseCode><count>%d</count><data>%s</data>" % (count, data)


MISSING = "<responseCode>INVALID_REQUEST</responseCode>"


def test_what_can_be_found_is_not_missing():
    session = Scripted(MISSING, success("<Tag><id>7</id></Tag>"))
    with pytest.raises(ApiError) as caught:
        Qps(session).get(TAG, 7)
    assert caught.value.code == "INVALID_REQUEST"
    assert len(session.calls) == 2


def test_what_cannot_be_found_either_is_missing():
    assert Qps(Scripted(MISSING, success(count=0))).get(TAG, 7) is None


@pytest.mark.parametrize("identity", ["<id>8</id>", "<id>x</id>", ""])
def test_another_object_than_the_one_asked_for_is_refused(identity):
    with pytest.raises(CodecError, match="was asked for the tag 7 and gave another one"):
        Qps(Scripted(success("<Tag>%s<name>x</name></Tag>" % identity))).get(TAG, 7)


def test_a_creation_without_id_is_a_lost_answer():
    with pytest.raises(LostAnswerError, match="created a tag without telling its id"):
        Qps(Scripted(success("<Tag><name>x</name></Tag>"))).create(TAG, {"name": "x"})


def test_nothing_is_ever_done_to_everything():
    session = Scripted()
    with pytest.raises(QualysError, match="of every asset was about to be sent"):
        Qps(session).act_on_many(ASSET, "activate", ())
    assert session.calls == []


def test_a_document_in_place_of_a_file_is_a_lost_answer():
    with pytest.raises(LostAnswerError, match="with something else than a file"):
        qps_file.fetch(Qps(Scripted(success())), TAG, {"id": 1}, lambda _body: None)


@pytest.mark.parametrize("library", ["requests", "lxml"])
def test_a_missing_library_is_named(monkeypatch, library):
    monkeypatch.setattr(connect, "HAS_" + library.upper(), False)
    with pytest.raises(QualysError, match="the Python library %s is missing where this runs" % library):
        connect.connect_qps(LOGIN)
