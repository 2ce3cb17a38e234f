# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which characters can travel."""

from __future__ import annotations

import re

# What XML 1.0 cannot carry, not even escaped.
_FORBIDDEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")


def forbidden_in(text: str) -> str | None:
    """Return the first character that cannot be sent, as U+XXXX, or None."""
    found = _FORBIDDEN.search(text)
    return "U+%04X" % ord(found[0]) if found else None
