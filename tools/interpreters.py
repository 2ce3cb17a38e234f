# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Find the Python interpreters of this machine that can make a virtual environment.

A version manager puts a program called python3.12 on PATH even where that version is not chosen, and it only
prints an error. So every candidate is run, and asked where it really lives.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from pathlib import Path

PROBE = """
import ensurepip, sys, venv
print("%d.%d" % sys.version_info[:2])
print(getattr(sys, "_base_executable", sys.executable))
"""


def pyenv_folders() -> list[Path]:
    """Where pyenv keeps its versions, newest first."""
    roots = [Path.home() / ".pyenv"]
    if shutil.which("pyenv"):
        answer = subprocess.run(["pyenv", "root"], capture_output=True, text=True, check=False).stdout.strip()
        roots.insert(0, Path(answer or roots[0]))
    folders = {folder for root in roots for folder in (root / "versions").glob("3.*/bin")}
    return sorted(folders, key=age, reverse=True)


def age(folder: Path) -> list[int]:
    return [int(part) for part in folder.parent.name.split(".") if part.isdigit()]


def candidates(version: str) -> list[Path]:
    on_path = [Path(folder) for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if folder]
    return [folder / f"python{version}" for folder in on_path + pyenv_folders()]


@functools.cache
def interpreter(version: str) -> Path | None:
    """The first working interpreter of that version, such as 3.12."""
    for program in candidates(version):
        found = probe(program) if os.access(program, os.X_OK) else []
        if found[:1] == [version]:
            return Path(found[1])
    return None


def probe(program: Path) -> list[str]:
    try:
        answer = subprocess.run([program, "-c", PROBE], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return answer.stdout.splitlines() if answer.returncode == 0 else []
