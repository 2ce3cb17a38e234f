# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every probe names the setting of its switch, reads only or cleans up, and gives nothing of the account away."""

from __future__ import annotations

import copy
import json
import re

import pytest

from ansible_collections.community.qualys.plugins.module_utils._probe import account, throwaway
from ansible_collections.community.qualys.plugins.module_utils._probe.run import AREAS
from ansible_collections.community.qualys.plugins.module_utils._resource import (
    activation_key,
    agent_installer,
    asset_ids,
    references,
    was_schedule,
)
from tests import plugin_docs
from tests.simulator.server import Simulator
from tests.simulator.switches import BY_NAME
from tests.unit.plugins.modules.probes import WEB_APP, pci_login, pci_scans, set_up

MODULE = plugin_docs.PLUGINS / "modules" / "qualys_api_probe.py"
PROBES = [one for area in AREAS for one in area.probes]
READS = [one for one in PROBES if one.changes is None]
WRITES = [one for one in PROBES if one.changes is not None]
# Where an account behaves so, nobody can tell whether a deletion has done its work, or nothing is made at all.
SETTINGS = [(one, choice) for one in PROBES for choice in BY_NAME[one.switch].choices]


@pytest.fixture(scope="module")
def running_simulator():
    # With a fleet, because the printed samples hold Azure alone.
    with Simulator(assets=60) as simulator:
        yield simulator


@pytest.fixture
def probe(simulator, run):
    def ask(*names, **options):
        if any(one.name in names and one.changes for one in PROBES):
            options = {"allow_writes": True, "web_app": WEB_APP, **options}
        result = run("qualys_api_probe", **pci_login(simulator), probes=list(names) or None, **options)
        assert not result.get("failed"), result["msg"]
        return result

    return ask


def throwaways(simulator):
    """Return the names of what probes made and that is there."""
    schedules = [one["name"] for one in simulator.state.schedules.values()]
    titles = [one.get("title", "") for one in simulator.state.activation_keys.values()]
    return [name for name in schedules + titles if name.lower().startswith(throwaway.PREFIX)]


def held(simulator):
    """Return all that an account holds and that a probe could change."""
    state = simulator.state
    return copy.deepcopy((state.schedules, state.activation_keys, state.webapps, state.pci.assets))


# The table of the probes


@pytest.mark.parametrize("one", PROBES, ids=lambda one: one.name)
def test_a_probe_knows_every_setting_of_its_switch(one):
    assert one.name == one.switch
    assert set(one.answers) == set(BY_NAME[one.switch].choices)


@pytest.mark.parametrize("one", PROBES, ids=lambda one: one.name)
def test_what_is_assumed_is_the_default_of_the_switch(one):
    assert one.answers[0] == BY_NAME[one.switch].default


def test_every_name_is_given_once():
    names = [one.name for one in PROBES] + [area.name for area in AREAS]
    assert len(names) == len(set(names))


def test_questions_are_questions():
    assert [one.name for one in PROBES if not one.question.endswith("?")] == []


def test_objects_are_those_of_the_resources():
    assert account.SCHEDULE == was_schedule.SCHEDULE
    assert account.KEY == activation_key.KEY
    assert account.HOST_ASSET == asset_ids.HOST_ASSET
    assert account.INFORMATION == agent_installer.INFORMATION
    same = ("WEB_APP", "OPTION_PROFILE", "TAG")
    assert [getattr(account, name) for name in same] == [getattr(references, name) for name in same]


# Every setting


@pytest.mark.parametrize(("one", "choice"), SETTINGS, ids=lambda value: getattr(value, "name", value))
def test_the_setting_is_named(one, choice, simulator, probe):
    set_up(simulator, one.name, choice)
    before = held(simulator)
    result = probe(one.name)
    (found,) = result["findings"]
    assert found["answer"] == choice, found
    assert found["settled"]
    assert found["reason"] is None
    assert found["differs"] == (choice != BY_NAME[one.switch].default)
    assert result["summary"]["differing"] == ([one.name] if found["differs"] else [])
    assert held(simulator) == before
    assert throwaways(simulator) == []
    if one.changes is None:
        assert simulator.journal.writes() == []
        assert not result["changed"]
    else:
        assert result["changed"]


# All at once


def test_reading_is_the_default_and_writes_nothing(simulator, probe):
    pci_scans(simulator)
    result = probe()
    assert [one["probe"] for one in result["findings"]] == [one.name for one in READS]
    assert simulator.journal.writes() == []
    assert not result["changed"]
    assert result["summary"]["differing"] == []
    assert result["platform"] == "own address"
    # Polite: far fewer calls than an hour of the smallest subscription allows.
    assert len(simulator.journal) < 80


def test_with_writes_everything_is_asked_and_nothing_is_left(simulator, probe):
    pci_scans(simulator)
    before = held(simulator)
    result = probe(allow_writes=True, web_app="5001")
    assert [one["probe"] for one in result["findings"]] == [one.name for one in PROBES]
    assert result["summary"]["differing"] == []
    unsettled = {
        one["probe"]: one["reason"] for one in result["findings"] if not one["settled"] and one["area"] != "pci"
    }
    assert set(unsettled) == {
        "missing_module_answer",
        "proxy_nesting",
        "dns_override_nesting",
        "activated_module_case",
        "activated_module_empty",
        "actkey_unlicensed_modules",
    } & set(unsettled)
    assert result["changed"]
    assert held(simulator) == before
    assert "warnings" not in result


def test_writes_touch_nothing_but_what_was_made(simulator, probe):
    before = set(simulator.state.schedules) | set(simulator.state.activation_keys)
    probe("schedule_writes", "key_writes", allow_writes=True, web_app=WEB_APP)
    writes = simulator.journal.writes()
    assert {entry["operation"].split("/")[-1] for entry in writes} == {"wasscanschedule", "agentactkey"}
    touched = {entry["path"].split("/")[-1] for entry in writes}
    assert not {str(number) for number in before} & touched
    created = [entry["body"] for entry in writes if entry["operation"].startswith("create/")]
    assert created
    assert all(throwaway.PREFIX in body.lower() for body in created)


def test_an_area_is_all_of_its_probes(probe):
    result = probe("installers", "error_http")
    assert [one["probe"] for one in result["findings"]] == [
        "error_http",
        "installer_spelling",
        "installer_builds",
        "installer_hash",
    ]


def test_what_may_be_enabled_until_it_is_removed_is_documented(simulator, probe):
    told = re.findall(r"Some of them ask.*?- ", plugin_docs.texts(MODULE)["DOCUMENTATION"], re.DOTALL)
    found = set()

    def look(state):
        for one in [*state.schedules.values(), *state.activation_keys.values()]:
            name = one.get("name") or one.get("title") or ""
            if name.lower().startswith(throwaway.PREFIX) and (one.get("active") or one.get("isDisabled") is False):
                found.add(one_probe.name)

    for one_probe, choice in SETTINGS:
        if one_probe.changes:
            simulator.reset()
            set_up(simulator, one_probe.name, choice)
            simulator.hook("delete/", look, once=False)
            probe(one_probe.name)
    assert sorted(found) == sorted(re.findall(r"V\((\w+)\)", told[0]))


# Check mode and permission to write


def test_check_mode_says_what_would_be_done(simulator, probe):
    result = probe("scheduling_update", "error_http", check=True)
    asked, foretold = result["findings"]
    assert asked["settled"]
    assert foretold["answer"] == "not asked"
    assert "makes a schedule, sends a part of its scheduling, and removes what it made" in foretold["reason"]
    assert result["changed"]
    assert simulator.journal.writes() == []


def test_a_probe_that_writes_needs_a_yes(simulator, run):
    for names in (["scheduling_update"], ["key_writes"]):
        result = run("qualys_api_probe", probes=names)
        assert result["failed"]
        assert "makes throwaway objects; give allow_writes: true" in result["msg"]
    assert simulator.journal == []


def test_without_a_web_application_no_schedule_is_made(simulator, run):
    result = run("qualys_api_probe", probes=["schedule_writes"], allow_writes=True)
    reasons = {(one["answer"], one["reason"]) for one in result["findings"]}
    assert reasons == {("not asked", "it needs a schedule, and no web_app is named to make one for")}
    assert simulator.journal.writes() == []


def test_a_wrong_web_application_is_told_before_anything_is_made(simulator, run):
    result = run("qualys_api_probe", allow_writes=True, web_app="Shopp")
    assert result["failed"]
    assert "web_app: 'Shopp' is no web application" in result["msg"]
    assert simulator.journal.writes() == []


@pytest.mark.parametrize(
    ("name", "said"),
    [("json_negotation", "similar names: json_negotiation"), ("x", "areas of probes are platform, host_assets")],
)
def test_a_name_that_there_is_not(name, said, run):
    result = run("qualys_api_probe", probes=[name])
    assert result["failed"]
    assert said in result["msg"]


# What goes wrong


def test_a_wrong_password_ends_everything_and_is_tried_once(simulator, run):
    result = run("qualys_api_probe", password="wrong", **pci_login(simulator))
    assert result["failed"]
    assert "refused the login" in result["msg"]
    assert len(simulator.journal) == 1


def test_a_wrong_pci_password_is_tried_once(simulator, run):
    result = run("qualys_api_probe", **{**pci_login(simulator), "pci_password": "wrong"}, probes=["pci"])
    assert result["failed"]
    assert "pci_username and pci_password" in result["msg"]
    assert len(simulator.journal) == 1


def test_no_login_at_all(run):
    result = run("qualys_api_probe", api_url=None, username=None, password=None)
    assert result["failed"]
    assert "username: is not set, and neither is pci_username" in result["msg"]


def test_half_a_login_is_an_error_and_a_missing_one_is_a_finding(simulator, run):
    result = run("qualys_api_probe", password=None)
    assert "password: is not set" in result["msg"]
    result = run("qualys_api_probe", probes=["pci"])
    assert {one["reason"] for one in result["findings"]} == {"no login for PCI is given"}
    only_pci = {"api_url": None, "username": None, "password": None, **pci_login(simulator)}
    result = run("qualys_api_probe", probes=["error_http", "pci_saml"], **only_pci)
    assert [one["answer"] for one in result["findings"]] == ["not asked", "off"]


@pytest.mark.parametrize(("modules", "html"), [((), "xml"), ((), "html"), (("WAS",), "xml")])
def test_an_account_that_may_do_little_is_no_failure(modules, html, simulator, run):
    simulator.switches.missing_module_answer = html
    simulator.add_user("little", "little", modules=modules)
    login = {"username": "little", "password": "little"}
    result = run("qualys_api_probe", **login, allow_writes=True, web_app="5001" if modules else None)
    assert not result.get("failed"), result["msg"]
    reasons = [one["reason"] for one in result["findings"] if not one["settled"]]
    assert any("may not" in reason or "may search for neither" in reason for reason in reasons)
    if modules:
        assert any(one["settled"] for one in result["findings"] if one["area"] == "schedule_writes")


def test_an_account_without_the_permission_to_write(simulator, run):
    simulator.add_user("reader", "reader", permissions=("Read Asset", "View Activation Key"))
    login = {"username": "reader", "password": "reader"}
    result = run(
        "qualys_api_probe", **login, probes=["key_writes", "schedule_writes"], allow_writes=True, web_app="5001"
    )
    assert {one["answer"] for one in result["findings"]} == {"not seen"}
    assert all("may not" in one["reason"] for one in result["findings"])
    assert throwaways(simulator) == []


def test_a_limit_ends_the_asking_and_not_the_task(simulator, run):
    simulator.limits.rate = 5
    result = run("qualys_api_probe", max_wait=10)
    assert not result.get("failed"), result["msg"]
    answers = [one["answer"] for one in result["findings"] if one["area"] != "pci"]
    assert "unclear" in answers
    assert set(answers[answers.index("unclear") + 1 :]) == {"not asked"}


def test_a_server_error_is_a_finding(simulator, run):
    simulator.faults.add("status", status=503, operation="search/am", times=4)
    result = run("qualys_api_probe", probes=["page_order", "error_http"])
    assert not result.get("failed"), result["msg"]
    assert "no usable answer came" in json.dumps(result["findings"])


def test_data_of_a_form_that_nobody_foresaw_is_a_finding(simulator, probe):
    for schedule in simulator.state.schedules.values():
        schedule["scheduling"] = {"occurrenceType": ["odd"]}
    result = probe("schedules")
    assert result["findings"]


# Cleaning up


@pytest.mark.parametrize("kind", ["reset_before", "reset_after", "cut", "empty_200", "html_403"])
@pytest.mark.parametrize("operation", ["create/was", "update/was", "delete/was", "get/was", "create/ca", "delete/ca"])
def test_nothing_is_left_when_a_call_is_lost(operation, kind, simulator, probe):
    simulator.faults.add(kind, operation=operation)
    name = "notification_update" if operation.endswith("was") else "actkey_bare_date"
    result = probe(name)
    assert result["findings"][0]["answer"] in ("merge", "midnight", "unclear", "not seen")
    assert throwaways(simulator) == []
    assert "warnings" not in result


def test_nothing_is_left_when_a_probe_breaks_halfway(simulator, probe, monkeypatch):
    def broken(_self, _kind, _number):
        raise KeyError("x")

    monkeypatch.setattr(throwaway.Workshop, "read", broken)
    result = probe("notification_update", "actkey_bare_date")
    assert {one["answer"] for one in result["findings"]} == {"unclear"}
    assert throwaways(simulator) == []


def test_what_cannot_be_removed_is_told_and_the_next_run_removes_it(simulator, probe):
    simulator.faults.add("status", status=503, operation="delete/was", times=99)
    result = probe("create_echo")
    (name,) = throwaways(simulator)
    assert result["leftovers"] == {"found": 0, "removed": 0, "left": 1}
    assert name in str(result["warnings"])
    assert "could not be removed" in str(result["warnings"])
    simulator.faults.reset()
    foretold = probe("create_echo", check=True)
    assert foretold["leftovers"] == {"found": 1, "removed": 0, "left": 0}
    assert throwaways(simulator) == [name]
    result = probe("create_echo")
    assert result["leftovers"] == {"found": 1, "removed": 1, "left": 0}
    assert throwaways(simulator) == []


LEFT = throwaway.PREFIX + "0123456789abcdef"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": throwaway.PREFIX + "of mine"},
        {"launchedCount": 1},
        {"scheduling": {"startDate": "2030-01-01T00:00:00Z", "timeZone": {"code": "UTC"}, "occurrenceType": "ONCE"}},
    ],
)
def test_a_schedule_that_only_looks_like_ours_stays(changes, simulator, probe):
    plan = {"startDate": throwaway.START, "timeZone": {"code": "UTC"}, "occurrenceType": "ONCE"}
    base = {**simulator.state.schedules[1688], "id": 7, "name": LEFT, "launchedCount": 0, "scheduling": plan}
    base.pop("lastScan")
    simulator.state.schedules[7] = {**base, **changes}
    result = probe("create_echo")
    assert 7 in simulator.state.schedules
    assert result["leftovers"] == {"found": 1, "removed": 0, "left": 0}
    assert "look at it and remove it yourself" in str(result["warnings"])
    assert "of mine" not in json.dumps(result)


def test_a_key_that_agents_use_stays(simulator, probe):
    simulator.state.activation_keys[59001]["title"] = LEFT
    result = probe("actkey_bare_date")
    assert 59001 in simulator.state.activation_keys
    assert result["leftovers"] == {"found": 1, "removed": 0, "left": 0}


# What a finding gives away


CANARY = "canary"
BIG = 770000000


def with_canaries(simulator):
    """Plant something that must not get out into every text that the account can answer with."""
    state = simulator.state
    state.schedules[1688].update(name="canary-schedule", proxy={"id": 6501}, dnsOverride={"id": 6001})
    state.schedules[1688]["notification"].update(
        recipients={"list": [{"EmailAddress": "canary@canary.example"}]}, message="canary text"
    )
    for records in (state.webapps, state.optionprofiles, state.webappauthrecords, state.dnsoverrides, state.tags):
        for record in records.values():
            record["name"] = "canary %d" % record["id"]
    state.proxies[6501].update(name="canary proxy", url="http://canary.example:3128")
    for number in list(state.activation_keys):
        state.activation_keys[BIG + number] = {**state.activation_keys.pop(number), "id": BIG + number}
        state.activation_keys[BIG + number].update(title="canary %d" % number, activationKey="canary-uuid-%d" % number)
    for number in list(state.assets):
        record = copy.deepcopy(state.assets.peek(number))
        del state.assets[number]
        record.update(id=BIG + number, name="canary-host-%d" % number, os="canary os", dnsHostName="canary.example")
        if "agentInfo" in record:
            record["agentInfo"].update(agentId="canary-agent", connectedFrom="203.0.113.77")
            record["agentInfo"]["activatedModule"] += ",AGENT_CANARY"
        state.assets[BIG + number] = record
    for kind, entries in (("IP", ("203.0.113.77", "203.0.113.78")), ("DNS", ("canary.example",))):
        state.pci.put(kind, *entries)
    for scan in state.pci.scans.values():
        scan.title = "canary " + scan.title
        scan.module = "CANARY"


@pytest.mark.parametrize("setting", [("error_http", "200"), ("error_http", "real"), ("pci_asset_rows", "text")])
def test_no_canary_gets_out(setting, simulator, run):
    pci_scans(simulator)
    with_canaries(simulator)
    simulator.switches.set(pci_asset_list="on", **dict([setting]))
    simulator.faults.add("status", status=503, operation="search/am", call=4, times=1)
    result = run("qualys_api_probe", **pci_login(simulator), allow_writes=True, web_app="5001")
    assert not result.get("failed"), result["msg"]
    assert result["summary"]["settled"] > 60
    result.pop("invocation", None)  # ansible-core 2.21 leaves it out of what a module returns
    text = json.dumps(result)
    assert CANARY not in text.lower()
    assert "203.0.113" not in text
    assert not re.search("77[0-9]{7}", text)
    assert not re.search("[0-9]{5,}", json.dumps(result["findings"]))
    assert "example" not in text
    assert simulator.url not in text
    assert simulator.user not in re.findall("[a-z]+", text)
