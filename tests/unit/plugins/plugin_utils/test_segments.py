# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every id exactly once, in order, whatever the ids, the order of answers and the changes meanwhile."""

from __future__ import annotations

import random
from bisect import bisect_right

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.community.qualys.plugins.plugin_utils.segments import Segments


class Reader:
    """Reads a fleet as threads would: segments are asked for and answered in any order."""

    def __init__(self, ids, size, slots, choose, change=lambda ids: None):
        self.ids = sorted(ids)
        self.size = size
        self.slots = slots
        self.choose = choose
        self.change = change
        self.calls = 0
        self.most_kept = 0

    def page(self, segment):
        self.calls += 1
        self.change(self.ids)
        low = bisect_right(self.ids, segment.after)
        high = len(self.ids) if segment.until is None else bisect_right(self.ids, segment.until)
        found = self.ids[low : min(high, low + self.size)]
        return found, found[-1] if high > low + self.size else None

    def read(self, plan_after=1, last=None):
        segments = Segments(self.size, 2 * self.slots)
        under_way, result = [], []
        while not segments.is_done:
            if self.calls >= plan_after:
                segments.plan(last if last is not None else (self.ids or [1])[-1])
            while len(under_way) < self.slots:
                place = segments.next()
                if place is None:
                    break
                # Qualys looks at some moment between question and answer; here, at the first.
                under_way.append((place, self.page(place.segment)))
            if under_way:
                place, (found, last_id) = under_way.pop(self.choose(len(under_way)))
                segments.read(place, found, found, last_id)
            self.most_kept = max(self.most_kept, sum(place.taken for place in segments._row))
            while True:
                page = segments.ready()
                if page is None:
                    break
                result.extend(page)
        assert not under_way
        return result


def _starts(gaps):
    total, starts = 0, []
    for gap in gaps:
        total += gap
        starts.append(total)
    return starts


# Fleets as they are: even, in clusters far apart, dense, sparse.
GAPS = st.one_of(st.integers(1, 3), st.integers(1, 2000), st.integers(10**6, 10**9))
FLEETS = st.lists(st.tuples(GAPS, st.integers(1, 40)), max_size=12).map(
    lambda runs: [
        number
        for start, length in zip(_starts([gap + 50 for gap, _length in runs]), [length for _gap, length in runs])
        for number in range(start, start + length)
    ]
)


@given(ids=FLEETS, size=st.integers(1, 9), slots=st.integers(1, 5), order=st.randoms(use_true_random=False))
def test_every_id_once_and_in_order(ids, size, slots, order):
    reader = Reader(ids, size, slots, order.randrange)
    assert reader.read() == sorted(ids)


@given(
    ids=FLEETS,
    last=st.integers(1, 10**9),
    plan_after=st.integers(0, 9),
    order=st.randoms(use_true_random=False),
)
def test_a_wrong_plan_costs_calls_and_loses_nothing(ids, last, plan_after, order):
    assert Reader(ids, 3, 3, order.randrange).read(plan_after, last) == sorted(ids)


@given(ids=FLEETS, size=st.integers(1, 5), order=st.randoms(use_true_random=False))
def test_what_stays_is_found_once_while_others_come_and_go(ids, size, order):
    stays = set(ids[::2])

    def change(present):
        # One goes, one comes, anywhere and above all others.
        leaving = [number for number in present if number not in stays]
        if leaving:
            present.remove(order.choice(leaving))
        new = order.choice([order.randrange(1, 10**9), (present or [0])[-1] + 1])
        if new not in present and len(present) < len(ids) + 20:
            present.insert(bisect_right(present, new), new)

    found = Reader(ids, size, 3, order.randrange, change).read()
    assert stays <= set(found)
    assert found == sorted(set(found))


# How many there are of each kind; the ends of a cluster cost a few calls.
CLUSTERS = {"even": 1, "uneven": 1, "clusters": 8}


@pytest.mark.parametrize("slots", [2, 4, 8])
@pytest.mark.parametrize("spread", CLUSTERS)
def test_few_calls_and_little_memory(slots, spread):
    source = random.Random(1)
    if spread == "even":
        ids = range(1000, 1000 + 3 * 50000, 3)
    elif spread == "uneven":
        ids = source.sample(range(1, 10**7), 50000)
    else:
        starts = source.sample(range(1, 10**9, 10**6), 8)
        ids = [start + step for start in starts for step in range(0, 12500, 2)]
    reader = Reader(ids, 500, slots, source.randrange)
    assert reader.read() == sorted(ids)
    one_after_another = len(ids) / 500
    assert reader.calls <= 1.2 * one_after_another + 6 * CLUSTERS[spread]
    assert reader.most_kept <= 2 * slots + 1
