# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Search conditions as options: the argument spec of one, and what must not be empty."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError

CRITERION: dict[str, Any] = {
    "field": {"type": "str", "required": True},
    "operator": {"type": "str"},
    "value": {"type": "raw"},
}


def filled(option: str, value: str) -> str:
    """Return a condition's value; raises OptionError for an empty one, which would select more than was meant."""
    if not value.strip():
        raise OptionError(
            option, value, "is empty, which would drop the condition; leave the option out to search without it"
        )
    return value
