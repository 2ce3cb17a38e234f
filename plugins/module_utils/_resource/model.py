# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words in which a resource is described: fields, how their values compare, and how they are sent.

A state is a dict from option (dotted path, as the user writes it) to a value in our own form. An option that is
missing from a wanted state is not managed; the value None means "shall not be set".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable, NamedTuple, Protocol

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import ObjectType, Qps
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import at, put

State = Mapping[str, Any]


class Kind(Protocol):
    """How the values of one field behave. ``wire`` is plain data as the codecs give it."""

    def argument(self) -> dict[str, Any]:
        """Return the entry of an argument spec."""

    def check(self, option: str, value: Any) -> Any:
        """Turn what the user wrote into our form; raises OptionError."""

    def read(self, wire: Any) -> Any:
        """Turn what Qualys sent into our form; None when it is not set."""

    def write(self, value: Any, present: Any) -> Any:
        """Turn our form into plain data that replaces ``present``; None when there is nothing to send."""

    def same(self, wanted: Any, present: Any) -> bool:
        """Tell whether there is nothing to change."""

    def show(self, value: Any) -> Any:
        """Return what diffs and results print."""


class Field(NamedTuple):
    """One option and its element.

    unit: path of the element that is always sent complete, because what Qualys does with a part of it is not known.
    resend: whether it goes along at once when only its neighbours in the unit change.
    hidden: whether Qualys may not show it at all; then it cannot be compared.
    always: whether every update needs it, changed or not.
    on_create: whether it can be set while the object is created; if not, an update follows.
    calls: operations that set it to true and to false, for what has endpoints of its own.
    """

    option: str
    wire: str
    kind: Kind
    unit: str = ""
    resend: bool = True
    hidden: bool = False
    always: bool = False
    on_create: bool = True
    calls: tuple[str, str] | None = None


def _as_it_is(record: Any) -> Any:
    return record


def _as_planned(payload: dict[str, Any], level: int) -> dict[str, Any]:
    return payload


def _unpruned(expected: State, wanted: State, present: State) -> State:
    return expected


def _without_rules(wanted: State, present: State | None, now: str) -> None:
    return None


def _settled(wanted: State, present: State | None, qps: Qps) -> State:
    return wanted


def named(kind: ObjectType, qps: Qps, name: str) -> list[Any]:
    """Return the records of all objects that are called exactly so."""
    # Compared once more here: whether EQUALS minds the case is not known.
    return [record for record in qps.search(kind, (Criterion("name", "EQUALS", name),)) if record.get("name") == name]


def _unmoved(expected: State, record: Any, now: str) -> State:
    return expected


class Resource(NamedTuple):
    """Everything that is particular to one kind of object.

    facts: what Qualys computes, shown and never compared.
    initial: what a new object gets where the user says nothing.
    name_option, look_up: what its name is called, and how the records with a name are found.
    whole_in_search: whether a search returns whole objects, so that none need be read on its own.
    companions: elements that go along with every create or update request.
    normalise, finish: between the wire form and one where every field has a path of its own; ``finish`` is told
        the level of insistence (0 the smallest documented request, from 1 on whole units, from 2 on with ``move``).
    prune: drops from an expected state what no longer applies beside what is wanted.
    rules: refuses combinations that cannot be right; raises OptionError. Gets the present time.
    settle: completes what is wanted by what follows from it, or by what only further reading can tell.
    move: gives up a value that Qualys would refuse to see again, for requests from level 2 on.
    """

    kind: ObjectType
    fields: tuple[Field, ...]
    facts: tuple[Field, ...] = ()
    initial: Mapping[str, Any] = {}
    name_option: str = "name"
    look_up: Callable[[ObjectType, Qps, str], list[Any]] = named
    whole_in_search: bool = False
    companions: Mapping[str, Mapping[str, Any]] = {}
    normalise: Callable[[Any], Any] = _as_it_is
    finish: Callable[[dict[str, Any], int], dict[str, Any]] = _as_planned
    prune: Callable[[State, State, State], State] = _unpruned
    rules: Callable[[State, State | None, str], None] = _without_rules
    settle: Callable[[State, State | None, Qps], State] = _settled
    move: Callable[[State, Any, str], State] = _unmoved

    @property
    def by_option(self) -> dict[str, Field]:
        """Return the fields by their option."""
        return {field.option: field for field in self.fields}

    def wanted(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return the wanted state from nested module options; raises OptionError."""
        state = {}
        for field in self.fields:
            value = at(options, field.option)
            if value is not None:
                state[field.option] = field.kind.check(field.option, value)
        return state

    def read(self, record: Any) -> dict[str, Any]:
        """Return the present state from a record."""
        plain = self.normalise(record)
        state = {field.option: field.kind.read(at(plain, field.wire)) for field in self.fields}
        return {option: value for option, value in state.items() if value is not None}

    def show(self, state: State, record: Any = None) -> dict[str, Any]:
        """Return a state nested like the options, with the facts of a record beside it."""
        shown: dict[str, Any] = {}
        plain = self.normalise(record) if record is not None else {}
        for field in self.facts:
            value = field.kind.read(at(plain, field.wire))
            if value is not None:
                put(shown, field.option, field.kind.show(value))
        for field in self.fields:
            if field.option in state:
                value = state[field.option]
                put(shown, field.option, None if value is None else field.kind.show(value))
        return shown
