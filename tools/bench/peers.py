# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Other clients, each in a virtual environment of its own: the project depends on none of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Their versions are pinned in the requirements files beside this one.
QUALYSAPI, QUALYSDK, CHART = "qualysapi", "qualysdk", "chart"


def python_with(name: str, folder: Path) -> str:
    """Return the Python of an environment, made when it is missing or its requirements changed."""
    place, wanted = folder / f"venv-{name}", HERE / f"requirements-{name}.txt"
    python, stamp = place / "bin" / "python", place / "installed.txt"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted.read_text(encoding="utf-8"):
        print(f"Setting up {place} (a minute when new)", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-qq", "-r", str(wanted)], check=True)
        stamp.write_text(wanted.read_text(encoding="utf-8"), encoding="utf-8")
    return str(python)


def pinned(name: str) -> str:
    """Return the first requirement, such as qualysapi==8.1.0."""
    lines = (HERE / f"requirements-{name}.txt").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line and not line.startswith("#"))
