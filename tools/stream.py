# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run the commands of a check: their output goes to a log, and from there to the terminal as it comes.

Not through a pipe: a server that a check left running would keep it open, and the reader would wait for ever.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from report import Outcome

# Seconds. A command that hangs must not take the other checks with it.
LIMIT = 40 * 60
PAUSE = 0.1


class Step(NamedTuple):
    command: tuple[str, ...]
    folder: Path
    env: dict[str, str]


def run(name: str, steps: Iterable[Step | str], log: Path) -> Outcome:
    """All steps until one fails; what is a text is a note for the table."""
    start = time.monotonic()
    notes: list[str] = []
    problem = ""
    try:
        for step in steps:
            if isinstance(step, str):
                notes.append(step)
            else:
                problem = execute(step, log)
            if problem:
                break
    except (OSError, subprocess.CalledProcessError) as error:
        problem = str(error)
    result = "failed" if problem else "passed"
    return Outcome(name, result, time.monotonic() - start, "; ".join(filter(None, [problem, *notes])))


def execute(step: Step, log: Path) -> str:
    """What went wrong, in one line; empty when nothing did."""
    with log.open("ab") as output:
        output.write(f"$ {shlex.join(step.command)}\n".encode())
        output.flush()
        start = output.tell()  # before the command shares the file
        process = subprocess.Popen(
            step.command,
            cwd=step.folder,
            env=step.env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that it can be stopped together with what it started
        )
        with log.open("rb") as reader:
            reader.seek(start)
            status = follow(process, reader)
    program = Path(step.command[0]).name
    if status is None:
        return f"{program} stopped after {LIMIT // 60} minutes, see {log}"
    return f"{program} ended with {status}, see {log}" if status else ""


def follow(process: subprocess.Popen[bytes], reader: BinaryIO) -> int | None:
    """Show the log until the process ends or time is up; its exit status, or None."""
    end = time.monotonic() + LIMIT
    try:
        while process.poll() is None and time.monotonic() < end:
            show(reader)
            time.sleep(PAUSE)
        return process.poll()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        show(reader)


def show(reader: BinaryIO) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(reader.read())
    sys.stdout.buffer.flush()
