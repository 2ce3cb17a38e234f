# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unpack answers piece by piece, so that a small answer cannot become a huge one before anybody has counted it.

The HTTP library would do it as well, but depending on its version a single piece may grow a thousandfold, and
packed again within, a millionfold.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from ansible_collections.community.qualys.plugins.module_utils._errors import CodecError, LostAnswerError

# The only packing that is asked for.
ACCEPTED = "gzip"
# The most bytes that come out at once.
PIECE = 1024 * 1024
_GZIP = 16 + zlib.MAX_WBITS


def unpacked(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Yield the bytes of an answer in pieces of bounded size; ``coding`` is its Content-Encoding.

    Raises CodecError for a packing that was not asked for, LostAnswerError for one that is broken or cut.
    """
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        yield from pieces
    elif coding in ("gzip", "x-gzip"):
        yield from _gunzipped(pieces)
    else:
        raise CodecError("the answer is packed as %r, which was not asked for; it was not read" % coding[:40])


def _gunzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_GZIP)
    is_begun = False
    try:
        for packed in pieces:
            rest = packed
            while rest:
                if unpacker.eof:
                    # A file may have several parts.
                    unpacker = zlib.decompressobj(_GZIP)
                is_begun = True
                piece = unpacker.decompress(rest, PIECE)
                while piece:
                    yield piece
                    rest = unpacker.unconsumed_tail
                    # Without input as well: what did not fit into the last piece is still to come.
                    piece = b"" if unpacker.eof else unpacker.decompress(rest, PIECE)
                rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    except zlib.error as error:
        raise LostAnswerError("the answer cannot be unpacked: %s" % error) from error
    if is_begun and not unpacker.eof:
        raise LostAnswerError("the answer was cut: its packing ends early")
