# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for answers in either wire format before they are read: how much they may hold, and that they are UTF-8.

In memory, values take far more than their bytes.
"""

from __future__ import annotations

from collections.abc import Iterable

from ansible_collections.community.qualys.plugins.module_utils._errors import BrokenDocumentError, CodecError

# A page of 1,000 assets with all their software has a tenth of it.
MOST_VALUES = 20_000_000


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
