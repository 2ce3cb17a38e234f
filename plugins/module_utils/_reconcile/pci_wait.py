# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wait for the end of a PCI scan, which may take a day."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._api.pci import Pci
from ansible_collections.community.qualys.plugins.module_utils._api.pci_assumptions import SCAN_GRACE
from ansible_collections.community.qualys.plugins.module_utils._errors import (
    LimitError,
    LostAnswerError,
    MissingError,
    QualysError,
    UnreachableError,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_scan_words import OVER, state_of

# How many polls in a row may fail, each of them repeated by the session already.
PATIENCE = 5
# Seconds between two looks for the details of a scan that was just launched.
_SOON = 10


class Waiter:
    """Reads one scan until it is over. Times in seconds; ``is_new`` for a scan that was just launched."""

    def __init__(self, pci: Pci, number: int, is_new: bool) -> None:
        self.pci = pci
        self.number = number
        self.is_new = is_new
        self.last: dict[str, Any] = {}
        self._start = pci.session.clock()
        self._failures = 0
        self._is_awaited = is_new
        self._told: str | None = None

    def look(self) -> dict[str, Any]:
        """Return the details as they are now, waiting only until a new scan has any.

        Raises MissingError when there is no such scan.
        """
        session = self.pci.session
        while True:
            details = self.pci.scan(self.number)
            if details is not None:
                self.last = details
                return details
            self._refuse_missing()
            session.sleep(_SOON)

    def wait(self, interval: int, limit: int) -> dict[str, Any]:
        """Return the details when the scan is over.

        Raises QualysError when it is not within ``limit``, with the last word that was seen.
        """
        session = self.pci.session
        while True:
            details = self._poll()
            if details is not None and state_of(details.get("scanStatus")) in OVER:
                return details
            left = self._start + limit - session.clock()
            if left <= 0:
                raise QualysError(
                    "PCI scan %d is not over after %d s, its status is %r; it goes on at Qualys, and a task with "
                    "scan_id=%d waits for it again" % (self.number, limit, self._word(), self.number),
                    scan_id=self.number,
                    status=self._word(),
                )
            self._tell()
            session.sleep(min(interval, left, _SOON if self._is_awaited else interval))

    def _poll(self) -> dict[str, Any] | None:
        try:
            details = self.pci.scan(self.number)
        except (LostAnswerError, UnreachableError, LimitError) as error:
            self._failures += 1
            if self._failures > PATIENCE:
                error.facts.update(scan_id=self.number, status=self._word())
                raise
            self.pci.session.notify("PCI scan %d could not be read: %s" % (self.number, error))
            return None
        self._failures = 0
        if details is None:
            self._refuse_missing()
            return None
        self._is_awaited = False
        self.last = details
        return details

    def _tell(self) -> None:
        """Tell every new word once; a day of polls would be a long list."""
        if self._word() != self._told:
            self._told = self._word()
            seconds = self.pci.session.clock() - self._start
            self.pci.session.notify("PCI scan %d: %s after %d s" % (self.number, self._told, seconds))

    def _refuse_missing(self) -> None:
        is_early = self.is_new and self.pci.session.clock() - self._start < SCAN_GRACE
        if not is_early:
            raise MissingError(
                "scan_id: %d is the id of no scan in this account" % self.number,
                scan_id=self.number,
                status=self._word(),
            )

    def _word(self) -> str | None:
        return self.last.get("scanStatus")
