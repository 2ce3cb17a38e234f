# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a whole fleet with several requests under way at once.

The first page is read alone: most fleets end there. After it, threads read the segments of the rest, while the caller
takes the pages in the order of ids. What is in memory is bounded by the pages under way, not by the fleet.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import Callable

from ansible_collections.community.qualys.plugins.module_utils._api.qps import Page, PageForm, Qps, Search
from ansible_collections.community.qualys.plugins.module_utils._errors import ApiError, LostAnswerError, OptionError
from ansible_collections.community.qualys.plugins.plugin_utils.segments import Place, Segments

# Requests under way at once where Qualys does not say how many may be: what the standard level of service has.
SLOTS = 2
# Even where Qualys allows more; beyond it, published clients saw answers that never came.
MOST_SLOTS = 8

Job = Callable[[Qps], None]


def slots_for(concurrency: int | None) -> tuple[int, int]:
    """Return how many requests may be under way at once, and how many at most when Qualys says that it takes more.

    Raises OptionError.
    """
    if concurrency is None:
        return SLOTS, MOST_SLOTS
    if not 1 <= concurrency <= MOST_SLOTS:
        raise OptionError("concurrency", concurrency, "must be from 1 to %d" % MOST_SLOTS)
    return concurrency, concurrency


class _Stopped(Exception):
    """Ends a thread whose work nobody waits for any more."""


class Fetch:
    """One search, read with as many requests at once as the allowance of the session has slots."""

    def __init__(self, qps: Qps, search: Search, form: PageForm) -> None:
        self._qps = qps
        self._search = search
        self._form = form
        self._segments = Segments(form.size, 1)
        self._threads: list[threading.Thread] = []
        self._changed = threading.Condition()
        self._is_planned = False
        self._is_over = False
        self._error: BaseException | None = None
        # How many there are in all, as soon as it is known.
        self.total: int | None = None

    def pages(self) -> Iterator[Page]:
        """Yield all pages in the order of ids; raises what ``Qps.page`` raises, whichever thread met it."""
        first = self._qps.page(self._search, self._form)
        yield first
        slots = self._qps.session.allowance.slots
        if first.last_id is None:
            self.total = len(first.records)
        elif slots == 1:
            yield from self._qps.pages(self._search, self._form, first.last_id)
        else:
            self._segments = Segments(self._form.size, 2 * slots, first.last_id)
            yield from self._rest()

    def _rest(self) -> Iterator[Page]:
        try:
            self._add_threads()
            while True:
                page = self._next_page()
                if page is None:
                    break
                yield page
        finally:
            # Also when the caller stops early: threads in the middle of a request end with it.
            with self._changed:
                self._is_over = True
                self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _next_page(self) -> Page | None:
        with self._changed:
            while True:
                if self._error is not None:
                    raise self._error
                page: Page | None = self._segments.ready()
                if page is not None or self._segments.is_done:
                    # There is room for another one.
                    self._changed.notify_all()
                    return page
                self._changed.wait()

    def _add_threads(self) -> None:
        """Have as many threads as there are slots, which may become more with any answer."""
        while len(self._threads) < self._qps.session.allowance.slots:
            thread = threading.Thread(target=self._work, args=(self._twin(),), name="qualys-fetch", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _twin(self) -> Qps:
        twin = self._qps.twin()
        pause = twin.session.sleep

        def sleep(seconds: float) -> None:
            pause(seconds)
            if self._is_over:
                raise _Stopped

        twin.session.sleep = sleep
        return twin

    def _work(self, qps: Qps) -> None:
        try:
            while True:
                self._next_job()(qps)
        except _Stopped:
            return
        except BaseException as error:  # pylint: disable=broad-except
            # Raised where the pages are taken.
            with self._changed:
                self._error = self._error or error
                self._changed.notify_all()

    def _next_job(self) -> Job:
        with self._changed:
            while True:
                if self._is_over or self._error is not None:
                    raise _Stopped
                place = self._segments.next()
                if place is not None:
                    return partial(self._read, place)
                if not self._is_planned:
                    self._is_planned = True
                    return self._plan
                self._changed.wait()

    def _read(self, place: Place, qps: Qps) -> None:
        page = qps.page(self._search, self._form, *place.segment)
        with self._changed:
            self._segments.read(place, page, page.ids, page.last_id)
            self._add_threads()
            self._changed.notify_all()

    def _plan(self, qps: Qps) -> None:
        """Find out where the ids end; where that cannot be told, the pages are read one after another."""
        last = None
        try:
            self.total = qps.count(self._search.kind, self._search.criteria)
            if self.total > 2 * self._form.size:
                # Not the very last: that one may be deleted meanwhile, and the last segment has no end anyway.
                last = qps.last_id(self._search, self.total - self.total // 200)
        except (ApiError, LostAnswerError) as error:
            qps.session.notify("%s; the pages are read one after another" % error)
        if last is not None:
            with self._changed:
                self._segments.plan(last)
                self._changed.notify_all()
