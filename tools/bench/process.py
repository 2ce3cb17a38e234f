# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run a command to its end: how long it took and how much memory it had at most."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

TAIL = 2000


class Usage(NamedTuple):
    """What a command cost: wall time, the largest resident size of it or of one of its children, and its output."""

    seconds: float
    mebibytes: float
    out: Path


class CommandFailed(Exception):
    """A command that is measured must not fail: its time would mean nothing."""


def run(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> Usage:
    """Run a command in a folder; its output goes to files there. Raises CommandFailed.

    The kernel counts what the process had before it became the command as well, which is this one's size: nothing
    large may be read here.
    """
    out, err = folder / "stdout", folder / "stderr"
    with out.open("wb") as stdout, err.open("wb") as stderr:
        start = time.perf_counter()
        with subprocess.Popen(
            command, cwd=folder, env=dict(env), stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr
        ) as process:
            _pid, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        text = (err.read_text(encoding="utf-8", errors="replace") or out.read_text(encoding="utf-8"))[-TAIL:]
        raise CommandFailed(f"{' '.join(command)} ended with {process.returncode}:\n{text}")
    return Usage(seconds, usage.ru_maxrss / 1024, out)
