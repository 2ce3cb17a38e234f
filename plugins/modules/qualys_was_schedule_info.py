#!/usr/bin/python
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qualys_was_schedule_info
short_description: Read scheduled web application scans of Qualys WAS
version_added: 1.0.0
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
      description: What is scanned and by which scanner.
      type: dict
      contains:
        web_app:
          description: The one web application.
          type: dict
          contains:
            id:
              description: The id.
              type: int
              sample: 5001
            name:
              description: The name, where Qualys shows it.
              type: str
              sample: Shop
        web_apps:
          description: The web applications, where there are several.
          type: list
          elements: dict
          contains:
            id:
              description: The id.
              type: int
              sample: 5001
            name:
              description: The name, where Qualys shows it.
              type: str
              sample: Shop
        included_tags:
          description: By which tags web applications are scanned.
          type: dict
          contains:
            match:
              description: Whether V(any) of the tags is enough or V(all) are needed.
              type: str
              sample: any
            tags:
              description: The tags.
              type: list
              elements: dict
              contains:
                id:
                  description: The id.
                  type: int
                  sample: 77
                name:
                  description: The name, where Qualys shows it.
                  type: str
                  sample: prod
        excluded_tags:
          description: By which tags web applications are left out.
          type: dict
          contains:
            match:
              description: Whether V(any) of the tags is enough or V(all) are needed.
              type: str
              sample: any
            tags:
              description: The tags.
              type: list
              elements: dict
              contains:
                id:
                  description: The id.
                  type: int
                  sample: 77
                name:
                  description: The name, where Qualys shows it.
                  type: str
                  sample: prod
        auth_record:
          description: The authentication record.
          type: dict
          contains:
            id:
              description: The id.
              type: int
              sample: 7001
            name:
              description: The name, where Qualys shows it.
              type: str
              sample: Shop form login
            default:
              description: There and true, instead of the id, where it is the default one of the web application.
              type: bool
              sample: true
        auth_record_option:
          description: Which authentication records are used, in the word of Qualys.
          type: str
          sample: ALL
        profile_option:
          description: Which option profiles are used, in the word of Qualys.
          type: str
          sample: DEFAULT
        scanner_option:
          description: Which scanners are used, in the word of Qualys.
          type: str
          sample: DEFAULT
        randomize:
          description: Whether the scans of several web applications begin at random times.
          type: bool
          sample: false
        scanner:
          description: The scanner.
          type: dict
          contains:
            type:
              description: Its type.
              type: str
              sample: internal
            name:
              description: Its name, for an internal one.
              type: str
              sample: dc1-scanner
            tags:
              description: Its tags, for a pool of scanners.
              type: list
              elements: dict
              contains:
                id:
                  description: The id.
                  type: int
                  sample: 80
                name:
                  description: The name, where Qualys shows it.
                  type: str
                  sample: Scanner Pool A
        cancel_option:
          description: Whether the time limit of the schedule counts, or that of the web application.
          type: str
          sample: default
    option_profile:
      description: Id and name of the option profile.
      returned: when read in full
      type: dict
      contains:
        id:
          description: The id.
          type: int
          sample: 9001
        name:
          description: The name, where Qualys shows it.
          type: str
          sample: Initial WAS Options
    scheduling:
      description: When scans are launched.
      type: dict
      contains:
        start_date:
          description: The first launch, UTC.
          type: str
          sample: "2031-03-03T21:00:00Z"
        time_zone:
          description: The time zone.
          type: str
          sample: Europe/Paris
        occurrence:
          description: How often it launches scans.
          type: str
          sample: weekly
        every:
          description: The interval, in days, weeks or months.
          type: int
          sample: 1
        on_days:
          description: The days of the week.
          type: list
          elements: str
          sample: [monday, thursday]
        day_of_month:
          description: The day of the month.
          type: int
          sample: 31
        day_order:
          description: Which of the weekdays in the month.
          type: str
          sample: last
        weekday:
          description: The day of the week that RV(schedules[].scheduling.day_order) counts.
          type: str
          sample: friday
        occurrence_count:
          description: How many launches there are, where they are limited.
          type: int
          sample: 10
        cancel_after_hours:
          description: After how many hours a scan is cancelled.
          type: int
          sample: 6
        cancel_at:
          description: At which time a scan is cancelled.
          type: str
          sample: "06:00"
    notification:
      description: The mail before a scan.
      returned: when read in full
      type: dict
      contains:
        active:
          description: Whether it is sent.
          type: bool
          sample: true
        reschedule:
          description: Whether its recipients may reschedule the scan.
          type: bool
          sample: false
        delay:
          description: How long before the scan.
          type: int
          sample: 1
        delay_scale:
          description: The unit of that.
          type: str
          sample: day
        recipients:
          description: Who gets it.
          type: list
          elements: str
          sample: [security@example.com]
        text:
          description: Its text.
          type: str
          sample: The scan of the shop starts tomorrow.
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
      contains:
        id:
          description: The id.
          type: int
          sample: 7001
        name:
          description: The name, where Qualys shows it.
          type: str
          sample: DMZ proxy
    dns_override:
      description: The DNS override that scans use.
      returned: when read in full, and Qualys shows it
      type: dict
      contains:
        id:
          description: The id.
          type: int
          sample: 8001
        name:
          description: The name, where Qualys shows it.
          type: str
          sample: Override
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
      description: The last scan. Missing before the first.
      type: dict
      contains:
        id:
          description: The id.
          type: int
          sample: 77
        name:
          description: The name.
          type: str
          sample: 'Shop, twice a week Run #4'
        launched_date:
          description: When it was launched, UTC.
          type: str
          sample: "2031-03-03T21:00:04Z"
        status:
          description: Its status, in the word of Qualys.
          type: str
          sample: FINISHED
        results_status:
          description: The status of its results, in the word of Qualys.
          type: str
          sample: SUCCESSFUL
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
