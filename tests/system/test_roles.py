# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The roles that talk to Qualys alone, as a whole: foretold, done, done again, refused, completed after a failure."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pytest

from tests.simulator.server import Simulator
from tests.system.inventory_runs import CORES
from tests.system.role_runs import Roles

SHOP = {"fqdn": "shop.example.org", "port": 8443, "ip": "192.0.2.10", "path": "/pay"}


class Case(NamedTuple):
    """A role, good variables, bad ones with what is said of them, and the write that is refused halfway."""

    role: str
    variables: dict[str, Any]
    bad: dict[str, Any]
    said: str
    refused: dict[str, Any]

    def changed(self, **variables: Any) -> dict[str, Any]:
        """Return the good variables with some of them changed."""
        return {**self.variables, **{f"{self.role}_{name}": value for name, value in variables.items()}}


AZURE = Case(
    "azure_onboarding",
    {
        "azure_onboarding_searches": [
            {"name": "Europe", "azure": {"location": "westeurope"}, "modules": ["VM", "EDR"]},
            {"name": "India", "azure": {"location": "centralindia", "state": ["RUNNING"]}},
        ],
        "azure_onboarding_modules": ["VM", "FIM"],
    },
    {"azure_onboarding_searches": [{"name": "Europe", "azure": {"region": "westeurope"}}]},
    "region",
    {"operation": "activate/am/asset", "call": 2},
)
WAS = Case(
    "was_onboarding",
    {
        "was_onboarding_prefix": "ansible: ",
        "was_onboarding_defaults": {
            "option_profile": "Initial WAS Options",
            "target": {"scanner": {"type": "internal", "name": "dc1-scanner"}},
            "scheduling": {
                "start_date": "2031-03-03 22:00",
                "time_zone": "Europe/Paris",
                "occurrence": "weekly",
                "on_days": ["monday"],
            },
            "notification": {"active": True, "delay": 1, "delay_scale": "day", "recipients": ["ops@example.org"]},
            "send_mail": False,
        },
        "was_onboarding_web_apps": [
            {"web_app": "Shop"},
            {
                "web_app": "Shop",
                "name": "Shop, monthly",
                "scheduling": {"occurrence": "monthly", "day_order": "last", "weekday": "friday"},
                "target": {"scanner": {"type": "external"}},
                "send_mail": True,
            },
            {"web_app": "Partner Portal", "notification": {"recipients": ["partner@example.org"]}, "enabled": False},
        ],
    },
    {"was_onboarding_web_apps": [{"web_app": "Shop", "scheduling": {"occurrence": "yearly"}}]},
    "value of occurrence must be one of: once, daily, weekly, monthly, got: yearly",
    {"operation": "create/was", "call": 2},
)
PCI = Case(
    "pci_onboarding",
    {
        "pci_onboarding_hosts": ["192.0.2.10", "192.0.2.32/29", "2001:db8:12::7"],
        "pci_onboarding_virtual_hosts": [SHOP],
        "pci_onboarding_scans": [
            {"title": "Weekly external", "target_all": True},
            {"title": "Shop", "target_ips": ["192.0.2.10"]},
        ],
        "pci_onboarding_poll_interval": 1,
        "pci_onboarding_wait_timeout": 20,
    },
    {"pci_onboarding_virtual_hosts": [{"fqdn": "shop.example.org", "ip": "192.0.2.10"}]},
    "missing required arguments: port",
    {"operation": "launch/pci", "call": 2},
)
CASES = (AZURE, WAS, PCI)


@pytest.fixture
def roles(tmp_path):
    with Simulator(assets=300, switches={"pci_asset_list": "on"}) as simulator:
        made = Roles(CORES[0], tmp_path, simulator.url)
        made.simulator = simulator
        yield made


@pytest.fixture(params=CASES, ids=lambda case: case.role)
def case(request):
    return request.param


def test_foretold_done_and_left_alone(case, roles):
    simulator = roles.simulator
    foretold = roles.play_role(case.role, case.variables, "--check", "--diff")
    assert foretold.is_good, foretold.text
    assert foretold.changed > 0
    assert foretold.summary["changed"] is True
    assert simulator.journal.writes() == []

    first = roles.play_role(case.role, case.variables)
    assert first.is_good, first.text
    assert first.changed == foretold.changed
    assert first.summary["changed"] is True
    assert first.summary["counts"] == foretold.summary["counts"]
    assert all(isinstance(number, int) for number in first.summary["counts"].values())
    assert simulator.journal.writes()

    simulator.journal.clear()
    second = roles.play_role(case.role, case.variables)
    assert second.is_good, second.text
    assert second.changed == 0
    assert second.summary["changed"] is False
    assert simulator.journal.writes() == []


def test_bad_variables_are_named_before_anything_is_sent(case, roles):
    played = roles.play_role(case.role, {**case.variables, **case.bad})
    assert not played.is_good
    text = " ".join(played.text.split())
    assert next(iter(case.bad)) in text
    assert case.said in text
    assert roles.simulator.journal == []


def test_a_failure_halfway_is_completed_by_running_again(case, roles):
    simulator = roles.simulator
    fault = simulator.faults.add("conflict_409_2003", times=0, **case.refused)
    broken = roles.play_role(case.role, case.variables)
    assert not broken.is_good
    assert fault.fired
    done = [entry["object_id"] for entry in simulator.journal.writes() if entry["acted"]]
    assert done

    simulator.faults.clear()
    simulator.journal.clear()
    completed = roles.play_role(case.role, case.variables)
    assert completed.is_good, completed.text
    rest = simulator.journal.writes()
    simulator.journal.clear()
    again = roles.play_role(case.role, case.variables)
    assert (again.is_good, again.changed) == (True, 0), again.text
    assert simulator.journal.writes() == []
    # With what was done before the failure, as many writes as without one: nothing was done twice.
    simulator.reset()
    simulator.switches.pci_asset_list = "on"
    assert roles.play_role(case.role, case.variables).is_good
    assert len(done) + len(rest) == len(simulator.journal.writes())


def test_azure_lists_what_hosts_without_an_agent_lack(roles):
    state = roles.simulator.state
    played = roles.play_role(AZURE.role, AZURE.variables)
    assert played.is_good, played.text
    found: dict[str, set[int]] = {"Europe": set(), "India": set()}
    for number in state.assets:
        for source in state.assets.peek(number).get("sourceInfo", {}).get("list", []):
            azure = source.get("AzureAssetSourceSimple", {})
            if azure.get("location") == "westeurope":
                found["Europe"].add(number)
            if azure.get("location") == "centralindia" and azure.get("state") == "RUNNING":
                found["India"].add(number)
    lacking = {
        name: {number for number in numbers if not state.assets.agent(number)} for name, numbers in found.items()
    }
    assert all(lacking.values())
    for name, modules in (("Europe", ["VM", "EDR"]), ("India", ["VM", "FIM"])):
        listed = [host for host in played.summary["lacking"] if host["search"] == name]
        assert {host["id"] for host in listed} == lacking[name]
        assert all(host["lacks"] == ["agent", *modules] for host in listed)
        for number in found[name] - lacking[name]:
            active = set(state.assets.agent(number)["activatedModule"].split(","))
            assert {"AGENT_" + module for module in modules} <= active
    counted = {search["name"]: search["found"] for search in played.summary["searches"]}
    assert counted == {name: len(numbers) for name, numbers in found.items()}

    strict = roles.play_role(AZURE.role, AZURE.changed(require_agents=True))
    assert not strict.is_good
    assert f"{len(lacking['Europe']) + len(lacking['India'])} hosts have no agent" in " ".join(strict.text.split())
    empty = roles.play_role(AZURE.role, AZURE.changed(searches=[{"name": "All", "azure": {}}]))
    assert "would mean every Azure virtual machine" in " ".join(empty.text.split())


def test_was_entries_are_filled_from_the_defaults(roles):
    played = roles.play_role(WAS.role, WAS.variables)
    assert played.is_good, played.text
    shop, monthly, partner = played.summary["schedules"]
    assert [one["name"] for one in (shop, monthly, partner)] == [
        "ansible: Shop",
        "ansible: Shop, monthly",
        "ansible: Partner Portal",
    ]
    assert shop["target"]["scanner"] == {"type": "internal", "name": "dc1-scanner"}
    assert monthly["target"]["scanner"] == {"type": "external"}
    assert (shop["scheduling"]["on_days"], monthly["scheduling"]["weekday"]) == (["monday"], "friday")
    assert monthly["scheduling"]["time_zone"] == "Europe/Paris"
    assert (shop["send_mail"], monthly["send_mail"]) == (False, True)
    assert partner["notification"]["recipients"] == ["partner@example.org"]
    assert partner["notification"]["active"]
    assert not partner["enabled"]


def test_was_removes_what_is_its_own_and_on_request_alone(roles):
    simulator = roles.simulator
    assert roles.play_role(WAS.role, WAS.variables).is_good
    others = {number for number, one in simulator.state.schedules.items() if not one["name"].startswith("ansible: ")}
    # Only its beginning, and in the same case, makes a name one of ours.
    for name, number in (("not ansible: Shop", 1688), ("Ansible: Shop", 171425669)):
        simulator.state.schedules[number]["name"] = name
    fewer = WAS.changed(web_apps=WAS.variables["was_onboarding_web_apps"][:1])

    simulator.journal.clear()
    told = roles.play_role(WAS.role, fewer)
    assert told.is_good, told.text
    assert told.changed == 0
    assert {one["name"] for one in told.summary["unlisted"]} == {"ansible: Shop, monthly", "ansible: Partner Portal"}
    assert "Not listed any more" in told.text
    assert simulator.journal.writes() == []

    removing = {**fewer, "was_onboarding_remove_unlisted": True}
    foretold = roles.play_role(WAS.role, removing, "--check")
    assert foretold.summary["counts"]["removed"] == 2
    assert simulator.journal.writes() == []
    removed = roles.play_role(WAS.role, removing)
    assert removed.is_good, removed.text
    assert removed.summary["counts"]["removed"] == 2
    left = {number: one["name"] for number, one in simulator.state.schedules.items()}
    assert set(left) > others
    assert set(left.values()) >= {"not ansible: Shop", "Ansible: Shop", "ansible: Shop"}
    assert len(left) == len(others) + 1


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"prefix": " "}, "was_onboarding_prefix of three characters"),
        ({"web_apps": []}, "was_onboarding_allow_empty"),
        ({"web_apps": [{"web_app": "Shop"}, {"web_app": "Shop"}]}, "names a schedule twice"),
        ({"web_apps": [{"type": "discovery"}]}, "needs a web_app or a name"),
    ],
)
def test_was_refuses_what_could_remove_too_much(variables, said, roles):
    played = roles.play_role(WAS.role, WAS.changed(remove_unlisted=True, **variables))
    assert not played.is_good
    assert said in " ".join(played.text.split())
    assert roles.simulator.journal == []


def test_pci_verdicts_fail_the_role_unless_they_are_only_reported(roles):
    roles.simulator.switches.pci_scan_course = "noncompliant"
    failed = roles.play_role(PCI.role, PCI.variables)
    assert not failed.is_good
    assert re.search(r"Weekly external: finished, Fail", failed.text)
    told = roles.play_role(PCI.role, PCI.changed(fail_on=[]))
    assert told.is_good, told.text
    assert [(scan["title"], scan["compliance"]) for scan in told.summary["scans"]] == [
        ("Weekly external", "Fail"),
        ("Shop", "Fail"),
    ]


def test_pci_scans_that_are_not_over_are_adopted_later(roles):
    simulator = roles.simulator
    simulator.switches.pci_scan_course = "unending"
    one = PCI.changed(wait_timeout=2, scans=[{"title": "Weekly external", "target_all": True}])
    waited = roles.play_role(PCI.role, one)
    assert not waited.is_good
    assert "A scan is not over after pci_onboarding_wait_timeout" in " ".join(waited.text.split())
    simulator.journal.clear()
    unwatched = roles.play_role(PCI.role, {**one, "pci_onboarding_wait": False})
    assert unwatched.is_good, unwatched.text
    assert unwatched.summary["scans"][0]["state"] in ("running", "unknown")
    assert simulator.journal.writes() == []
