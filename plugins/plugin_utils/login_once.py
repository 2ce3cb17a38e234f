# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A login that Qualys has refused is not tried again in the same run, by no host and no task: accounts lock."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import time
from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.community.qualys.plugins.plugin_utils.shared_slots import SharedSlots
from ansible_collections.community.qualys.plugins.plugin_utils.shared_table import PLACES, Table

# A place in the table: whose it is, what is known of the login, how many calls at once, what Qualys said.
_TAG, _STATE, _SLOTS, _SAID = 16, 16, 17, 18
_UNKNOWN, _TRIED, _REFUSED = 0, 1, 2
# Seconds between two looks while somebody else tries a login for the first time.
_PAUSE = 0.05


class Login:
    """One login in the table; what a process learns of it, all know. It is what a session has as its fellows."""

    def __init__(self, table: Table, digest: bytes) -> None:
        self._table = table
        self._tag = digest[:_TAG]
        self._place = int.from_bytes(digest[:4], "big") % PLACES
        self.slots = SharedSlots(table, self._place, _SLOTS)
        if self._table.read(self._place)[:_TAG] != self._tag:
            # Two logins in one place are as good as never there: the first is then forgotten.
            self._table.write(self._place, self._tag)

    @contextlib.contextmanager
    def turn(self) -> Iterator[str | None]:
        """Wait while somebody else tries it for the first time; yield what Qualys said if it was refused, else None.

        Who ends without having called Qualys, for bad input, leaves the first try to the next.
        """
        is_first = False
        try:
            while self._state == _UNKNOWN and not is_first:
                is_first = self._table.lock(self._place)
                if not is_first:
                    time.sleep(_PAUSE)
            yield self._said if self._state == _REFUSED else None
        finally:
            if is_first:
                self._table.unlock(self._place)

    def settle(self) -> None:
        """Note that it is good, as far as that is known."""
        if self._state == _UNKNOWN:
            self._table.put(self._place, _STATE, _TRIED)

    def refuse(self, said: str) -> None:
        """Note what Qualys said when it refused it."""
        self._table.write(self._place, self._tag + bytes((_REFUSED, 0)) + said.encode("utf-8", "replace"))

    @property
    def _state(self) -> int:
        return self._table.read(self._place)[_STATE]

    @property
    def _said(self) -> str:
        return self._table.read(self._place)[_SAID:].rstrip(b"\0").decode("utf-8", "ignore")


class Logins:
    """All logins of a run. Which one it is, only the processes of the run can tell from the table."""

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self.table = Table()

    def login(self, values: Mapping[str, Any]) -> Login:
        """Return the place of a login; ``values`` are all that it is made of."""
        text = json.dumps(values, sort_keys=True, default=str).encode("utf-8", "surrogateescape")
        return Login(self.table, hmac.new(self._key, text, hashlib.sha256).digest())
