# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading activation keys: what the info module does between Ansible and the core."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.qualys.plugins.module_utils._api.qps import MAX_PAGE, Qps
from ansible_collections.community.qualys.plugins.module_utils._module.criterion import CRITERION
from ansible_collections.community.qualys.plugins.module_utils._module.secrets import hide_keys
from ansible_collections.community.qualys.plugins.module_utils._resource.activation_key import (
    DISABLED,
    KEY,
    keys,
    look_up,
    with_uuid,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.criteria import Field, checked_criteria

# Cloud Agent API, "Search activation keys".
SEARCH_FIELDS = {
    "id": Field("integer"),
    "activationKey": Field("text"),
    "countPurchased": Field("integer"),
    "isDisabled": Field("boolean"),
}


def spec() -> dict[str, Any]:
    """Return the argument spec."""
    return {
        "id": {"type": "int"},
        "title": {"type": "str"},
        "activation_key": {"type": "str", "no_log": True},
        "criteria": {"type": "list", "elements": "dict", "options": CRITERION},
        "check_fields": {"type": "bool", "default": True},
        "reveal": {"type": "bool", "default": False},
    }


def read_keys(module: AnsibleModule, qps: Qps) -> dict[str, Any]:
    """Return the keys that the task asks for."""
    options = module.params
    hide_keys(module)
    resource = keys(reveal=options["reveal"])
    records = sorted(_records(options, qps), key=lambda record: int(record["id"]))
    return {"changed": False, "activation_keys": [resource.show(resource.read(record), record) for record in records]}


def _records(options: Mapping[str, Any], qps: Qps) -> list[Any]:
    if options["id"] is not None:
        record = qps.get(KEY, options["id"])
        return [] if record is None else [record]
    if options["title"] is not None:
        return look_up(KEY, qps, options["title"])
    if options["activation_key"]:
        return with_uuid(qps, options["activation_key"])
    criteria = checked_criteria("criteria", options["criteria"] or (), SEARCH_FIELDS, options["check_fields"])
    searches = [criteria] if criteria else [(), DISABLED]
    # Whether a search without a filter shows disabled keys is not known: they are asked for as well.
    found = {int(record["id"]): record for search in searches for record in qps.search(KEY, search, page_size=MAX_PAGE)}
    return list(found.values())
