# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the figures were measured on: without it they mean little."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

from . import peers

OURS = ("ansible-core", "requests", "lxml")


def described() -> str:
    """Return processor, memory and versions in one sentence each."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    ours = ", ".join(f"{name} {version(name)}" for name in OURS)
    others = " and ".join(peers.pinned(name).replace("==", " ") for name in (peers.QUALYSAPI, peers.QUALYSDK))
    return (
        f"Measured on {len(os.sched_getaffinity(0))} cores ({_processor()}), {memory:.0f} GiB of memory, with Python "
        f"{platform.python_version()}, {ours}; against {others}."
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
