# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Host names as assets of a PCI account. That DNS is an asset type of the API follows from a published client."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError

_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(r"%s(\.%s)*" % (_LABEL, _LABEL))


class HostName(NamedTuple):
    """A host name in lower case, without a dot at the end."""

    name: str

    @property
    def text(self) -> str:
        """Return the form that is sent."""
        return self.name

    @property
    def is_single(self) -> bool:
        """Tell whether nothing can hold a part of it."""
        return True

    @property
    def size(self) -> int:
        """Return how many assets this is."""
        return 1

    def halves(self) -> list[HostName]:
        """Return nothing: it has no parts."""
        return []

    def minus(self, others: Iterable[object]) -> list[HostName]:
        """Return this name unless others hold it."""
        return [] if self in others else [self]


def parse_host_name(option: str, value: str) -> HostName:
    """Read a host name; raises OptionError."""
    text = value.strip()
    name = text.lower()
    name = name[:-1] if name.endswith(".") else name
    if not name.isascii():
        raise OptionError(option, text, "holds letters beyond ASCII; write the name in its xn-- form")
    # A last part of digits alone is a mistyped address.
    if len(name) > 253 or not _NAME.fullmatch(name) or name.rpartition(".")[2].isdigit():
        raise OptionError(option, text, "is no host name; write it like shop.example.org")
    return HostName(name)
