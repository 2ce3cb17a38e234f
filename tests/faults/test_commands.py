# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeds through the real ansible-playbook and ansible-inventory, modules in the controller and on the target."""

from __future__ import annotations

import pytest

from tests.faults.__main__ import clean_environment, told
from tests.faults.commands import Commands
from tests.faults.figures import BY_COMMAND
from tests.faults.runs import runs_in
from tests.system.inventory_runs import CORES

RUNS, BATCH = 24, 12


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    clean_environment()
    with runs_in(tmp_path_factory.mktemp("faults")) as made:
        yield made


@pytest.mark.parametrize("first", range(100_000, 100_000 + RUNS, BATCH))
def test_the_promise_is_kept(runs, figures, tmp_path, first):
    commands = Commands(CORES[0], tmp_path, runs.rehearsals)
    # One batch in the controller, one on the target.
    in_controller = first == 100_000
    ended = commands.run([runs.plan(seed) for seed in range(first, first + BATCH)], in_controller)
    assert len(ended) == BATCH
    for ran in ended:
        figures.add(ran, BY_COMMAND)
    wrong = [told(ran, by_commands=True) for ran in ended if ran.end == "wrong"]
    assert not wrong, "\n".join(wrong)
