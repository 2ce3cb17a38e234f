# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Qualys account as the probes ask it: every answer is kept, so that no question costs a call twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import (
    LOGIN_CODES,
    Criterion,
    login_failure,
    request_body,
)
from ansible_collections.community.qualys.plugins.module_utils._api.qps import ObjectType, call_for
from ansible_collections.community.qualys.plugins.module_utils._errors import LostAnswerError
from ansible_collections.community.qualys.plugins.module_utils._probe.model import NoAnswerError, not_seen, unclear
from ansible_collections.community.qualys.plugins.module_utils._probe.seen import Seen, see
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call
from ansible_collections.community.qualys.plugins.module_utils._transport.session import Session
from ansible_collections.community.qualys.plugins.module_utils._wire.bounds import whole_number
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, at

# Their files in _resource say the same and much more, which the module of the probes must not carry along; a test
# compares them.
SCHEDULE = ObjectType("3.0", "was", "wasscanschedule", "WasScanSchedule", "schedule")
WEB_APP = ObjectType("3.0", "was", "webapp", "WebApp", "web application")
OPTION_PROFILE = ObjectType("3.0", "was", "optionprofile", "OptionProfile", "option profile")
TAG = ObjectType("2.0", "am", "tag", "Tag", "tag")
HOST_ASSET = ObjectType("2.0", "am", "hostasset", "HostAsset", "host asset")
KEY = ObjectType("1.0", "ca", "agentactkey", "AgentActKey", "activation key")
INFORMATION = ObjectType("1.0", "ca", "binaryinfo", "BinaryInfo", "agent installer")
# Far above the ids that were seen. That nothing has it is found out by a search first.
UNUSED_ID = 2000000011
UNUSED = (Criterion("id", "EQUALS", str(UNUSED_ID)),)
# So many host assets, agents and keys are looked at, and so many schedules one by one.
HOSTS, AGENTS, KEYS, LISTED, SCHEDULES = 50, 100, 100, 100, 8


def answer_of(session: Session, call: Call) -> Answer:
    """Return the answer to a call, a server error included when Qualys wrote it."""
    try:
        return session.send(call, lambda answer: answer)
    except LostAnswerError as error:
        if isinstance(error.answer, Answer) and not error.answer.is_html:
            return error.answer
        raise


class Account:
    """Asks over one session, one call after another.

    All methods raise the errors of the session, and LoginError; those that need an answer raise NoAnswerError.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._kept: dict[Any, Seen] = {}

    def ask(self, call: Call) -> Seen:
        """Return what a call is answered with; what was asked before is not asked again, until something is written."""
        key = call._replace(params=tuple((call.params or {}).items()), headers=None)  # type: ignore[arg-type]
        if call.is_write:
            self._kept.clear()
        elif key in self._kept:
            return self._kept[key]
        seen = see(answer_of(self.session, call))
        if seen.status == 401 or seen.code in LOGIN_CODES:
            settings = self.session.settings
            raise login_failure(call, seen.status, settings.url, settings.username)
        if not call.is_write:
            self._kept[key] = seen
        return seen

    def forget(self) -> None:
        """Let everything be asked again."""
        self._kept.clear()

    def search(
        self, kind: ObjectType, criteria: Iterable[Criterion] = (), limit: int = 1, fields: Iterable[str] = ()
    ) -> Seen:
        """Return the answer to a search for a small page."""
        return self.ask(search_call(kind, criteria, limit, fields))

    def found(
        self, kind: ObjectType, criteria: Iterable[Criterion] = (), limit: int = 1, fields: Iterable[str] = ()
    ) -> list[Any]:
        """Return the objects of a small page."""
        return demanded(self.search(kind, criteria, limit, fields), "search for %ss" % kind.noun).records(kind.element)

    def get(self, kind: ObjectType, number: int) -> Seen:
        """Return the answer to the reading of one object."""
        return self.ask(call_for(kind, "get", number))

    def any_of(self, kind: ObjectType) -> int:
        """Return the id of some object."""
        for record in self.found(kind, fields=("id",)) or self.found(kind):
            number = whole_number(as_object(record).get("id"))
            if number is not None:
                return number
        raise not_seen("the account shows no %s" % kind.noun)

    def readable(self) -> ObjectType:
        """Return a kind of object that the account may search for and that does not have the unused id."""
        for kind in (HOST_ASSET, SCHEDULE, KEY):
            seen = self.search(kind, UNUSED)
            if seen.is_success and seen.size == 0:
                return kind
        raise not_seen("the account may search for neither host assets, schedules nor activation keys")

    def hosts(self) -> list[Any]:
        """Return some host assets in full."""
        return self.found(HOST_ASSET, limit=HOSTS)

    def agents(self) -> list[Mapping[str, Any]]:
        """Return what some host assets tell of their agents."""
        tracked = Criterion("trackingMethod", "EQUALS", "QAGENT")
        records = self.found(HOST_ASSET, (tracked,), AGENTS, ("id", "agentInfo"))
        found = [record["agentInfo"] for record in records if "agentInfo" in record]
        if not found:
            raise not_seen("the account shows no host asset with an agent")
        return [as_object(one) for one in found]

    def activation_keys(self) -> list[Any]:
        """Return some activation keys, disabled ones among them."""
        found = self.found(KEY, limit=KEYS) + self.disabled_keys()
        if not found:
            raise not_seen("the account shows no activation key")
        return list({str(one.get("id")): one for one in found}.values())

    def disabled_keys(self) -> list[Any]:
        """Return some activation keys that are disabled."""
        return self.found(KEY, (Criterion("isDisabled", "EQUALS", "true"),), KEYS)

    def schedules(self) -> list[Any]:
        """Return a few schedules in full, as different from each other as can be told."""
        ids = [int(one["id"]) for one in _varied(self.found(SCHEDULE, limit=LISTED))][:SCHEDULES]
        seen = [self.get(SCHEDULE, number) for number in ids]
        found = [record for one in seen for record in one.records(SCHEDULE.element)]
        if not found:
            raise not_seen("the account shows no schedule")
        return found


def _varied(records: Iterable[Any]) -> list[Any]:
    """Put the first schedule of each sort in front."""
    sorts: dict[Any, list[Any]] = {}
    for record in records:
        sort = (at(record, "scheduling.occurrenceType"), "webApp" in as_object(record.get("target")))
        sorts.setdefault(sort, []).append(record)
    queues = list(sorts.values())
    return [queue[turn] for turn in range(SCHEDULES) for queue in queues if turn < len(queue)]


def search_call(
    kind: ObjectType, criteria: Iterable[Criterion] = (), limit: int = 1, fields: Iterable[str] = ()
) -> Call:
    """Return the call that a search for a small page is."""
    params = {"fields": ",".join(fields)} if fields else None
    return call_for(kind, "search", body=request_body(criteria, {"limitResults": limit}), params=params)


def demanded(seen: Seen, what: str) -> Seen:
    """Return an answer that is a success; raises NoAnswerError for what stands in its place."""
    if not seen.is_success:
        raise refused(seen, what)
    return seen


def refused(seen: Seen, what: str) -> NoAnswerError:
    """Return why nothing can be told after a call was not carried out."""
    if seen.is_denied:
        return not_seen("the account may not %s" % what, seen.evidence)
    return unclear("Qualys refused to %s" % what, seen.evidence)


def taken(seen: Seen, yes: str, no: str, what: str) -> str:
    """Return one answer for a call that was carried out, the other for one that was refused for what it asks."""
    if seen.is_success:
        return yes
    if seen.is_refusal:
        return no
    raise refused(seen, what)
