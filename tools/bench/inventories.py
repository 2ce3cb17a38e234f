# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whole commands: from the first line of ansible-core to the last, fetch included."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from .bench import FOLDER, Bench, seconds
from .process import CommandFailed, Usage, run
from .results import Result, middle
from .rounds import Contender, counted
from .simulated import Simulated
from .sources import KEYED_GROUPS, plugin_source, static_source, without_fast_path

COMPARE = Path(__file__).resolve().parent / "compare.py"
LISTED, EXPORTED, CACHED = "list-hosts", "export", "cache"
TARGETS = {LISTED: 0.7, EXPORTED: 0.95, CACHED: 0.6}
# Jinja takes milliseconds a host: one size tells enough.
FAST_PATH_HOSTS, FAST_PATH_TARGET = 10_000, 0.15
SECONDS = {LISTED: 85.0, EXPORTED: 100.0, CACHED: 55.0, "fast-path": 75.0}


def list_hosts(bench: Bench, sim: Simulated) -> None:
    """Compare ``ansible all --list-hosts`` of the plugin with the floor that ansible-core itself sets."""
    _against_static(bench, sim, LISTED, ours(sim))


def export(bench: Bench, sim: Simulated) -> None:
    """The same for what AWX runs, ``ansible-inventory --list --export``."""
    _against_static(bench, sim, EXPORTED, ours(sim))


def cache_hit(bench: Bench, sim: Simulated) -> None:
    """The same with a full cache, and count the requests of its hits."""
    folder = sim.folder / "cache"
    shutil.rmtree(folder, ignore_errors=True)
    options = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(folder)}
    source = plugin_source(sim.folder, "cached", KEYED_GROUPS, **options)
    sim.calls()
    list_all(bench, sim, source)
    asked = len(sim.calls())
    _against_static(bench, sim, CACHED, source)
    name = f"calls of a cache hit, {sim.hosts:,} hosts, against a miss"
    bench.add(Result(name, len(sim.calls()), asked, "calls", 0.0))


def fast_path(bench: Bench, sim: Simulated) -> None:
    """Compare what two keyed groups add, with plain keys and with the same keys for Jinja."""
    if sim.hosts != FAST_PATH_HOSTS:
        return
    sources = {
        "none": plugin_source(sim.folder, "no-groups"),
        "plain": ours(sim),
        "jinja": plugin_source(sim.folder, "jinja", without_fast_path(KEYED_GROUPS)),
    }
    contenders = {
        name: Contender(lambda source=source: list_all(bench, sim, source)) for name, source in sources.items()
    }
    _compare(bench, sim, sources["plain"], sources["jinja"])
    samples = bench.in_turns(f"fast path, {sim.hosts:,} hosts", contenders, SECONDS["fast-path"])
    none, plain, jinja = (seconds(samples[name]) for name in ("none", "plain", "jinja"))
    name = f"time added by two keyed groups, {sim.hosts:,} hosts, against Jinja"
    bench.add(Result(name, max(0.0, plain - none), jinja - none, "s", FAST_PATH_TARGET, counted(samples)))


def _against_static(bench: Bench, sim: Simulated, kind: str, source: str) -> None:
    static = _static(bench, sim)
    command = _export if kind == EXPORTED else list_all
    contenders = {
        "ours": Contender(lambda: command(bench, sim, source)),
        "static": Contender(lambda: command(bench, sim, static)),
    }
    title = {LISTED: "ansible all --list-hosts", EXPORTED: "ansible-inventory --list --export", CACHED: "cache hit"}
    samples = bench.in_turns(f"{title[kind]}, {sim.hosts:,} hosts", contenders, SECONDS[kind])
    name = f"{title[kind]}, {sim.hosts:,} hosts, against a static inventory"
    peaks = [middle([one.mebibytes for one in samples[who]]) for who in contenders]
    bench.add(
        Result(name, seconds(samples["ours"]), seconds(samples["static"]), "s", TARGETS[kind], counted(samples)),
        Result(f"{name}: peak memory", *peaks, "MiB"),
    )


def _static(bench: Bench, sim: Simulated) -> str:
    """Write the hosts, variables and groups of ours down, once; what comes of them must be what comes of ours."""
    listing = sim.folder / "static.json"
    if listing.is_file():
        return static_source(sim.folder, listing)
    bench.say(f"writing the static inventory of {sim.hosts:,} hosts")
    listed = sim.folder / "listed.json"
    bench.ansible(sim, "ansible-inventory", "-i", ours(sim), "--list", "--output", str(listed))
    # Without the indentation, which would have to be read again each time.
    run([sys.executable, "-m", "json.tool", "--compact", str(listed), str(listing)], FOLDER, sim.environment())
    static = static_source(sim.folder, listing)
    if sim.hosts <= FAST_PATH_HOSTS:
        _compare(bench, sim, ours(sim), static)
    return static


def _compare(bench: Bench, sim: Simulated, one: str, other: str) -> None:
    """End the benchmark when two sources are not the same inventory: their times could not be compared."""
    outputs = []
    for number, source in enumerate((one, other)):
        output = sim.folder / f"compared-{number}.json"
        bench.ansible(sim, "ansible-inventory", "-i", source, "--list", "--export", "--output", str(output))
        outputs.append(str(output))
    run([sys.executable, str(COMPARE), *outputs], FOLDER, sim.environment())


def ours(sim: Simulated) -> str:
    """Write the source of ours, with keyed groups, and return its path."""
    return plugin_source(sim.folder, "ours", KEYED_GROUPS)


def list_all(bench: Bench, sim: Simulated, source: str) -> Usage:
    """Run ``ansible all --list-hosts``; raises CommandFailed, also when hosts are missing."""
    usage = bench.ansible(sim, "ansible", "-i", source, "all", "--list-hosts")
    with usage.out.open("rb") as lines:
        # The fleet and the hosts of the simulator's documents.
        if f"hosts ({sim.hosts + sim.own_hosts})" not in lines.readline().decode():
            raise CommandFailed(f"{source} does not have all hosts, see {usage.out}")
    return usage


def _export(bench: Bench, sim: Simulated, source: str) -> Usage:
    return bench.ansible(sim, "ansible-inventory", "-i", source, "--list", "--export")
