# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a probe is: a question that no readable document answers, and how an account is asked.

Where the tests' simulator has a switch for the question, the answers of a probe are the settings of that switch, and
what the collection assumes is its default; tests/unit/plugins/module_utils/test_probes.py keeps the two together.
"""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

# The answers of a probe that found none.
UNCLEAR = "unclear"
NOT_SEEN = "not seen"
NOT_ASKED = "not asked"


class NoAnswerError(Exception):
    """A probe ends without an answer; ``reason`` is one clause, free of anything that is the account's own."""

    def __init__(self, answer: str, reason: str, evidence: dict[str, Any] | None = None) -> None:
        super().__init__(reason)
        self.answer = answer
        self.reason = reason
        self.evidence = evidence or {}


def unclear(reason: str, evidence: dict[str, Any] | None = None) -> NoAnswerError:
    """Return the end of a probe that saw something else than it can tell apart."""
    return NoAnswerError(UNCLEAR, reason, evidence)


def not_seen(reason: str, evidence: dict[str, Any] | None = None) -> NoAnswerError:
    """Return the end of a probe for which the account holds nothing to tell it by."""
    return NoAnswerError(NOT_SEEN, reason, evidence)


def not_asked(reason: str) -> NoAnswerError:
    """Return the end of a probe that sent nothing."""
    return NoAnswerError(NOT_ASKED, reason)


class Told(NamedTuple):
    """An answer, and the shape of what it was told by."""

    answer: str
    evidence: dict[str, Any]


class Probe(NamedTuple):
    """One question. ``ask`` gets what the area asks through, and raises NoAnswerError where nothing can be told.

    ``answers`` are all that it can tell; the first is what the collection assumes. ``switch`` is the simulator's,
    None where there is none. ``changes`` says what a probe does that writes, None for one that only reads.
    """

    name: str
    question: str
    answers: tuple[str, ...]
    ask: Callable[[Any], Told]
    switch: str | None
    changes: str | None = None


class Area(NamedTuple):
    """Probes that ask through the same thing: a name in ``Scene``, such as ``account``."""

    name: str
    through: str
    probes: tuple[Probe, ...]


def probe(name: str, question: str, answers: str, ask: Callable[[Any], Told]) -> Probe:
    """Return a probe that only reads and has the name of its switch; the answers are words with blanks between."""
    return Probe(name, question, tuple(answers.split()), ask, name)


def write_probe(name: str, question: str, answers: str, ask: Callable[[Any], Told], changes: str) -> Probe:
    """Return a probe that works on throwaway objects and has the name of its switch."""
    return Probe(name, question, tuple(answers.split()), ask, name, changes)
