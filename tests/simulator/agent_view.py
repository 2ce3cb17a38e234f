# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""agentInfo as reads show it: the spelling of activatedModule, and values that are behind."""

from __future__ import annotations

from typing import Any

from .agent_modules import shown
from .state import State
from .switches import Switches

Record = dict[str, Any]
NAME = "activatedModule"


def style(switches: Switches) -> tuple[str, ...]:
    """Return what texts of assets depend on, as part of the key they are kept under."""
    return (switches.activated_module_empty, switches.activated_module_spacing, switches.activated_module_case)


def with_modules_as_read(record: Record, switches: Switches) -> Record:
    """Return a host asset whose activatedModule has the form of the switches."""
    info = record.get("agentInfo")
    if info is None:
        return record
    text = shown(info.get(NAME), switches)
    return record if text == info.get(NAME) else {**record, "agentInfo": _with(info, text)}


def _with(info: Record, text: str | None) -> Record:
    if text is None:
        return {key: value for key, value in info.items() if key != NAME}
    return {**info, NAME: text}


def still_old(state: State, number: int) -> Record | None:
    """Return the asset with the modules it had, if reads are behind; each call counts as one read."""
    if number not in state.stale_modules:
        return None
    text, left = state.stale_modules[number]
    if left > 1:
        state.stale_modules[number] = (text, left - 1)
    else:
        del state.stale_modules[number]
    record = state.assets.peek(number)
    if record is None or "agentInfo" not in record:
        return None
    return {**record, "agentInfo": _with(record["agentInfo"], text)}
