# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a PCI merchant account holds. Tests may change it directly: ``sim.state.pci.bought = 3``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .pci_entries import TYPES, read_entry

FIRST_SCAN = 41207
TERMINAL = frozenset({"finished", "completed", "failed", "canceled"})


@dataclass
class PciScan:
    """A scan; ``course`` holds the words of its life, ``position`` the present one."""

    id: int
    title: str
    scan_type: str
    bandwidth: str
    targets: list[str]
    started: datetime
    course: list[str]
    compliance: str = "Pass"
    active_hosts: int = 0
    position: int = 0
    finished: datetime | None = None
    module: str | None = None
    launched_by: str = "Demo User"
    # How many readings of the list, of the details, still miss it.
    unlisted: int = 0
    undetailed: int = 0
    keys: set[Any] = field(default_factory=set)

    @property
    def status(self) -> str:
        """The present word."""
        return self.course[self.position]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.status.lower() in TERMINAL

    def go_on(self, now: datetime, to: int | None = None) -> None:
        """Go to the next word, or to the one at a position; the last one stays."""
        self.position = min(self.position + 1 if to is None else to, len(self.course) - 1)
        if self.is_over and self.finished is None:
            self.finished = now


class PciAccount:
    """Assets by type (key to the spelling first sent), scans by id, and what limits them."""

    def __init__(self) -> None:
        self.assets: dict[str, dict[Any, str]] = {kind: {} for kind in TYPES}
        self.scans: dict[int, PciScan] = {}
        # Keys that have been scanned, with the verdict.
        self.verdicts: dict[Any, str] = {}
        # Keys that the target of a scheduled scan holds.
        self.scheduled: set[Any] = set()
        # Entries that the server will not take although they are well-formed.
        self.unwelcome: set[str] = set()
        self.bought = 100_000
        self._next_scan = FIRST_SCAN
        self._stale: tuple[int, dict[str, dict[Any, str]]] = (0, {})

    def put(self, kind: str, *entries: str) -> None:
        """Make sure that the account holds these entries."""
        for text in entries:
            entry = read_entry(kind, text)
            for key in entry:
                self.assets[kind].setdefault(key, text if entry.size == 1 else str(key))

    def texts(self, kind: str) -> list[str]:
        """Return the assets of a type as text, sorted."""
        return sorted(self.assets[kind].values())

    def new_scan_id(self) -> int:
        """Return the next free id."""
        self._next_scan += 13
        return self._next_scan - 13

    def before_change(self, lag: int) -> None:
        """Remember what the next ``lag`` readings still show."""
        if lag and not self._stale[0]:
            self._stale = (lag, {kind: dict(held) for kind, held in self.assets.items()})

    def listed(self) -> dict[str, dict[Any, str]]:
        """Return what a reading of the asset list shows now."""
        left, held = self._stale
        if not left:
            return self.assets
        self._stale = (left - 1, held)
        return held
