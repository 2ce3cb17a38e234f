# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The QPS dialect: how asset management, WAS and Cloud Agent are asked over /qps/rest.

One request per method, except ``search``, which follows the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import (
    Criterion,
    Envelope,
    failure,
    login_failure,
    open_envelope,
    request_body,
)
from ansible_collections.community.qualys.plugins.module_utils._errors import (
    ApiError,
    LoginError,
    LostAnswerError,
    QualysError,
)
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call
from ansible_collections.community.qualys.plugins.module_utils._transport.session import Session
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import at, contents

# What Qualys returns when it is not told; the documents' samples rely on it.
DEFAULT_PAGE = 100
# Largest page that Qualys documents (Cloud Agent guide, truncation).
MAX_PAGE = 1000
# The last changes the activation key of agents.
WRITES = frozenset(("create", "update", "delete", "activate", "deactivate", "cak"))
# Which code an unknown id is answered with is documented nowhere; these are the candidates, and the last
# has other meanings besides, so absence is always confirmed by a search.
MISSING_CODES = frozenset(("NOT_FOUND", "OBJECT_NOT_FOUND", "UNKNOWN_OBJECT", "INVALID_REQUEST"))


class ObjectType(NamedTuple):
    """A kind of object: where it lives in the address, its element, and what people call it."""

    version: str
    module: str
    name: str
    element: str
    noun: str


class Qps:
    """Speaks with one server about any object type.

    All methods raise the errors of the session, and LoginError, AccessError, ApiError for what Qualys refuses.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def get(self, kind: ObjectType, identity: int, fields: Sequence[str] = ()) -> Any | None:
        """Return one object, or None when a search confirms that there is none in the account's scope."""
        try:
            envelope = self._ask(kind, "get", identity, params=_selecting(fields))
        except ApiError as error:
            if error.code in MISSING_CODES and not self._exists(kind, identity):
                return None
            raise
        return next(iter(contents(envelope.data, kind.element)), None)

    def search(
        self,
        kind: ObjectType,
        criteria: Iterable[Criterion] = (),
        fields: Sequence[str] = (),
        page_size: int | None = None,
    ) -> Iterator[Any]:
        """Yield every object that meets all criteria, page after page in the order of ids.

        Raises QualysError when Qualys says that there is more and does not give it: never a part for the whole.
        """
        wanted, last_id = tuple(criteria), 0
        preferences = {"limitResults": page_size} if page_size and page_size != DEFAULT_PAGE else None
        while True:
            cursor = (Criterion("id", "GREATER", str(last_id)),) if last_id else ()
            envelope = self._ask(
                kind, "search", criteria=wanted + cursor, preferences=preferences, params=_selecting(fields)
            )
            records = contents(envelope.data, kind.element)
            yield from records
            if not envelope.has_more:
                return
            # One client met an empty page that led on. Whether objects were lost with it cannot be told: it ends here.
            if not records or envelope.last_id is None or envelope.last_id <= last_id:
                raise QualysError(
                    "Qualys announces more than the %ss up to id %d and does not deliver them; the list would be "
                    "incomplete, so nothing is returned; run again later" % (kind.noun, last_id),
                    operation="search",
                )
            last_id = envelope.last_id

    def count(self, kind: ObjectType, criteria: Iterable[Criterion] = ()) -> int:
        """Return how many objects meet all criteria."""
        return self._ask(kind, "count", criteria=tuple(criteria)).size

    def create(self, kind: ObjectType, data: dict[str, Any]) -> int:
        """Create an object and return its id."""
        envelope = self._ask(kind, "create", data={kind.element: data})
        for record in contents(envelope.data, kind.element):
            if str(record.get("id", "")).isdigit():
                return int(record["id"])
        raise LostAnswerError("Qualys created a %s without telling its id" % kind.noun)

    def update(self, kind: ObjectType, identity: int, data: dict[str, Any]) -> None:
        """Change what ``data`` holds and nothing else."""
        self._ask(kind, "update", identity, data={kind.element: data})

    def act(
        self, kind: ObjectType, operation: str, identity: int, params: Mapping[str, str] | None = None
    ) -> list[int]:
        """Carry out an operation that needs no data, such as activate; return the ids that the answer names."""
        return _ids_in(self._ask(kind, operation, identity, params=params), kind)

    def act_on_many(
        self,
        kind: ObjectType,
        operation: str,
        criteria: Iterable[Criterion],
        params: Mapping[str, str] | None = None,
        data: dict[str, Any] | None = None,
    ) -> list[int]:
        """Carry out an operation on every object that meets the criteria; return the ids that the answer names.

        Raises ApiError when nothing is selected; never called without criteria, whose effect is not known.
        """
        wanted = tuple(criteria)
        if not wanted:
            raise QualysError("%s of every %s was about to be sent; that is never meant" % (operation, kind.noun))
        body = None if data is None else {kind.element: data}
        envelope = self._ask(kind, operation, criteria=wanted, params=params, data=body)
        return _ids_in(envelope, kind)

    def _exists(self, kind: ObjectType, identity: int) -> bool:
        return any(self.search(kind, (Criterion("id", "EQUALS", str(identity)),)))

    def _ask(
        self,
        kind: ObjectType,
        operation: str,
        identity: int | None = None,
        criteria: Iterable[Criterion] = (),
        preferences: dict[str, Any] | None = None,
        data: dict[str, Any] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Envelope:
        call = call_for(kind, operation, identity, request_body(criteria, preferences, data), params)
        try:
            return self.session.send(call, lambda answer: self.opened(call, answer))
        except LostAnswerError as error:
            if error.answer is not None and not error.answer.is_html and not call.is_write:
                # The repeats are used up; what Qualys wrote beside its HTTP 500 says more than the number.
                self.opened(call, error.answer)
            raise

    def opened(self, call: Call, answer: Answer) -> Envelope:
        """Return what an answer holds; raises what it stands for when that is not SUCCESS."""
        settings = self.session.settings
        try:
            envelope = open_envelope(call, answer)
        except LoginError as error:
            raise login_failure(call, answer.status, settings.url, settings.username) from error
        if envelope.code == "SUCCESS" and answer.status < 300:
            return envelope
        raise failure(call, envelope, answer.status, settings.url, settings.username)


def _ids_in(envelope: Envelope, kind: ObjectType) -> list[int]:
    return [int(record["id"]) for record in contents(envelope.data, kind.element) if at(record, "id")]


def _selecting(fields: Sequence[str]) -> dict[str, str] | None:
    return {"fields": ",".join(fields)} if fields else None


def call_for(
    kind: ObjectType,
    operation: str,
    identity: int | None = None,
    body: bytes | None = None,
    params: Mapping[str, str] | None = None,
) -> Call:
    """Return the call that an operation is."""
    path = "/qps/rest/%s/%s/%s/%s" % (kind.version, operation, kind.module, kind.name)
    is_get = operation == "get"
    return Call(
        operation="%s %s" % (operation, kind.noun),
        method="GET" if is_get else "POST",
        path=path if identity is None else "%s/%d" % (path, identity),
        is_write=operation in WRITES,
        params=params,
        body=None if is_get else body or request_body(),
        content_type=None if is_get else "text/xml",
    )
