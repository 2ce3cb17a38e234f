# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The argument spec of a search for host assets, shared by the modules that have one."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._module.criterion import CRITERION
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset import AZURE_OPTIONS


def search_spec() -> dict[str, Any]:
    """Return the arguments azure, criteria and check_fields."""
    azure: dict[str, Any] = {
        name: {"type": "list", "elements": "str"} if option.field == "state" else {"type": "str"}
        for name, option in AZURE_OPTIONS.items()
    }
    # The key of a tag is no secret, though it is called one.
    azure["tag_key"]["no_log"] = False
    return {
        "azure": {"type": "dict", "options": azure},
        "criteria": {"type": "list", "elements": "dict", "default": [], "options": CRITERION},
        "check_fields": {"type": "bool", "default": True},
    }
