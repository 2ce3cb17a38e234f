# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the ids of a fleet are divided into segments that can be read side by side. Pure: nothing is sent here.

A segment is a half-open range of ids, so every asset lies in exactly one, whatever comes, goes or changes meanwhile.
Where there are ids and where there are none is not known beforehand: each page tells how dense they are, and the next
segments are made as wide as a page should hold. A segment that holds more than a page leaves a rest, which is divided
in turn. The pages are handed on in the order of ids.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any, NamedTuple


class Segment(NamedTuple):
    """The ids above ``after`` up to and with ``until``; None stands for no end."""

    after: int
    until: int | None


class Place:
    """A segment in the row, and its page once that is read."""

    __slots__ = ("page", "segment", "taken")

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.taken = False
        self.page: Any = None


class Segments:
    """The segments of one fleet in the order of ids. ``size`` is the number of ids on a full page.

    They begin above the id ``after``. About ``window`` pages are in memory at most, those under way included.

    Until ``plan`` says where the ids end, there is one segment at a time, which is the rest: page after page.
    """

    def __init__(self, size: int, window: int, after: int = 0) -> None:
        self._size = size
        # With ids at random, one segment in fifty then holds more than a page; of small pages more do.
        self._aim = max(0.8 * size, size - 2 * size**0.5)
        self._window = window
        self._row: deque[Place] = deque([Place(Segment(after, None))])
        # From where on nothing is divided yet; None when all is.
        self._frontier: int | None = None
        self._last: int | None = None
        # How far apart the ids lie, as seen last; None when that is not known, as in a gap.
        self._spacing: float | None = None

    def plan(self, last: int) -> None:
        """Say which is the last id; what comes above it later is read all the same."""
        self._last = last

    @property
    def is_done(self) -> bool:
        """Tell whether every page was read and handed on."""
        return not self._row and self._frontier is None

    def next(self) -> Place | None:
        """Return a segment to read, or None when there is none at present."""
        if self._row and not self._row[0].taken:
            # What everything waits for.
            return self._take(self._row[0])
        if sum(place.taken for place in self._row) >= self._window:
            return None
        for place in self._row:
            if not place.taken:
                return self._take(place)
        if self._frontier is None:
            return None
        place = Place(self._cut(self._frontier, None))
        self._frontier = place.segment.until
        self._row.append(place)
        return self._take(place)

    @staticmethod
    def _take(place: Place) -> Place:
        place.taken = True
        return place

    def read(self, place: Place, page: Any, ids: Sequence[int], last_id: int | None) -> None:
        """Take the page of a segment that was asked for: the ids on it, and its last when it leaves a rest."""
        place.page = page
        after, until = place.segment
        if last_id is not None:
            self._observe((last_id - min(ids)) / len(ids))
            self._divide_rest(place, Segment(last_id, until))
        elif until is not None:
            self._observe((until - after) / len(ids) if ids else None)

    def ready(self) -> Any:
        """Return the next page in the order of ids, or None when it is not read yet."""
        return self._row.popleft().page if self._row and self._row[0].page is not None else None

    def _observe(self, spacing: float | None) -> None:
        """Take over how far apart ids lie: gradually where pages differ by chance, at once where they really do."""
        known = self._spacing
        if known and spacing and 0.5 < spacing / known < 2:
            self._spacing = known + (spacing - known) / 4
        else:
            self._spacing = spacing

    def _divide_rest(self, place: Place, rest: Segment) -> None:
        if rest.until is None:
            # Only the last of all has no end; from here on the ids are divided as they are reached.
            self._frontier = rest.after
            return
        position = self._row.index(place) + 1
        while rest.after < rest.until:
            # What is left when the window is full stays one segment: its first page tells more.
            is_full = len(self._row) >= self._window
            part = rest if is_full else self._cut(rest.after, rest.until)
            self._row.insert(position, Place(part))
            position += 1
            rest = Segment(part.until or rest.until, rest.until)

    def _cut(self, after: int, until: int | None) -> Segment:
        """Return the segment from an id on that should fill a page.

        It is all that is left where the ids end, and in a gap, which the first page of it jumps over.
        """
        end = self._last if until is None else until
        if end is None or self._spacing is None:
            return Segment(after, until)
        reach = after + max(1, int(self._spacing * self._aim))
        if reach < end:
            return Segment(after, reach)
        return Segment(after, until)
