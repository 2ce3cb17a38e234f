# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every failure the collection can meet, as one family.

Each message is one sentence for the person who runs the play: what happened, where, and what to do.
The facts behind it (HTTP status, Qualys' code and so on) travel as attributes, so that modules can return them.
"""

from __future__ import annotations

import unicodedata
from typing import Any

# Characters; our longest sentence, with a quote of what Qualys said, has half of that.
_LONGEST = 1500
_LONGEST_VALUE = 300


def printable(text: str) -> str:
    """Return text on one line without anything that a terminal or log viewer would act on.

    Messages quote what Qualys, a proxy or a user wrote: escape sequences and marks that turn the direction of writing
    become visible escapes such as \\x1b.
    """
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character in "\t\r\n":
        return " "
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return character.encode("unicode_escape").decode("ascii")


def cut(text: str, longest: int) -> str:
    """Return text that is not endless: servers and users write what they like."""
    return text if len(text) <= longest else text[: longest - 3] + "..."


class QualysError(Exception):
    """The root of the family; ``facts`` are returned to the user beside the message."""

    def __init__(self, message: str, **facts: Any) -> None:
        message = cut(printable(message), _LONGEST)
        super().__init__(message)
        self.message = message
        self.facts = {name: value for name, value in facts.items() if value is not None}


class OptionError(QualysError):
    """The user's input cannot be right; nothing was sent that changes anything."""

    def __init__(self, option: str, value: Any, remedy: str) -> None:
        # The remedy stands behind it, and shall be found.
        shown = "" if value is None else " " + cut(repr(value), _LONGEST_VALUE)
        super().__init__("%s:%s %s" % (option, shown, remedy), option=option)


class CodecError(QualysError):
    """An answer could not be read, or a value could not be written, as XML or JSON."""


class BrokenDocumentError(CodecError):
    """A document that ends early or is not well-formed, as a cut connection leaves it: asking again may help."""


class UnreachableError(QualysError):
    """The request was never delivered: name not found, connection refused, certificate not trusted, proxy."""


class LostAnswerError(QualysError):
    """The request went out and no usable answer came back: whether Qualys acted on it is not known.

    ``answer`` is what came instead, if anything did.
    """

    def __init__(self, message: str, answer: Any = None, **facts: Any) -> None:
        super().__init__(message, **facts)
        self.answer = answer


class SlowAnswerError(LostAnswerError):
    """Nothing came in time. The same again would take as long; a smaller page may not."""


class LimitError(QualysError):
    """Qualys asks to wait longer than the user allows."""


class LoginError(QualysError):
    """Qualys refused user name or password. Never tried again: accounts lock."""

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message, login="refused", **facts)


class AccessError(QualysError):
    """The login is good, but the account may not do this."""


class ApiError(QualysError):
    """Qualys answered with another code than SUCCESS; ``code`` is its responseCode."""

    def __init__(self, message: str, code: str, **facts: Any) -> None:
        super().__init__(message, code=code, **facts)
        self.code = code


class MissingError(QualysError):
    """An object that must exist does not, or lies outside the account's scope."""


class AmbiguousError(QualysError):
    """A name fits several objects."""


class KeptError(QualysError):
    """Qualys said SUCCESS and kept something else than was asked."""
