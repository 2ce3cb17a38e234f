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
  - community.qualys.attributes.action
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
    - >-
      A schedule is read in full when it is found by O(id) or O(name), or with O(full=true). What else a search tells
      is not confirmed on a live account.
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
    enabled:
      description: Whether it launches scans.
      type: bool
      sample: true
    type:
      description: What the scans look for.
      type: str
      sample: vulnerability
    owner:
      description: User name of the owner.
      type: str
      sample: user_john
    target:
      description: What is scanned and by which scanner. References to other objects have id and name.
      type: dict
      sample: {"web_app": {"id": 5001, "name": "Shop"}, "scanner": {"type": "external"}}
    option_profile:
      description: Id and name of the option profile.
      returned: when read in full
      type: dict
      sample: {"id": 9001, "name": "Initial WAS Options"}
    scheduling:
      description: When scans are launched.
      type: dict
      sample: {"start_date": "2031-03-03T21:00:00Z", "time_zone": "Europe/Paris", "occurrence": "daily", "every": 1}
    notification:
      description: The mail before a scan.
      returned: when read in full
      type: dict
      sample: {"active": true, "delay": 1, "delay_scale": "day", "recipients": ["security@example.com"]}
    send_mail:
      description: Whether a mail is sent when a scan has ended.
      returned: when read in full, and Qualys shows it
      type: bool
      sample: false
    send_one_mail:
      description: Whether one mail is sent for all web applications.
      returned: when read in full, and Qualys shows it
      type: bool
      sample: false
    send_mail_from:
      description: Who the mail comes from.
      returned: when read in full, and Qualys shows it
      type: str
      sample: owner
    progressive_scanning:
      description: Whether scans continue where the one before ended.
      returned: when read in full, and Qualys shows it
      type: str
      sample: default
    scan_proxy:
      description: The proxy that the scans go through.
      returned: when read in full, and Qualys shows it
      type: dict
      sample: {"id": 7001, "name": "Proxy"}
    dns_override:
      description: The DNS override that scans use.
      returned: when read in full, and Qualys shows it
      type: dict
      sample: {"id": 8001, "name": "Override"}
    next_launch_date:
      description: The next launch, UTC. Missing when none is planned.
      type: str
      sample: "2031-03-03T21:00:00Z"
    launched_count:
      description: How many scans were launched.
      returned: when read in full
      type: int
      sample: 4
    last_scan:
      description: The last scan with id, name, launched_date, status and results_status. Missing before the first.
      type: dict
      sample: {"id": 77, "status": "FINISHED"}
    multi:
      description: Whether it scans several web applications.
      returned: when read in full
      type: bool
      sample: false
    invalid:
      description: Whether its web application no longer exists.
      returned: when read in full
      type: bool
      sample: false
    created_date:
      description: When it was created, UTC.
      type: str
      sample: "2030-01-01T10:00:00Z"
    updated_date:
      description: When it was last changed, UTC.
      type: str
      sample: "2030-01-01T10:00:00Z"
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
