# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: report_view
short_description: Make the page of the role onboarding_report from what Qualys says
version_added: 1.0.0
author:
  - community.qualys contributors (@ansible-collections)
description:
  - Counts host assets, agents, schedules and PCI scans, lays launches out in seven days, and lists what is wrong.
  - Every text in the result is escaped for HTML, between tags and in quoted attributes, and free of control characters.
  - It is made for the template of the role C(community.qualys.onboarding_report). The result may get further keys in
    any release.
seealso:
  - module: community.qualys.qualys_host_asset_info
  - module: community.qualys.qualys_was_schedule_info
  - module: community.qualys.qualys_pci_scan_info
positional: _input
options:
  _input:
    description: What the page is made of.
    type: dict
    required: true
    suboptions:
      title:
        description: The heading of the page.
        type: str
      sections:
        description: What the page shows; everything when not given.
        type: list
        elements: str
        choices: [hosts, agents, schedules, pci, changes]
      hosts:
        description: Host assets as M(community.qualys.qualys_host_asset_info) returns them.
        type: list
        elements: dict
      modules:
        description: Agent modules that every agent should be activated for.
        type: list
        elements: str
      schedules:
        description: Schedules as M(community.qualys.qualys_was_schedule_info) returns them.
        type: list
        elements: dict
      known_schedules:
        description: Schedules that are known in full. They complete O(_input.schedules) and add none.
        type: list
        elements: dict
      pci_scans:
        description: Scans as M(community.qualys.qualys_pci_scan_info) returns them when it reads them in full.
        type: list
        elements: dict
      summaries:
        description: By the name of an onboarding role, the summary facts of all hosts that it ran on.
        type: dict
      now:
        description: The present time, such as V(2026-11-25T08:00:00Z).
        type: str
        required: true
      time_zone:
        description: The IANA name of the time zone that the page is written in.
        type: str
        default: UTC
      previous:
        description: The page as it is now, in base64. It remembers since when its data hold.
        type: str
"""

EXAMPLES = r"""
- name: Read when scans are launched
  community.qualys.qualys_was_schedule_info:
    criteria:
      - field: active
        value: true
    full: true
  register: found

- name: Show how many launches seven days have
  ansible.builtin.debug:
    msg: "{{ page.week.words }} from {{ page.week.from }} to {{ page.week.to }}"
  # Where no launch is planned there is no week.
  when: page.week is not none
  vars:
    page: >-
      {{ {
        'sections': ['schedules'],
        'schedules': found.schedules,
        'now': now(utc=true).strftime('%Y-%m-%dT%H:%M:%SZ'),
      } | community.qualys.report_view }}
"""

RETURN = r"""
_value:
  description: The page as data. See the template of the role for what it holds.
  type: dict
"""

from typing import Any

from ansible.errors import AnsibleFilterError

from ansible_collections.community.qualys.plugins.module_utils._errors import QualysError
from ansible_collections.community.qualys.plugins.plugin_utils.report.view import view


def report_view(data: Any) -> dict[str, Any]:
    """Return the page as data; raises AnsibleFilterError for what cannot be right."""
    try:
        return view(data)
    except QualysError as error:
        raise AnsibleFilterError(error.message) from error


class FilterModule:
    """Ansible asks this for the filters of the file."""

    def filters(self) -> dict[str, Any]:
        """Return the filter by its name."""
        return {"report_view": report_view}
