# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The argument spec of one search condition, as every searching module takes it."""

from __future__ import annotations

from typing import Any

CRITERION: dict[str, Any] = {
    "field": {"type": "str", "required": True},
    "operator": {"type": "str"},
    "value": {"type": "raw"},
}
