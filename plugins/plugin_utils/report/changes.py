# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run changed, from the facts that the onboarding roles leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.community.qualys.plugins.plugin_utils.report.text import number

# The role, what its summary counts under ``counts``, and how the page calls it.
COUNTS = (
    ("azure_onboarding", "changed", "Azure hosts whose agent modules were changed"),
    ("was_onboarding", "created", "Scan schedules created"),
    ("was_onboarding", "updated", "Scan schedules updated"),
    ("was_onboarding", "removed", "Scan schedules removed"),
    ("pci_onboarding", "added", "Assets taken into PCI scope"),
    ("pci_onboarding", "removed", "Assets taken out of PCI scope"),
    ("pci_onboarding", "launched", "PCI scans launched"),
)
ACTIONS = (
    ("install", "Agents installed"),
    ("upgrade", "Agents upgraded"),
    ("uninstall", "Agents removed"),
)


def changes(summaries: Mapping[str, Iterable[Mapping[str, Any]]]) -> list[dict[str, str]]:
    """Return what was changed and how often; ``summaries`` holds by role those of all hosts it ran on."""
    found = [(what, sum(_counts(one).get(key) or 0 for one in summaries.get(role, ()))) for role, key, what in COUNTS]
    hosts = list(summaries.get("agent_onboarding", ()))
    found += [(what, sum(host.get("action") == action for host in hosts)) for action, what in ACTIONS]
    return [{"what": what, "count": number(count)} for what, count in found if count]


def _counts(summary: Mapping[str, Any]) -> Mapping[str, Any]:
    counts = summary.get("counts")
    return counts if isinstance(counts, Mapping) else {}
