# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading schedules: what the info module does between Ansible and the core."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import MAX_PAGE, Qps
from ansible_collections.community.qualys.plugins.module_utils._api.qps_file import calendar
from ansible_collections.community.qualys.plugins.module_utils._resource.criteria import Field, checked_criteria
from ansible_collections.community.qualys.plugins.module_utils._resource.was_schedule import SCHEDULE, SCHEDULES

# WAS API, "Search schedules" and "Count schedules".
SEARCH_FIELDS = {
    "id": Field("integer"),
    "name": Field("text"),
    "owner.id": Field("integer"),
    "createdDate": Field("date"),
    "updatedDate": Field("date"),
    "active": Field("boolean"),
    "type": Field("keyword", words=("VULNERABILITY", "DISCOVERY")),
    "webApp.name": Field("text"),
    "webApp.id": Field("integer"),
    "webApp.tags": Field("keyword", ("NONE",)),
    "webApp.tags.id": Field("integer"),
    "invalid": Field("boolean"),
    "lastScan": Field("keyword", ("NONE",)),
    "lastScan.launchedDate": Field("date"),
    "lastScan.status": Field("keyword"),
    "multi": Field("boolean"),
}


def read_schedules(module: AnsibleModule, qps: Qps) -> dict[str, Any]:
    """Return the schedules that the task asks for."""
    options = module.params
    records = list(_records(options, qps))
    schedules = [SCHEDULES.show(SCHEDULES.read(record), record) for record in records]
    if options["icalendar"]:
        for schedule in schedules:
            schedule["icalendar"] = calendar(qps, SCHEDULE, schedule["id"])
    return {"changed": False, "schedules": schedules}


def _records(options: Mapping[str, Any], qps: Qps) -> Iterator[Any]:
    if options["id"] is not None:
        ids = [options["id"]]
    elif options["name"] is not None:
        # Compared once more here: whether EQUALS minds the case is not known.
        named = qps.search(SCHEDULE, (Criterion("name", "EQUALS", options["name"]),))
        ids = [int(record["id"]) for record in named if record.get("name") == options["name"]]
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
