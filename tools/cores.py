# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Make one virtual environment for each supported ansible-core: build/cores/2.18, build/cores/2.19, ...

Usage: cores.py [VERSION ...]

The last line for each version says where it is, or why it is left out.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from interpreters import interpreter

# Each ansible-core with the Pythons it runs on as controller, in the order of preference. The two older ones take the
# oldest Python they can, so that both ends of the range are tried.
CORES = {
    "2.18": ("3.11", "3.12", "3.13"),
    "2.19": ("3.11", "3.12", "3.13"),
    "2.20": ("3.12", "3.13", "3.14"),
    "2.21": ("3.12", "3.13", "3.14"),
}
ROOT = Path("build/cores").resolve()
REQUIREMENTS = Path("requirements.txt")


def environment(core: str) -> tuple[Path | None, str]:
    """Where this core is installed, or None, and a line about it."""
    python = next(filter(None, map(interpreter, CORES[core])), None)
    if python is None:
        return None, f"ansible-core {core}: left out, no working Python {' or '.join(CORES[core])} found"
    path = ROOT / core
    # Kept as long as it was made by the same interpreter from the same requirements.
    recipe = f"{python}\nansible-core=={core}.*\n{REQUIREMENTS.read_text()}"
    stamp = path / "recipe.txt"
    if not stamp.exists() or stamp.read_text() != recipe:
        install(core, python, path)
        stamp.write_text(recipe)
    return path, f"ansible-core {core}: {path}"


def install(core: str, python: Path, path: Path) -> None:
    print(f"Installing ansible-core {core} with {python}", flush=True)
    subprocess.run([python, "-m", "venv", "--clear", path], check=True)
    pip = [str(path / "bin" / "python"), "-m", "pip", "install", "-qq"]
    subprocess.run([*pip, f"ansible-core=={core}.*", "-r", str(REQUIREMENTS)], check=True)


def main() -> None:
    for core in sys.argv[1:] or CORES:
        print(environment(core)[1], flush=True)


if __name__ == "__main__":
    main()
