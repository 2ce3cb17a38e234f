# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages, and parts of pages, that are made from something else: written, or compared."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def between(text: str, name: str, part: str) -> str:
    """Return a text with another part between the comments that begin and end it.

    ``ValueError`` where it does not have both comments.
    """
    first, last = ("<!-- %s%s -->" % (name, sign) for sign in (" begin", " end"))
    before, rest = text.split(first)
    _old, after = rest.split(last)
    return "%s%s\n\n%s\n\n%s%s" % (before, first, part, last, after)


def finish(pages: Mapping[Path, str], is_check: bool) -> int:
    """Write pages, or only compare them; return the exit code."""
    stale = [path for path, text in pages.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    if is_check:
        for path in stale:
            print("%s is out of date: run make pages" % path.relative_to(ROOT), file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(pages[path], encoding="utf-8")
    return 0
