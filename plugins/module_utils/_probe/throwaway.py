# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Throwaway objects: made for one probe, inactive, far in the future, and removed whatever happens.

Their names begin with PREFIX and go on with a random part. What an earlier run left behind is known by its name, and
removed only when everything else about it is as a probe leaves it, too.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion, request_body
from ansible_collections.community.qualys.plugins.module_utils._api.qps import ObjectType, call_for
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError, QualysError
from ansible_collections.community.qualys.plugins.module_utils._probe.account import (
    KEY,
    OPTION_PROFILE,
    SCHEDULE,
    UNUSED_ID,
    WEB_APP,
    Account,
    demanded,
    refused,
)
from ansible_collections.community.qualys.plugins.module_utils._probe.model import not_asked, not_seen
from ansible_collections.community.qualys.plugins.module_utils._probe.seen import Seen
from ansible_collections.community.qualys.plugins.module_utils._wire.bounds import whole_numbers
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import at

PREFIX = "community.qualys probe "
# Long after whoever reads this has stopped running probes.
START = "2040-01-02T03:04:00Z"
PAST = "2020-01-02T03:04:00Z"
DAY = "2040-01-02"
# A domain that nobody can have (RFC 2606). Nothing is sent to it, because no throwaway schedule notifies.
MAIL = "probe@example.com"
TEXT = "community.qualys probe"
LICENSE = "VM_LICENSE"
_NAME = re.compile(re.escape(PREFIX) + "[0-9a-f]{16}", re.IGNORECASE)
_TITLES = {SCHEDULE: "name", KEY: "title"}
_TRIES = 3


class Leftovers(NamedTuple):
    """What earlier runs left behind: how many there are, how many were removed, and the names of those that stay."""

    found: int
    removed: int
    names: tuple[str, ...]


class _Made(NamedTuple):
    kind: ObjectType
    name: str
    number: int | None


class Workshop:
    """Makes and changes throwaway objects in an account.

    Raises what Account raises. ``left`` are the names of those that could not be removed.
    """

    def __init__(self, account: Account, web_app: str | None) -> None:
        self.account = account
        self.left: list[str] = []
        self.written = 0
        self._web_app = web_app
        self._target: int | None = None
        self._made: list[_Made] = []

    def new_name(self) -> str:
        """Return a name that no object has."""
        return PREFIX + secrets.token_hex(8)

    def web_app(self) -> int:
        """Return the id of the web application that schedules are made for; raises OptionError when there is none."""
        if self._web_app is None:
            raise not_asked("it needs a schedule, and no web_app is named to make one for")
        if self._target is None:
            is_number = re.fullmatch("[0-9]+", self._web_app) is not None
            criterion = Criterion("id" if is_number else "name", "EQUALS", self._web_app)
            found = self.account.found(WEB_APP, (criterion,), 10)
            ids = [int(one["id"]) for one in found if is_number or one.get("name") == self._web_app]
            if len(ids) != 1:
                raise OptionError(
                    "web_app", self._web_app, "is no web application in the account's scope, or several; give its id"
                )
            self._target = ids[0]
        return self._target

    def schedule_data(self, name: str) -> dict[str, Any]:
        """Return what makes a schedule that never runs."""
        profile = self.account.found(OPTION_PROFILE, limit=1)
        if not profile:
            raise not_seen("the account shows no option profile")
        return {
            "name": name,
            "active": False,
            "type": "DISCOVERY",
            "target": {"webApp": {"id": self.web_app()}, "scannerAppliance": {"type": "EXTERNAL"}},
            "profile": {"id": profile[0]["id"]},
            "scheduling": {
                "startDate": START,
                "timeZone": {"code": "UTC"},
                "occurrenceType": "ONCE",
                "cancelAfterNHours": 6,
            },
            "notification": {
                "active": False,
                "reschedule": False,
                "delay": {"nb": 1, "scale": "DAY"},
                "recipients": {"set": [{"EmailAddress": MAIL}]},
                "message": TEXT,
            },
            "sendMail": False,
        }

    def key_data(self, title: str) -> dict[str, Any]:
        """Return what makes a key for one agent, which no agent ever gets to know."""
        return {
            "title": title,
            "countPurchased": 1,
            "type": "COUNT_LIMITED",
            "modules": {"list": [{"ActivationKeyModule": {"license": LICENSE}}]},
            "agents": {"list": []},
        }

    def try_create(self, kind: ObjectType, data: Mapping[str, Any]) -> tuple[Seen, int]:
        """Send a create; return its answer and the new id, 0 when nothing was made."""
        made = _Made(kind, str(data.get(_TITLES[kind], "")), None)
        # Before it is sent: an answer may be lost, and the object be there all the same.
        self._made.append(made)
        self.written += 1
        seen = self.account.ask(call_for(kind, "create", body=request_body(data={kind.element: dict(data)})))
        ids = whole_numbers(at(one, "id") for one in seen.records(kind.element))
        if seen.is_refusal or seen.is_denied:
            self._made.remove(made)
        elif ids:
            self._made[self._made.index(made)] = made._replace(number=ids[0])
        return seen, ids[0] if seen.is_success and ids else 0

    def create(self, kind: ObjectType, data: Mapping[str, Any]) -> int:
        """Make an object and return its id."""
        seen, number = self.try_create(kind, data)
        if not number:
            raise refused(seen, "create a throwaway %s" % kind.noun)
        return number

    def schedule(self) -> int:
        """Make a schedule and return its id."""
        return self.create(SCHEDULE, self.schedule_data(self.new_name()))

    def key(self) -> int:
        """Make a key, disable it and return its id."""
        number = self.create(KEY, self.key_data(self.new_name()))
        demanded(self.disable(number), "disable a throwaway activation key")
        return number

    def disable(self, number: int) -> Seen:
        """Disable a key."""
        return self.update(KEY, number, {"countPurchased": 1, "type": "COUNT_LIMITED", "isDisabled": True})

    def update(self, kind: ObjectType, number: int, data: Mapping[str, Any]) -> Seen:
        """Send an update of an object that was made here."""
        return self.act(kind, "update", number, request_body(data={kind.element: dict(data)}))

    def act(self, kind: ObjectType, operation: str, number: int, body: bytes | None = None) -> Seen:
        """Send an operation on an object that was made here; on any other it is a mistake in a probe."""
        if all((one.kind, one.number) != (kind, number) for one in self._made):
            raise QualysError("a probe was about to change a %s that it did not make" % kind.noun)
        self.written += 1
        return self.account.ask(call_for(kind, operation, number, body))

    def read(self, kind: ObjectType, number: int) -> Mapping[str, Any]:
        """Return an object that was made here as it is now."""
        found = demanded(self.account.get(kind, number), "read a throwaway %s" % kind.noun).records(kind.element)
        if not found:
            raise not_seen("the throwaway %s is not shown" % kind.noun)
        return dict(found[0])

    def clean(self) -> None:
        """Remove everything that was made; what stays is in ``left``. Raises nothing of the QualysError family."""
        while self._made:
            made = self._made.pop()
            if not any(self._is_gone(made) for _try in range(_TRIES)):
                self.left.append(made.name)

    def _is_gone(self, made: _Made) -> bool:
        try:
            ids = [made.number] if made.number is not None else self._ids_named(made)
            # Every one is tried before the first that stays is told.
            gone = [self._delete(made.kind, number) for number in ids]
        except QualysError:
            return False
        return all(gone)

    def _ids_named(self, made: _Made) -> list[int]:
        self.account.forget()
        found = self._named(made.kind)
        return [int(one["id"]) for one in found if made.name and one.get(_TITLES[made.kind]) == made.name]

    def _named(self, kind: ObjectType) -> list[Any]:
        """Return the objects whose names begin as ours do."""
        title = _TITLES[kind]
        if kind == SCHEDULE:
            found = self.account.found(kind, (Criterion(title, "CONTAINS", PREFIX.strip()),), 100)
        else:
            found = self.account.found(kind, limit=1000) + self.account.disabled_keys()
        known = {str(one.get("id")): one for one in found if str(one.get(title, "")).lower().startswith(PREFIX)}
        return list(known.values())

    def _delete(self, kind: ObjectType, number: int) -> bool:
        if self.account.ask(call_for(kind, "delete", number)).is_success:
            return True
        self.account.forget()
        return not self.account.found(kind, (Criterion("id", "EQUALS", str(number)),))

    def leftovers(self, remove: bool) -> Leftovers:
        """Look for what earlier runs left behind, and remove what is certainly theirs when that is wanted."""
        total = removed = 0
        names: list[str] = []
        for kind in (SCHEDULE, KEY):
            if not self.account.search(kind, (Criterion("id", "EQUALS", str(UNUSED_ID)),)).is_success:
                continue
            for record in self._named(kind):
                total += 1
                number, name = int(record["id"]), str(record.get(_TITLES[kind]))
                is_ours = bool(_NAME.fullmatch(name)) and _is_untouched(kind, self.read(kind, number))
                if remove and is_ours and self._is_gone(_Made(kind, name, number)):
                    removed += 1
                else:
                    names.append(name if _NAME.fullmatch(name) else PREFIX + "(another name)")
        return Leftovers(total, removed, tuple(names))


def _is_untouched(kind: ObjectType, record: Mapping[str, Any]) -> bool:
    """Tell whether an object is as a probe leaves it: never run, never used."""
    if kind == KEY:
        return str(record.get("countUsed", "0")) == "0" and str(record.get("countPurchased", "0")) in ("0", "1")
    start = str(at(record, "scheduling.startDate") or "")[:16]
    has_run = str(record.get("launchedCount", "0")) != "0" or bool(record.get("lastScan"))
    is_idle = start == START[:16] or (start == PAST[:16] and str(record.get("active")).lower() == "false")
    return is_idle and not has_run
