# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Single values of an answer as plain Python, the same whether they came as XML text or as JSON."""

from __future__ import annotations

from typing import Any


def text(value: Any) -> str | None:
    """Return text; None when there is nothing. A number or boolean is written as XML would have it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None


def integer(value: Any) -> int | None:
    """Return a whole number, or None when there is none."""
    try:
        return int(text(value) or "")
    except ValueError:
        return None


def decimal(value: Any) -> float | None:
    """Return a number, or None when there is none."""
    try:
        return float(text(value) or "")
    except ValueError:
        return None


def boolean(value: Any) -> bool | None:
    """Return true or false, which JSON answers hold as strings, or None when there is neither."""
    return {"true": True, "false": False}.get((text(value) or "").lower())
