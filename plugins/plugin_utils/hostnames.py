# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which name a host gets in the inventory, and what happens when two want the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Callable, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._errors import QualysError, printable

_SHOWN = 5
# ssh takes a name with a leading hyphen for an option, which may run a program on the controller. Caches and host_vars
# make paths of names.
_UNSAFE = re.compile(r"/|^[-.]+")


class Candidate(NamedTuple):
    """A host before it has its final name."""

    name: str
    row: Mapping[str, Any]
    variables: dict[str, Any]


def first_filled(values: Iterable[Any]) -> str | None:
    """Return the first value that is text or a number and not empty, as a name that is nothing but a name."""
    for value in values:
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            # A line break would break every list of hosts, and Ansible shows names to the terminal as they are.
            name = printable(" ".join(str(value).split()))
            if name:
                return _UNSAFE.sub("_", name)
    return None


def unique(candidates: list[Candidate], policy: str, warn: Callable[[str], None]) -> list[Candidate]:
    """Return the hosts under names that differ, in the order of ids.

    The same hosts get the same names whatever order they come in. Raises QualysError with the policy ``fail``.
    """
    ordered = sorted(candidates, key=lambda one: one.row["id"])
    groups: dict[str, list[Candidate]] = {}
    for one in ordered:
        groups.setdefault(one.name, []).append(one)
    shared = {name: group for name, group in groups.items() if len(group) > 1}
    if not shared:
        return ordered
    shown = "%d host names are shared by %d host assets (%s)" % (
        len(shared),
        sum(map(len, shared.values())),
        _examples(shared),
    )
    if policy == "fail":
        raise QualysError("on_duplicate: %s; choose other hostnames or another on_duplicate" % shown)
    if policy == "newest":
        warn("%s; on each name, the asset that was modified last was taken and the others were left out" % shown)
        return sorted((_newest(group) for group in groups.values()), key=lambda one: one.row["id"])
    warn("%s; all but the one with the lowest id got their id as suffix" % shown)
    return _suffixed(ordered, set(groups))


def _newest(group: list[Candidate]) -> Candidate:
    return max(group, key=lambda one: (one.row.get("modified") or "", one.row["id"]))


def _suffixed(ordered: list[Candidate], wanted: set[str]) -> list[Candidate]:
    taken: set[str] = set()
    named = []
    for one in ordered:
        name = one.name
        if name in taken:
            name = "%s_%d" % (name, one.row["id"])
            while name in taken or name in wanted:
                name = "%s_%d" % (name, one.row["id"])
        taken.add(name)
        named.append(one._replace(name=name))
    return named


def _examples(shared: Mapping[str, list[Candidate]]) -> str:
    shown = [
        "%s: %s" % (name, ", ".join(str(one.row["id"]) for one in group[:_SHOWN])) for name, group in shared.items()
    ]
    return "; ".join(shown[:_SHOWN]) + ("; ..." if len(shown) > _SHOWN else "")
