#!/usr/bin/python
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qualys_was_schedule
short_description: Keep scheduled web application scans of Qualys WAS as declared
version_added: 1.0.0
description:
  - Creates, changes, switches on and off, and removes scheduled scans of Qualys Web Application Scanning.
  - An option that is not given is not managed and stays as it is. An empty list clears a list.
  - Reads what is there, sends the smallest update that makes the difference, and looks at the result.
    A run that finds everything as declared sends reads only, one when O(id) is given and two when O(name) is.
  - What Qualys does not show cannot be compared. Whether that is so for O(send_mail), O(send_one_mail),
    O(send_mail_from), O(progressive_scanning), O(scan_proxy) and O(dns_override) is not confirmed. Where it is, a task
    that gives them sends them with every run, is changed each time, and a warning names them.
author:
  - community.qualys contributors (@ansible-collections)
extends_documentation_fragment:
  - community.qualys.attributes
  - community.qualys.attributes.action
  - community.qualys.connection
options:
  id:
    description:
      - The id of an existing schedule.
      - Needed where several schedules have the same name.
    type: int
  name:
    description:
      - The exact name of the schedule, at most 256 characters. It finds the schedule, or names the one to create.
      - Together with O(id), the schedule with that id must have this name.
    type: str
  new_name:
    description:
      - The name that the schedule shall have. Once it has it, O(name) may keep the former one.
    type: str
  state:
    description:
      - Whether the schedule shall exist.
    type: str
    choices: [present, absent]
    default: present
  enabled:
    description:
      - Whether the schedule launches scans.
      - A new schedule is enabled unless this says otherwise.
    type: bool
  type:
    description:
      - What the scans look for. Needed to create a schedule.
    type: str
    choices: [vulnerability, discovery]
  target:
    description:
      - What is scanned and by which scanner.
      - To create a schedule, one of O(target.web_app), O(target.web_apps) and O(target.included_tags) is needed.
      - A schedule of one web application cannot become one of several, nor the other way round.
    type: dict
    suboptions:
      web_app:
        description:
          - The one web application to scan, by id or name. A number is an id.
        type: str
      web_apps:
        description:
          - The web applications to scan, by id or name; the set is kept exactly so.
        type: list
        elements: str
      included_tags:
        description:
          - Scan the web applications with these tags.
        type: dict
        suboptions:
          match:
            description:
              - Whether a web application needs one of the tags or all of them.
            type: str
            choices: [any, all]
          tags:
            description:
              - The tags by id or name; the set is kept exactly so.
            type: list
            elements: str
      excluded_tags:
        description:
          - Leave out the web applications with these tags.
        type: dict
        suboptions:
          match:
            description:
              - Whether a web application needs one of the tags or all of them to be left out.
            type: str
            choices: [any, all]
          tags:
            description:
              - The tags by id or name; the set is kept exactly so.
            type: list
            elements: str
      auth_record:
        description:
          - The authentication record by id or name, or V(default) for the one of the web application.
        type: str
      auth_record_option:
        description:
          - How schedules of several web applications choose the authentication record.
          - As Qualys spells it, such as V(NONE).
          - Which values Qualys takes is not confirmed on a live account.
        type: str
      profile_option:
        description:
          - How schedules of several web applications choose the option profile.
          - As Qualys spells it, such as V(DEFAULT).
          - Which values Qualys takes is not confirmed on a live account.
        type: str
      scanner_option:
        description:
          - How schedules of several web applications choose the scanner.
          - As Qualys spells it, such as V(DEFAULT).
          - Which values Qualys takes is not confirmed on a live account.
        type: str
      randomize:
        description:
          - Whether schedules of several web applications scan them in random order.
          - Not confirmed on a live account.
        type: bool
      scanner:
        description:
          - The scanner to use.
        type: dict
        suboptions:
          type:
            description:
              - V(external) for Qualys' own scanners, V(internal) for the appliance in O(target.scanner.name),
                V(tags) for the appliances that have the tags in O(target.scanner.tags).
            type: str
            choices: [external, internal, tags]
          name:
            description:
              - The friendly name of the scanner appliance.
              - It is not looked up beforehand, not in check mode either. A wrong one fails when the update is sent.
            type: str
          tags:
            description:
              - The tags of the scanner appliances, by id or name; the set is kept exactly so.
            type: list
            elements: str
      cancel_option:
        description:
          - With V(default) the web application's own cancel setting comes before that of the schedule,
            with V(specific) the schedule's always counts.
        type: str
        choices: [default, specific]
  option_profile:
    description:
      - The option profile by id or name. A number is an id.
    type: str
  scheduling:
    description:
      - When scans are launched.
    type: dict
    suboptions:
      start_date:
        description:
          - The first launch, such as V(2031-03-03T22:00:00Z).
          - Needed to create a schedule, and must then lie in the future.
          - A time without V(Z) or an offset is a local time of O(scheduling.time_zone).
          - Once stored it may pass; the date that is stored is never a difference.
          - Qualys documents it as UTC. That it means this instant and not a local time of the zone is not confirmed
            on a live account.
        type: str
      time_zone:
        description:
          - The time zone by its IANA name, such as V(Europe/Paris). Needed to create a schedule.
        type: str
      occurrence:
        description:
          - How the schedule repeats. Needed to create a schedule.
          - When it changes, the options of the former rhythm are forgotten.
        type: str
        choices: [once, daily, weekly, monthly]
      every:
        description:
          - Every how many days, weeks or months. V(1) when not given.
        type: int
      on_days:
        description:
          - The days of O(scheduling.occurrence=weekly).
        type: list
        elements: str
        choices: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]
      day_of_month:
        description:
          - The day of O(scheduling.occurrence=monthly) by its number, 1 to 31.
        type: int
      day_order:
        description:
          - The day of O(scheduling.occurrence=monthly) by its order, together with O(scheduling.weekday).
        type: str
        choices: [first, second, third, fourth, last]
      weekday:
        description:
          - The weekday that O(scheduling.day_order) counts.
        type: str
        choices: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]
      occurrence_count:
        description:
          - After how many launches the schedule ends. V(0) for never.
          - How Qualys ends a limit that is set is not confirmed; where it keeps it, the task fails and says so.
        type: int
      cancel_after_hours:
        description:
          - After how many hours a scan that still runs is cancelled. V(0) for never.
          - How Qualys ends a limit that is set is not confirmed; where it keeps it, the task fails and says so.
        type: int
      cancel_at:
        description:
          - At which time of day a scan that still runs is cancelled, such as V(06:30). Put it in quotes.
          - The form that Qualys wants is not confirmed on a live account.
        type: str
  notification:
    description:
      - The mail before a scan.
    type: dict
    suboptions:
      active:
        description:
          - Whether it is sent.
        type: bool
      reschedule:
        description:
          - Whether the notification offers to reschedule the scan.
        type: bool
      delay:
        description:
          - How long before the scan, counted in O(notification.delay_scale).
        type: int
      delay_scale:
        description:
          - The unit of O(notification.delay).
          - V(day) is documented; V(hour) and V(week) are not confirmed on a live account.
        type: str
        choices: [hour, day, week]
      recipients:
        description:
          - The mail addresses; the set is kept exactly so, without regard to order and case.
        type: list
        elements: str
      text:
        description:
          - What the mail says.
        type: str
  send_mail:
    description:
      - Whether a mail is sent when a scan has ended.
    type: bool
  send_one_mail:
    description:
      - Whether schedules of several web applications send one mail for all of them.
    type: bool
  send_mail_from:
    description:
      - Who the mail comes from.
      - Not confirmed on a live account.
    type: str
    choices: [qualys_support, owner]
  progressive_scanning:
    description:
      - Whether scans continue where the one before ended.
    type: str
    choices: [default, enabled, disabled]
  scan_proxy:
    description:
      - The proxy that the scans go through, by its id in Qualys. Not to be confused with O(proxy).
      - It is not looked up beforehand, not in check mode either. A wrong one fails when the update is sent.
      - Where Qualys keeps it is not confirmed on a live account.
    type: str
  dns_override:
    description:
      - The DNS override that scans use, by id or name.
    type: str
seealso:
  - module: community.qualys.qualys_was_schedule_info
  - name: Reference of the scan schedule
    description: The elements of a schedule in the WAS API.
    link: https://docs.qualys.com/en/was/api/schedules/schedule_ref.htm
"""

EXAMPLES = r"""
- name: The shop is scanned every Monday and Thursday night
  community.qualys.qualys_was_schedule:
    name: Shop, twice a week
    type: vulnerability
    target:
      web_app: Shop
      scanner:
        type: internal
        name: dc1-scanner
    option_profile: Initial WAS Options
    scheduling:
      start_date: "2031-03-03 22:00"
      time_zone: Europe/Paris
      occurrence: weekly
      on_days: [monday, thursday]
      cancel_after_hours: 6
    notification:
      active: true
      delay: 1
      delay_scale: day
      recipients: [security@example.com]
      text: The scan of the shop starts tomorrow.
    send_mail: false

- name: Everything tagged as public, on the first Sunday of each quarter
  community.qualys.qualys_was_schedule:
    name: Public sites, quarterly
    type: vulnerability
    target:
      included_tags:
        match: any
        tags: [Public]
    option_profile: Initial WAS Options
    scheduling:
      start_date: "2031-01-05T01:00:00Z"
      time_zone: UTC
      occurrence: monthly
      every: 3
      day_order: first
      weekday: sunday
    send_mail: true
    send_one_mail: true

- name: Mail three people four days before each scan
  community.qualys.qualys_was_schedule:
    id: 1688
    notification:
      active: true
      delay: 4
      delay_scale: day
      recipients:
        - name1@company.com
        - name2@company.com
        - name3@company.com
      text: The schedule notification message

- name: No scans during the freeze
  community.qualys.qualys_was_schedule:
    name: Shop, twice a week
    enabled: false

- name: The old schedule is gone
  community.qualys.qualys_was_schedule:
    name: Shop, monthly
    state: absent
"""

RETURN = r"""
action:
  description: What was done, or in check mode would be done.
  returned: success
  type: str
  sample: update
schedule:
  description:
    - The schedule as it is now, in the words of the options; in check mode as it would be.
    - >-
      In check mode, a schedule that would be created lacks what only Qualys decides, such as RV(schedule.id),
      RV(schedule.owner) and the dates.
    - With O(state=absent), the object as it was; empty when there was none.
  returned: success
  type: dict
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
          description: The day of the week that RV(schedule.scheduling.day_order) counts.
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
      returned: when Qualys shows it
      type: bool
      sample: false
    send_one_mail:
      description: Whether one mail is sent for all web applications.
      returned: when Qualys shows it
      type: bool
      sample: false
    send_mail_from:
      description: Who the mail comes from.
      returned: when Qualys shows it
      type: str
      sample: owner
    progressive_scanning:
      description: Whether scans continue where the one before ended.
      returned: when Qualys shows it
      type: str
      sample: default
    scan_proxy:
      description: The proxy that the scans go through.
      returned: when Qualys shows it
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
      returned: when Qualys shows it
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
      type: bool
      sample: false
    invalid:
      description: Whether its web application no longer exists.
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

from ansible_collections.community.qualys.plugins.module_utils._module.arguments import spec_of
from ansible_collections.community.qualys.plugins.module_utils._module.qps import run_qps_module
from ansible_collections.community.qualys.plugins.module_utils._module.was_schedule import keep_schedule
from ansible_collections.community.qualys.plugins.module_utils._resource.was_schedule import SCHEDULES


def main() -> None:
    """Keep one schedule as declared."""
    run_qps_module(
        keep_schedule,
        {
            "id": {"type": "int"},
            "new_name": {"type": "str"},
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            **spec_of(SCHEDULES),
        },
        required_one_of=[("id", "name")],
    )


if __name__ == "__main__":
    main()
