# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a seed to a plan: which task, and which faults strike where. The same seed always gives the same plan."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, NamedTuple

from tests.faults.scenarios import SCENARIOS, Scenario
from tests.simulator.faults import HINTS, KINDS

# Minutes that the platform's clock is off.
SKEWS = (5, 61, 26 * 60)
# Seconds of slowness: one that nobody minds, and one that is longer than the time-out of a run in process.
SLOW = (0.02, 0.6)
# Seconds that a limit asks to wait.
WAITS = (1, 7, 43 * 60)
CONTENT_TYPES = ("text/html", "text/plain", "application/json", "application/octet-stream")
# What the options of a kind are drawn from, in this order; kinds that are not named have none.
DETAILS: dict[str, dict[str, Sequence[Any]]] = {
    "limit_409_1965": {"hint": HINTS, "wait": WAITS},
    "limit_429": {"hint": ("header", "retry_after", "none"), "wait": WAITS, "body": ("json", "text")},
    "status": {"status": (500, 502, 503, 504), "body": ("html", "xml")},
    "cut": {"how": ("length", "connection")},
    "wrong_content_type": {"content_type": CONTENT_TYPES},
    "slow": {"seconds": SLOW},
    "stall": {"seconds": SLOW},
    "wrong_count": {"by": (-1, 1, 10)},
}
# Drawn in ways of their own.
APART = ("meanwhile", "new_certificate")
COMMON_KINDS = tuple(kind for kind in KINDS if kind not in APART)


class Place(NamedTuple):
    """A call that a task makes when nothing goes wrong."""

    operation: str
    is_write: bool


class Plan(NamedTuple):
    """One run. ``faults`` are keyword arguments of ``Faults.add``; ``retries`` is the option of the task."""

    seed: int
    scenario: Scenario
    faults: tuple[dict[str, Any], ...]
    skew: int = 0
    retries: int = 4
    is_tls: bool = False
    slots: int | None = None

    def __str__(self) -> str:
        told = [", ".join("%s=%s" % pair for pair in fault.items()) for fault in self.faults]
        return "seed %d: %s (%s), retries %d%s%s%s\n    %s" % (
            self.seed,
            self.scenario.name,
            self.scenario.module,
            self.retries,
            ", clock off by %d s" % self.skew if self.skew else "",
            ", https" if self.is_tls else "",
            ", %d calls at once" % self.slots if self.slots else "",
            "\n    ".join(told) or "no fault",
        )


def scenario_of(seed: int) -> Scenario:
    """Return the task of a seed; neighbours have different ones."""
    return SCENARIOS[seed % len(SCENARIOS)]


def is_tls(seed: int) -> bool:
    """Tell whether the run of a seed is over https, which costs more."""
    return random.Random("tls %d" % seed).random() < 0.06


def plan_of(seed: int, places: Sequence[Place]) -> Plan:
    """Return the plan of a seed; ``places`` are the calls that its task makes when nothing goes wrong."""
    dice = random.Random(seed)
    scenario = scenario_of(seed)
    faults = [_fault(dice, places) for _number in range(dice.choice((1, 1, 1, 2, 2, 3)))]
    if scenario.changes and dice.random() < 0.4:
        faults.append(_change(dice, scenario, places))
        # Often alone: what comes of it then is not hidden by other faults.
        faults = faults[-1:] if dice.random() < 0.4 else faults
    if is_tls(seed):
        faults[0] = {"kind": "new_certificate", "trusted": dice.choice(("yes", "no")), **_place(dice, places)}
        faults[0]["acted"] = dice.random() < 0.5
    return Plan(
        seed,
        scenario,
        tuple(faults),
        skew=dice.choice((-60, 60)) * dice.choice(SKEWS) if dice.random() < 0.15 else 0,
        retries=dice.choice((4, 4, 4, 1, 0)),
        is_tls=is_tls(seed),
        slots=dice.choice((1, 2)) if dice.random() < 0.1 else None,
    )


def _place(dice: random.Random, places: Sequence[Place]) -> dict[str, Any]:
    """Return where a fault strikes and how often; every second one meets a write if there is any."""
    writes = [place.operation for place in places if place.is_write]
    times = dice.choice((1, 1, 1, 1, 1, 1, 2, 2, 5, 0))
    if writes and dice.random() < 0.5:
        return {"operation": dice.choice(writes), "call": 1, "times": times}
    return {"operation": "", "call": dice.randint(1, len(places) + 2), "times": times}


def _fault(dice: random.Random, places: Sequence[Place]) -> dict[str, Any]:
    kind = dice.choice(COMMON_KINDS)
    fault: dict[str, Any] = {"kind": kind, **_place(dice, places), **_details(dice, kind)}
    if kind in ("html_200", "empty_200", "status") and dice.random() < 0.5:
        fault["acted"] = True
    if kind in ("slow", "stall"):
        # They cost real time.
        fault["times"] = min(fault["times"] or 2, 2)
    return fault


def _details(dice: random.Random, kind: str) -> dict[str, Any]:
    return {name: dice.choice(choices) for name, choices in DETAILS.get(kind, {}).items()}


def _change(dice: random.Random, scenario: Scenario, places: Sequence[Place]) -> dict[str, Any]:
    change, number = dice.choice(scenario.changes)
    return {"kind": "meanwhile", "change": change, "id": number, **_place(dice, places), "times": 1}
