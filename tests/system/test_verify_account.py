# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook that asks an account, as a whole: what its report says, and what it does not."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.simulator.server import Simulator
from tests.system.controller_runs import play
from tests.system.inventory_runs import CORES, ROOT
from tests.system.role_runs import Roles

PLAYBOOK = "community.qualys.verify_account"
# The playbook is long; what differs between the cores in between is tested with every module.
ENDS = sorted({CORES[0], CORES[-1]})
YES = ("--tags", "write", "-e", "verify_account_yes_write=true", "-e", "verify_account_web_app=5001")
PROBE = "community.qualys.qualys_api_probe"
READ = {
    "error_http": "real",
    "json_negotiation": "together",
    "limit_headers": "all",
    "text_equals_case": "insensitive",
    "source_list_nesting": "double",
    "hide_disabled_by_default": "yes",
    "pci_error_body": "errors",
}
WRITTEN = {"scheduling_update": "refuse", "search_lag": "1", "actkey_list_update": "additive"}
DIFFERS = re.compile(r"^\| .* \| `(\w+)` \| (\S+) \| \*\*(.*)\*\* \|$", re.MULTILINE)


class Account(Roles):
    """The playbook, with a report in a folder of its own."""

    @property
    def report(self):
        return self.folder / "qualys-verify-report.md"

    def verify(self, *flags, **env):
        return self.played(self.run("ansible-playbook", PLAYBOOK, *flags, env={"PWD": str(self.folder), **env}))

    def differing(self):
        """Return what the report says differs: probe and answer."""
        return {probe: answer for probe, _assumed, answer in DIFFERS.findall(self.report.read_text("utf-8"))}


@pytest.fixture(params=ENDS, ids=lambda core: core.name)
def account(request, tmp_path):
    with Simulator(assets=60, switches={**READ, **WRITTEN}) as simulator:
        made = Account(request.param, tmp_path, simulator.url)
        made.simulator = simulator
        yield made


def held(simulator):
    return set(simulator.state.schedules), set(simulator.state.activation_keys)


def test_reading_settles_what_can_be_read(account):
    foretold = account.verify("--check")
    assert foretold.is_good, foretold.text
    assert not account.report.exists()
    first = account.verify()
    assert first.is_good, first.text
    assert first.changed == 1
    assert account.differing() == READ
    assert account.simulator.journal.writes() == []
    assert "questions are settled" in first.text
    assert "Other than the collection assumes: error_http, limit_headers, json_negotiation" in first.text
    assert "community.qualys/issues/new?template=verify_account.yml" in first.text
    text = account.report.read_text("utf-8")
    assert re.search(r"\| ansible-core \| 2\.\d+\.\d+", text)
    assert re.search(r"\| Python \| 3\.\d+\.\d+ \|", text)
    version = yaml.safe_load((ROOT / "galaxy.yml").read_text("utf-8"))["version"]
    assert f"| community.qualys | {version} |" in text
    assert "127.0.0.1" not in text
    assert "demo" not in text
    second = account.verify()
    assert second.changed == 0, second.text


def test_writing_needs_a_yes(account):
    run = account.verify("--tags", "write")
    assert not run.is_good
    assert "say yes with -e verify_account_yes_write=true" in run.text
    assert account.simulator.journal == []


def test_with_a_yes_throwaway_objects_tell_the_rest(account):
    before = held(account.simulator)
    foretold = account.verify(*YES, "--check")
    assert foretold.is_good, foretold.text
    assert account.simulator.journal.writes() == []
    run = account.verify(*YES, "-e", "verify_account_report=other/name.md", ANSIBLE_RETRY_FILES_ENABLED="0")
    assert not run.is_good, "there is no such folder"
    run = account.verify(*YES)
    assert run.is_good, run.text
    assert account.differing() == {**READ, **WRITTEN}
    assert held(account.simulator) == before
    assert account.simulator.journal.writes()
    assert "| throwaway objects | made, all removed |" in account.report.read_text("utf-8")


def test_a_wrong_password_ends_it(account):
    run = account.verify(QUALYS_PASSWORD="wrong")
    assert not run.is_good
    # The name is masked: it is the PCI password as well.
    assert "refused the login of user" in run.text
    assert len(account.simulator.journal) == 1
    assert not account.report.exists()


def test_the_login_may_come_from_a_variable(account):
    login = '{"verify_account_connection": {"username": "demo", "password": "demo"}}'
    run = account.verify("-e", login, "-e", "verify_account_report=mine.md", QUALYS_USERNAME=None, QUALYS_PASSWORD=None)
    assert run.is_good, run.text
    assert (account.folder / "mine.md").is_file()


def test_no_verbosity_shows_what_the_account_holds(account):
    state = account.simulator.state
    for records in (state.webapps, state.optionprofiles, state.tags, state.schedules):
        for number, record in records.items():
            record["name"] = f"canary {number}"
    for number in list(state.assets):
        state.assets.amend(number, {"name": f"canary-{number}", "dnsHostName": "canary.example"})
    for number, key in state.activation_keys.items():
        key["title"] = f"canary {number}"
    account.simulator.faults.add("status", status=503, operation="search/am", times=1)
    run = account.verify(*YES, "-vvv")
    assert run.is_good, run.text
    assert "canary" not in run.text + account.report.read_text("utf-8")


@pytest.mark.parametrize("core", ENDS, ids=lambda core: core.name)
def test_the_controller_and_the_target_find_the_same(core, tmp_path):
    options = {"allow_writes": True, "web_app": "5001"}
    tasks = [{"name": "probe", PROBE: options}, {"name": "foretell", "check_mode": True, PROBE: options}]
    plays = [{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]
    here = play(core, tmp_path / "here", plays)
    there = play(core, tmp_path / "there", plays, env={"QUALYS_RUN_IN_CONTROLLER": "no"})
    assert here.code == 0, here.out
    assert here.results == there.results
    asked = [[(entry["operation"], entry["status"]) for entry in one.journal] for one in (here, there)]
    assert asked[0] == asked[1]
    assert len(asked[0]) > 100
