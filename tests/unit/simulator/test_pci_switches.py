# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The PCI API of the simulator: what is documented, and every switch, each choice told apart from outside."""

from __future__ import annotations

import sys
from typing import Any

import pytest
import requests

from tests.simulator.switches import TABLE

PCI_SWITCHES = [switch for switch in TABLE if switch.name.startswith("pci_")]
HEADERS = {"X-Requested-With": "test", "Content-Type": "application/json", "apiVersion": "V1"}


class Client:
    """Sends plain requests."""

    def __init__(self, sim: Any) -> None:
        self.sim = sim
        self.headers = HEADERS

    def __call__(self, method: str, path: str, body: Any = None, auth: Any = ("demo", "demo"), **params: Any) -> Any:
        """Return the response."""
        return requests.request(
            method, self.sim.url + path, json=body, auth=auth, params=params, headers=self.headers, timeout=10
        )

    def add(self, *entries: str, kind: str = "IP") -> Any:
        """Add assets."""
        return self("POST", "/pci/asset/add", {"assetType": kind, "assets": ", ".join(entries)})

    def delete(self, *entries: str, kind: str = "IP") -> Any:
        """Remove assets."""
        return self("DELETE", "/pci/asset/delete", {"assetType": kind, "assets": ", ".join(entries)})

    def launch(self, **fields: str) -> Any:
        """Launch a scan."""
        return self("POST", "/pci/scan/launch", {"title": "x", "targetIps": "192.0.2.1", **fields})

    def details(self, number: int = 41207) -> Any:
        """Read a scan."""
        return self("GET", f"/pci/scan/{number}/details")

    def data(self, path: str, **params: Any) -> Any:
        """Return the data of a reading."""
        answer = self("GET", path, **params)
        return answer.json()["data"] if answer.status_code == 200 else answer.status_code


@pytest.fixture
def pci(sim):
    return Client(sim)


def outcomes(sim, name, observe):
    """Return what is observed for each choice of a switch, from a fresh start each time."""
    found = {}
    for choice in next(switch for switch in PCI_SWITCHES if switch.name == name).choices:
        sim.reset()
        sim.switches.set(**{name: choice})
        sim.state.pci.put("IP", "192.0.2.1")
        found[choice] = observe()
    sim.reset()
    return found


def test_every_switch_has_a_test():
    here = vars(sys.modules[__name__])
    assert [switch.name for switch in PCI_SWITCHES if f"test_{switch.name}" not in here] == []


def test_login(pci):
    assert pci("GET", "/pci/scan/list", auth=("demo", "wrong")).status_code == 401
    assert pci("GET", "/pci/scan/list", auth=None).status_code == 401


def test_unknown_paths_and_methods(pci):
    assert pci("GET", "/pci/nothing").status_code == 404
    assert "html" in pci("GET", "/pci/nothing").headers["Content-Type"]
    assert pci("POST", "/pci/scan/41207/details").status_code == 405


def test_add_and_remove_as_documented(pci, sim):
    assert pci.add("192.0.2.10", "2001:0DB8::7").json() == {
        "responseApiVersion": "LATEST - V1",
        "data": "2 IP added successfully",
    }
    host = "shop.example.org:8443:2001:db8:12::7/pay"
    assert pci.add(host, kind="VIRTUALHOST").json()["data"] == "1 VirtualHost added successfully"
    assert pci.delete("2001:db8::7").json()["data"] == "1 IP removed successfully"
    assert sim.state.pci.texts("IP") == ["192.0.2.10"]
    assert [entry["operation"] for entry in sim.journal.writes()] == ["add/pci/asset"] * 2 + ["delete/pci/asset"]
    assert sim.journal[0]["headers"] == {
        "x-requested-with": "test",
        "content-type": "application/json",
        "apiversion": "V1",
    }


@pytest.mark.parametrize("entry", ["192.0.2.0/29", "2001:db8::1-2001:db8::2", "fe80::1%eth0", "[2001:db8::1]", "x", ""])
def test_hosts_that_are_refused(pci, sim, entry):
    assert pci.add(entry).status_code == 400
    assert sim.state.pci.texts("IP") == []


@pytest.mark.parametrize("entry", ["a:443:[::1]/x", "a:0:192.0.2.1", "a:65536:192.0.2.1", "a:443", "a b:1:192.0.2.1"])
def test_virtual_hosts_that_are_refused(pci, entry):
    assert pci.add(entry, kind="VIRTUALHOST").status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {"assetType": "IP", "assets": ["192.0.2.1"]},
        {"assetType": "ip", "assets": "192.0.2.1"},
        {"assetType": "IP", "assets": "192.0.2.1", "more": "x"},
        ["x"],
        {"assets": "192.0.2.1"},
    ],
)
def test_bodies_that_are_refused(pci, body):
    assert pci("POST", "/pci/asset/add", body).status_code == 400


@pytest.mark.parametrize(
    "fields",
    [
        {"title": " "},
        {"bandwidth": "medium"},
        {"scanType": "VIRTUALHOST"},
        {"targetAll": "yes"},
        {"targetIps": ""},
        {"launchType": "later"},
        {"targetIps": "x"},
        {"more": "x"},
    ],
)
def test_launches_that_are_refused(pci, sim, fields):
    sim.state.pci.put("IP", "192.0.2.1")
    assert pci.launch(**fields).status_code == 400


def test_a_scan_goes_its_way(pci, sim):
    sim.state.pci.put("IP", "192.0.2.1")
    assert pci.launch().json()["data"] == {"id": 41207, "status": "Launched scan successfully"}
    words = [pci.details().json()["data"]["scanStatus"] for _poll in range(5)]
    assert words == ["Launch Requested", "Queued", "Running", "Finished", "Finished"]
    assert "id" not in pci.details().json()["data"]


def test_offset_counts_from_one(pci):
    for bad in ({"offset": 0}, {"limit": 0}, {"limit": 1001}, {"offset": "x"}):
        assert pci.data("/pci/scan/list", **bad) == 400
    assert pci.data("/pci/scan/list", offset=1, limit=1) == {"totalCount": 0, "fetchRange": "1-0", "scanInfoList": []}


def test_what_is_scanned_or_scheduled_stays(pci, sim):
    sim.state.pci.put("IP", "192.0.2.1", "192.0.2.2")
    pci.launch()
    assert "running" in pci.delete("192.0.2.1").json()["message"]
    sim.state.pci.scheduled = set(sim.state.pci.assets["IP"])
    assert "scheduled" in pci.delete("192.0.2.2").json()["message"]


def test_bought_addresses(pci, sim):
    sim.state.pci.bought = 2
    assert pci.add("192.0.2.1-192.0.2.3").status_code == 400
    assert pci.add("192.0.2.1", "192.0.2.2").status_code == 200
    assert pci.add("192.0.2.3").status_code == 400


def test_the_summary_ignores_its_filter_by_address(pci, sim):
    sim.state.pci.put("IP", "192.0.2.1", "192.0.2.2")
    assert pci.data("/pci/compliance/summary", ip="192.0.2.1")["totalCount"] == 2


def test_faults_are_played(pci, sim):
    seen = []
    for kind in ("status", "html_200", "limit_429", "empty_200"):
        sim.faults.add(kind, operation="list/pci/scan")
        seen.append(pci("GET", "/pci/scan/list"))
    assert [answer.status_code for answer in seen] == [503, 200, 429, 200]
    assert seen[2].headers["Retry-After"] == "3"


def test_pci_saml(pci, sim):
    found = outcomes(sim, "pci_saml", lambda: pci("GET", "/pci/scan/list").status_code)
    assert found == {"off": 200, "on": 403}


def test_pci_requested_with(pci, sim):
    pci.headers = {"Content-Type": "application/json"}
    found = outcomes(sim, "pci_requested_with", lambda: pci("GET", "/pci/scan/list").status_code)
    assert found == {"optional": 200, "needed": 400}


def test_pci_envelope_version(pci, sim):
    found = outcomes(sim, "pci_envelope_version", lambda: pci.add("192.0.2.9").json()["responseApiVersion"])
    assert found == {"latest": "LATEST - V1", "plain": "V1"}


def test_pci_error_body(pci, sim):
    found = outcomes(sim, "pci_error_body", lambda: pci.add("x").text)
    assert len(set(found.values())) == 5
    assert all("Invalid IP address: x" in text for text in found.values())
    assert found["text"] == "Invalid IP address: x"


def test_pci_refusal_http(pci, sim):
    found = outcomes(sim, "pci_refusal_http", lambda: pci.add("x").status_code)
    assert found == {"400": 400, "409": 409, "422": 422, "200": 200}


def test_pci_duplicate_add(pci, sim):
    found = outcomes(sim, "pci_duplicate_add", lambda: pci.add("192.0.2.1", "192.0.2.2").json())
    assert found["zero"]["data"] == "1 IP added successfully"
    assert found["counted"]["data"] == "2 IP added successfully"
    assert found["refused"] == {"message": "192.0.2.1 already exists"}


def test_pci_absent_remove(pci, sim):
    found = outcomes(sim, "pci_absent_remove", lambda: pci.delete("192.0.2.1", "192.0.2.2").json())
    assert found["zero"]["data"] == "1 IP removed successfully"
    assert found["refused"] == {"message": "192.0.2.2 not found"}


def test_pci_bad_entry(pci, sim):
    found = outcomes(sim, "pci_bad_entry", lambda: (pci.add("192.0.2.2", "x").status_code, sim.state.pci.texts("IP")))
    assert found == {"refuse_all": (400, ["192.0.2.1"]), "keep_good": (200, ["192.0.2.1", "192.0.2.2"])}


def test_pci_range_count(pci, sim):
    found = outcomes(sim, "pci_range_count", lambda: pci.add("192.0.2.1-192.0.2.3").json()["data"][0])
    assert found == {"entries": "1", "addresses": "2"}


def test_pci_ipv6(pci, sim):
    host = "a.example.org:1:2001:db8::1/"
    found = outcomes(
        sim, "pci_ipv6", lambda: (pci.add("2001:db8::1").status_code, pci.add(host, kind="VIRTUALHOST").status_code)
    )
    assert found == {"accept": (200, 200), "refuse": (400, 400)}


def test_pci_dns(pci, sim):
    found = outcomes(sim, "pci_dns", lambda: pci.add("a.example.org", kind="DNS").status_code)
    assert found == {"accept": 200, "refuse": 400}


def listed(pci, sim, **params):
    sim.switches.pci_asset_list = "on"
    return pci.data("/pci/asset/list", assetType="IP", **params)["assetList"]


def test_pci_change_lag(pci, sim):
    def observe():
        pci.add("192.0.2.2")
        return [len(listed(pci, sim)) for _look in range(4)]

    assert outcomes(sim, "pci_change_lag", observe) == {"0": [2, 2, 2, 2], "1": [1, 2, 2, 2], "3": [1, 1, 1, 2]}


def test_pci_asset_list(pci, sim):
    found = outcomes(sim, "pci_asset_list", lambda: pci.data("/pci/asset/list", assetType="ALL"))
    assert found["off"] == 404
    assert found["on"]["assetList"] == [{"asset": "192.0.2.1", "assetType": "IP"}]


def test_pci_asset_rows(pci, sim):
    found = outcomes(sim, "pci_asset_rows", lambda: listed(pci, sim))
    assert found == {
        "object": [{"asset": "192.0.2.1", "assetType": "IP"}],
        "text": ["192.0.2.1"],
        "unknown": [{"k1": "192.0.2.1", "k2": "IP"}],
    }


def test_pci_asset_spelling(pci, sim):
    def observe():
        pci.add("2001:DB8:0::7")
        return listed(pci, sim)[1]["asset"]

    found = outcomes(sim, "pci_asset_spelling", observe)
    assert found == {
        "sent": "2001:DB8:0::7",
        "exploded": "2001:0DB8:0000:0000:0000:0000:0000:0007",
        "compressed": "2001:db8::7",
    }


def test_pci_list_ranges(pci, sim):
    def observe():
        pci.add("192.0.2.2", "192.0.2.4")
        return [row["asset"] for row in listed(pci, sim)]

    found = outcomes(sim, "pci_list_ranges", observe)
    assert found == {"no": ["192.0.2.1", "192.0.2.2", "192.0.2.4"], "yes": ["192.0.2.1-192.0.2.2", "192.0.2.4"]}


def test_pci_summary(pci, sim):
    def observe():
        before = pci.data("/pci/compliance/summary")
        sim.state.pci.verdicts = dict.fromkeys(sim.state.pci.assets["IP"], "Pass")
        after = pci.data("/pci/compliance/summary")
        return [page if isinstance(page, int) else page["totalCount"] for page in (before, after)]

    assert outcomes(sim, "pci_summary", observe) == {"all": [1, 1], "scanned": [0, 1], "off": [404, 404]}


def test_pci_summary_names(pci, sim):
    def observe():
        return pci.data("/pci/compliance/summary")["complianceSummaryList"][0]["dnsHostname"]

    assert outcomes(sim, "pci_summary_names", observe) == {"assets": None, "all": "www.example.org"}


def test_pci_foreign_target(pci, sim):
    found = outcomes(sim, "pci_foreign_target", lambda: pci.launch(targetIps="203.0.113.1").status_code)
    assert found == {"refuse": 400, "accept": 200}


def ended(pci, **fields):
    pci.launch(**fields)
    for _poll in range(4):
        details = pci.details().json()["data"]
    return details


def test_pci_scan_course(pci, sim):
    def observe():
        details = ended(pci)
        return details["scanStatus"], details["compliance"], details["activeHosts"]

    assert outcomes(sim, "pci_scan_course", observe) == {
        "finished": ("Finished", "Pass", 1),
        "noncompliant": ("Finished", "Fail", 1),
        "failed": ("Failed", "Fail", 0),
        "canceled": ("Canceled", "Fail", 1),
        "unending": ("Settling", None, 0),
    }


def test_pci_finished_word(pci, sim):
    found = outcomes(sim, "pci_finished_word", lambda: ended(pci)["scanStatus"])
    assert found == {word: word for word in ("Finished", "FINISHED", "Completed")}


def test_pci_scan_progress(pci, sim):
    found = outcomes(sim, "pci_scan_progress", lambda: ended(pci)["scanStatus"])
    assert found == {"polls": "Finished", "time": "Launch Requested"}


def rows(pci):
    return pci.data("/pci/scan/list")["scanInfoList"]


def test_pci_scan_module(pci, sim):
    def observe():
        pci.launch()
        return rows(pci)[0].get("scanModule", "missing")

    assert outcomes(sim, "pci_scan_module", observe) == {"name": "PCI", "null": None, "missing": "missing"}


def test_pci_list_order(pci, sim):
    def observe():
        for title in ("b", "a", "c"):
            pci.launch(title=title)
        return "".join(row["title"] for row in rows(pci))

    assert outcomes(sim, "pci_list_order", observe) == {"newest": "cab", "oldest": "bac", "title": "abc"}


def test_pci_list_lag(pci, sim):
    def observe():
        pci.launch()
        return [len(rows(pci)) for _look in range(4)]

    assert outcomes(sim, "pci_list_lag", observe) == {"0": [1, 1, 1, 1], "1": [0, 1, 1, 1], "3": [0, 0, 0, 1]}


def test_pci_details_lag(pci, sim):
    def observe():
        pci.launch()
        return [pci.details().status_code for _look in range(4)]

    assert outcomes(sim, "pci_details_lag", observe) == {
        "0": [200, 200, 200, 200],
        "1": [404, 200, 200, 200],
        "3": [404, 404, 404, 200],
    }


def test_pci_unknown_scan(pci, sim):
    assert outcomes(sim, "pci_unknown_scan", lambda: pci.details(7).status_code) == {"404": 404, "400": 400}
