# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fuzz for as long as you like: ``make fuzz``.

Usage: python -m tests.fuzz [--minutes M] [--only TARGET ...]

Every target gets the same time, as many at once as there are processors. What was tried is kept under build/fuzz, so
that the next run goes on from there. A target that fails is shown with its bytes; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

# First of its kind: it makes the collection importable under its full name.
from tests.conftest import ROOT
from tests.fuzz.found import FOUND
from tests.fuzz.targets import HERE, TARGETS

FOLDER = ROOT / "build" / "fuzz"
FUZZER = FOLDER / "fuzzer"
REQUIREMENTS = HERE / "requirements.txt"
MINUTES = 15.0
# Bytes; what is longer says nothing new.
LONGEST = 4096
# Seconds for one input, and MiB for all: an answer of this size that takes more is one that costs too much.
SLOWEST, MEMORY = 10, 1024
TRIED = re.compile(r"stat::number_of_executed_units:\s*([0-9]+)")
REACHED = re.compile(r"\bcov: ([0-9]+)")


class Result(NamedTuple):
    """``tried`` inputs, ``reached`` places in the code; ``failed`` is the file of the bytes that failed, if any did."""

    name: str
    tried: int
    reached: int
    failed: Path | None
    said: str


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="make fuzz", description="Give bytes that nobody wrote to what reads them.")
    made.add_argument("--minutes", type=float, default=MINUTES, help="how long in all (default: %(default)s)")
    made.add_argument("--only", nargs="+", choices=TARGETS, default=list(TARGETS), metavar="TARGET", help="some only")
    return made


def get_fuzzer() -> None:
    """Install the fuzzer, unless the same is there already; exits where there is none for this machine."""
    stamp, wanted = FUZZER / "installed.txt", REQUIREMENTS.read_text(encoding="utf-8")
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    shutil.rmtree(FUZZER, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--only-binary", ":all:", "--target", str(FUZZER)]
    if subprocess.run([*pip, "-r", str(REQUIREMENTS)], check=False).returncode:
        sys.exit("error: the fuzzer cannot be installed here; make test-unit tries the same targets, for less long")
    stamp.write_text(wanted, encoding="utf-8")


def fuzz(name: str, seconds: int) -> Result:
    """Fuzz one target."""
    corpus, found = FOLDER / "corpus" / name, FOLDER / "found" / name
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate((*TARGETS[name].seeds, *FOUND.get(name, {}).values())):
        (corpus / f"seed-{number}").write_bytes(seed)
    words = FOLDER / f"{name}.dict"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in TARGETS[name].words), encoding="ascii")
    before = set(found.iterdir())
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOWEST}",
        f"-rss_limit_mb={MEMORY}",
        f"-artifact_prefix={found}/",
        "-print_final_stats=1",
        *([f"-dict={words}"] if TARGETS[name].words else []),
        str(corpus),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.one", name, *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(FUZZER)},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    said = done.stdout + done.stderr
    tried, reached = TRIED.findall(said), REACHED.findall(said)
    if done.returncode == 0 and not tried:
        raise RuntimeError(f"{name}: the fuzzer did not run: {said[-2000:]}")
    failed = next(iter(sorted(set(found.iterdir()) - before)), None)
    if done.returncode and failed is None:
        raise RuntimeError(f"{name}: the fuzzer ended with {done.returncode}: {said[-2000:]}")
    return Result(name, int(tried[-1]) if tried else 0, int(reached[-1]) if reached else 0, failed, said)


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


def told(result: Result) -> str:
    """Return what a person needs to see of a failure, and to keep it as a test."""
    assert result.failed is not None
    lines = [line for line in result.said.splitlines() if not line.startswith("INFO:")]
    start = next((place for place, line in enumerate(lines) if "Uncaught Python exception" in line), 0)
    keep = f"add to tests/fuzz/found.py, under {result.name}, what is in {result.failed.relative_to(ROOT)}:"
    return "\n".join([*lines[start : start + 30], keep, repr(result.failed.read_bytes())])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    options = parser().parse_args(arguments)
    get_fuzzer()
    workers = os.cpu_count() or 1
    seconds = max(1, int(options.minutes * 60 * workers / max(workers, len(options.only))))
    print(f"{len(options.only)} targets, {seconds} s each, {workers} at once", flush=True)
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(lambda name: fuzz(name, seconds), options.only))
    print(f"{'target':16}{'tried':>12}{'reached':>10}  result")
    for result in results:
        print(f"{result.name:16}{result.tried:12,}{result.reached:10,}  {'FAILED' if result.failed else 'held'}")
    for result in results:
        if result.failed:
            print(f"\n{result.name}\n{told(result)}")
    return int(any(result.failed for result in results))


if __name__ == "__main__":
    sys.exit(main())
