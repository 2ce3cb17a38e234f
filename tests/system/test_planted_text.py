# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text that somebody planted at Qualys stays text: no template, no path, no option of ssh, nothing for a terminal.

The report has a test of its own, and so has trust in the strings of the inventory.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timezone

import pytest

from tests.simulator.documents import KEY_LIMITED, SCHEDULE_NOTIFIED
from tests.simulator.pci_account import FIRST_SCAN, PciScan
from tests.simulator.server import Simulator
from tests.system.controller_runs import play
from tests.system.inventory_runs import CORES, Ansible
from tests.system.test_controller import ON_TARGET

AGENT, WITHOUT_AGENT, HOST = 5214017, 2687821, 2584223
EVALUATED = str(7777 * 7777)
# What XML can carry: a template, a script, a way out of a folder, a colour in one character, a turned direction,
# lines, commands. Where Ansible breaks the line of a warning, the lie is not at its beginning.
IN_XML = (
    "{{ 7777*7777 }}{% raw %}<script>alert(1)</script>../../../../planted"
    "\x9b31mred\u202egnp.exe\r\nfatal: a lie $(id) `id`"
)
# An XML parser reads the end of a line as one character.
IN_LINES = IN_XML.replace("\r", "")
# JSON can carry more: the escape of terminals, with which a window gets another title, and a null byte.
IN_JSON = IN_XML + "\x1b[31m\x1b]0;title\x07\x00"
# In a header that declares other markers; only at the beginning of a text.
DISGUISED = "#jinja2:variable_start_string:'[[',variable_end_string:']]'\n[[ 7777*7777 ]]"
# Without a brace, so that it is not taken for a template anyhow.
GROUP = "../../planted\x1b[31m\u202egnp"
# What a terminal or log viewer acts on, line breaks aside.
ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What Ansible itself lets through when it prints values as JSON: marks, and control characters of eight bits.
IN_VALUES = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LIE = re.compile("^fatal: a lie", re.MULTILINE)


@pytest.fixture(params=dict.fromkeys([CORES[0], CORES[-1]]), ids=lambda core: core.name)
def core(request):
    return request.param


def plant(simulator):
    """Put the texts wherever Qualys keeps one that some module shows."""
    state = simulator.state
    schedule = state.schedules[SCHEDULE_NOTIFIED]
    schedule["name"] = "A" + IN_XML
    schedule["notification"]["message"] = DISGUISED
    state.webapps[5001]["name"] = state.tags[77]["name"] = state.optionprofiles[9001]["name"] = IN_XML
    state.activation_keys[KEY_LIMITED]["title"] = "A" + IN_XML
    # Modules that change something ask in XML, where the other text would be a broken document.
    for number, text in ((AGENT, IN_XML), (WITHOUT_AGENT, IN_XML), (HOST, IN_JSON)):
        state.assets[number].update(name=text, os=DISGUISED)
    state.assets[WITHOUT_AGENT].pop("agentInfo", None)
    started = datetime(2026, 10, 2, 7, 5, tzinfo=timezone.utc)
    state.pci.scans[FIRST_SCAN] = PciScan(FIRST_SCAN, IN_JSON, "IP", "Medium", ["192.0.2.10"], started, ["Finished"])
    state.pci.scans[FIRST_SCAN].finished = started


READ = {
    "qualys_was_schedule_info": {"id": SCHEDULE_NOTIFIED},
    "qualys_activation_key_info": {},
    "qualys_host_asset_info": {"criteria": [{"field": "id", "value": HOST}], "detail": "full"},
    "qualys_pci_scan_info": {"scan_id": FIRST_SCAN},
}
# Tasks that fail and name what was planted, and tasks that name it in their diff or above it.
TOLD = {
    "another schedule": ("qualys_was_schedule", {"id": SCHEDULE_NOTIFIED, "name": "Another", "state": "present"}),
    "another key": ("qualys_activation_key", {"id": KEY_LIMITED, "title": "Another"}),
    "no agent": ("qualys_agent_activation", {"asset_ids": [WITHOUT_AGENT], "modules": ["VM"]}),
    "conflict": ("qualys_agent_activation", {"asset_ids": [AGENT], "modules": ["PC", "SCA"], "state": "exact"}),
}
DIFFED = {
    "text": ("qualys_was_schedule", {"id": SCHEDULE_NOTIFIED, "notification": {"text": "Another"}}),
    "count": ("qualys_activation_key", {"id": KEY_LIMITED, "count_purchased": 7}),
    "agents": ("qualys_agent_activation", {"asset_ids": [AGENT], "modules": ["SA"]}),
    "removal": ("qualys_was_schedule", {"id": SCHEDULE_NOTIFIED, "state": "absent"}),
}


def kept(name):
    """Return a task that writes a result through a template."""
    return {"ansible.builtin.copy": {"content": "{{ %s | to_json }}" % name, "dest": "kept/%s.json" % name}}


def tasks(is_verbose):
    """Return tasks that read and hand on what they read, and then those that speak of what they meet."""
    for name, given in READ.items():
        yield {"name": name, "community.qualys." + name: given, "register": name}
        yield {**kept(name), "diff": False}
        if is_verbose:
            # Ansible shows it as a value.
            yield {"ansible.builtin.debug": {"var": name}}
    keys = "qualys_activation_key_info.activation_keys | selectattr('id', 'equalto', %d)" % KEY_LIMITED
    title = "{{ (%s | first).title }}" % keys
    yield {"ansible.builtin.copy": {"content": title, "dest": "kept/title"}, "diff": False}
    for does, (name, given) in {**TOLD, **DIFFED}.items():
        yield {"name": does, "community.qualys." + name: given, "ignore_errors": True}


def is_harmless(text, inert=None):
    """Tell whether a terminal does nothing but show a text, in which no template was evaluated."""
    shown = text if inert is None else inert.sub("", text)
    return not ACTIVE.search(shown) and EVALUATED not in text


@pytest.mark.parametrize("flags", [(), ("-vvv",)], ids=["plain", "verbose"])
@pytest.mark.parametrize("way", [{}, ON_TARGET], ids=["controller", "target"])
def test_modules(core, way, flags, tmp_path):
    folder = tmp_path / "play"
    (folder / "kept").mkdir(parents=True)
    log = {"ANSIBLE_LOG_PATH": str(folder / "log")}
    plays = [{"hosts": "localhost", "gather_facts": False, "tasks": list(tasks(bool(flags)))}]
    played = play(core, folder, plays, "--diff", *flags, env={**way, **log}, set_up=plant)
    assert played.code == 0, played.out
    for text in (played.out, (folder / "log").read_text("utf-8")):
        assert is_harmless(text, IN_VALUES if flags else None), text
        assert not LIE.search(text), text
        # It was there, and is shown for what it is.
        assert text.count("\\u202egnp.exe") >= len(TOLD) + len(DIFFED)
    results = [json.loads(line) for line in played.results]
    assert EVALUATED not in "".join([*played.results, *(p.read_text() for p in folder.glob("kept/*"))])
    read = {name: json.loads((folder / "kept" / (name + ".json")).read_text()) for name in READ}
    # As it is, wherever it is a value.
    (schedule,) = read["qualys_was_schedule_info"]["schedules"]
    assert (schedule["name"], schedule["notification"]["text"]) == ("A" + IN_LINES, DISGUISED)
    assert (folder / "kept" / "title").read_bytes().decode() == "A" + IN_XML
    assert read["qualys_host_asset_info"]["host_assets"][0]["name"] == IN_JSON
    assert read["qualys_pci_scan_info"]["scans"][0]["title"] == IN_JSON
    said = {name: result["msg"] for event, name, result in results if event == "failed"}
    assert {name for name, text in said.items() if "planted\\x9b31m" in text} == set(TOLD)
    assert all(text.isprintable() for text in said.values())
    before = {name: result["diff"]["before"] for _event, name, result in results if name in ("text", "removal")}
    assert before["text"]["notification"]["text"] == DISGUISED
    assert before["removal"]["name"] == "A" + IN_LINES
    assert not [*tmp_path.rglob("planted*")]
    assert [path.name for path in tmp_path.iterdir()] == ["play"]


@pytest.mark.parametrize("text", [IN_JSON, IN_XML], ids=["json", "xml"])
def test_the_inventory(core, text, tmp_path):
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    with Simulator(assets=5) as simulator:
        plant(simulator)
        if text == IN_XML:
            simulator.switches.set(json_negotiation="never")
        group = GROUP if text == IN_JSON else GROUP.replace("\x1b", "\x9b")
        state = simulator.state
        state.assets[AGENT]["tags"] = {"list": [{"TagSimple": {"id": 77, "name": group}}]}
        state.assets[AGENT]["name"] = state.assets[WITHOUT_AGENT]["name"] = text
        state.assets[HOST]["name"] = "-oProxyCommand=touch\tplanted"
        ansible = Ansible(core, folder, simulator.url)
        options = {
            "hostnames": ["name"],
            "connect_with": ["name"],
            "keyed_groups": [{"key": "qualys_tags", "prefix": "", "separator": ""}],
            "criteria": [{"field": "id", "value": [AGENT, WITHOUT_AGENT, HOST]}],
            "detail": "full",
        }
        source = ansible.source(**options)
        log = {"ANSIBLE_LOG_PATH": "log"}
        graph = ansible.run("ansible-inventory", "-i", source, "--graph", "-v", env=log)
        listed = ansible.run("ansible-inventory", "-i", source, "--list", "--export")
        cache = {"ANSIBLE_CACHE_PLUGIN": "ansible.builtin.jsonfile", "ANSIBLE_CACHE_PLUGIN_CONNECTION": "facts"}
        names = "qualys_name, qualys_os, qualys_tags, group_names, ansible_host, inventory_hostname"
        tasks = [
            {"ansible.builtin.set_fact": {"text": "{{ qualys_name }}", "cacheable": True}},
            {
                "ansible.builtin.copy": {
                    "content": "{{ [%s] | to_json }}" % names,
                    "dest": "%s/kept.{{ qualys_id }}" % folder,
                },
                "delegate_to": "localhost",
            },
        ]
        play_file = folder / "play.json"
        play_file.write_text(json.dumps([{"hosts": "all", "gather_facts": False, "tasks": tasks}]))
        played = ansible.run("ansible-playbook", "-i", source, str(play_file), env={**cache, **log})
        message = json.dumps({"msg": "{{ qualys_name }}"})
        debugged = ansible.run("ansible", "-i", source, "all", "-m", "ansible.builtin.debug", "-a", message)
        # ssh as it would be called; the program stands in for it and tells its arguments.
        ssh = folder / "ssh"
        ssh.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\" >> called\nexit 255\n")
        ssh.chmod(0o700)
        ansible.run("ansible", "-i", source, "all", "-m", "raw", "-a", "true", env={"ANSIBLE_SSH_EXECUTABLE": str(ssh)})
    assert graph.code == 0, graph.err
    assert played.code == 0, played.out + played.err
    assert debugged.code == 0, debugged.out + debugged.err
    for shown in (graph.out, graph.err, played.out, played.err, (folder / "log").read_text("utf-8")):
        assert is_harmless(shown), shown
        assert not LIE.search(shown), shown
    for shown in (listed.out, listed.err, debugged.out, debugged.err):
        assert is_harmless(shown, IN_VALUES), shown
    # Two assets have the name, and the warning quotes it.
    assert "\\u202egnp.exe" in " ".join(graph.err.split())
    kept = json.loads((folder / ("kept.%d" % AGENT)).read_text())
    assert kept[:3] == [text, DISGUISED, [group]]
    assert not any("/" in name or EVALUATED in name for name in [*kept[3], kept[4]])
    assert kept[5].isprintable()
    assert "7777*7777" in kept[5]
    # The group is named by what a pattern can name.
    (planted,) = [name for name in listed.inventory if "planted" in name]
    assert planted.isidentifier()
    assert len(list((folder / "facts").iterdir())) == len(list(folder.glob("kept.*")))
    called = (folder / "called").read_text().splitlines()
    assert any(argument.startswith("_oProxyCommand=touch planted") for argument in called)
    assert not any(argument.startswith("-oProxyCommand=touch") for argument in called)
    assert not list(tmp_path.rglob("planted*"))
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["c"]
