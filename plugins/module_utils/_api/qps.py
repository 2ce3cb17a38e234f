# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The QPS dialect: how asset management, WAS and Cloud Agent are asked over /qps/rest.

One request per method, except ``search``, which follows the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Callable, NamedTuple, TypeVar

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
    CodecError,
    LoginError,
    LostAnswerError,
    QualysError,
    SlowAnswerError,
)
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call
from ansible_collections.community.qualys.plugins.module_utils._transport.session import Session
from ansible_collections.community.qualys.plugins.module_utils._wire.bounds import whole_number, whole_numbers
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, at, contents

# What Qualys returns when it is not told; the documents' samples rely on it.
DEFAULT_PAGE = 100
# Largest page that Qualys documents (Cloud Agent guide, truncation).
MAX_PAGE = 1000
# Halving ends here: what does not come in time at this size has another reason than its size.
SMALLEST_PAGE = 25
# What a server answers that does not give JSON on demand; none was seen that did not.
NO_JSON_CODES = frozenset(("HTTP_406", "HTTP_415"))
# The last changes the activation key of agents.
WRITES = frozenset(("create", "update", "delete", "activate", "deactivate", "cak"))
_SPOKEN = {"cak": "change"}
_ID_ONLY = {"fields": "id"}
# Which code an unknown id is answered with is documented nowhere; these are the candidates, and the last
# has other meanings besides, so absence is always confirmed by a search.
MISSING_CODES = frozenset(("NOT_FOUND", "OBJECT_NOT_FOUND", "UNKNOWN_OBJECT", "INVALID_REQUEST"))

Result = TypeVar("Result")


class ObjectType(NamedTuple):
    """A kind of object: where it lives in the address, its element, and what people call it."""

    version: str
    module: str
    name: str
    element: str
    noun: str


class Search(NamedTuple):
    """What is searched for; with ``fields``, only these elements of each object are wanted."""

    kind: ObjectType
    criteria: tuple[Criterion, ...] = ()
    fields: tuple[str, ...] = ()


class Page(NamedTuple):
    """Some objects that a search found; ``last_id`` is where the next page begins, None when there is none.

    Every record is an object with an id, and ``ids`` are these.
    """

    records: list[Any]
    last_id: int | None
    ids: list[int]


class PageForm:
    """How pages are asked for; what is learned on the way counts for all that follow, in every thread."""

    def __init__(self, size: int, as_json: bool = False) -> None:
        self.size = size
        self.as_json = as_json

    @property
    def can_shrink(self) -> bool:
        """Tell whether less could be asked for."""
        return self.size > SMALLEST_PAGE

    def shrink(self, tried: int) -> None:
        """Ask for half of what did not come in time."""
        self.size = min(self.size, max(SMALLEST_PAGE, tried // 2))


class Qps:
    """Speaks with one server about any object type, in one thread; other threads need a twin.

    All methods raise the errors of the session, and LoginError, AccessError, ApiError for what Qualys refuses.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def twin(self) -> Qps:
        """Return the dialect for another thread, over the same allowance."""
        return Qps(self.session.twin())

    def get(self, kind: ObjectType, identity: int, fields: Sequence[str] = ()) -> Any | None:
        """Return one object, or None when a search confirms that there is none in the account's scope."""
        try:
            envelope = self._ask(kind, "get", identity, params=_selecting(fields))
        except ApiError as error:
            if error.code in MISSING_CODES and not self._exists(kind, identity):
                return None
            raise
        record = next(iter(contents(envelope.data, kind.element)), None)
        if record is not None and not fields and whole_number(at(record, "id")) != identity:
            raise CodecError("Qualys was asked for the %s %d and gave another one" % (kind.noun, identity))
        return record

    def search(
        self,
        kind: ObjectType,
        criteria: Iterable[Criterion] = (),
        fields: Sequence[str] = (),
        page_size: int | None = None,
    ) -> Iterator[Any]:
        """Yield every object that meets all criteria, page after page in the order of ids.

        Raises what ``page`` raises.
        """
        for page in self.pages(Search(kind, tuple(criteria), tuple(fields)), PageForm(page_size or DEFAULT_PAGE)):
            yield from page.records

    def pages(self, search: Search, form: PageForm, after: int = 0) -> Iterator[Page]:
        """Yield every page of a search, one after another; raises what ``page`` raises."""
        last_id: int | None = after
        while last_id is not None:
            page = self.page(search, form, last_id)
            yield page
            last_id = page.last_id

    def page(self, search: Search, form: PageForm, after: int = 0, until: int | None = None) -> Page:
        """Return the objects that follow the id ``after``, up to the id ``until``, as many as fit on a page.

        When nothing comes in time, less is asked for. Raises QualysError when Qualys says that there is more and does
        not give it: never a part for the whole.
        """
        while True:
            size, as_json = form.size, form.as_json
            try:
                return self._ask_page(search, size, as_json, form.can_shrink, after, until)
            except SlowAnswerError as error:
                if not form.can_shrink:
                    raise
                form.shrink(size)
                self.session.notify("%s; asking for %d at once from now on" % (error, form.size))
            except ApiError as error:
                if not as_json or error.code not in NO_JSON_CODES:
                    raise
                form.as_json = False

    def _ask_page(
        self, search: Search, size: int, as_json: bool, can_shrink: bool, after: int, until: int | None
    ) -> Page:
        bounds: tuple[Criterion, ...] = (Criterion("id", "GREATER", str(after)),) if after else ()
        if until is not None:
            bounds += (Criterion("id", "LESSER", str(until + 1)),)
        preferences = {"limitResults": size} if size != DEFAULT_PAGE else None
        call = call_for(
            search.kind,
            "search",
            body=request_body(search.criteria + bounds, preferences),
            params=_selecting(search.fields),
        )
        call = call._replace(accept="application/json" if as_json else None, can_shrink=can_shrink)
        return self._answered(call, lambda envelope: _page_in(call, envelope, search.kind, after, until))

    def count(self, kind: ObjectType, criteria: Iterable[Criterion] = ()) -> int:
        """Return how many objects meet all criteria."""
        return self._ask(kind, "count", criteria=tuple(criteria)).size or 0

    def last_id(self, search: Search, total: int) -> int | None:
        """Return the id of object number ``total`` of those that are found; None when there are not so many."""
        preferences = {"startFromOffset": total, "limitResults": 1}
        envelope = self._ask(search.kind, "search", criteria=search.criteria, preferences=preferences, params=_ID_ONLY)
        return next(iter(_ids_in(envelope, search.kind)), None)

    def create(self, kind: ObjectType, data: dict[str, Any]) -> int:
        """Create an object and return its id."""
        envelope = self._ask(kind, "create", data={kind.element: data})
        identity = next(iter(_ids_in(envelope, kind)), None)
        if identity is None:
            raise LostAnswerError("Qualys created a %s without telling its id" % kind.noun)
        return identity

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
        return self._answered(call, lambda envelope: envelope)

    def _answered(self, call: Call, read: Callable[[Envelope], Result]) -> Result:
        """Send a call and return what ``read`` makes of it; where that is a LostAnswerError, it is asked again."""
        try:
            return self.session.send(call, lambda answer: read(self.opened(call, answer)))
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


def _page_in(call: Call, envelope: Envelope, kind: ObjectType, after: int, until: int | None) -> Page:
    """Return the objects of a page.

    Raises LostAnswerError when it holds fewer than it says, because it was cut, or others than were asked for.
    """
    records = contents(envelope.data, kind.element)
    if envelope.size is not None and len(records) < envelope.size:
        raise LostAnswerError("%s announces %d objects and holds %d" % (call.operation, envelope.size, len(records)))
    ids = [id_of(record, kind) for record in records]
    _refuse_others(call, ids, after, until)
    if not envelope.has_more:
        return Page(records, None, ids)
    # One client met an empty page that led on. Whether objects were lost with it cannot be told: it ends here.
    if not records or envelope.last_id is None or envelope.last_id <= after:
        raise QualysError(
            "Qualys announces more than the %ss up to id %d and does not deliver them; the list would be "
            "incomplete, so nothing is returned; run again later" % (kind.noun, after),
            operation="search",
        )
    return Page(records, envelope.last_id, ids)


def _refuse_others(call: Call, ids: list[int], after: int, until: int | None) -> None:
    """Refuse a page with objects that belong on another one, where they would be listed once more."""
    wrong = [one for one in ids if one <= after or (until is not None and one > until)]
    if wrong:
        raise LostAnswerError("%s brought %d, which was not asked for" % (call.operation, wrong[0]))


def id_of(record: Any, kind: ObjectType) -> int:
    """Return the id of an object; raises CodecError when it has none."""
    number = whole_number(as_object(record).get("id"))
    if number is None:
        raise CodecError("Qualys returned a %s without an id; such a list cannot be trusted" % kind.noun)
    return number


def _ids_in(envelope: Envelope, kind: ObjectType) -> list[int]:
    """Return the ids that an answer names; what it names otherwise says nothing."""
    return whole_numbers(at(record, "id") for record in contents(envelope.data, kind.element))


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
        operation="%s %s" % (_SPOKEN.get(operation, operation), kind.noun),
        method="GET" if is_get else "POST",
        path=path if identity is None else "%s/%d" % (path, identity),
        is_write=operation in WRITES,
        params=params,
        body=None if is_get else body or request_body(),
        content_type=None if is_get else "text/xml",
    )
