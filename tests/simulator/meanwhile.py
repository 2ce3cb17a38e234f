# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody else does between two calls of a client: for the fault ``meanwhile``."""

from __future__ import annotations

from collections.abc import Callable

from .state import State


def _asset_vanishes(state: State, number: int) -> None:
    if number in state.assets:
        del state.assets[number]


def _asset_appears(state: State, number: int) -> None:
    if number in state.assets:
        state.assets.add_like(number, name="appeared")


def _schedule_vanishes(state: State, number: int) -> None:
    state.schedules.pop(number, None)


def _schedule_is_edited(state: State, number: int) -> None:
    schedule = state.schedules.get(number)
    if schedule:
        schedule.setdefault("notification", {})["message"] = "edited by somebody else"


def _schedule_is_switched(state: State, number: int) -> None:
    schedule = state.schedules.get(number)
    if schedule:
        schedule["active"] = not schedule["active"]


def _key_is_edited(state: State, number: int) -> None:
    key = state.activation_keys.get(number)
    if key:
        key["isDisabled"] = not key["isDisabled"]


def _key_vanishes(state: State, number: int) -> None:
    state.activation_keys.pop(number, None)


def _pci_host_appears(state: State, number: int) -> None:
    state.pci.put("IP", f"198.51.100.{number % 256}")


CHANGES: dict[str, Callable[[State, int], None]] = {
    "asset_vanishes": _asset_vanishes,
    "asset_appears": _asset_appears,
    "schedule_vanishes": _schedule_vanishes,
    "schedule_edited": _schedule_is_edited,
    "schedule_switched": _schedule_is_switched,
    "key_edited": _key_is_edited,
    "key_vanishes": _key_vanishes,
    "pci_host_appears": _pci_host_appears,
}
