# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that are alike everywhere: text, flags, numbers, words, moments and sets of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.moments import parse_moment
from ansible_collections.community.qualys.plugins.module_utils._wire.bounds import whole_number
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import contents


def _lines(text: str) -> str:
    """Return text with the line ends that XML keeps, and without the last one, which a block of YAML has."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


class Text:
    """Free text, kept verbatim; an empty one is the same as none."""

    def argument(self) -> dict[str, Any]:
        return {"type": "str"}

    def check(self, option: str, value: Any) -> Any:
        return _lines(str(value))

    def read(self, wire: Any) -> Any:
        return str(wire) if isinstance(wire, (str, int)) and wire != "" else None

    def write(self, value: Any, present: Any) -> Any:
        return value

    def same(self, wanted: Any, present: Any) -> bool:
        return _lines(wanted or "") == _lines(present or "")

    def show(self, value: Any) -> Any:
        return value


class Name(Text):
    """A name: needed, and at most ``longest`` characters."""

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def check(self, option: str, value: Any) -> Any:
        if not value or len(value) > self.longest:
            raise OptionError(option, value, "must have 1 to %d characters" % self.longest)
        return super().check(option, value)


class Code(Text):
    """A word of Qualys' own of which no list is documented; there is always one."""

    def check(self, option: str, value: Any) -> Any:
        if not str(value).strip():
            raise OptionError(option, value, "is empty; give a word of Qualys', such as DEFAULT, or leave it out")
        return super().check(option, value)


class Flag(Text):
    """True or false; Qualys writes both as text."""

    def argument(self) -> dict[str, Any]:
        return {"type": "bool"}

    def check(self, option: str, value: Any) -> Any:
        return bool(value)

    def read(self, wire: Any) -> Any:
        word = str(wire).lower()
        return word == "true" if word in ("true", "false") else None

    def same(self, wanted: Any, present: Any) -> bool:
        return bool(wanted == present)


class Number(Text):
    """A whole number of ``least`` to ``most``; with ``zero_clears``, 0 means that there shall be none."""

    def __init__(self, least: int = 0, most: int | None = None, zero_clears: bool = False) -> None:
        self.least = least
        self.most = most
        self.zero_clears = zero_clears

    def argument(self) -> dict[str, Any]:
        return {"type": "int"}

    def check(self, option: str, value: Any) -> Any:
        if self.zero_clears and value == 0:
            return None
        if value < self.least or (self.most is not None and value > self.most):
            span = "%d or more" % self.least if self.most is None else "%d to %d" % (self.least, self.most)
            raise OptionError(option, value, "must be %s%s" % (span, ", or 0 for none" if self.zero_clears else ""))
        return value

    def read(self, wire: Any) -> Any:
        number = whole_number(wire)
        return None if number == 0 and self.zero_clears else number

    def same(self, wanted: Any, present: Any) -> bool:
        return bool(wanted == present)


class Word(Text):
    """A word of a fixed list: the user's own on our side, Qualys' on the other; others are shown as they come."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = dict(words)
        self._ours = {theirs.upper(): ours for ours, theirs in words.items()}

    @classmethod
    def upper(cls, *words: str) -> Word:
        """Return a kind for words that Qualys writes in capitals."""
        return cls({word: word.upper() for word in words})

    def argument(self) -> dict[str, Any]:
        return {"type": "str", "choices": list(self.words)}

    def check(self, option: str, value: Any) -> Any:
        if value not in self.words:
            raise OptionError(option, value, "is not one of %s" % ", ".join(self.words))
        return value

    def read(self, wire: Any) -> Any:
        return self._ours.get(str(wire).upper(), str(wire).lower()) if wire not in (None, "", {}) else None

    def write(self, value: Any, present: Any) -> Any:
        return None if value is None else self.words.get(value, value)

    def same(self, wanted: Any, present: Any) -> bool:
        return bool((wanted or None) == (present or None))


class Words(Word):
    """A set of such words, in the order of the list; ``element`` names one of them."""

    def __init__(self, element: str, words: Mapping[str, str]) -> None:
        super().__init__(words)
        self.element = element

    def argument(self) -> dict[str, Any]:
        return {"type": "list", "elements": "str", "choices": list(self.words)}

    def check(self, option: str, value: Any) -> Any:
        for one in value:
            super().check(option, one)
        return self._sorted(value)

    def read(self, wire: Any) -> Any:
        return self._sorted(Word.read(self, one) for one in contents(wire, self.element)) or None

    def write(self, value: Any, present: Any) -> Any:
        return [{self.element: Word.write(self, one, None)} for one in value or ()] or None

    def _sorted(self, words: Iterable[Any]) -> list[Any]:
        order = list(self.words)
        return sorted(set(words), key=lambda word: (order.index(word) if word in order else len(order), word))


class Moment(Text):
    """A point in time, kept as Qualys writes it: UTC, to the second, YYYY-MM-DDThh:mm:ssZ."""

    def check(self, option: str, value: Any) -> Any:
        moment = parse_moment(value)
        if moment is None:
            raise OptionError(option, value, "is no point in time; write it like 2031-03-03T22:00:00Z")
        return moment

    def read(self, wire: Any) -> Any:
        return parse_moment(wire) if isinstance(wire, str) else None


# Enough to tell an address from a slip of the keyboard; whether it works, only sending can tell.
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+")


class MailAddresses(Text):
    """A set of mail addresses, compared without regard to case or order."""

    element = "EmailAddress"

    def argument(self) -> dict[str, Any]:
        return {"type": "list", "elements": "str"}

    def check(self, option: str, value: Any) -> Any:
        for one in value:
            if not _ADDRESS.fullmatch(one):
                raise OptionError(option, one, "is no mail address; write it like security@example.com")
        return sorted({one.lower(): one for one in reversed(value)}.values(), key=str.lower)

    def read(self, wire: Any) -> Any:
        found = [str(one).strip() for one in contents(wire, self.element)]
        return sorted(found, key=str.lower) or None

    def write(self, value: Any, present: Any) -> Any:
        return write_set(self.element, value or (), present or ())

    def same(self, wanted: Any, present: Any) -> bool:
        return {one.lower() for one in wanted or ()} == {one.lower() for one in present or ()}


def write_set(element: str, wanted: Iterable[Any], present: Iterable[Any]) -> Any:
    """Return the list in its documented written form, ``set``, which replaces what is there.

    The schema wants at least one member in it, so a list is emptied by removing what it holds.
    """
    if wanted:
        return {"set": [{element: one} for one in wanted]}
    return {"remove": [{element: one} for one in present]} if present else None
