# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds in either wire format: how much an answer may hold, that it is UTF-8, and what an id or a count is.

In memory, values take far more than their bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._errors import BrokenDocumentError, CodecError

# A page of 1,000 assets with all their software has a tenth of it.
MOST_VALUES = 20_000_000
# Ids have up to 12 digits in the documents; beyond 18, a number would not fit into the databases behind them.
_NUMBER = re.compile(r"\s*([0-9]{1,18})\s*")
_MOST = 10**18


def refuse_crowd(body: bytes, marks: Iterable[bytes], most: int = MOST_VALUES) -> None:
    """Raise CodecError for a document with more values than any honest one; ``marks`` are what they begin with."""
    if len(body) > most and sum(map(body.count, marks)) > most:
        raise CodecError("the answer holds more values than any honest one (%d); it was not read" % most)


def decoded(body: bytes) -> str:
    """Return the text of a document; raises BrokenDocumentError when it is not UTF-8."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenDocumentError("the answer is not written in UTF-8 (byte %d)" % error.start) from error


def whole_number(value: Any) -> int | None:
    """Return an id, a count or an offset, which both formats may write as text; None for all that is none."""
    if value.__class__ is int:
        return int(value) if 0 <= value < _MOST else None
    found = _NUMBER.fullmatch(value) if value.__class__ is str else None
    return int(found[1]) if found else None


def whole_numbers(values: Iterable[Any]) -> list[int]:
    """Return those of the values that are whole numbers."""
    return [number for number in map(whole_number, values) if number is not None]
