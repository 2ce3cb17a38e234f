# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One unchanged task more in a play: our module on the target and in the controller, against ansible.builtin.uri."""

from __future__ import annotations

from .bench import Bench
from .process import CommandFailed
from .results import Result, middle
from .rounds import Contender, counted
from .simulated import Simulated
from .sources import ON_THE_TARGET, play, schedule_task, uri_task

# The cost of a task is what ten more of them add, divided by ten: the start of ansible-playbook is not in it.
FEW, MANY = 1, 11
SECONDS = 120.0
TARGETS = {"on the target": 1.0, "in the controller": 0.15}
OPERATION = "get/was/wasscanschedule"


def tasks(bench: Bench, sim: Simulated) -> None:
    """Measure all three in turns."""
    ours, uri = schedule_task(), uri_task(sim.url, sim.ca_path)
    plays = {
        "on the target": [play(sim.folder, "target", ours, times, **ON_THE_TARGET) for times in (FEW, MANY)],
        "in the controller": [play(sim.folder, "controller", ours, times) for times in (FEW, MANY)],
        "uri": [play(sim.folder, "uri", uri, times) for times in (FEW, MANY)],
    }
    contenders = {name: Contender(lambda files=files: _one_task(bench, sim, *files)) for name, files in plays.items()}
    samples = bench.in_turns("unchanged tasks", contenders, SECONDS)
    theirs = middle(samples["uri"])
    for name, target in TARGETS.items():
        title = f"one unchanged qualys_was_schedule {name}, against uri"
        bench.add(Result(title, middle(samples[name]), theirs, "ms", target, counted(samples)))


def _one_task(bench: Bench, sim: Simulated, few: str, many: str) -> float:
    """Return the milliseconds of one task."""
    taken = []
    for path, times in ((few, FEW), (many, MANY)):
        usage = bench.ansible(sim, "ansible-playbook", "-i", "localhost,", path)
        done = usage.out.read_text(encoding="utf-8")
        asked = [call["operation"] for call in sim.calls()]
        if f"ok={times} " not in done or "changed=0 " not in done or asked != [OPERATION] * times:
            raise CommandFailed(f"{path} did something else than {times} reads: {asked}\n{done}")
        taken.append(usage.seconds)
    return (taken[1] - taken[0]) / (MANY - FEW) * 1000
