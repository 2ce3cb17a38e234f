# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON bytes to plain data. Only what RFC 8259 knows: UTF-8, no NaN, no infinity.

Where a key stands twice in an object, the last one counts, everywhere: nothing else here reads the same bytes.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._errors import BrokenDocumentError, CodecError
from ansible_collections.community.qualys.plugins.module_utils._wire.bounds import decoded, refuse_crowd

_BOM = b"\xef\xbb\xbf"
# No id, count or time has more digits; older Pythons take minutes to read a number of a million.
_LONGEST_NUMBER = 100
_DIGITS = re.compile(rb"[0-9]{%d}" % _LONGEST_NUMBER)
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


def read(body: bytes) -> Any:
    """Return the content of a document.

    Raises BrokenDocumentError when it is cut or not well-formed, CodecError when no honest server would write it.
    """
    refuse_crowd(body, (b",", b"[", b"{"))
    text = decoded(body[len(_BOM) :] if body.startswith(_BOM) else body)
    # Assets are full of whole numbers: each is looked at only where one of them can be too long.
    parse_int = _integer if _DIGITS.search(body) else int
    try:
        content = json.loads(text, parse_constant=_constant, parse_float=_float, parse_int=parse_int)
        return _whole(content) if _HALF.search(body) else content
    except RecursionError as error:
        raise CodecError("the answer is nested deeper than any honest one; it was not read") from error
    except ValueError as error:
        raise BrokenDocumentError("the answer is no complete JSON document: %s" % error) from error


def _constant(word: str) -> Any:
    raise CodecError("the answer holds %s, which is no number in JSON; it was not read" % word)


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise CodecError("the answer holds a number of %d digits; it was not read" % len(digits))
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise CodecError("the answer holds the number %s, which is too large; it was not read" % digits[:20])
    return number


def _whole(content: Any) -> Any:
    """Replace halves of characters, as are left where a text was cut within one: no encoding can carry them on."""
    text = json.dumps(content, ensure_ascii=False)
    return json.loads(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
