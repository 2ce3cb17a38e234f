# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Some of the bytes that ``make fuzz`` tries for longer: in every run the same, and all that were ever found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.found import FOUND
from tests.fuzz.targets import TARGETS

KEPT = [(target, name) for target, found in FOUND.items() for name in found]
EXAMPLES = 300


def changed(name):
    """Return what a seed becomes when pieces of it are dropped, doubled or replaced."""
    target = TARGETS[name]
    pieces = st.one_of(st.sampled_from(target.words or (b"\0",)), st.binary(max_size=8))
    edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), pieces), min_size=1, max_size=6)
    return st.tuples(st.sampled_from(target.seeds), edits).map(lambda both: edited(*both))


def edited(seed, edits):
    for place, length, piece in edits:
        start = int(place * len(seed))
        seed = seed[:start] + piece + seed[start + length :]
    return seed


@pytest.mark.parametrize("target", TARGETS)
def test_the_seeds(target):
    for seed in TARGETS[target].seeds:
        TARGETS[target].check(seed)


@pytest.mark.parametrize("target", TARGETS)
def test_bytes_at_random(target):
    @settings(max_examples=EXAMPLES)
    @given(st.one_of(st.binary(max_size=200), changed(target)))
    def holds(data):
        TARGETS[target].check(data)

    holds()


@pytest.mark.parametrize(("target", "name"), KEPT)
def test_what_was_found(target, name):
    TARGETS[target].check(FOUND[target][name])
