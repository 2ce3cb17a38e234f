# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A root file system to install packages into and throw away: this machine, with every change kept in memory.

An overlay lies over the machine's own root, in namespaces for mounts and processes that end with the test. Nothing
that is installed, started or deleted inside reaches the machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

PROGRAMS = ("unshare", "nsenter", "mount", "chroot")
MARK = "etc/throwaway-root"
# Arguments: the folder to work in, then what must be seen inside at the same place.
SET_UP = f"""
set -e
folder=$1; shift
mount -t tmpfs -o mode=755 tmpfs "$folder"
mkdir "$folder/upper" "$folder/work" "$folder/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
mount -t proc proc "$folder/root/proc"
mount --rbind /dev "$folder/root/dev"
for path in "$@"; do mkdir -p "$folder/root$path"; mount --bind "$path" "$folder/root$path"; done
touch "$folder/root/{MARK}"
echo ready
# Until the test closes the other end, or is killed.
exec cat
"""
# Whatever goes wrong with the mounts, nothing is run in the machine's own root.
GUARD = f'test -e /{MARK} || exit 125; cd "$1"; shift; exec "$@"'


class ThrowawayRoot:
    """``with ThrowawayRoot(folder, seen) as root: root.run(...)``; ``folder`` is empty and becomes a mount point."""

    def __init__(self, folder: Path, seen: Iterable[Path]) -> None:
        self.folder = folder
        self.seen = [str(path) for path in seen]
        self._holder: subprocess.Popen[str] | None = None
        self._inside = 0

    def __enter__(self) -> ThrowawayRoot:
        problem = self.start()
        if problem:
            raise RuntimeError(problem)
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def start(self) -> str:
        """Set it up; return why that is not possible here, or nothing."""
        missing = [program for program in PROGRAMS if shutil.which(program) is None]
        if missing:
            return f"{', '.join(missing)} not found"
        if os.geteuid() != 0:
            return "only root can make namespaces to install packages in"
        command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"]
        self._holder = subprocess.Popen(
            [*command, "sh", "-c", SET_UP, "sh", str(self.folder), *self.seen],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self._holder.stdout
        assert self._holder.stderr
        if self._holder.stdout.readline() != "ready\n":
            said = self._holder.stderr.read().strip()
            self.stop()
            return f"no overlay in a namespace of its own: {said}"
        tasks = Path(f"/proc/{self._holder.pid}/task/{self._holder.pid}/children")
        self._inside = int(tasks.read_text().split()[0])
        return ""

    def stop(self) -> None:
        """End everything inside and forget it."""
        if self._holder is not None:
            self._holder.kill()
            self._holder.communicate()
            self._holder = None

    def path(self, inside: str) -> Path:
        """Return where a path of the inside is seen from here."""
        return Path(f"/proc/{self._inside}/root{self.folder}/root{inside}")

    def run(self, command: Sequence[str], env: Mapping[str, str], cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a command inside, away from the terminal, whose job control would stop what is in the background."""
        enter = ["nsenter", "--target", str(self._inside), "--mount", "--pid", "chroot", str(self.folder / "root")]
        return subprocess.run(
            [*enter, "sh", "-c", GUARD, "sh", str(cwd), *command],
            env=dict(env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            start_new_session=True,
        )

    def wait_for(self, inside: str, seconds: float = 10) -> bool:
        """Wait for a file; return whether it came."""
        deadline = time.monotonic() + seconds
        while not self.path(inside).exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.path(inside).exists()
