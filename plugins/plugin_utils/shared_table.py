# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory and locks that the processes of one run of Ansible share.

Ansible works on many hosts in processes of their own. The table is made before they are: nothing of it has a name on
disk, and it ends with the run. A lock ends with the process that has it.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import tempfile
from pathlib import Path

PLACES, SIZE = 256, 1024
# Locks that each place has.
LOCKS = 64


class Table:
    """Places of bounded size, each with some locks; processes that were made from this one see the same."""

    def __init__(self) -> None:
        # A number and no file object, which would warn at the end of a process that nobody closed it.
        self._file, path = tempfile.mkstemp()
        Path(path).unlink()
        os.ftruncate(self._file, PLACES * SIZE)
        self._memory = mmap.mmap(self._file, PLACES * SIZE)

    def close(self) -> None:
        """Give the memory back."""
        self._memory.close()
        os.close(self._file)

    def read(self, place: int) -> bytes:
        """Return what is in a place."""
        return self._memory[place * SIZE : (place + 1) * SIZE]

    def write(self, place: int, content: bytes) -> None:
        """Put something into a place, cut to fit."""
        self._memory[place * SIZE : (place + 1) * SIZE] = content[:SIZE].ljust(SIZE, b"\0")

    def put(self, place: int, position: int, value: int) -> None:
        """Put one byte into a place."""
        self._memory[place * SIZE + position] = value

    def lock(self, place: int, number: int = 0) -> bool:
        """Take a lock of a place; False when another process has it."""
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place * LOCKS + number)
        except OSError:
            return False
        return True

    def unlock(self, place: int, number: int = 0) -> None:
        """Give a lock of a place back."""
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place * LOCKS + number)
