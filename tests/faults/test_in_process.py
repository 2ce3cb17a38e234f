# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeds in this process: every task under every kind of fault, many times."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.faults.__main__ import clean_environment, told
from tests.faults.figures import IN_PROCESS
from tests.faults.plan import plan_of
from tests.faults.runs import runs_in
from tests.faults.scenarios import SCENARIOS
from tests.simulator.faults import KINDS

RUNS, PORTION = 2000, 50


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    clean_environment()
    with runs_in(tmp_path_factory.mktemp("faults")) as made:
        yield made


@pytest.mark.parametrize("first", range(0, RUNS, PORTION))
def test_the_promise_is_kept(runs, figures, first):
    ended = [runs.run(seed) for seed in range(first, first + PORTION)]
    for ran in ended:
        figures.add(ran, IN_PROCESS)
    wrong = [told(ran) for ran in ended if ran.end == "wrong"]
    assert not wrong, "\n".join(wrong)


def test_the_seeds_cover_every_task_and_every_kind_of_fault(runs):
    plans = [runs.plan(seed) for seed in range(RUNS)]
    tasks = Counter(plan.scenario.name for plan in plans)
    assert set(tasks) == {scenario.name for scenario in SCENARIOS}
    assert min(tasks.values()) >= RUNS // len(SCENARIOS)
    planned = Counter(fault["kind"] for plan in plans for fault in plan.faults)
    assert set(planned) == set(KINDS)
    assert min(planned.values()) >= 50


def test_a_seed_always_gives_the_same_plan(runs):
    for seed in range(200):
        places = runs.rehearsals.places(SCENARIOS[seed % len(SCENARIOS)])
        assert plan_of(seed, places) == runs.plan(seed)
