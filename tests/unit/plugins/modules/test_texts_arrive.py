# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever text a user writes arrives at Qualys as it is, or is refused with the name of its option."""

from __future__ import annotations

import json
from unittest import mock
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.community.qualys.plugins.module_utils._errors import printable
from ansible_collections.community.qualys.plugins.module_utils._wire import xml
from tests.in_process import modules_of
from tests.plain_data import texts_in
from tests.simulator import service
from tests.simulator.server import Simulator
from tests.unit.plugins.modules.text_options import LOCAL, OPTIONS, TASKS

# Each kind of trouble alone, so that a refusal of one does not hide another.
TEXTS = {
    "marks of XML, JSON and forms": "a<b>&amp;\"'`]]>%41+&=@\\u0041{{ x }}z",
    "scripts of the world": "é 漢 😀 e\u0301 \u202eشرح ٣ \u2028\x85\xa0z",
    "a comma": "one, two",
    "blanks around": "  a  b ",
    "line ends": "a\rb\r\nc\nd",
    "nothing": "",
    "blanks": "  ",
    "a bell": "a\x07b",
    "a null": "a\x00b",
    "no character": "a\uffffb",
}
FORBIDDEN = ("a bell", "a null", "no character")


@pytest.fixture(scope="module")
def simulator():
    # Keys are secrets, which the journal leaves out; here they have to be seen.
    with Simulator(assets=0) as running, mock.patch.object(service, "without_secrets", str):
        yield running


@pytest.fixture(scope="module")
def run(simulator):
    with modules_of(simulator) as modules:
        yield modules


def arrived(simulator):
    """Return every text that a request has brought, alone and as a member of a list."""
    found = set()
    for entry in simulator.journal:
        body = entry["body"] or ""
        if body.startswith("<"):
            # As the simulator read it; the other half of the codec has tests of its own.
            found |= set(texts_in(xml.read(body.encode())[1]))
        elif body.startswith("{"):
            found |= set(texts_in(json.loads(body)))
        found |= {value for _name, value in parse_qsl(entry["path"].partition("?")[2], keep_blank_values=True)}
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("installers")


def played(option, text, simulator, run, folder):
    """Run a task with the text from a fresh start, and return the result."""
    simulator.reset()
    simulator.switches.set(pci_asset_list="on")
    simulator.state.pci.put("IP", "192.0.2.10")
    more = {"dest": str(folder / "agent")} if option.module == "qualys_agent_installer" else {}
    return run(option.module, **option.task(text), **more)


def judge(option, text, simulator, run, folder):
    """Check what became of a task with the text."""
    result = played(option, text, simulator, run, folder)
    # Line ends are those of XML, and the last one is what a block of YAML has: the documentation says so.
    sent = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if result.get("failed"):
        assert printable(result["msg"]) == result["msg"]
    if text and {text, sent, sent.strip()} & arrived(simulator):
        return
    if result.get("failed"):
        assert simulator.journal.writes() == [], result
        assert not text or option.name in result["msg"], result["msg"]
    else:
        # An empty text is the same as none.
        assert not text.strip(), (result, list(simulator.journal))


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("option", OPTIONS, ids=str)
def test_it_arrives_or_is_refused(option, kind, simulator, run, folder):
    judge(option, TEXTS[kind], simulator, run, folder)


@settings(max_examples=200)
@given(option=st.sampled_from(OPTIONS), text=st.text(max_size=20))
def test_any_text(option, text, simulator, run, folder):
    judge(option, text, simulator, run, folder)


@pytest.mark.parametrize("kind", FORBIDDEN)
@pytest.mark.parametrize("option", OPTIONS, ids=str)
def test_what_no_document_can_hold_is_refused_before_anything_is_sent(option, kind, simulator, run, folder):
    result = played(option, TEXTS[kind], simulator, run, folder)
    assert result.get("failed")
    assert list(simulator.journal) == []


@pytest.mark.parametrize("module", TASKS)
def test_the_tasks_work(module, simulator, run, folder):
    simulator.reset()
    simulator.switches.set(pci_asset_list="on")
    more = {"dest": str(folder / "agent")} if module == "qualys_agent_installer" else {}
    more = {"criteria": []} if module == "qualys_was_schedule_info" else more
    result = run(module, check=True, **TASKS[module], **more)
    # One needs a search, and says so; that it gets so far is enough.
    assert not result.get("failed") or module == "qualys_agent_activation", result


def test_every_module_is_here():
    assert {option.module for option in OPTIONS} <= set(TASKS)
    assert len(OPTIONS) > 60
    assert not LOCAL & {str(option) for option in OPTIONS}
