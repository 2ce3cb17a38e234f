# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets that options hold which are none by their name."""

from __future__ import annotations

import re

from ansible.module_utils.basic import AnsibleModule

UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def hide_keys(module: AnsibleModule) -> None:
    """Let Ansible blank the UUIDs of activation keys in all that it prints, as it does with passwords."""
    for condition in module.params.get("criteria") or ():
        if condition["field"] == "activationKey":
            values = condition["value"] if isinstance(condition["value"], list) else [condition["value"]]
            module.no_log_values.update(str(value) for value in values if value)
    from_key = (module.params.get("move_agents") or {}).get("from_key")
    if from_key and UUID.fullmatch(from_key):
        module.no_log_values.add(from_key)
