# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls to one server until they are answered: turns, repeats, waits.

What it promises: a request that changes something is sent again only when it certainly was not carried out, and no
wait is longer than the user allows.
"""

from __future__ import annotations

import random
import time
from typing import Any, Callable, TypeVar

from ansible_collections.community.qualys.plugins.module_utils._errors import (
    CodecError,
    LimitError,
    LoginError,
    LostAnswerError,
    QualysError,
    SlowAnswerError,
    UnreachableError,
)
from ansible_collections.community.qualys.plugins.module_utils._settings import Settings
from ansible_collections.community.qualys.plugins.module_utils._transport.allowance import Allowance, NoFellows
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call
from ansible_collections.community.qualys.plugins.module_utils._transport.exchange import Exchange
from ansible_collections.community.qualys.plugins.module_utils._transport.ledger import Ledger
from ansible_collections.community.qualys.plugins.module_utils._transport.limits import (
    MARGIN,
    Limit,
    limit_in,
    pause,
    retry_after,
    slots_in,
)
from ansible_collections.community.qualys.plugins.module_utils._transport.trouble import Hopeless

# Seconds that a call waits for other tasks before it says so.
_LONG = 10

Result = TypeVar("Result")


class Session:
    """Sends calls, one after another; ``notify`` is told in one line of every wait and repeat.

    Calls that are to be under way at the same time need a twin each, and share the allowance.
    """

    # What other tasks know of the login, for whoever runs several.
    fellows: Any = NoFellows()

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        notify: Callable[[str], None] | None = None,
        allowance: Allowance | None = None,
        ledger: Ledger | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.sleep = sleep
        self.notify = notify or (lambda _line: None)
        self.allowance = allowance or Allowance(settings.max_wait)
        self.ledger = ledger or Ledger()
        self._exchange = Exchange(settings, clock)

    def twin(self) -> Session:
        """Return a session for another thread: a connection of its own, the same settings, allowance and ledger."""
        return Session(self.settings, self.clock, self.sleep, self.notify, self.allowance, self.ledger)

    def send(self, call: Call, read: Callable[[Answer], Result]) -> Result:
        """Return what ``read`` makes of the answer, once it is complete and no limit stands in the way.

        ``read`` gets answers of any status below 500 and raises LostAnswerError when the content is cut.
        Raises UnreachableError, LostAnswerError, LimitError, QualysError (redirects), and what ``read`` raises.
        """
        is_refused = False
        try:
            return self._persist(call, read)
        except LoginError:
            is_refused = True
            raise
        finally:
            if not is_refused:
                # An outage says nothing of the login, and does not have everybody wait for everybody.
                self.fellows.settle()

    def _persist(self, call: Call, read: Callable[[Answer], Result]) -> Result:
        failures = limits = 0
        while True:
            try:
                with self.allowance:
                    answer = self._in_turn(call)
                self._follow(slots_in(answer))
                limit = limit_in(answer)
                if limit is None:
                    self._refuse_outage(call, answer)
                    result = read(answer)
                    if call.is_write:
                        self.ledger.carried_out(call.operation)
                    return result
            except (UnreachableError, LostAnswerError) as error:
                failures += 1
                if call.is_write and isinstance(error, LostAnswerError):
                    self.ledger.lost(call.operation)
                self._may_repeat(call, error, failures)
                self._back_off(error, failures)
                continue
            except CodecError as error:
                if call.is_write:
                    # Whether it was carried out, what cannot be read does not say.
                    self.ledger.lost(call.operation)
                    raise LostAnswerError(str(error)) from error
                raise
            if limit.is_crowd and self._narrow():
                self.notify("Qualys lets fewer calls be under way at once; going on with fewer")
                continue
            self._wait(call, limit, limits)
            limits += 1

    def _follow(self, slots: int | None) -> None:
        self.allowance.follow(slots)
        self.fellows.slots.follow(slots)

    def _narrow(self) -> bool:
        return self.allowance.narrow() or bool(self.fellows.slots.narrow())

    def _in_turn(self, call: Call) -> Answer:
        since = self.clock()
        with self.fellows.slots:
            waited = self.clock() - since
            if waited >= _LONG:
                self.notify("waited %s while other tasks of this run had all calls under way" % _span(waited))
            return self._exchange.answer(call)

    def _refuse_outage(self, call: Call, answer: Answer) -> None:
        """Treat pages for people, empty answers and server errors as no answer at all."""
        if answer.status >= 500:
            # 504: whatever stands before Qualys has waited long enough.
            kind = SlowAnswerError if answer.status == 504 else LostAnswerError
            raise kind(
                "%s met HTTP %d%s" % (call.name, answer.status, answer.titled),
                status=answer.status,
                answer=answer,
            )
        if answer.status < 300 and (answer.is_html or not answer.body.strip()):
            what = "a web page%s" % answer.titled if answer.is_html else "nothing"
            raise LostAnswerError("%s was answered with %s" % (call.name, what), status=answer.status)

    def _may_repeat(self, call: Call, error: QualysError, failures: int) -> None:
        if isinstance(error, Hopeless):
            raise error.trouble from error
        if call.can_shrink and isinstance(error, SlowAnswerError):
            raise error
        never_sent = isinstance(error, UnreachableError)
        if (call.is_write and not never_sent) or failures > self.settings.retries:
            raise error

    def _back_off(self, error: QualysError, failures: int) -> None:
        # 2, 4, 8, 16 ... s; the jitter keeps many forks from coming back at the same moment.
        answer = getattr(error, "answer", None)
        hint = retry_after(answer) if answer else None
        seconds = hint or 2.0**failures * (0.75 + random.random() / 2)  # noqa: S311 - no secret hangs on it
        seconds = min(seconds, float(self.settings.max_wait))
        self.notify("%s; trying again in %.0f s (%d of %d)" % (error, seconds, failures, self.settings.retries))
        self.sleep(seconds)

    def _wait(self, call: Call, limit: Limit, attempt: int) -> None:
        seconds = pause(attempt) if limit.wait is None else limit.wait + MARGIN
        allowance = self.allowance
        if not allowance.may_wait(seconds, self.clock()):
            raise LimitError(
                "Qualys limits the calls of this subscription (%s) and asks to wait %s before %s; "
                "max_wait allows %s in all, %s of it used; set max_wait (QUALYS_MAX_WAIT) higher or run again later"
                % (limit.reason, _span(seconds), call.name, _span(allowance.max_wait), _span(allowance.waited)),
                wait=int(seconds),
            )
        try:
            self.notify(
                "Qualys limits the calls (%s); waiting %s before %s" % (limit.reason, _span(seconds), call.name)
            )
            self.sleep(seconds)
        finally:
            allowance.end_wait()


def _span(seconds: float) -> str:
    return "%d min" % round(seconds / 60) if seconds >= 120 else "%d s" % round(seconds)
