# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls of several processes share the slots of a login. No test measures time."""

from __future__ import annotations

import contextlib
import os

import pytest

from ansible_collections.community.qualys.plugins.plugin_utils.shared_slots import SharedSlots
from ansible_collections.community.qualys.plugins.plugin_utils.shared_table import LOCKS, Table


@pytest.fixture
def table():
    with contextlib.closing(Table()) as made:
        yield made


class Fellow:
    """Another process that takes a slot, and keeps it until it is told to go on."""

    def __init__(self, table, place=0):
        self._come, come = os.pipe()
        go, self._go = os.pipe()
        self._child = os.fork()
        if self._child:
            os.close(come)
            os.close(go)
        else:
            with SharedSlots(table, place, 17):
                os.write(come, b".")
                os.read(go, 1)
            os.write(come, b".")
            os.read(go, 1)
            os._exit(0)

    def is_in(self):
        return os.read(self._come, 1) == b"."

    def leave(self):
        os.write(self._go, b".")
        os.read(self._come, 1)

    def end(self):
        if self._child:
            os.write(self._go, b"..")
            os.waitpid(self._child, 0)
            for pipe in (self._come, self._go):
                os.close(pipe)
        self._child = 0


@pytest.fixture
def fellows(table):
    made = []

    def make(place=0):
        made.append(Fellow(table, place))
        assert made[-1].is_in()
        return made[-1]

    yield make
    for one in made:
        one.end()


def test_nothing_is_known_at_first(table):
    assert SharedSlots(table, 0, 17).most == LOCKS - 1


def test_what_qualys_tells_is_for_all_and_never_grows(table):
    SharedSlots(table, 0, 17).follow(3)
    seen = SharedSlots(table, 0, 17)
    assert seen.most == 3
    for told in (5, 0, None):
        seen.follow(told)
    assert SharedSlots(table, 0, 17).most == 3
    assert SharedSlots(table, 1, 17).most == LOCKS - 1


def test_whoever_is_turned_away_leaves_the_slots_to_those_who_are_in(table, fellows):
    for _number in range(3):
        fellows()
    slots = SharedSlots(table, 0, 17)
    assert slots.narrow()
    assert slots.most == 3
    assert slots.narrow()
    assert slots.most == 2


def test_alone_there_is_nothing_to_give_up(table, fellows):
    fellows(place=1)
    slots = SharedSlots(table, 0, 17)
    assert not slots.narrow()
    assert slots.most == LOCKS - 1


def test_calls_from_before_count(table, fellows, monkeypatch):
    """A call turned away and sent again at once would only be turned away again."""
    early = [fellows() for _number in range(3)]
    slots = SharedSlots(table, 0, 17)
    slots.follow(2)
    # The one in the lowest slot, which would be free for the next.
    early[0].leave()
    monkeypatch.setattr("time.sleep", lambda _seconds: early.pop().leave())
    with slots:
        assert len(early) == 2


def test_with_one_slot_left_there_is_nothing_to_give_up(table, fellows):
    fellows()
    slots = SharedSlots(table, 0, 17)
    slots.follow(1)
    assert not slots.narrow()
    assert slots.most == 1


def test_a_slot_is_waited_for(table, fellows, monkeypatch):
    one = fellows()
    slots = SharedSlots(table, 0, 17)
    slots.follow(1)
    waits = []

    def sleep(seconds):
        waits.append(seconds)
        one.leave()

    monkeypatch.setattr("time.sleep", sleep)
    with slots:
        assert len(waits) == 1
    # Given back: the next one does not wait.
    with SharedSlots(table, 0, 17):
        assert len(waits) == 1


def test_the_slot_of_a_process_that_died_is_free(table, fellows):
    fellows().end()
    slots = SharedSlots(table, 0, 17)
    slots.follow(1)
    with slots:
        pass
