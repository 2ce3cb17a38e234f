# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request as it came in and the answer as it goes out, free of any web framework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Exchange:
    """A request."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    origin: str
    # Calls under way when this one came, itself included.
    running: int = 1


@dataclass
class Outcome:
    """An answer, and how it is delivered: at once, slowly, in part, or not at all."""

    status: int
    content_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    response_code: str | None = None
    object_id: int | list[int] | None = None
    user: str | None = None
    acted: bool = False
    delivery: str = "at once"
    seconds: float = 0.0
