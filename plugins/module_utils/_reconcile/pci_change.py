# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring assets into a PCI account and take them out, so that for each one it is known what became of it.

Where the list can be read, what is missing goes in one call, and the list decides what was reached; what was not goes
once more alone, because what Qualys does with a call of which one entry is bad is not known. Where the list cannot be
read, every asset has a call of its own, and the number in the answer decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Callable, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.pci import Pci, UnreadableError
from ansible_collections.community.qualys.plugins.module_utils._api.pci_answer import Receipt
from ansible_collections.community.qualys.plugins.module_utils._api.pci_assumptions import (
    ASSET_LOOKS,
    ASSET_TYPES,
    BATCH_SIZE,
)
from ansible_collections.community.qualys.plugins.module_utils._errors import ApiError, LostAnswerError, QualysError
from ansible_collections.community.qualys.plugins.module_utils._reconcile.members import Membership
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_asset_set import Asset

# Seconds between two tries while a scan stands in the way.
SCAN_PAUSE = 60
# The largest range that is taken apart to find out which part of it is there.
LARGEST_SPLIT = 1024
ADDED, REMOVED, UNCHANGED, FAILED = "added", "removed", "unchanged", "failed"
_NO_OPS = {ADDED: "ALREADY_THERE", REMOVED: "NOT_THERE"}


class Fate(NamedTuple):
    """What became of one asset; ``message`` is what there is to say about it.

    is_refused: whether Qualys refused it as there already, or as not there.
    """

    asset: Asset
    action: str
    message: str = ""
    is_refused: bool = False


class Changer:
    """Carries out the changes of one task; ``fates`` grows as it goes.

    read: returns what is in scope now; None where that cannot be known.
    spellings: how assets are sent that are not sent in their shortest form.
    scan_wait: seconds to wait in all for scans that keep assets from being removed.
    """

    def __init__(
        self,
        pci: Pci,
        kind: str,
        read: Callable[[], Sequence[Asset]] | None = None,
        scan_wait: int = 0,
        spellings: Mapping[Asset, str] | None = None,
    ) -> None:
        self.pci = pci
        self.wire_type = ASSET_TYPES[kind]
        self.read = read
        self.spellings = spellings or {}
        self.fates: list[Fate] = []
        self._has_changed = False
        self._deadline = pci.session.clock() + scan_wait

    def carry_out(self, todo: Membership) -> None:
        """Add, then remove: what is wanted is never out of scope for the sake of what is not.

        Raises what ends the task as a whole, such as LoginError; ``changed`` is then among its facts.
        """
        try:
            for action, members in ((ADDED, todo.to_add), (REMOVED, todo.to_remove)):
                if self.read is None:
                    for member in members:
                        self.fates += self._in_parts(action, member)
                else:
                    self._change_and_look(action, members, self.read)
        except QualysError as error:
            error.facts["changed"] = self._has_changed
            raise

    def _change_and_look(self, action: str, members: Sequence[Asset], read: Callable[[], Sequence[Asset]]) -> None:
        left: list[Asset] = []
        for start in range(0, len(members), BATCH_SIZE):
            portion = members[start : start + BATCH_SIZE]
            is_taken = len(portion) > 1 and self._together(action, portion)
            left += self._unreached(action, portion, read, is_taken) if len(portion) > 1 else portion
        alone = [self._alone(action, member) for member in left]
        claimed = [fate.asset for fate in alone if fate.action != FAILED]
        unreached = self._unreached(action, claimed, read, True) if claimed else []
        said = {fate.asset: fate for fate in alone}
        for member in members:
            fate = said.get(member, Fate(member, action))
            if member in unreached:
                text = "Qualys' list does not show the change"
                fate = Fate(member, FAILED, "%s; %s" % (fate.message, text) if fate.message else text)
            elif fate.action == UNCHANGED:
                # It was not so before, and it is now.
                fate = fate._replace(action=action)
            self.fates.append(fate)

    def _together(self, action: str, members: Sequence[Asset]) -> bool:
        """Send several; tell whether Qualys took them all, as far as its number goes."""
        try:
            return self._send(action, members).counted >= len(members)
        except (ApiError, LostAnswerError) as error:
            self.pci.session.notify("%s; looking at the list, and going on one by one" % error)
            return False

    def _unreached(
        self, action: str, members: Sequence[Asset], read: Callable[[], Sequence[Asset]], is_taken: bool
    ) -> list[Asset]:
        """Return what the list does not show to be done; patiently where Qualys says that it is."""
        left: list[Asset] = []
        for seconds in (0, *ASSET_LOOKS) if is_taken else (0,):
            self.pci.session.sleep(seconds)
            try:
                present = read()
            except UnreadableError as error:
                # It was empty before, so that nobody could know.
                self.pci.session.notify("%s; going on without the list" % error)
                self.read = None
                return [] if is_taken else list(members)
            left = [member for member in members if not _is_reached(action, member, present)]
            if not left:
                break
        return left

    def _in_parts(self, action: str, member: Asset) -> list[Fate]:
        """Send one; take a range apart of which Qualys says that it is there already, for that may be a part of it."""
        fate = self._alone(action, member)
        if not fate.is_refused or member.is_single:
            return [fate]
        if member.size > LARGEST_SPLIT:
            text = "Qualys says that a part of it is %s; which part cannot be read, so give smaller ranges"
            return [Fate(member, FAILED, text % ("there already" if action == ADDED else "not there"))]
        return [part for half in member.halves() for part in self._in_parts(action, half)]

    def _alone(self, action: str, member: Asset) -> Fate:
        session = self.pci.session
        lost: LostAnswerError | None = None
        for _attempt in range(session.settings.retries + 1):
            try:
                return self._answered(action, member, lost)
            except LostAnswerError as error:
                lost = error
            if self.read is not None and _is_reached(action, member, self.read()):
                session.ledger.settle(is_done=True)
                self._has_changed = True
                return Fate(member, action)
            session.notify("%s; sending it again, which changes nothing if it was carried out" % lost)
            session.sleep(1)
        text = "%s; it was sent %d times, and whether it was carried out is not known"
        return Fate(member, FAILED, text % (lost, session.settings.retries + 1))

    def _answered(self, action: str, member: Asset, lost: LostAnswerError | None) -> Fate:
        """Send one and understand the answer; raises LostAnswerError."""
        doubt = "an answer was lost before, so whether this run did it is not certain" if lost else ""
        while True:
            try:
                receipt = self._send(action, [member])
            except ApiError as error:
                if error.code == _NO_OPS[action]:
                    return Fate(member, action if lost else UNCHANGED, doubt, is_refused=True)
                if error.code == "SCAN_RUNNING" and self._may_wait(member):
                    continue
                lost_too = "; an answer was lost before, so whether it was carried out is not known" if lost else ""
                return Fate(member, FAILED, _explained(error) + lost_too)
            return Fate(member, action if receipt.counted or lost else UNCHANGED, doubt)

    def _may_wait(self, member: Asset) -> bool:
        session = self.pci.session
        if session.clock() + SCAN_PAUSE > self._deadline:
            return False
        session.notify("a scan is running on %s; trying again in %d s" % (member.text, SCAN_PAUSE))
        session.sleep(SCAN_PAUSE)
        return True

    def _send(self, action: str, members: Iterable[Asset]) -> Receipt:
        entries = [self.spellings.get(member, member.text) for member in members]
        send = self.pci.add_assets if action == ADDED else self.pci.remove_assets
        receipt = send(self.wire_type, entries)
        self._has_changed = self._has_changed or receipt.counted > 0
        return receipt


def _is_reached(action: str, member: Asset, present: Sequence[Asset]) -> bool:
    left = member.minus(present)
    return not left if action == ADDED else list(left) == [member]


def _explained(error: ApiError) -> str:
    if error.code == "SCAN_RUNNING":
        return (
            "a scan is running on it, and Qualys removes nothing that is being scanned; set scan_wait, or run again "
            "when the scan is over (%s)" % error.message
        )
    if error.code == "SCAN_SCHEDULED":
        return "a scheduled scan has it among its targets; take it out of the schedule first (%s)" % error.message
    return error.message
