# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role onboarding_report as a whole: a page, the same page again, and nothing in it that Qualys could plant."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest

from tests.simulator.server import Simulator
from tests.system.inventory_runs import CORES
from tests.system.role_runs import Roles

# What somebody may put into a name: a script, an attribute, a template, terminal colours, a turned direction.
PLANTED = "</td><script>alert(1)</script>\" onload='x' {{ 1/0 }} {% raw %} \x1b[31mred \u202egnp.exe"


class Page(HTMLParser):
    """What a browser makes of the page: elements, attributes, text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        """All text, single blanks between words."""
        return " ".join(" ".join(self.words).split())


class Reports(Roles):
    """Plays the role; the page goes into the folder of the test."""

    def report(self, *flags: str, facts: dict | None = None, **options):
        """Return the run; ``facts`` are what roles before this one left."""
        variables = {"onboarding_report_path": str(self.path), **options}
        given = {name: value for name, value in variables.items() if value is not None}
        return self.play_role("onboarding_report", given, *flags, facts=facts)

    @property
    def path(self):
        """Where the page is."""
        return self.folder / "report.html"

    @property
    def page(self) -> Page:
        """The page as it is now."""
        return Page(self.path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def running_simulator():
    with Simulator(assets=60) as running:
        yield running


@pytest.fixture
def simulator(running_simulator):
    running_simulator.reset()
    return running_simulator


@pytest.fixture(params=CORES, ids=lambda core: core.name)
def on_every_core(request, tmp_path, simulator):
    return Reports(request.param, tmp_path, simulator.url)


@pytest.fixture
def reports(tmp_path, simulator):
    """For what does not depend on the ansible-core."""
    return Reports(CORES[0], tmp_path, simulator.url)


def changed(played):
    """Return the number of changed tasks of a run that went well."""
    assert played.is_good, played.text
    return played.changed


def azure_hosts(simulator):
    """Return the Azure sources of the simulator, without deleted machines."""
    found = []
    for number in simulator.state.assets:
        for source in simulator.state.assets.peek(number).get("sourceInfo", {}).get("list", []):
            found += [value for kind, value in source.items() if kind == "AzureAssetSourceSimple"]
    return [source for source in found if source.get("state") != "DELETED"]


def test_a_page_the_same_page_again_and_a_new_one(on_every_core, simulator):
    reports = on_every_core
    first = reports.report()
    assert changed(first) == 1
    assert "[WARNING]" not in first.text
    page = reports.path.read_bytes()
    hosts = azure_hosts(simulator)
    assert "%d Azure hosts" % len(hosts) in reports.page.text
    for location in {source["location"] for source in hosts}:
        assert location in reports.page.text
    assert "Shop weekly" in reports.page.text
    assert "No run has changed anything yet." in reports.page.text
    assert "PCI" not in reports.page.text

    again = reports.report()
    assert changed(again) == 0
    assert reports.path.read_bytes() == page
    assert simulator.journal.writes() == []

    number = next(iter(simulator.state.assets))
    simulator.state.assets[number]["sourceInfo"] = {
        "list": [{"AzureAssetSourceSimple": {"vmId": "v", "state": "RUNNING", "location": "a-new-region"}}]
    }
    assert changed(reports.report()) == 1
    assert "a-new-region" in reports.page.text


def test_check_mode_writes_nothing(reports, simulator):
    run = reports.report("--check", "--diff")
    assert changed(run) == 1
    assert "+<!DOCTYPE html>" in run.text
    assert not reports.path.exists()
    assert simulator.journal.writes() == []


SUMMARIES = {
    "was_onboarding_summary": {"changed": True, "counts": {"created": 3, "updated": 0}, "schedules": []},
    "azure_onboarding_summary": {"changed": True, "counts": {"changed": 12}},
    "pci_onboarding_summary": {"changed": True, "counts": {"launched": 1}},
}
UNCHANGED = {name: {"changed": False, "counts": {}} for name in SUMMARIES}


def test_changes_stay_until_a_run_changes_something_else(reports):
    assert changed(reports.report(facts=SUMMARIES)) == 1
    text = reports.page.text
    assert "Scan schedules created 3" in text
    assert "Azure hosts whose agent modules were changed 12" in text
    assert "PCI scans launched 1" in text
    assert "There are no PCI scans." in text
    page = reports.path.read_bytes()

    assert changed(reports.report(facts=UNCHANGED)) == 0
    assert reports.path.read_bytes() == page

    fewer = {**UNCHANGED, "was_onboarding_summary": {"counts": {"removed": 1}}}
    assert changed(reports.report(facts=fewer)) == 1
    assert "Scan schedules removed 1" in reports.page.text
    assert "Scan schedules created" not in reports.page.text


def test_nothing_from_qualys_gets_out_of_its_place(on_every_core, simulator):
    reports = on_every_core
    for number in list(simulator.state.assets):
        asset = simulator.state.assets[number]
        asset["name"] = PLANTED.replace("\x1b", "")
        for source in asset.get("sourceInfo", {}).get("list", []):
            for fact in ("location", "subscriptionId", "resourceGroupName"):
                if "AzureAssetSourceSimple" in source:
                    source["AzureAssetSourceSimple"][fact] = PLANTED.replace("\x1b", "")
    for schedule in simulator.state.schedules.values():
        schedule["name"] = PLANTED.replace("\x1b", "")
    run = reports.report(onboarding_report_title="R&D <b>")
    assert changed(run) == 1
    page = reports.page
    assert "script" not in {tag for tag, _attributes in page.elements}
    assert not [name for _tag, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "R&D <b>" in page.text
    assert "<script>alert(1)</script>" in page.text
    # Nothing is loaded from anywhere, either.
    assert not re.search(r"https?://|url\(|@import", reports.path.read_text(encoding="utf-8"))
    loading = {"src", "href", "action", "data", "srcset", "xlink:href"}
    assert not [attributes for _tag, attributes in page.elements if loading & set(attributes)]
    assert "{{ 1/0 }} {% raw %}" in page.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", reports.path.read_text(encoding="utf-8"))


def test_pci_scans_are_read_when_asked_for(reports):
    run = reports.report(onboarding_report_sections=["pci"])
    assert changed(run) == 1
    assert "PCI verdicts" in reports.page.text
    assert "Azure hosts" not in reports.page.text


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        ({"onboarding_report_path": None}, ["onboarding_report_path"]),
        ({"onboarding_report_sections": ["host"]}, ["onboarding_report_sections", "host", "schedules"]),
        ({"onboarding_report_time_zone": "Europe/Pari"}, ["time_zone", "Europe/Pari", "IANA"]),
        ({"onboarding_report_azure": {"state": "GONE"}}, ["azure.state", "GONE"]),
    ],
    ids=["path", "sections", "time_zone", "azure"],
)
def test_bad_variables_are_named(reports, options, parts):
    run = reports.report(**options)
    assert not run.is_good
    said = " ".join(html.unescape(run.text).split())
    for part in parts:
        assert part in said, said
    assert not reports.path.exists()


ALL_SECTIONS = ["hosts", "agents", "schedules", "pci"]


@pytest.mark.parametrize(
    ("operation", "task"),
    [
        ("search/am/hostasset", "Find the Azure hosts"),
        ("get/was/wasscanschedule", "Read the scan schedules"),
        ("list/pci", "List the PCI scans"),
        ("details/pci", "Read the verdicts of the newest of each title"),
    ],
)
def test_a_failure_halfway_leaves_the_page_as_it_was_and_a_run_again_completes_it(reports, simulator, operation, task):
    launch_a_pci_scan(reports)
    assert changed(reports.report(onboarding_report_sections=["agents"])) == 1
    page = reports.path.read_bytes()

    fault = simulator.faults.add("conflict_409_2003", operation=operation, times=0)
    everything = {"onboarding_report_sections": ALL_SECTIONS, "onboarding_report_full_schedules": True}
    broken = reports.report(**everything)
    assert fault.fired
    assert not broken.is_good
    assert f"TASK [community.qualys.onboarding_report : {task}]" in broken.text
    # What was read so far is not presented as the whole.
    assert broken.summary is None
    assert reports.path.read_bytes() == page

    simulator.faults.clear()
    assert changed(reports.report(**everything)) == 1
    assert "Shop weekly" in reports.page.text
    assert "Weekly external" in reports.page.text
    assert changed(reports.report(**everything)) == 0


def test_a_folder_that_is_not_there_is_named_and_a_run_again_completes_it(reports):
    folder = reports.folder / "reports"
    target = {"onboarding_report_path": str(folder / "onboarding.html")}
    broken = reports.report(**target)
    assert not broken.is_good
    assert f"Destination directory {folder} does not exist" in broken.text
    folder.mkdir()
    assert changed(reports.report(**target)) == 1
    assert changed(reports.report(**target)) == 0


def launch_a_pci_scan(reports):
    """Have a scan in the account, launched with the role for it."""
    played = reports.play_role(
        "pci_onboarding",
        {
            "pci_onboarding_hosts": ["192.0.2.10"],
            "pci_onboarding_scans": [{"title": "Weekly external", "target_all": True}],
            "pci_onboarding_poll_interval": 1,
            "pci_onboarding_wait_timeout": 20,
        },
    )
    assert played.is_good, played.text
