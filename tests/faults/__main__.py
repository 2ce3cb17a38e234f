# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults for as long as you like: ``make soak``.

Usage: python -m tests.faults [--minutes M] [--seed N] [--replay SEED] [--publish]

Most runs are in this process, where pauses cost nothing; in between, some are played by the real commands. A run that
breaks the promise is shown with its seed; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import time
from collections.abc import Sequence

# First of its kind: it makes the collection importable under its full name.
from tests.conftest import ROOT
from tests.faults.commands import Commands
from tests.faults.figures import BY_COMMAND, IN_PROCESS, Figures, loaded, placed
from tests.faults.runs import Ran, Runs, runs_in
from tests.system.inventory_runs import CORES

FOLDER = ROOT / "build" / "faults"
RESULTS = FOLDER / "results.json"
PAGE = ROOT / "docs" / "faults.md"
MINUTES = 20
# So many runs in process, then so many by the commands.
IN_A_ROW, BATCH = 400, 20
HIDDEN = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="make soak", description="Run tasks under seeded faults.")
    made.add_argument("--minutes", type=float, default=MINUTES, help="how long (default: %(default)s)")
    made.add_argument("--seed", type=int, help="the first seed (default: drawn)")
    made.add_argument("--replay", type=int, metavar="SEED", help="run one seed and show all of it")
    made.add_argument("--commands", action="store_true", help="with --replay: by the real commands")
    made.add_argument("--publish", action="store_true", help="run nothing; put the last figures into docs/")
    return made


def replay_command(ran: Ran, by_commands: bool) -> str:
    """Return what a person types to see the same run again."""
    return 'make soak SOAK="--replay %d%s"' % (ran.plan.seed, " --commands" if by_commands else "")


def told(ran: Ran, by_commands: bool = False) -> str:
    """Return a run as text."""
    met = ", ".join(ran.met) or "none"
    again = replay_command(ran, by_commands)
    return "%s: %s\n    met: %s\n    said: %s\n    %s" % (ran.end, ran.plan, met, ran.said, again)


def soak(runs: Runs, commands: Commands, minutes: float, seed: int) -> Figures:
    """Run seeds until the time is over, and return the figures."""
    figures = Figures()
    figures.first_seed = seed
    start, shown = time.monotonic(), 0.0
    while time.monotonic() - start < minutes * 60:
        for number in range(seed, seed + IN_A_ROW):
            if time.monotonic() - start >= minutes * 60:
                break
            _count(figures, runs.run(number), IN_PROCESS)
        seed += IN_A_ROW
        # The order of the ways changes with the seed, so that neither is always the last.
        in_controller = bool(seed // IN_A_ROW % 2)
        for ran in commands.run([runs.plan(number) for number in range(seed, seed + BATCH)], in_controller):
            _count(figures, ran, BY_COMMAND)
        seed += BATCH
        figures.minutes = (time.monotonic() - start) / 60
        figures.save(RESULTS)
        if figures.minutes - shown >= 1:
            shown = figures.minutes
            print("%4.0f min: %d runs, %d wrong" % (shown, figures.runs, figures.wrong), flush=True)
    return figures


def _count(figures: Figures, ran: Ran, way: str) -> None:
    figures.add(ran, way)
    if ran.end == "wrong":
        print(told(ran, way == BY_COMMAND), flush=True)


def replay(runs: Runs, commands: Commands, seed: int, by_commands: bool) -> bool:
    """Run one seed, show it, and return whether the promise was kept."""
    ran = commands.run([runs.plan(seed)], in_controller=True)[0] if by_commands else runs.run(seed)
    print(told(ran, by_commands))
    return ran.end != "wrong"


def publish() -> None:
    """Put the last figures into the documentation."""
    if not RESULTS.is_file():
        sys.exit("error: nothing was run yet; run make soak first")
    PAGE.write_text(placed(PAGE.read_text(encoding="utf-8"), loaded(RESULTS).markdown()), encoding="utf-8")
    print("Written: %s" % PAGE.relative_to(ROOT))


def clean_environment() -> None:
    """A developer's own certificates, proxies and account have no say."""
    for name in [name for name in os.environ if name.startswith("QUALYS_") or name in HIDDEN]:
        del os.environ[name]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    options = parser().parse_args(arguments)
    if options.publish:
        publish()
        return 0
    clean_environment()
    shutil.rmtree(FOLDER / "work", ignore_errors=True)
    with runs_in(FOLDER / "work") as runs:
        commands = Commands(CORES[0], FOLDER / "work" / "commands", runs.rehearsals)
        if options.replay is not None:
            return 0 if replay(runs, commands, options.replay, options.commands) else 1
        seed = random.SystemRandom().randrange(1_000_000) * 1000 if options.seed is None else options.seed
        print("from seed %d on, for %g minutes" % (seed, options.minutes), flush=True)
        figures = soak(runs, commands, options.minutes, seed)
    print("\n%s\nWritten: %s; make soak-docs puts them into docs/" % (figures.markdown(), RESULTS.relative_to(ROOT)))
    return 1 if figures.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
