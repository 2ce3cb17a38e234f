# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes that are neither lost nor doubled, and that are looked at afterwards."""

from __future__ import annotations

from typing import Any, Callable

from ansible_collections.community.qualys.plugins.module_utils._api.qps import MISSING_CODES, Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import (
    ApiError,
    KeptError,
    LostAnswerError,
    MissingError,
)
from ansible_collections.community.qualys.plugins.module_utils._reconcile.identity import ids_of
from ansible_collections.community.qualys.plugins.module_utils._reconcile.plan import (
    Plan,
    calls,
    payload,
    plan,
    shortfall,
)
from ansible_collections.community.qualys.plugins.module_utils._reconcile.refusals import is_refusal
from ansible_collections.community.qualys.plugins.module_utils._resource.model import Resource

# How far Qualys' search lags behind its writes is not known: seconds before each look for a new object.
LOOKS = (2, 4, 8)
# Of insistence; see Resource.
LEVELS = (0, 1, 2, 3)


class Writer:
    """Carries out plans. ``now`` is the time as YYYY-MM-DDThh:mm:ssZ; ``warnings`` are for the user."""

    def __init__(self, resource: Resource, qps: Qps, now: str) -> None:
        self.resource = resource
        self.qps = qps
        self.now = now
        self.warnings: list[str] = []

    def create(self, todo: Plan) -> Any:
        """Create the object and return its record."""
        kind, name = self.resource.kind, str(todo.expected[self.resource.name_option])

        def seen() -> int | None:
            return next(iter(ids_of(self.resource, self.qps, name)), None)

        number = self._insist(
            todo, None, lambda data: int(self._surely(lambda: self.qps.create(kind, data), seen, LOOKS))
        )
        self._wait_until_found(number, name)
        record = self._read(number)
        state = self.resource.read(record)
        if not self._missed(todo, record):
            return record
        rest = plan(self.resource, self.resource.settle(todo.expected, state, self.qps), state)
        return self.update(rest, record)

    def _wait_until_found(self, number: int, name: str) -> None:
        """See to it that the next run finds the new object by its name and does not create a second one."""
        for seconds in (0, *LOOKS):
            self.qps.session.sleep(seconds)
            if number in ids_of(self.resource, self.qps, name):
                return
        self.warnings.append(
            "%s %d was created, and Qualys' search does not show it yet; run again in a few minutes, not at once"
            % (self.resource.kind.noun, number)
        )

    def update(self, todo: Plan, record: Any) -> Any:
        """Change the object and return its new record.

        Raises KeptError when Qualys says SUCCESS and keeps something else.
        """
        number, operations = int(record["id"]), calls(self.resource, todo)
        # What shall stop stops before it is changed; what shall run starts when all is in place.
        for operation in operations:
            if operation == "deactivate":
                record = self._act(operation, todo, number)
        if payload(self.resource, todo):
            record = self._insist(todo, record, lambda data: self._send(todo, number, data))
        for operation in operations:
            if operation != "deactivate":
                record = self._act(operation, todo, number)
        self._refuse_shortfall(todo, record, self.resource.fields)
        return record

    def delete(self, number: int) -> None:
        """Remove the object and make sure that it is gone."""
        kind = self.resource.kind

        def gone() -> bool | None:
            return True if self.qps.get(kind, number) is None else None

        try:
            self._surely(lambda: self.qps.act(kind, "delete", number), gone)
        except ApiError as error:
            if error.code not in MISSING_CODES or not gone():
                raise
        for seconds in (0, *LOOKS):
            self.qps.session.sleep(seconds)
            if gone():
                return
        raise KeptError("Qualys accepted the removal of %s %d and still has it" % (kind.noun, number))

    def _act(self, operation: str, todo: Plan, number: int) -> Any:
        field = next(f for f in self.resource.fields if f.calls and operation in f.calls)
        value = todo.expected[field.option]

        def done() -> bool | None:
            return True if self.resource.read(self._read(number)).get(field.option) == value else None

        self._surely(lambda: self.qps.act(self.resource.kind, operation, number), done)
        return self._read(number)

    def _send(self, todo: Plan, number: int, data: dict[str, Any]) -> Any:
        kind = self.resource.kind
        self._surely(
            lambda: self.qps.update(kind, number, data),
            lambda: None if self._missed_by_data(todo, self._read(number)) else True,
        )
        record = self._read(number)
        self._refuse_shortfall(todo, record, [field for field in self.resource.fields if not field.calls])
        return record

    def _insist(self, todo: Plan, record: Any, write: Callable[[dict[str, Any]], Any]) -> Any:
        """Write the smallest request first; a fuller one only when it was refused or fell short."""
        sent: list[Any] = []
        problem: ApiError | KeptError | None = None
        for level in LEVELS:
            expected = self.resource.move(todo.expected, record, self.now) if level >= 2 else todo.expected
            data = payload(self.resource, todo._replace(expected=expected), level)
            if data in sent:
                continue
            sent.append(data)
            try:
                result = write(data)
            except (ApiError, KeptError) as error:
                if isinstance(error, ApiError) and not is_refusal(error):
                    raise
                problem = problem if isinstance(error, ApiError) and problem else error
                continue
            if expected != todo.expected:
                self._tell_moved(todo, expected)
            return result
        raise problem or KeptError("there was nothing to send")

    def _tell_moved(self, todo: Plan, expected: Any) -> None:
        for option, value in expected.items():
            if value != todo.expected.get(option):
                self.warnings.append(
                    "%s was moved from %s to %s, because Qualys takes no change beside it without a date to come"
                    % (option, todo.expected.get(option), value)
                )

    def _surely(self, write: Callable[[], Any], seen: Callable[[], Any], looks: tuple[int, ...] = (1,)) -> Any:
        """Carry out a write; when its answer is lost, look whether it happened before it is sent again."""
        session = self.qps.session
        lost: LostAnswerError | None = None
        for _attempt in range(session.settings.retries + 1):
            try:
                return write()
            except LostAnswerError as error:
                lost = error
            except ApiError:
                # After a lost answer a refusal, such as of a double, may mean that the first try had worked.
                found = seen() if lost is not None else None
                session.ledger.settle(found is not None)
                if found is None:
                    raise
                return found
            for seconds in looks:
                session.notify("%s; looking in %d s whether it was carried out" % (lost, seconds))
                session.sleep(seconds)
                found = seen()
                if found is not None:
                    session.ledger.settle(is_done=True)
                    return found
            session.ledger.settle(is_done=False)
        raise LostAnswerError(
            "%s; it was sent %d times, and each time the object was looked at and had not changed; run again later"
            % (lost, session.settings.retries + 1)
        )

    def _read(self, number: int) -> Any:
        record = self.qps.get(self.resource.kind, number)
        if record is None:
            raise MissingError("%s %d vanished while it was worked on" % (self.resource.kind.noun, number))
        return record

    def _missed(self, todo: Plan, record: Any) -> list[str]:
        state = self.resource.read(record)
        expected = self.resource.settle(todo.expected, state, self.qps)
        missed = shortfall(self.resource, todo._replace(expected=expected), state)
        hidden = [option for option in missed if option not in state and self.resource.by_option[option].hidden]
        for option in hidden:
            text = "Qualys does not show %s, so it cannot be compared and is sent with every run" % option
            if text not in self.warnings:
                self.warnings.append(text)
        return [option for option in missed if option not in hidden]

    def _missed_by_data(self, todo: Plan, record: Any) -> list[str]:
        # What has operations of its own comes after the update.
        return [option for option in self._missed(todo, record) if not self.resource.by_option[option].calls]

    def _refuse_shortfall(self, todo: Plan, record: Any, fields: Any) -> None:
        ours = {field.option for field in fields}
        missed = [option for option in self._missed(todo, record) if option in ours]
        if not missed:
            return
        state = self.resource.read(record)
        kept = "; ".join("%s is %r, wanted %r" % (one, state.get(one), todo.expected.get(one)) for one in missed)
        raise KeptError(
            "Qualys said SUCCESS for %s %s and kept something else: %s"
            % (self.resource.kind.noun, record.get("id"), kept),
            kept=missed,
            changed=True,
        )
