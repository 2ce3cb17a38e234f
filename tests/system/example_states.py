# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documented examples find, which variables of the user's they name, and what they must come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import Any, NamedTuple

from tests.simulator.pci_account import FIRST_SCAN, PciScan
from tests.simulator.server import Simulator

Result = dict[str, Any]
SHOP_HOSTS = ("192.0.2.10", "192.0.2.11")


class Told(NamedTuple):
    """What one example comes to; ``again`` is the reason why a second run of it changes something as well."""

    holds: Callable[[Result], Any]
    changes: bool = True
    again: str = ""


class Case(NamedTuple):
    """The examples of one module or filter, by their names; those of other collections may be left out."""

    told: Mapping[str, Told]
    set_up: Callable[[Simulator], None] = lambda _simulator: None
    variables: Mapping[str, Any] = {}


def read(holds: Callable[[Result], Any]) -> Told:
    """Return what an example comes to that changes nothing."""
    return Told(holds, changes=False)


def _keys(simulator: Simulator) -> None:
    """No key for Linux servers yet, and an old one that an agent has."""
    keys = simulator.state.activation_keys
    del keys[59002]
    keys[59003].update(title="Old key", isDisabled=False)
    simulator.state.attach(5214017, keys[59003])


def azure_machines(simulator: Simulator) -> None:
    """Machines of one region: one that runs and has an agent, and one that is stopped."""
    for number, state, name in ((1000003, "RUNNING", "running"), (1000004, "STOPPED", "stopped")):
        assets = simulator.state.assets
        made = assets.add_like(5214017, name=name, os="Ubuntu Linux 22.04.4", lastVulnScan="2025-06-01T08:00:00Z")
        source = dict(assets.peek(2584223)["sourceInfo"]["list"][0]["AzureAssetSourceSimple"])
        source.update(assetId=number, state=state, name="vm-" + name, publicIpAddress="203.0.113.7")
        assets[made]["sourceInfo"] = {"list": [{"AzureAssetSourceSimple": source}]}
        assets[made]["agentInfo"].update(agentId="5f0c9a3e-0000-4000-8000-%012d" % number, platform="Linux")
        assets[made]["agentInfo"]["lastCheckedIn"] = "2026-11-20T08:00:00Z"


def _pci(simulator: Simulator) -> None:
    """The merchant of the examples, and an asset list that can be read."""
    simulator.add_user("shop@example", "sesame")
    simulator.switches.pci_asset_list = "on"


def _pci_verdicts(simulator: Simulator) -> None:
    _pci(simulator)
    pci = simulator.state.pci
    pci.put("IP", *SHOP_HOSTS)
    pci.verdicts.update(zip(pci.assets["IP"], ("Pass", "Fail"), strict=True))


def pci_hosts(simulator: Simulator) -> None:
    """What is launched is over when it is looked at: an example waits for minutes between two looks."""
    simulator.clock.set(None)  # the module asks its own clock how long ago a scan ended
    simulator.state.pci.put("IP", *SHOP_HOSTS, "2001:db8:12::7")

    def end(state: Any) -> None:
        for scan in state.pci.scans.values():
            scan.go_on(simulator.clock.now(), to=len(scan.course))

    simulator.hook("details/pci/scan", end, once=False)


def ended_scan(simulator: Simulator) -> None:
    started = datetime(2026, 10, 2, 7, 5, tzinfo=timezone.utc)
    scan = PciScan(FIRST_SCAN, "Weekly external", "IP", "Medium", [*SHOP_HOSTS], started, ["Finished"], active_hosts=2)
    scan.finished = started.replace(minute=46, second=9)
    simulator.state.pci.scans[FIRST_SCAN] = scan


def _schedules(simulator: Simulator) -> None:
    state = simulator.state
    state.tags[81] = {**state.tags[77], "id": 81, "name": "Public"}
    state.schedules[171425669]["name"] = "Shop, monthly"


def _named_schedule(simulator: Simulator) -> None:
    simulator.state.schedules[1688]["name"] = "Shop, twice a week"


MODULES: dict[str, Case] = {
    "qualys_activation_key": Case(
        {
            "A key for Linux servers, for 250 agents until the end of the year": Told(
                lambda result: result["action"] == "create" and result["key"]["count_purchased"] == 250
            ),
            "The key and its UUID, for an installer": read(lambda result: len(result["key"]["activation_key"]) == 36),
            "Nobody installs with the old key any more": Told(lambda result: result["key"]["enabled"] is False),
            "Agents of the old key have the new one": Told(lambda result: result["agents"]["moved"] == 1),
            "The old key is gone": Told(lambda result: result["key"]["title"] == "Old key"),
        },
        _keys,
    ),
    "qualys_activation_key_info": Case(
        {
            "Which keys are disabled?": read(
                lambda result: [key["id"] for key in result["activation_keys"]] == [59003]
            ),
            "The UUID that an installer needs": read(lambda result: result["activation_keys"][0]["activation_key"]),
        }
    ),
    "qualys_agent_activation": Case(
        {
            "One agent collects security events": Told(lambda result: result["counts"]["changed"] == 1),
            "Every agent collects security events": Told(lambda result: result["counts"]["changed"] > 1),
            "Running Azure machines in one region are scanned for vulnerabilities and checked against policies": Told(
                lambda result: {frozenset(asset["after"]) for asset in result["assets"]} == {frozenset({"VM", "PC"})}
            ),
            "Agents that were silent for long use no licences": Told(lambda result: result["counts"]["changed"] > 1),
        },
        azure_machines,
    ),
    "qualys_agent_installer": Case(
        {"The current agent for hosts with deb packages": Told(lambda result: result["path"].endswith(".deb"))}
    ),
    "qualys_agent_installer_info": Case(
        {
            "Which agent is the current one for hosts with rpm packages?": read(
                lambda result: result["installers"][0]["extension"] == ".rpm"
            )
        }
    ),
    "qualys_api_probe": Case(
        {
            "How do searches compare in this account, and in which form do they answer?": read(
                lambda result: result["summary"]["settled"] == 3
            ),
            "May a part of a schedule be sent? A throwaway schedule tells": Told(
                lambda result: result["summary"]["settled"] == 3, again="it makes throwaway schedules anew"
            ),
        }
    ),
    "qualys_host_asset_info": Case(
        {
            "Find the Azure virtual machine with a certain id": read(lambda result: result["count"] == 1),
            "Find deleted virtual machines of one subscription": read(lambda result: result["count"] == 2),
            "Find virtual machines that are neither deallocated nor running": read(
                lambda result: "STOPPED" in {asset["azure_state"] for asset in result["host_assets"]}
            ),
            "Find Linux hosts that were not scanned this year, with all that Qualys knows of them": read(
                lambda result: result["count"] and "software" in result["host_assets"][0]
            ),
        },
        azure_machines,
    ),
    "qualys_pci_asset": Case(
        {
            "Take hosts into scope": Told(lambda result: len(result["assets"]) == 3),
            "Take virtual hosts into scope": Told(lambda result: len(result["assets"]) == 2),
            "The same as text": read(lambda result: {asset["action"] for asset in result["assets"]} == {"unchanged"}),
            "These hosts and no others (look at the diff first, findings of what goes are deleted)": Told(
                lambda result: {asset["action"] for asset in result["assets"]} == {"added", "removed", "unchanged"}
            ),
            "Take a host out of scope, when the scan that is running on it is over": Told(
                lambda result: result["assets"] == [{"asset": "192.0.2.10", "action": "removed"}]
            ),
        },
        _pci,
        {"vaulted_pci_password": "sesame", "pci_hosts": [*SHOP_HOSTS]},
    ),
    "qualys_pci_asset_info": Case(
        {
            "Which addresses are in scope?": read(lambda result: len(result["assets"]) == 2),
            "Which hosts fail?": read(lambda result: "Fail" in {asset["compliance"] for asset in result["assets"]}),
        },
        _pci_verdicts,
    ),
    "qualys_pci_scan": Case(
        {
            "Scan everything once a week, however often this runs, and wait for the verdict": Told(
                lambda result: result["scan"]["compliance"] == "Pass"
            ),
            "Launch": Told(
                lambda result: result["action"] == "launched",
                again="without min_interval, a scan that is over is no reason against another",
            ),
            "Look every five minutes for up to a day": read(lambda result: result["scan"]["state"] == "finished"),
            "Wait in the background": Told(
                lambda result: result["ansible_job_id"],
                again="Ansible counts every start in the background as a change",
            ),
        },
        pci_hosts,
    ),
    "qualys_pci_scan_info": Case(
        {
            "Read one scan": read(lambda result: result["scans"][0]["compliance"] == "Pass"),
            "Which scans of this month finished, and how?": read(lambda result: result["scans"][0]["duration"] == 2469),
        },
        ended_scan,
    ),
    "qualys_was_schedule": Case(
        {
            "The shop is scanned every Monday and Thursday night": Told(lambda result: result["action"] == "create"),
            "Everything tagged as public, on the first Sunday of each quarter": Told(
                lambda result: result["action"] == "create"
            ),
            "Mail three people four days before each scan": Told(
                lambda result: len(result["schedule"]["notification"]["recipients"]) == 3
            ),
            "No scans during the freeze": Told(lambda result: result["schedule"]["enabled"] is False),
            "The old schedule is gone": Told(lambda result: result["schedule"]["name"] == "Shop, monthly"),
        },
        _schedules,
    ),
    "qualys_was_schedule_info": Case(
        {
            "Read one schedule": read(lambda result: len(result["schedules"]) == 1),
            "Which enabled schedules were never launched?": read(
                lambda result: [schedule["id"] for schedule in result["schedules"]] == [171425669]
            ),
            "Keep the calendar of a schedule": read(
                lambda result: result["schedules"][0]["icalendar"].startswith("BEGIN:VCALENDAR")
            ),
        },
        _named_schedule,
    ),
}

FILTERS: dict[str, Case] = {
    "report_view": Case(
        {
            "Read when scans are launched": read(lambda result: len(result["schedules"]) == 2),
            "Show how many launches seven days have": read(lambda result: "launch" in result["msg"]),
        }
    )
}

# By the line that each begins with, what its inventory must hold; each has hosts.
INVENTORIES: dict[str, Callable[[Result, dict[str, Result]], Any]] = {
    "All host assets, with QUALYS_PLATFORM, QUALYS_USERNAME and QUALYS_PASSWORD set in the environment.": (
        lambda _groups, hosts: len(hosts) > 60
    ),
    "Running Azure virtual machines in one region, grouped by resource group.": (
        lambda groups, hosts: (
            {host["qualys_azure_state"] for host in hosts.values()} == {"RUNNING"}
            and any(group.startswith("rg_") for group in groups)
            and any(group.startswith("tag_") for group in groups)
        )
    ),
    "The usual groups without any expression, and only three variables for each host.": (
        lambda groups, hosts: (
            "azure_state_RUNNING" in groups
            and {name for host in hosts.values() for name in host}
            <= {"ansible_host", "qualys_id", "qualys_os", "qualys_azure_tags"}
        )
    ),
    "Virtual machines that are neither deallocated nor running.": (
        lambda _groups, hosts: "STOPPED" in {host["qualys_azure_state"] for host in hosts.values()}
    ),
    "Linux hosts with a cloud agent that was heard of lately, under their Azure names, reached by their public "
    "address.": (
        lambda groups, hosts: (
            hosts["vm-running"]["ansible_host"] == "203.0.113.7"
            and hosts["vm-running"]["ansible_user"] == "azureuser"
            and "vm-running" in groups["watched"]["hosts"]
        )
    ),
}
INVENTORY_SET_UP = azure_machines
