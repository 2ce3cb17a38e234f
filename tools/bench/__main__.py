# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run the benchmark, or put its last results into the documentation.

Usage: python -m tools.bench [--hosts N ...] [--only NAME ...] [--rounds N] [--publish]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Callable

from . import fetching, inventories, machine, peers, results, table, tasks
from .bench import FOLDER, Bench
from .growth import growth
from .process import CommandFailed
from .simulated import ROOT, Simulated

SIZES = (10_000, 50_000)
ROUNDS = 5
LATENCY_MS = 250
# Where calls take long, and more hosts only take longer.
LARGEST_WITH_LATENCY = 50_000
RESULTS, MACHINE, CHART = FOLDER / "results.json", FOLDER / "machine.txt", FOLDER / "chart.png"
PAGE, PICTURE = ROOT / "docs" / "benchmarks.md", ROOT / "docs" / "img" / "bench.png"

Measurement = Callable[[Bench, Simulated], None]
FAST: dict[str, Measurement] = {
    "fetch": fetching.fetch,
    "list-hosts": inventories.list_hosts,
    "export": inventories.export,
    "fast-path": inventories.fast_path,
    "cache": inventories.cache_hit,
}
NAMES = (*FAST, "latency", "tasks", "growth")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="make bench", description="Measure the collection against other clients.")
    made.add_argument(
        "--hosts",
        type=int,
        nargs="+",
        default=list(SIZES),
        metavar="N",
        help="how many hosts (default: %(default)s)",
    )
    made.add_argument(
        "--only",
        nargs="+",
        choices=NAMES,
        metavar="NAME",
        help=f"measure these only: {', '.join(NAMES)}",
    )
    made.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help="at most so many (default: %(default)s)")
    made.add_argument("--publish", action="store_true", help="measure nothing; put the last results into docs/")
    return made


def measure(bench: Bench, sizes: list[int], only: list[str]) -> None:
    """Run the measurements; one simulator at a time is there, but for growth."""
    for hosts in sorted(sizes):
        wanted = [act for name, act in FAST.items() if name in only]
        if wanted:
            _on(bench, hosts, 0, wanted)
        if "latency" in only and hosts <= LARGEST_WITH_LATENCY:
            _on(bench, hosts, LATENCY_MS, [fetching.fetch])
    if "tasks" in only:
        _on(bench, 0, 0, [tasks.tasks])
    if "growth" in only and len(sizes) > 1:
        _grow(bench, min(sizes), max(sizes))


def _grow(bench: Bench, few: int, many: int) -> None:
    with _started(bench, few, 0) as small, _started(bench, many, 0) as large:
        growth(bench, small, large)
    _save(bench)


def _on(bench: Bench, hosts: int, latency_ms: int, wanted: list[Measurement]) -> None:
    with _started(bench, hosts, latency_ms) as sim:
        for act in wanted:
            act(bench, sim)
            # Whoever breaks off keeps what was measured so far.
            _save(bench)


def _save(bench: Bench) -> None:
    results.save(results.merged(bench.earlier, bench.results), RESULTS)


def _started(bench: Bench, hosts: int, latency_ms: int) -> Simulated:
    bench.say(f"starting a simulator with {hosts:,} hosts and {latency_ms} ms latency")
    folder = FOLDER / f"{hosts}-{latency_ms}"
    shutil.rmtree(folder, ignore_errors=True)
    return Simulated(hosts, folder, latency_ms)


def draw() -> None:
    """Draw the chart."""
    python = peers.python_with(peers.CHART, FOLDER)
    title = "community.qualys against other ways to the same hosts"
    command = [python, "-m", "tools.bench.chart", str(RESULTS), str(CHART), title]
    subprocess.run(command, cwd=ROOT, check=True)


def publish() -> None:
    """Put the last results into the documentation."""
    if not RESULTS.is_file():
        sys.exit("error: nothing was measured yet; run make bench first")
    picture = f"![Ratios and targets]({PICTURE.relative_to(PAGE.parent)})"
    parts = (picture, MACHINE.read_text(encoding="utf-8").strip(), table.markdown(results.load(RESULTS)))
    section = "\n\n".join(parts)
    PAGE.write_text(table.placed(PAGE.read_text(encoding="utf-8"), section), encoding="utf-8")
    PICTURE.parent.mkdir(exist_ok=True)
    shutil.copyfile(CHART, PICTURE)
    print(f"Written: {PAGE.relative_to(ROOT)}, {PICTURE.relative_to(ROOT)}")


def conclude(bench: Bench) -> None:
    """Write and show what was measured."""
    _save(bench)
    MACHINE.write_text(machine.described() + "\n", encoding="utf-8")
    draw()
    print(f"\n{table.plain(bench.results)}\n\n{machine.described()}")
    print(f"Written: {RESULTS.relative_to(ROOT)}, {CHART.relative_to(ROOT)}; make bench-docs puts them into docs/")


def main() -> None:
    """Run the command. A missed target is told and is no failure; what cannot be compared is one."""
    options = parser().parse_args()
    if options.publish:
        publish()
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    bench = Bench(options.rounds, results.load(RESULTS) if options.only and RESULTS.is_file() else [])
    try:
        measure(bench, options.hosts, options.only or list(NAMES))
        if not bench.results:
            sys.exit(
                f"error: nothing to measure; fast-path is measured with {inventories.FAST_PATH_HOSTS:,} hosts only"
            )
        conclude(bench)
    except (CommandFailed, subprocess.CalledProcessError) as problem:
        sys.exit(f"error: {problem}")


if __name__ == "__main__":
    main()
