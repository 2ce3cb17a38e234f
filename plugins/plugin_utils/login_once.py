# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A login that Qualys has refused is not tried again in the same run of Ansible, by no host and no task: accounts lock.

Ansible works on many hosts in processes of their own. They share a table that was made before they were: nothing of it
has a name on disk, and it ends with the run. A login stands in it as a number that only these processes can make.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import hmac
import json
import mmap
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._settings import OPTIONS, PCI_OPTIONS
from ansible_collections.community.qualys.plugins.module_utils._transport.session import Session
from ansible_collections.community.qualys.plugins.plugin_utils.forked_module import End, Start, run_forked

LOGIN = ("platform", "api_url", "username", "password", "pci_url", "pci_username", "pci_password")
_PLACES, _PLACE = 256, 1024
_TAG = 16
_UNKNOWN, _TRIED, _REFUSED = 0, 1, 2
# Seconds between two looks while somebody else tries a login for the first time.
_PAUSE = 0.05
# In the result of a module whose login was refused; what a user writes cannot stand there unescaped.
_MARK = b'"login": "refused"'


class Login:
    """One login in the table; what a process learns of it, all know."""

    def __init__(self, table: Table, digest: bytes) -> None:
        self._table = table
        self._tag = digest[:_TAG]
        self._place = int.from_bytes(digest[_TAG : _TAG + 4], "big") % _PLACES

    @contextlib.contextmanager
    def turn(self) -> Iterator[str | None]:
        """Wait while somebody else tries it for the first time; yield what Qualys said if it was refused, else None."""
        is_first = False
        try:
            while self._state() == _UNKNOWN and not is_first:
                is_first = self._table.lock(self._place)
                if not is_first:
                    time.sleep(_PAUSE)
            yield self._said() if self._state() == _REFUSED else None
        finally:
            if is_first:
                # An outage says nothing of the login, and does not have everybody wait for everybody.
                if self._state() == _UNKNOWN:
                    self.settle()
                self._table.unlock(self._place)

    def settle(self) -> None:
        """Note that it is good, as far as that is known."""
        if self._state() == _UNKNOWN:
            self._put(_TRIED, "")

    def refuse(self, said: str) -> None:
        """Note what Qualys said when it refused it."""
        self._put(_REFUSED, said)

    def _state(self) -> int:
        held = self._table.read(self._place)
        # Two logins in one place is as good as never: the first is then forgotten.
        return held[_TAG] if held[:_TAG] == self._tag else _UNKNOWN

    def _said(self) -> str:
        return self._table.read(self._place)[_TAG + 1 :].rstrip(b"\0").decode("utf-8", "ignore")

    def _put(self, state: int, said: str) -> None:
        self._table.write(self._place, self._tag + bytes((state,)) + said.encode("utf-8", "replace"))


class Table:
    """Memory that all processes made from this one share; a lock ends with the process that has it."""

    def __init__(self) -> None:
        self._key = os.urandom(32)
        # A number and no file object, which would warn at the end of a process that nobody closed it.
        self._file, path = tempfile.mkstemp()
        Path(path).unlink()
        os.ftruncate(self._file, _PLACES * _PLACE)
        self._memory = mmap.mmap(self._file, _PLACES * _PLACE)

    def login(self, values: Mapping[str, Any]) -> Login:
        """Return the place of a login; ``values`` are all that it is made of."""
        text = json.dumps(values, sort_keys=True, default=str)
        return Login(self, hmac.new(self._key, text.encode("utf-8", "surrogateescape"), hashlib.sha256).digest())

    def close(self) -> None:
        """Give the memory back."""
        self._memory.close()
        os.close(self._file)

    def read(self, place: int) -> bytes:
        """Return what is in a place."""
        return self._memory[place * _PLACE : (place + 1) * _PLACE]

    def write(self, place: int, content: bytes) -> None:
        """Put something into a place, cut to fit."""
        self._memory[place * _PLACE : (place + 1) * _PLACE] = content[:_PLACE].ljust(_PLACE, b"\0")

    def lock(self, place: int) -> bool:
        """Take the lock of a place; False when another process has it."""
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except OSError:
            return False
        return True

    def unlock(self, place: int) -> None:
        """Give the lock of a place back."""
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)


def login_of(module_name: str, arguments: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """Return all that the login of a task is made of; PCI has another one than the platform."""
    is_pci = module_name.rpartition(".")[2].startswith("qualys_pci_")
    options = [option for option in (PCI_OPTIONS if is_pci else OPTIONS) if option.name in LOGIN]
    given = {option.name: arguments.get(option.name) for option in options}
    return {**given, **{option.env: environment.get(option.env) for option in options}, "is_pci": is_pci}


def run_unless_refused(login: Login, start: Start) -> End:
    """Run a module, unless its login was refused before: then end as it did."""
    with login.turn() as said:
        if said is not None:
            failure = {"failed": True, "changed": False, "msg": said, "error": {"login": "refused"}}
            return End(1, json.dumps(failure).encode("utf-8"), b"")

        def main() -> None:
            # In the child, which learns it long before it ends.
            Session.on_login = staticmethod(login.settle)
            start.main()

        end = run_forked(start._replace(main=main))
        if _MARK in end.out:
            login.refuse(_message_in(end.out))
        return end


def _message_in(out: bytes) -> str:
    try:
        return str(json.loads(out)["msg"])
    except (ValueError, KeyError, TypeError):
        return "Qualys refused this login before, and it was not tried again because accounts lock"


# Made when the action is loaded, which Ansible does before it has workers.
LOGINS = Table()
