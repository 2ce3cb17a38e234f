# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of PCI assets and scans, over the product of what is not known about the API.

Each step runs in check mode, for real and once more. What the account then holds is looked up in the simulator, so
that no step passes because module and answer agree on a mistake.
"""

from __future__ import annotations

import itertools
from typing import Any, NamedTuple

import pytest

from tests.simulator.switches import BY_NAME


class Step(NamedTuple):
    """One declaration, and what the account holds afterwards, as the simulator was sent it."""

    state: str
    assets: list[str]
    reached: list[str]


class Life(NamedTuple):
    """The steps of the assets of one type. ``bad`` is a pair of a good asset and one that Qualys will not take."""

    asset_type: str
    wire_type: str
    steps: tuple[Step, ...]
    bad: tuple[str, str]
    other_spellings: list[str]


SHOP, PAY = "shop.example.org:8443:192.0.2.10/pay", "shop.example.org:8443:2001:db8:12::7/pay"
LIVES = (
    Life(
        "ip",
        "IP",
        (
            Step("present", ["192.0.2.10", "2001:0DB8::7"], ["192.0.2.10", "2001:db8::7"]),
            Step(
                "present",
                ["192.0.2.10", "192.0.2.16/30"],
                ["192.0.2.10", "192.0.2.16", "192.0.2.17", "192.0.2.18", "192.0.2.19", "2001:db8::7"],
            ),
            Step(
                "absent",
                ["192.0.2.17-192.0.2.18", "2001:db8:0:0::7"],
                ["192.0.2.10", "192.0.2.16", "192.0.2.19"],
            ),
            Step("exact", ["192.0.2.16", "198.51.100.1"], ["192.0.2.16", "198.51.100.1"]),
            Step("absent", ["192.0.2.0/27", "198.51.100.1"], []),
        ),
        ("192.0.2.77", "192.0.2.66"),
        ["2001:DB8:0:0:0:0:0:7", "192.0.2.10/32"],
    ),
    Life(
        "virtual_host",
        "VIRTUALHOST",
        (
            Step("present", [SHOP, PAY], [SHOP, PAY]),
            Step("absent", ["SHOP.example.org:08443:2001:DB8:12:0::7/pay"], [SHOP]),
            Step("present", [SHOP, "shop.example.org:8443:192.0.2.10/PAY"], [SHOP.replace("pay", "PAY"), SHOP]),
            Step("exact", [PAY], [PAY]),
            Step("absent", [SHOP, PAY], []),
        ),
        ("good.example.org:443:192.0.2.1/a", "bad.example.org:443:192.0.2.1/a"),
        ["Shop.Example.ORG:8443:192.0.2.10/pay", "shop.example.org:8443:2001:0db8:12:0::7/pay"],
    ),
    Life(
        "dns",
        "DNS",
        (
            Step("present", ["shop.example.org", "www.example.org"], ["shop.example.org", "www.example.org"]),
            Step("absent", ["WWW.example.org."], ["shop.example.org"]),
            Step("exact", ["pay.example.org"], ["pay.example.org"]),
            Step("absent", ["pay.example.org"], []),
        ),
        ("good.example.org", "bad.example.org"),
        ["Shop.Example.org", "www.example.org."],
    ),
)
SOURCES = {
    "asset_list": {"pci_asset_list": "on"},
    "compliance_summary": {"pci_asset_list": "off", "pci_summary": "all"},
    "scanned_only": {"pci_asset_list": "off", "pci_summary": "scanned"},
    "none": {"pci_asset_list": "off", "pci_summary": "off"},
}
MATTER = ("pci_duplicate_add", "pci_absent_remove", "pci_bad_entry")
PRODUCT = [
    {**SOURCES[source], **dict(zip(MATTER, choices)), "source": source}
    for source in SOURCES
    for choices in itertools.product(*(BY_NAME[name].choices for name in MATTER))
]
REFUSING = {"pci_duplicate_add": "refused", "pci_absent_remove": "refused"}
# Each refusal in every form, and every other choice of every other switch, under each source.
OTHERS = (
    "pci_requested_with",
    "pci_envelope_version",
    "pci_range_count",
    "pci_change_lag",
    "pci_asset_rows",
    "pci_asset_spelling",
    "pci_list_ranges",
)
VARIANTS = [
    {**SOURCES[source], **REFUSING, "pci_error_body": body, "pci_refusal_http": status, "source": source}
    for source in ("asset_list", "none")
    for body in BY_NAME["pci_error_body"].choices
    for status in BY_NAME["pci_refusal_http"].choices
] + [
    {**SOURCES[source], **REFUSING, name: choice, "source": source}
    for source in SOURCES
    for name in OTHERS
    for choice in BY_NAME[name].choices
    # Rows that cannot be read are another source, see test_pci_asset.
    if choice not in (BY_NAME[name].default, "unknown")
]


def name_of(variant):
    return "-".join(str(value) for value in variant.values())


def set_up(simulator, variant):
    switches = {name: value for name, value in variant.items() if name != "source"}
    simulator.switches.set(**switches)


def source_of(life, variant):
    """Return what the module can read in this variant."""
    source = variant["source"]
    if source in ("compliance_summary", "scanned_only"):
        return "none" if life.asset_type == "virtual_host" else "compliance_summary"
    return source


@pytest.mark.parametrize("variant", PRODUCT + VARIANTS, ids=name_of)
@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.asset_type)
def test_assets(life, variant, simulator, run):
    set_up(simulator, variant)
    source = source_of(life, variant)
    for step in life.steps:
        if step.state == "exact" and source != "asset_list":
            refuse_exact(life, step, simulator, run)
            # Go on as if it had been done.
            simulator.state.pci.assets[life.wire_type].clear()
            simulator.state.pci.put(life.wire_type, *step.reached)
            continue
        live_through(life, step, variant, source, simulator, run)


def refuse_exact(life, step, simulator, run):
    """These and no others cannot be promised where the others cannot be seen."""
    simulator.journal.clear()
    result = run("qualys_pci_asset", state="exact", asset_type=life.asset_type, assets=step.assets)
    assert result["failed"]
    assert "needs to see everything that is in scope" in result["msg"]
    assert simulator.journal.writes() == []


def live_through(life, step, variant, source, simulator, run):
    options: dict[str, Any] = {"state": step.state, "asset_type": life.asset_type, "assets": step.assets}
    held = simulator.state.pci.texts(life.wire_type)

    simulator.journal.clear()
    foretold = run("qualys_pci_asset", check=True, **options)
    assert not foretold.get("failed"), foretold["msg"]
    assert foretold["changed"]
    assert foretold["read_from"] == source
    assert simulator.journal.writes() == []
    assert simulator.state.pci.texts(life.wire_type) == held

    done = run("qualys_pci_asset", **options)
    assert not done.get("failed"), done["msg"]
    assert done["changed"]
    assert canonical(simulator, life) == sorted(step.reached)
    if source == "asset_list":
        assert done["diff"] == foretold["diff"]
        assert done["diff"]["before"] != done["diff"]["after"]
        assert done["changed_by"] == "comparison"
        # Nothing is ever removed only to be added anew.
        assert {entry["operation"] for entry in simulator.journal.writes()} <= expected_writes(step)

    simulator.journal.clear()
    again = run("qualys_pci_asset", **options)
    assert not again.get("failed"), again["msg"]
    if source == "asset_list":
        assert simulator.journal.writes() == []
        assert not again["changed"]
        assert again["diff"]["before"] == again["diff"]["after"]
    else:
        assert again["changed"] == counted_again(step, variant, source)
        assert not again["changed"] or again["changed_by"] == "count"
        assert (again["changed_by"] == "count") == bool(simulator.journal.writes())
        assert bool(simulator.journal.writes()) == any("alone" in str(warning) for warning in again.get("warnings", []))
    assert canonical(simulator, life) == sorted(step.reached)


def expected_writes(step):
    return {
        "present": {"add/pci/asset"},
        "absent": {"delete/pci/asset"},
        "exact": {"add/pci/asset", "delete/pci/asset"},
    }[step.state]


def counted_again(step, variant, source):
    """Where nothing can be read and Qualys counts what it has, an unchanged run cannot be told from a change."""
    is_seen = source == "compliance_summary" and variant["source"] != "scanned_only"
    return step.state == "present" and variant["pci_duplicate_add"] == "counted" and not is_seen


def canonical(simulator, life):
    return sorted(
        key if isinstance(key, str) else ("%s:%d:%s/%s" % key if isinstance(key, tuple) else str(key))
        for key in simulator.state.pci.assets[life.wire_type]
    )


@pytest.mark.parametrize("variant", PRODUCT, ids=name_of)
@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.asset_type)
def test_a_batch_with_a_bad_entry(life, variant, simulator, run):
    set_up(simulator, variant)
    good, bad = life.bad
    simulator.state.pci.unwelcome.add(bad)

    result = run("qualys_pci_asset", asset_type=life.asset_type, assets=[good, bad])

    assert result["changed"]
    assert simulator.state.pci.texts(life.wire_type) == [good]
    actions = {one["asset"]: one["action"] for one in result["assets"]}
    assert actions[good] == "added"
    if source_of(life, variant) == "asset_list" or variant["pci_bad_entry"] == "refuse_all":
        assert result["failed"]
        assert actions[bad] == "failed"
        assert result["msg"].startswith("1 of 2 assets are not as declared: %s: " % bad)
    else:
        # Qualys counted 0, as it does for what is there: nobody could tell, and the result says on what it rests.
        assert actions[bad] == "unchanged"
        assert result["changed_by"] == "count"


@pytest.mark.parametrize("spelling", BY_NAME["pci_asset_spelling"].choices)
@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.asset_type)
def test_spellings_of_one_asset_are_one_asset(life, spelling, simulator, run):
    simulator.switches.set(pci_asset_list="on", pci_asset_spelling=spelling)
    first = life.steps[0]
    run("qualys_pci_asset", asset_type=life.asset_type, assets=first.assets)
    simulator.journal.clear()
    assert not run("qualys_pci_asset", asset_type=life.asset_type, assets=life.other_spellings)["changed"]
    assert simulator.journal.operations() == ["list/pci/asset"]
    doubled = [*first.assets, *life.other_spellings]
    removed = run("qualys_pci_asset", asset_type=life.asset_type, assets=doubled, state="absent")
    assert len(removed["assets"]) == len(first.assets)
    assert simulator.state.pci.texts(life.wire_type) == []


SCAN_SWITCHES = ("pci_list_order", "pci_list_lag", "pci_details_lag", "pci_unknown_scan")
SCAN_PRODUCT = [
    dict(zip(SCAN_SWITCHES, choices))
    for choices in itertools.product(*(BY_NAME[name].choices for name in SCAN_SWITCHES))
] + [
    {name: choice}
    for name in ("pci_finished_word", "pci_scan_module", "pci_envelope_version", "pci_error_body", "pci_requested_with")
    for choice in BY_NAME[name].choices
]
SCAN = {"title": "Weekly external", "target_ips": ["192.0.2.10", "2001:DB8::7"]}
SCAN_LIVES = {
    "launched": {"state": "launched"},
    "finished": {"state": "finished", "min_interval": "7d"},
}


@pytest.mark.parametrize("variant", SCAN_PRODUCT, ids=name_of)
@pytest.mark.parametrize("options", SCAN_LIVES.values(), ids=SCAN_LIVES)
def test_scans(options, variant, simulator, run):
    simulator.switches.set(**variant)
    simulator.state.pci.put("IP", "192.0.2.10", "2001:db8::7")
    task = {**SCAN, **options}

    foretold = run("qualys_pci_scan", check=True, **task)
    assert not foretold.get("failed"), foretold["msg"]
    assert foretold["changed"]
    assert simulator.journal.operations() == ["list/pci/scan"]

    done = run("qualys_pci_scan", **task)
    assert not done.get("failed"), done["msg"]
    assert done["changed"]
    assert done["action"] == "launched"
    assert done["diff"] == foretold["diff"]
    assert [entry["operation"] for entry in simulator.journal.writes()] == ["launch/pci/scan"]
    if options["state"] == "finished":
        assert (done["scan"]["state"], done["scan"]["compliance"]) == ("finished", "Pass")

    simulator.journal.clear()
    foretold = run("qualys_pci_scan", check=True, **task)
    again = run("qualys_pci_scan", **task)
    assert not again.get("failed"), again["msg"]
    assert (foretold["changed"], again["changed"]) == (False, False)
    assert again["action"] == ("recent" if options["state"] == "finished" else "adopted")
    assert simulator.journal.writes() == []
    assert again["scan"]["id"] == done["scan"]["id"]
    assert again["diff"]["before"] == again["diff"]["after"]
    assert len(simulator.state.pci.scans) == 1
