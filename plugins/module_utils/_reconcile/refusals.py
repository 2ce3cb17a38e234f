# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that say "refused, nothing was done", after which a request may be put in another form."""

from __future__ import annotations

from ansible_collections.community.qualys.plugins.module_utils._errors import ApiError

CODES = frozenset(("INVALID_REQUEST", "INVALID_XML", "INVALID_PARAM", "CANNOT_BE_NULL"))


def is_refusal(error: ApiError) -> bool:
    """Tell whether trying another form is worth it and safe."""
    return error.code in CODES
