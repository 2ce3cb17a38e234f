# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A search index that is behind: new objects are missed by the first searches (switch search_lag)."""

from __future__ import annotations


def missed(waiting: dict[int, int]) -> set[int]:
    """Return the new objects this search still misses, and count down."""
    hidden = set(waiting)
    for number in hidden:
        waiting[number] -= 1
        if waiting[number] <= 0:
            del waiting[number]
    return hidden
