# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The samples that Qualys prints: a task sends what is printed there, and reads what is answered there.

Each folder of tests/samples holds one: the task, the request and the answer.
"""

from __future__ import annotations

import pytest
import yaml

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import open_envelope
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_facts import keys
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_row import RowReader
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import contents
from tests.unit.plugins.modules.samples import SAMPLES, as_tree, task_of

SEARCHES = sorted(path.name for path in SAMPLES.glob("host_asset_*"))
SCHEDULES = ["was_schedule_notification", "was_schedule_reschedule", "was_schedule_one_mail"]


@pytest.mark.parametrize("sample", SCHEDULES)
def test_the_request_is_the_printed_one(simulator, run, sample):
    module, options = task_of(sample)
    result = run(module, **options)
    assert not result.get("failed"), result["msg"]
    assert result["changed"]
    (write,) = simulator.journal.writes()
    assert write["method"] == "POST"
    assert write["path"] == "/qps/rest/3.0/update/was/wasscanschedule/%d" % options["id"]
    assert as_tree(write["body"]) == as_tree((SAMPLES / sample / "request.xml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("sample", SCHEDULES)
def test_the_second_run_sends_nothing(simulator, run, sample):
    module, options = task_of(sample)
    run(module, **options)
    simulator.journal.clear()
    assert not run(module, **options)["changed"]
    assert simulator.journal.operations() == ["get/was/wasscanschedule"]


@pytest.mark.parametrize("sample", SCHEDULES)
def test_the_printed_answer_is_understood(sample):
    body = (SAMPLES / sample / "answer.xml").read_bytes()
    envelope = open_envelope(Call("update schedule", "POST", "/"), Answer(200, {}, body))
    assert (envelope.code, envelope.size, envelope.has_more) == ("SUCCESS", 1, False)
    ((record,),) = [contents(envelope.data, "WasScanSchedule")]
    assert int(record["id"]) == task_of(sample)[1]["id"]


@pytest.mark.parametrize("sample", SEARCHES)
def test_the_search_is_the_printed_one(simulator, run, sample):
    module, options = task_of(sample)
    result = run(module, **options)
    assert not result.get("failed"), result["msg"]
    (search,) = simulator.journal
    assert (search["method"], search["path"]) == ("POST", "/qps/rest/2.0/search/am/hostasset")
    assert as_tree(search["body"]) == as_tree((SAMPLES / sample / "request.xml").read_text(encoding="utf-8"))
    # The simulator holds the machines of the documents, so the search also finds what is printed.
    printed = {row["azure_name"] for row in yaml.safe_load((SAMPLES / sample / "rows.yml").read_text(encoding="utf-8"))}
    assert result["host_assets"]
    assert printed <= {row["azure_name"] for row in result["host_assets"]}


@pytest.mark.parametrize("sample", SEARCHES)
def test_the_printed_assets_are_read(sample):
    body = (SAMPLES / sample / "answer.xml").read_bytes()
    envelope = open_envelope(Call("search host asset", "POST", "/"), Answer(200, {}, body))
    assert envelope.code == "SUCCESS"
    rows = [RowReader(keys(full=False)).read(record) for record in contents(envelope.data, "HostAsset")]
    expected = yaml.safe_load((SAMPLES / sample / "rows.yml").read_text(encoding="utf-8"))
    assert [{key: row[key] for key in wanted} for row, wanted in zip(rows, expected)] == expected
    assert len(rows) == len(expected)
