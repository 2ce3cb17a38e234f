# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of activations and activation keys, under every choice of every switch that concerns them."""

from __future__ import annotations

import pytest

from tests.unit.plugins.modules.lifecycle import Life, Step, live_through, variant_name, variants

ACTIVATE, DEACTIVATE = "activate/am/asset", "deactivate/am/asset"
CREATE, UPDATE, DELETE = ("%s/ca/agentactkey" % word for word in ("create", "update", "delete"))
AGENTS = Life(
    "qualys_agent_activation",
    "",
    (
        Step("one agent", {"asset_ids": [5808297], "modules": ["SA"]}, (ACTIVATE,)),
        Step("several modules", {"asset_ids": [5808297], "modules": ["sa", "AGENT_VM", "PC"]}, (ACTIVATE,)),
        Step("with what needs another", {"asset_ids": [5808297], "modules": ["SwCA"]}, (ACTIVATE,)),
        Step(
            "a list",
            {"asset_ids": [712038, 2532638, 2532838], "modules": ["SA", "FIM"]},
            (ACTIVATE,),
        ),
        Step(
            "exactly",
            {"asset_ids": [5808297], "modules": ["SCA", "VM"], "state": "exact"},
            (DEACTIVATE, DEACTIVATE, ACTIVATE),
        ),
        Step("by tag", {"tag_name": "Cloud Agent", "modules": ["EDR"]}, (ACTIVATE,)),
        Step("off by tag", {"tag_name": "Cloud Agent", "modules": ["EDR"], "state": "deactivated"}, (DEACTIVATE,)),
        Step("none at all", {"asset_ids": [5808297], "modules": [], "state": "exact"}, (DEACTIVATE,)),
    ),
)
KEYS = Life(
    "qualys_activation_key",
    "key",
    (
        Step("create", {"title": "Web", "modules": ["VM", "SA"], "tags": ["Temp Tag", 77]}, (CREATE,)),
        Step("limit", {"title": "Web", "count_purchased": 20, "expire_date": "2032-01-31"}, (UPDATE,)),
        Step("limit to the minute", {"title": "Web", "expire_date": "2032-01-31T12:30:00Z"}, (UPDATE,)),
        Step("more modules", {"title": "Web", "modules": ["VM", "SA", "PM"]}, (UPDATE,)),
        Step("other modules and tags", {"title": "Web", "modules": ["SCA"], "tags": ["pci"]}, (UPDATE,)),
        Step("no tags", {"title": "Web", "tags": []}, (UPDATE,)),
        Step("one limit less", {"title": "Web", "type": "count_limited"}, (UPDATE,)),
        Step("disable", {"title": "Web", "enabled": False}, (UPDATE,)),
        Step("no limits", {"title": "Web", "type": "unlimited", "enabled": True}, (UPDATE,)),
        Step("another title", {"title": "Web", "new_title": "Web servers"}, (UPDATE,)),
        Step("remove", {"title": "Web servers", "state": "absent"}, (DELETE,)),
    ),
)
DISABLED = Life(
    "qualys_activation_key",
    "key",
    (
        Step("create disabled", {"title": "Later", "modules": ["VM"], "enabled": False}, (CREATE, UPDATE)),
        Step("remove", {"title": "Later", "state": "absent"}, (DELETE,)),
    ),
)
# Choices that make Qualys refuse or spoil the smallest request, so that others have to follow, or go one by one.
MORE_WRITES = {
    ("dependent_in_one_call", "refuse"),
    ("activation_partial", "silent"),
    ("activation_partial", "listed"),
    ("bulk_tag_criterion", "required"),
    ("bulk_id_in", "refuse"),
    ("actkey_list_update", "additive"),
    ("actkey_list_update", "reject_list"),
    ("actkey_list_operator", "set"),
    ("actkey_disabled_on_create", "accept"),
}
# Without these beside them, nothing could ever be taken from a list; see test_lists_that_only_grow.
ALONG = {
    ("actkey_list_update", "additive"): (("actkey_list_operator", "both"),),
    ("actkey_list_update", "reject_list"): (("actkey_list_operator", "set"),),
}
# What cannot be reached under a choice, whoever asks.
UNREACHABLE = {
    ("activation_partial", "silent"): {"a list", "by tag", "off by tag"},
}


@pytest.mark.parametrize("variant", variants("Host assets", "Platform"), ids=variant_name)
def test_life_of_activations(variant, simulator, run):
    check(AGENTS, variant, simulator, run)


@pytest.mark.parametrize("life", [KEYS, DISABLED], ids=["limits", "disabled"])
@pytest.mark.parametrize("variant", variants("Activation keys", "Platform"), ids=variant_name)
def test_life_of_keys(life, variant, simulator, run):
    check(life, variant, simulator, run)


def check(life, variant, simulator, run):
    for pair in variant:
        for name, choice in (pair, *ALONG.get(pair, ())):
            setattr(simulator.switches, name, choice)
    for step in life.steps:
        if any(step.name in UNREACHABLE.get(pair, ()) for pair in variant):
            continue
        live_through(step, life, simulator, run, exact=not MORE_WRITES & set(variant))
