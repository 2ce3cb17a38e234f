# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an account must hold so that a probe can tell, and how the probes are run against the simulator."""

from __future__ import annotations

from typing import Any, Callable

from tests.simulator.server import Simulator
from tests.simulator.switches import BY_NAME, Switch

# A web application with a default authentication record.
WEB_APP = "Shop"
AGENT = 5214017


def pci_login(simulator: Simulator) -> dict[str, Any]:
    """Return the options of the second login."""
    return {"pci_url": simulator.url, "pci_username": simulator.user, "pci_password": simulator.password}


def _modules(text: str) -> Callable[[Simulator], None]:
    def set_up(simulator: Simulator) -> None:
        simulator.state.assets.amend(AGENT, {}, {"activatedModule": text})

    return set_up


def _proxy_and_override(simulator: Simulator) -> None:
    simulator.state.schedules[1688].update(proxy={"id": 6501}, dnsOverride={"id": 6001})


def _fewer_modules(simulator: Simulator) -> None:
    simulator.state.subscribed_modules = {"VM", "FIM", "EDR", "PM"}


def _no_was(simulator: Simulator) -> None:
    """Let the user that the tests log in as lack the module."""
    simulator.add_user(simulator.user, simulator.password, modules=("AM", "CA"))


def _pci_assets(simulator: Simulator) -> None:
    if simulator.switches.pci_asset_list == "off":
        simulator.switches.pci_asset_list = "on"
    pci = simulator.state.pci
    pci.put("IP", "192.0.2.10", "192.0.2.11", "198.51.100.7")
    pci.put("DNS", "www.example.org")
    pci.verdicts.update(dict.fromkeys(list(pci.assets["IP"])[:2], "Pass"))


def pci_scans(simulator: Simulator) -> None:
    """Launch scans through the simulator's own code, so that they have the form its switches say; let them end."""
    import json

    import requests

    simulator.state.pci.put("DNS", "www.example.org")
    headers = {"X-Requested-With": "test", "Content-Type": "application/json", "apiVersion": "V1"}
    login = (simulator.user, simulator.password)
    for title in ("Nightly", "Weekly", "Daily", "Monthly"):
        body = {"title": title, "scanType": "DNS", "targetDns": "www.example.org"}
        url = simulator.url + "/pci/scan/launch"
        done = requests.post(url, data=json.dumps(body), headers=headers, auth=login, timeout=10)
        number = done.json()["data"]["id"]
        for _word in range(4):
            requests.get(simulator.url + "/pci/scan/%d/details" % number, headers=headers, auth=login, timeout=10)
    simulator.journal.clear()


SET_UP: dict[str, Callable[[Simulator], None]] = {
    "missing_module_answer": _no_was,
    "activated_module_case": _modules("AGENT_VM,AGENT_SwCA,AGENT_EDR"),
    "activated_module_empty": _modules(""),
    "proxy_nesting": _proxy_and_override,
    "dns_override_nesting": _proxy_and_override,
    "actkey_unlicensed_modules": _fewer_modules,
    "pci_asset_rows": _pci_assets,
    "pci_list_ranges": _pci_assets,
    "pci_summary": _pci_assets,
    "pci_summary_names": _pci_assets,
    "pci_list_order": pci_scans,
    "pci_scan_module": pci_scans,
    "pci_finished_word": pci_scans,
    "pci_envelope_version": pci_scans,
}


def set_up(simulator: Simulator, probe: str, choice: str) -> None:
    """Put the switch of a probe into position, and into the account what the probe tells it by."""
    setattr(simulator.switches, probe, choice)
    SET_UP.get(probe, lambda _simulator: None)(simulator)


def switch(name: str) -> Switch:
    """Return the switch of that name."""
    return BY_NAME[name]
