#!/usr/bin/python
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qualys_was_schedule_info
short_description: Read scheduled web application scans of Qualys WAS
version_added: 0.1.0
description:
  - Returns the schedules with an id or a name, those that meet criteria, or all in the account's scope.
author:
  - community.qualys contributors (@ansible-collections)
extends_documentation_fragment:
  - community.qualys.attributes.info
  - community.qualys.connection
options:
  id:
    description:
      - The id of one schedule. When there is none, the list is empty.
    type: int
  name:
    description:
      - The exact name. Every schedule that has it is returned.
    type: str
  criteria:
    description:
      - Conditions that Qualys applies, all of which must be met.
    type: list
    elements: dict
    suboptions:
      field:
        description:
          - What is looked at, one of V(id), V(name), V(owner.id), V(createdDate), V(updatedDate), V(active), V(type),
            V(webApp.name), V(webApp.id), V(webApp.tags), V(webApp.tags.id), V(invalid), V(lastScan),
            V(lastScan.launchedDate), V(lastScan.status), V(multi).
        type: str
        required: true
      operator:
        description:
          - How it is compared, such as V(EQUALS), V(NOT EQUALS), V(CONTAINS), V(IN), V(GREATER), V(LESSER), V(NONE).
          - When not given, V(EQUALS) for one value and V(IN) for a list.
        type: str
      value:
        description:
          - One value or a list. Not needed for V(NONE).
        type: raw
  check_fields:
    description:
      - Whether a field that the collection does not know is refused. Switch it off for fields that Qualys added later.
    type: bool
    default: true
  full:
    description:
      - Whether every schedule found by O(criteria) is read once more on its own, one request each.
      - What a search tells of recurrence, notification and profile is not confirmed on a live account.
      - Schedules found by O(id) or O(name) are always read in full.
    type: bool
    default: false
  icalendar:
    description:
      - Whether the iCalendar file of every schedule is returned as well, one request each.
    type: bool
    default: false
seealso:
  - module: community.qualys.qualys_was_schedule
"""

EXAMPLES = r"""
- name: Read one schedule
  community.qualys.qualys_was_schedule_info:
    name: Shop, twice a week
  register: shop

- name: Which enabled schedules were never launched?
  community.qualys.qualys_was_schedule_info:
    criteria:
      - field: active
        value: true
      - field: lastScan
        operator: NONE
  register: never_launched

- name: Keep the calendar of a schedule
  community.qualys.qualys_was_schedule_info:
    id: 1688
    icalendar: true
  register: calendar
"""

RETURN = r"""
schedules:
  description:
    - The schedules in the order of their ids.
    - Worded like RV(community.qualys.qualys_was_schedule#module:schedule).
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The id.
      type: int
      sample: 1688
    name:
      description: The name.
      type: str
      sample: Shop, twice a week
    icalendar:
      description: The iCalendar file.
      type: str
      returned: when O(icalendar=true)
      sample: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
progress:
  description: What was waited for, sent again or done so far, a line each.
  returned: when that happened, at verbosity 1 and higher
  type: list
  elements: str
  sample: []
error:
  description: The facts behind a failure, such as the code of Qualys' answer, its HTTP status, or the option.
  returned: failure
  type: dict
  sample: {"code": "INVALID_REQUEST", "status": 200}
"""

from ansible_collections.community.qualys.plugins.module_utils._module.criterion import CRITERION
from ansible_collections.community.qualys.plugins.module_utils._module.qps import run_qps_module
from ansible_collections.community.qualys.plugins.module_utils._module.was_schedule_info import read_schedules


def main() -> None:
    """Read schedules."""
    run_qps_module(
        read_schedules,
        {
            "id": {"type": "int"},
            "name": {"type": "str"},
            "criteria": {"type": "list", "elements": "dict", "options": CRITERION},
            "check_fields": {"type": "bool", "default": True},
            "full": {"type": "bool", "default": False},
            "icalendar": {"type": "bool", "default": False},
        },
        mutually_exclusive=[("id", "name", "criteria")],
    )


if __name__ == "__main__":
    main()
