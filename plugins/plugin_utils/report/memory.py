# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page remembers of itself, so that a run that finds nothing new leaves it as it is.

The page holds a digest of what it shows, since when that is so, and the changes of the last run that made any. All of
it stands in one element in the head of the page, as JSON in base64, which no text can break out of.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

NAME = "qualys-report-memory"
_ELEMENT = re.compile(r'<meta name="%s" content="([A-Za-z0-9+/=]*)">' % NAME)


class Memory(NamedTuple):
    """Times are UTC, YYYY-MM-DDThh:mm:ssZ; ``changed_at`` is empty before any run changed anything."""

    digest: str = ""
    since: str = ""
    changes: Sequence[dict[str, str]] = ()
    changed_at: str = ""

    def renewed(self, shown: Any, changes: Sequence[dict[str, str]], now: str) -> Memory:
        """Return what the next page remembers: times move on only where something is new."""
        text = json.dumps(shown, sort_keys=True, ensure_ascii=True)
        digest = hashlib.sha256(text.encode()).hexdigest()
        since = self.since if digest == self.digest and not changes else now
        return Memory(digest, since, changes or self.changes, now if changes else self.changed_at)

    def packed(self) -> str:
        """Return the text for the page."""
        return base64.b64encode(json.dumps(self._asdict(), sort_keys=True).encode()).decode()


def remembered(page: str) -> Memory:
    """Return what a page remembers; a page of another kind, or a damaged one, remembers nothing."""
    found = _ELEMENT.search(page)
    try:
        data = json.loads(base64.b64decode(found[1], validate=True)) if found else {}
        memory = Memory(**data)
        return memory if _is_sound(memory) else Memory()
    except (ValueError, TypeError):
        return Memory()


def _is_sound(memory: Memory) -> bool:
    texts = (memory.digest, memory.since, memory.changed_at)
    rows = memory.changes
    return (
        all(isinstance(text, str) for text in texts)
        and isinstance(rows, (list, tuple))
        and all(isinstance(row, dict) and set(row) == {"what", "count"} for row in rows)
    )
