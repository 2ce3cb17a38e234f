# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The work of the schedule modules between Ansible and the core."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.qualys.plugins.module_utils._api.qps import MAX_PAGE, Qps
from ansible_collections.community.qualys.plugins.module_utils._reconcile.converge import make_absent, make_present
from ansible_collections.community.qualys.plugins.module_utils._reconcile.identity import Identity, ids_of
from ansible_collections.community.qualys.plugins.module_utils._resource.criteria import checked_criteria
from ansible_collections.community.qualys.plugins.module_utils._resource.moments import write_moment
from ansible_collections.community.qualys.plugins.module_utils._resource.was_schedule import (
    SCHEDULE,
    SCHEDULES,
    SEARCH_FIELDS,
    wanted_schedule,
)


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


def read_schedules(module: AnsibleModule, qps: Qps) -> dict[str, Any]:
    """Return the schedules that the task asks for."""
    options = module.params
    records = list(_records(options, qps))
    schedules = [SCHEDULES.show(SCHEDULES.read(record), record) for record in records]
    if options["icalendar"]:
        for schedule in schedules:
            schedule["icalendar"] = qps.download(SCHEDULE, schedule["id"])
    return {"changed": False, "schedules": schedules}


def _records(options: Mapping[str, Any], qps: Qps) -> Iterator[Any]:
    if options["id"] is not None:
        ids = [options["id"]]
    elif options["name"] is not None:
        ids = ids_of(SCHEDULES, qps, options["name"])
    else:
        criteria = checked_criteria("criteria", options["criteria"] or (), SEARCH_FIELDS, options["check_fields"])
        found = qps.search(SCHEDULE, criteria, page_size=MAX_PAGE)
        if not options["full"]:
            yield from found
            return
        ids = [int(record["id"]) for record in found]
    for number in ids:
        record = qps.get(SCHEDULE, number)
        if record is not None:
            yield record
