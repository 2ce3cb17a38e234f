# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must come into a set and what must go. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._resource.pci_asset_set import Asset, without


class Membership(NamedTuple):
    """The way to the declared set. ``unchanged`` is what is as declared, there or not there."""

    to_add: tuple[Asset, ...] = ()
    to_remove: tuple[Asset, ...] = ()
    unchanged: tuple[Asset, ...] = ()


def membership(state: str, wanted: Sequence[Asset], present: Sequence[Asset], is_complete: bool) -> Membership:
    """Compare. ``state`` is present, absent or exact (these and no others).

    When ``present`` is not known to be complete, what is not seen may be there all the same.
    """
    missing = _minus(wanted, present)
    if state == "absent":
        there = _minus(wanted, missing)
        return Membership((), there, missing) if is_complete else Membership((), (*there, *missing), ())
    surplus = _minus(present, wanted) if state == "exact" else ()
    return Membership(missing, surplus, _minus(wanted, missing))


def texts(members: Iterable[Asset]) -> list[str]:
    """Return the members as text, in their own order."""
    return [member.text for member in sorted(members)]  # type: ignore[type-var]


def _minus(assets: Iterable[Asset], others: Sequence[Asset]) -> tuple[Asset, ...]:
    return tuple(without(assets, others))
