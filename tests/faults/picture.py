# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the simulator holds, object by object, in a form in which two runs can be compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.simulator.state import FIRST_NEW_KEY, FIRST_NEW_SCHEDULE, State

Picture = dict[str, str]
# They tell when something was written, not what.
VOLATILE = frozenset(("createdDate", "updatedDate", "modified", "datePurchased"))
MOST_KEPT = 20_000


class Photographer:
    """Takes pictures. Records of a fleet are never changed in place, so their texts are kept."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Any, str]] = {}

    def picture(self, state: State, folder: Path) -> Picture:
        """Return every object by a name that is the same in every run; of two with one name, both."""
        found: Picture = {}
        for number, schedule in state.schedules.items():
            name = "schedule %d" % number if number < FIRST_NEW_SCHEDULE else "new schedule %s" % schedule["name"]
            _put(found, name, _text({**schedule, "id": None}))
        for number, key in state.activation_keys.items():
            name = "key %d" % number if number < FIRST_NEW_KEY else "new key %s" % key.get("title")
            _put(found, name, _text({**key, "id": None}))
        for number in state.assets:
            _put(found, "asset %d" % number, self._asset(state, number))
        for kind in state.pci.assets:
            for text in state.pci.texts(kind):
                _put(found, "PCI asset %s" % text, kind)
        for scan in state.pci.scans.values():
            _put(found, "PCI scan %s" % scan.title, _text([scan.targets, scan.scan_type, scan.bandwidth]))
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                _put(found, "file %s" % path.name, hashlib.sha256(path.read_bytes()).hexdigest())
        return found

    def _asset(self, state: State, number: int) -> str:
        record = state.assets.peek(number)
        if state.assets.is_private(number):
            return _text(record)
        kept = self._kept.get(id(record))
        if kept is None or kept[0] is not record:
            if len(self._kept) > MOST_KEPT:
                self._kept.clear()
            kept = self._kept[id(record)] = (record, _text(record))
        return kept[1]


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    """Return the names of the objects that are not the same, or not there, in both."""
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


def _put(found: Picture, name: str, content: str) -> None:
    while name in found:
        name += ", once more"
    found[name] = content


def _text(value: Any) -> str:
    return json.dumps(_lasting(value), sort_keys=True)


def _lasting(value: Any) -> Any:
    """Return a copy without what changes from run to run."""
    if isinstance(value, dict):
        return {key: _lasting(one) for key, one in value.items() if key not in VOLATILE}
    if isinstance(value, list):
        return [_lasting(one) for one in value]
    return value
