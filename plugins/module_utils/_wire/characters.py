# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which characters can travel."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError

# What XML 1.0 cannot carry, not even escaped.
_FORBIDDEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")


def forbidden_in(text: str) -> str | None:
    """Return the first character that cannot be sent, as U+XXXX, or None."""
    found = _FORBIDDEN.search(text)
    return "U+%04X" % ord(found[0]) if found else None


def refuse_unsendable(options: Mapping[str, Any], secret: Container[str] = (), inside: str = "") -> None:
    """Raise OptionError for the first such text in the options; one that is ``secret`` is not repeated."""
    for name, value in options.items():
        _refuse_in("%s.%s" % (inside, name) if inside else name, value, name in secret)


def _refuse_in(option: str, value: Any, is_secret: bool) -> None:
    if isinstance(value, str):
        bad = forbidden_in(value)
        if bad:
            shown = None if is_secret else value[:200]
            raise OptionError(option, shown, "holds the character %s, which cannot be sent; leave it out" % bad)
    elif isinstance(value, Mapping):
        refuse_unsendable(value, inside=option)
    elif isinstance(value, (list, tuple)):
        for number, one in enumerate(value):
            _refuse_in("%s[%d]" % (option, number) if isinstance(one, Mapping) else option, one, is_secret)
