# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps in the life of an object, and how each is lived through: foretold, done, done again."""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.simulator.switches import TABLE


def variants(*doubts: str) -> list[tuple[tuple[str, str], ...]]:
    """Return the default of all switches, then every other choice of each whose doubt concerns these families."""
    return [()] + [
        ((switch.name, choice),)
        for switch in TABLE
        for choice in switch.choices
        if choice != switch.default and switch.source.startswith(doubts)
    ]


def variant_name(variant: tuple[tuple[str, str], ...]) -> str:
    """Return a readable test id."""
    return "-".join("=".join(pair) for pair in variant) or "all as presumed"


class Step(NamedTuple):
    """One declaration and the writes that reaching it takes."""

    name: str
    options: dict[str, Any]
    writes: tuple[str, ...]


class Life(NamedTuple):
    """The steps of one object from creation to removal; ``result`` is the key under which it is returned.

    It is empty where what is returned is an account of the run rather than an object.
    """

    module: str
    result: str
    steps: tuple[Step, ...]


def live_through(step, life, simulator, run, exact):
    simulator.journal.clear()
    foretold = run(life.module, check=True, **step.options)
    assert foretold.get("failed") is None, (step.name, foretold["msg"])
    assert foretold["changed"], step.name
    assert simulator.journal.writes() == [], "check mode wrote: " + step.name

    simulator.journal.clear()
    done = run(life.module, **step.options)
    assert done.get("failed") is None, (step.name, done["msg"])
    assert done["changed"], step.name
    assert done["diff"] == foretold["diff"], step.name
    assert done["diff"]["before"] != done["diff"]["after"], step.name
    writes = tuple(entry["operation"] for entry in simulator.journal.writes())
    if exact:
        assert writes == step.writes, step.name
    else:
        assert set(writes) == set(step.writes), step.name

    simulator.journal.clear()
    again = run(life.module, **step.options)
    assert again.get("failed") is None, (step.name, again["msg"])
    assert not again["changed"], (step.name, again["diff"])
    assert simulator.journal.writes() == [], "the second run wrote: " + step.name
    assert again["diff"]["before"] == again["diff"]["after"]
    if life.result and step.options.get("state") != "absent":
        assert again[life.result] == done[life.result]
