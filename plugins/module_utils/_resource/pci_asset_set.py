# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets of assets, of which some may hold parts of others, as a range holds addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol


class Asset(Protocol):
    """An address or range, a virtual host, or a host name; equal when it is the same one."""

    @property
    def text(self) -> str:
        """Return the form that is sent and shown."""

    @property
    def is_single(self) -> bool:
        """Tell whether nothing can hold a part of it."""

    @property
    def size(self) -> int:
        """Return how many single assets it holds."""

    def halves(self) -> Sequence[Asset]:
        """Return its two halves, nothing for a single one."""

    def minus(self, others: Iterable[object]) -> Sequence[Asset]:
        """Return what is left when others are taken out."""


def without(assets: Iterable[Asset], others: Sequence[Asset]) -> Iterator[Asset]:
    """Yield what is left of assets when others are taken out, fast where both are single ones."""
    known = frozenset(others)
    wide = [other for other in others if not other.is_single]
    for asset in assets:
        if asset not in known:
            yield from asset.minus(wide if asset.is_single else others)


def united(assets: Iterable[Asset]) -> list[Asset]:
    """Return the assets in their order, without what earlier ones hold already."""
    kept: dict[Asset, None] = {}
    wide: list[Asset] = []
    for asset in assets:
        if asset in kept:
            continue
        pieces = asset.minus(wide if asset.is_single else list(kept))
        kept.update(dict.fromkeys(pieces))
        wide += [piece for piece in pieces if not piece.is_single]
    return list(kept)
