# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The work of the schedule module between Ansible and the core."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._reconcile.converge import make_absent, make_present
from ansible_collections.community.qualys.plugins.module_utils._reconcile.identity import Identity
from ansible_collections.community.qualys.plugins.module_utils._resource.moments import write_moment
from ansible_collections.community.qualys.plugins.module_utils._resource.was_schedule import SCHEDULES, wanted_schedule


def keep_schedule(module: AnsibleModule, qps: Qps) -> dict[str, Any]:
    """Do what the task declares and return its result."""
    options = module.params
    identity = Identity(options["id"], options["name"], options["new_name"])
    now = write_moment(datetime.now(timezone.utc))
    if options["state"] == "absent":
        outcome = make_absent(SCHEDULES, qps, identity, now, module.check_mode)
    else:
        wanted = wanted_schedule({**options, "name": None})
        outcome = make_present(SCHEDULES, qps, identity, wanted, now, module.check_mode)
    for warning in outcome.warnings:
        module.warn(warning)
    return {"changed": outcome.changed, "action": outcome.action, "schedule": outcome.shown, "diff": outcome.diff}
