# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walking through what a document was read into."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def texts_in(content: Any) -> Iterator[str]:
    """Yield every single value as text."""
    if isinstance(content, dict):
        for value in content.values():
            yield from texts_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts_in(value)
    else:
        yield str(content)
