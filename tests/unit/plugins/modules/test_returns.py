# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every documented key is really returned. That nothing else is, tests.in_process asks of every result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from tests import plugin_docs
from tests.in_process import Modules
from tests.returns import Comparison, documented, wrong_value
from tests.simulator.server import Simulator
from tests.unit.plugins.modules.probes import pci_login, pci_scans

MODULES = plugin_docs.names("modules")
# Documented keys without contains, and why.
FREE = {
    "error": "each failure has its own facts",
    "findings.evidence": "each probe has its own",
    "host_assets.azure_tags": "the keys are those of the tags",
    "host_assets.agent_manifest_versions": "the keys are modules, and Qualys has new ones at times",
    **{"host_assets." + cloud: "the keys are Qualys' own" for cloud in ("ec2", "gcp", "ibm", "oci")},
}
# Keys that cannot be seen here, and why.
UNSEEN = {
    "qualys_agent_installer": {"secontext": "it takes a host with SELinux"},
}
WHEN = "2026-01-31T08:00:00Z"
FULL = {
    "domain": "example.net",
    "networkGuid": "0e5d8b7a-0000-4000-8000-000000000001",
    "netbiosName": "WEB-A",
    "manufacturer": "VMware, Inc.",
    "model": "VMware7,1",
    "totalMemory": 7963,
    "timezone": "-08:00",
    "lastLoggedOnUser": "root",
    **dict.fromkeys(("lastSystemBoot", "lastComplianceScan", "vulnsUpdated", "informationGatheredUpdated"), WHEN),
    "netbiosNetworkId": 1,
    "biosDescription": "A BIOS",
    "cloudProvider": "AZURE",
    "criticalityScore": 2,
}


class Calls(NamedTuple):
    """Options of runs that together return every key, and what must be there for it."""

    options: tuple[dict[str, Any], ...]
    set_up: Callable[[Simulator, Modules], object] = lambda _simulator, _run: None
    refused: tuple[dict[str, Any], ...] = ()


def whole_asset(simulator: Simulator, _run: Modules) -> None:
    """Give one asset what no printed sample and no asset of the fleet has all of."""
    assets = simulator.state.assets
    host = assets[2584223]
    agent = {
        "location": "Amsterdam",
        "locationGeoLatitude": "52.3",
        "locationGeoLongtitude": "4.9",
        "chirpStatus": "Up",
    }
    source = host["sourceInfo"]["list"][0]["AzureAssetSourceSimple"]
    source.update(virtualNetwork="vnet", ipv6="2001:db8::7", publicIpAddress="203.0.113.7", macAddress="00-0D-3A-3F")
    for cloud in ("Ec2", "Gcp", "IBM", "Oci"):
        host["sourceInfo"]["list"].append({cloud + "AssetSourceSimple": {"assetId": 1, "region": "north"}})
    interface = {"interfaceName": "eth0", "interfaceId": "1", "macAddress": "00:0d", "gatewayAddress": "172.16.1.1"}
    host["networkInterface"]["list"][0]["HostAssetInterface"].update(interface, hostname="web-a")
    lists = {
        "openPort": {"HostAssetOpenPort": {"port": 22, "protocol": "TCP", "serviceId": 30, "serviceName": "ssh"}},
        "software": {"HostAssetSoftware": {"name": "openssl", "version": "3.0.2"}},
        "vuln": {"HostAssetVuln": {"qid": 1, "hostInstanceVulnId": 2, "firstFound": WHEN, "lastFound": WHEN}},
        "processor": {"HostAssetProcessor": {"name": "Xeon", "speed": 2600}},
        "volume": {"HostAssetVolume": {"name": "/", "size": 2, "free": 1}},
        "account": {"HostAssetAccount": {"username": "root"}},
    }
    host.update({element: {"list": [item]} for element, item in lists.items()})
    host.update(FULL, agentInfo={**assets.peek(5214017)["agentInfo"], **agent})


def pci(simulator: Simulator, _run: Modules) -> None:
    """Assets of each type with a verdict, and a list that can be read."""
    simulator.switches.pci_asset_list = "on"
    account = simulator.state.pci
    account.put("IP", "192.0.2.10")
    account.put("DNS", "www.example.org")
    account.put("VIRTUALHOST", "shop.example.org:8443:192.0.2.10/pay")
    account.unwelcome.add("192.0.2.66")
    account.verdicts.update(dict.fromkeys(account.assets["IP"], "Pass"))


START = {"start_date": "2031-03-03 22:00", "time_zone": "Europe/Paris"}
COMMON = {"type": "vulnerability", "option_profile": "Nightly Crawl"}
# Together they have every element of a schedule; the printed ones were launched, these were not.
SCHEDULES: tuple[dict[str, Any], ...] = (
    {
        **COMMON,
        "name": "By tags",
        "target": {
            "included_tags": {"match": "any", "tags": ["77"]},
            "excluded_tags": {"match": "all", "tags": ["79"]},
            "auth_record_option": "ALL",
            "profile_option": "ALL",
            "scanner_option": "ALL",
            "randomize": True,
            "scanner": {"type": "tags", "tags": ["Scanner Pool A"]},
        },
        "scheduling": {
            **START,
            "occurrence": "weekly",
            "every": 2,
            "on_days": ["monday"],
            "occurrence_count": 3,
            "cancel_at": "06:00",
        },
        "send_one_mail": True,
        "send_mail": True,
        "send_mail_from": "owner",
    },
    {
        **COMMON,
        "name": "Two applications",
        "target": {"web_apps": ["Shop", "Partner Portal"], "scanner": {"type": "internal", "name": "dc1-scanner"}},
        "scheduling": {**START, "occurrence": "monthly", "day_of_month": 31, "cancel_after_hours": 6},
        "notification": {
            "active": True,
            "reschedule": True,
            "delay": 1,
            "delay_scale": "day",
            "recipients": ["ops@example.org"],
            "text": "Tomorrow",
        },
    },
    {
        **COMMON,
        "name": "One application",
        "target": {
            "web_app": "Shop",
            "auth_record": "Shop form login",
            "cancel_option": "specific",
            "scanner": {"type": "external"},
        },
        "scheduling": {**START, "occurrence": "monthly", "day_order": "last", "weekday": "friday"},
        "progressive_scanning": "enabled",
        "scan_proxy": "6501",
        "dns_override": "Staging hosts",
    },
    {
        **COMMON,
        "name": "Default record",
        "target": {"web_app": "Shop", "auth_record": "default", "scanner": {"type": "external"}},
        "scheduling": {**START, "occurrence": "once"},
    },
)


def scans(simulator: Simulator, _run: Modules) -> None:
    """Scans of which Qualys tells the application."""
    simulator.switches.pci_scan_module = "name"
    pci_scans(simulator)


def flag(simulator: Simulator, _run: Modules) -> None:
    """Let the default authentication record be shown as such."""
    simulator.switches.auth_default_read = "flag"


def schedules(simulator: Simulator, run: Modules) -> None:
    """Make the schedules."""
    flag(simulator, run)
    for options in SCHEDULES:
        run("qualys_was_schedule", **options)


SCAN = {"title": "Weekly", "target_ips": ["192.0.2.10"]}


CALLS = {
    "qualys_activation_key": Calls(
        (
            {"title": "Linux servers", "move_agents": {"tag_name": "Agent"}, "reveal": True},
            {"title": "Linux servers", "network_id": 0},
        )
    ),
    "qualys_activation_key_info": Calls(({"id": 59002, "reveal": True},)),
    "qualys_agent_activation": Calls(({"criteria": [{"field": "tagName", "value": "prod"}], "modules": ["SA"]},)),
    "qualys_agent_installer": Calls(({"system": "linux"},)),
    "qualys_agent_installer_info": Calls(({"system": "linux"},)),
    "qualys_api_probe": Calls(
        ({"probes": ["json_negotiation", "actkey_title_case", "scheduling_update"], "allow_writes": True},)
    ),
    "qualys_host_asset_info": Calls(({"asset_ids": [2584223], "detail": "full"}, {"limit": 60}), whole_asset),
    "qualys_pci_asset": Calls(({"assets": ["192.0.2.10", "192.0.2.99"]},), pci, ({"assets": ["192.0.2.66"]},)),
    "qualys_pci_asset_info": Calls(
        (
            {},
            {"asset_type": "virtual_host"},
            {"asset_type": "dns"},
            {"read_from": "compliance_summary"},
        ),
        pci,
    ),
    "qualys_pci_scan": Calls(({**SCAN, "state": "finished"},), pci),
    "qualys_pci_scan_info": Calls(({"full": True}, {"scan_id": 41207}), scans),
    "qualys_was_schedule": Calls(({"id": 1688}, *SCHEDULES), flag),
    "qualys_was_schedule_info": Calls(({"full": True, "icalendar": True},), schedules),
}


@pytest.fixture(scope="module")
def running_simulator():
    # With a fleet, because the printed samples hold Azure alone.
    with Simulator(assets=60) as simulator:
        yield simulator


@pytest.mark.parametrize("module", CALLS)
def test_every_documented_key_is_returned(module, simulator, run, tmp_path):
    calls = CALLS[module]
    calls.set_up(simulator, run)
    folder = {"dest": "%s/" % tmp_path} if module == "qualys_agent_installer" else {}
    login = pci_login(simulator) if module == "qualys_api_probe" else {}
    wrong = {"pci_password" if module.startswith("qualys_pci_") else "password": "wrong"}
    # Something to wait for, and at the end something that goes wrong.
    simulator.faults.add("limit_429")
    results = [run(module, **login, **options, **folder) for options in calls.options]
    assert not [result["msg"] for result in results if result.get("failed")]
    has_diff = plugin_docs.documentation("modules", module)["attributes"]["diff_mode"]["support"] == "full"
    assert {"diff" in result for result in results} == {has_diff}
    failures = [run(module, **options) for options in calls.refused]
    failures.append(run(module, **{**login, **calls.options[0], **folder, **wrong}))
    assert all(result["failed"] for result in failures)
    seen = set().union(*(Comparison(module, result).seen for result in results + failures))
    keys = {path for path, _said in documented(plugin_docs.returned("modules", module))}
    assert sorted(keys - seen) == sorted(UNSEEN.get(module, {}))


def test_every_module_is_called():
    assert sorted(CALLS) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_mappings_say_what_they_contain(module):
    keys = dict(documented(plugin_docs.returned("modules", module)))
    free = {path for path, said in keys.items() if "dict" in (said["type"], said.get("elements"))}
    assert {path for path in free if "contains" not in keys[path]} <= set(FREE)


@pytest.mark.parametrize("module", MODULES)
def test_samples_are_of_their_type(module):
    for path, said in documented(plugin_docs.returned("modules", module)):
        assert ("sample" in said) != ("contains" in said), path
        if said.get("sample") is not None:
            assert wrong_value(said, said["sample"]) == "", path
        elif "sample" in said:
            assert "null" in said["description"], path
