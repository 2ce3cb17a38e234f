# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Launch a PCI scan once: what runs or has just finished is the answer, and a lost answer is looked for first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.pci import Pci
from ansible_collections.community.qualys.plugins.module_utils._api.pci_assumptions import SCAN_LOOKS
from ansible_collections.community.qualys.plugins.module_utils._errors import LostAnswerError
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_scan import (
    Order,
    end_of,
    is_finished,
    is_of,
    is_under_way,
    number_of,
)


class Found(NamedTuple):
    """The scans that have the title: all their ids, and the one that answers the task, if any does."""

    known: frozenset[int]
    action: str = "launched"
    number: int | None = None


def find_scan(pci: Pci, order: Order, now: datetime, min_interval: timedelta | None) -> Found:
    """Look for a scan that is under way, or that finished no longer ago than ``min_interval``.

    The whole list is read, because nothing is known of its order. Of the finished ones the newest counts.
    """
    rows = _ours(pci, order)
    known = frozenset(number_of(row) for row in rows)
    running = [number_of(row) for row in rows if is_under_way(row, now)]
    if running:
        return Found(known, "adopted", max(running))
    finished = [number_of(row) for row in rows if is_finished(row)]
    if min_interval is not None and finished:
        number = max(finished)
        end = end_of(pci.scan(number) or {})
        if end is not None and now - end <= min_interval:
            return Found(known, "recent", number)
    return Found(known)


def launch_scan(pci: Pci, order: Order, known: frozenset[int]) -> int:
    """Launch a scan and return its id.

    When the answer is lost, the list is read; a scan with the title that was not in it before is the one. Ids tell
    that better than times, which Qualys writes to the minute and by another clock.
    """
    session = pci.session
    for _attempt in range(session.settings.retries + 1):
        try:
            return pci.launch(order.fields)
        except LostAnswerError as error:
            lost = error
        for seconds in SCAN_LOOKS:
            session.notify("%s; looking in %d s whether the scan was launched" % (lost, seconds))
            session.sleep(seconds)
            new = {number_of(row) for row in _ours(pci, order)} - known
            if new:
                session.ledger.settle(is_done=True)
                return min(new)
    raise LostAnswerError(
        "%s; it was sent %d times, and each time the list of scans did not show it; look there before you run again"
        % (lost, session.settings.retries + 1)
    )


def is_listed(pci: Pci, order: Order, number: int) -> bool:
    """See to it that the next run finds a new scan by its title and does not launch a second one."""
    for seconds in (0, *SCAN_LOOKS):
        pci.session.sleep(seconds)
        if any(number_of(row) == number for row in _ours(pci, order)):
            return True
    return False


def _ours(pci: Pci, order: Order) -> Sequence[dict[str, Any]]:
    return [row for row in pci.scans() if is_of(row, order)]
