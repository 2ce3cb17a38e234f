# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The printed samples of activations and activation keys: sent as printed, read as printed, done once."""

from __future__ import annotations

import pytest

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import open_envelope
from ansible_collections.community.qualys.plugins.module_utils._resource.activation_key import keys
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import contents
from tests.unit.plugins.modules.samples import SAMPLES, as_tree, line_of, task_of, text_of

ACTIVATIONS = sorted(path.name for path in SAMPLES.glob("agent_*"))
KEY = "activation_key_create"
AGENTS = (712038, 2532638, 2532838, 5214017, 5808297)


@pytest.fixture
def printed_state(simulator):
    """Let every agent have SA where it is to be taken away, and none where it is to be given."""

    def prepare(sample):
        if sample.endswith("bulk"):
            text = "AGENT_VM,AGENT_SA" if "deactivate" in sample else "AGENT_VM"
            for number in AGENTS:
                simulator.state.assets.amend(number, {}, {"activatedModule": text})

    return prepare


def written(simulator):
    (write,) = simulator.journal.writes()
    return write


@pytest.mark.parametrize("sample", [*ACTIVATIONS, KEY])
def test_the_request_is_the_printed_one(simulator, run, printed_state, sample):
    printed_state(sample)
    module, options = task_of(sample)
    result = run(module, **options)
    assert not result.get("failed"), result["msg"]
    assert result["changed"]
    write = written(simulator)
    method, path, query = line_of(sample)
    assert (write["method"], write["path"].rstrip("/")) == (method, path.rstrip("/"))
    if query:
        # The order of the modules says nothing.
        assert sorted(write["params"]["module"].split(",")) == sorted(query.removeprefix("module=").split(","))
    assert as_tree(write["body"]) == as_tree(text_of(sample, "request.xml"))


@pytest.mark.parametrize("sample", [*ACTIVATIONS, KEY])
def test_the_second_run_writes_nothing(simulator, run, printed_state, sample):
    printed_state(sample)
    module, options = task_of(sample)
    run(module, **options)
    simulator.journal.clear()
    assert not run(module, **options)["changed"]
    assert simulator.journal.writes() == []


@pytest.mark.parametrize("sample", ACTIVATIONS)
def test_the_printed_assets_are_understood(sample):
    envelope = opened(sample)
    ids = [int(record["id"]) for record in contents(envelope.data, "Asset")]
    assert envelope.size == len(ids)
    options = task_of(sample)[1]
    assert ids == options.get("asset_ids", [712038, 2532638, 2532838])


def test_the_printed_key_is_understood():
    ((record,),) = [contents(opened(KEY).data, "AgentActKey")]
    resource = keys(reveal=True)
    assert resource.show(resource.read(record), record) == {
        "id": 59001,
        "activation_key": "548ec9eb-9ee4-45d9-aa2f-f3083983bf3c",
        "status": "ACTIVE",
        "count_purchased": 0,
        "count_used": 0,
        "purchased_date": "2016-09-07T14:48:15Z",
        "type": "unlimited",
        "title": "example key create from api",
        "enabled": True,
        "modules": ["SA"],
        "tags": [{"id": 522325, "name": "Temp Tag"}],
    }


def opened(sample):
    answer = Answer(200, {}, text_of(sample, "answer.xml").encode("utf-8"))
    envelope = open_envelope(Call("sample", "POST", "/"), answer)
    assert envelope.code == "SUCCESS"
    return envelope
