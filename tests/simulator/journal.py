# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was asked of the simulator: a list of plain dicts, and JSON lines in a file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

# Elements whose text is a secret wherever they stand; the journal must never hold one.
NAMES = "password|passphrase|[Aa]ctivationKey|newActivationKey"
SECRET_XML = re.compile(rf"(<({NAMES})(?:\s[^>]*)?>).*?(</\2\s*>)", re.DOTALL)
SECRET_JSON = re.compile(rf'("(?:{NAMES})"\s*:\s*)"(?:[^"\\]|\\.)*"')
# A search for a key holds its secret as the value of the criterion.
CRITERION_XML = re.compile(
    r"""(<Criteria\b[^>]*\bfield\s*=\s*["']activationKey["'][^>]*>).*?(</Criteria\s*>)""", re.DOTALL
)
CRITERION_JSON = re.compile(r'\{[^{}]*"field"\s*:\s*"activationKey"[^{}]*\}')
VALUE_JSON = re.compile(r'("value"\s*:\s*)"(?:[^"\\]|\\.)*"')


def without_secrets(body: str) -> str:
    """Return a request body with the text of secret elements blanked."""
    body = CRITERION_XML.sub(r"\1***\2", SECRET_XML.sub(r"\1***\3", body))
    body = CRITERION_JSON.sub(lambda found: VALUE_JSON.sub(r'\1"***"', found[0]), body)
    return SECRET_JSON.sub(r'\1"***"', body)


class Journal(list):
    """The exchanges in order. An entry is in the list before its answer is sent."""

    def __init__(self, path: str | Path | None = None) -> None:
        super().__init__()
        self._path = Path(path) if path else None
        if self._path:
            # Found out at the start, not at the first request: a file that cannot be written.
            self._path.touch()

    def record(self, entry: dict[str, Any]) -> None:
        """Add an entry and write it out at once, so that a reader of the file is never behind."""
        self.append(entry)
        if self._path:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry, ensure_ascii=False) + "\n")

    def writes(self) -> list[dict[str, Any]]:
        """Return the entries of operations that change something."""
        return [entry for entry in self if entry["is_write"]]

    def reads(self) -> list[dict[str, Any]]:
        """Return the entries of operations that only read."""
        return [entry for entry in self if not entry["is_write"]]

    def operations(self) -> list[str]:
        """Return just the names of the operations, in order."""
        return [entry["operation"] for entry in self]
