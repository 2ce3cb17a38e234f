#!/usr/bin/python
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qualys_pci_scan
short_description: Launch Qualys PCI scans once, wait for them, report the verdict
version_added: 1.0.0
description:
  - Launches an external PCI scan, unless one with the same title is going on, and waits for its end if told to.
  - A scan that is going on is adopted. With O(min_interval), one that has finished recently is the answer.
  - When the answer to a launch is lost, the list of scans is read before anything is sent again.
  - >-
    The documents of this API show how a scan is launched, listed and read, and few of the words for its states. Which
    words mean an end is not confirmed on a live account; a word that is not known never ends a wait, and is returned.
author:
  - community.qualys contributors (@ansible-collections)
extends_documentation_fragment:
  - community.qualys.attributes
  - community.qualys.attributes.action
  - community.qualys.connection.pci
attributes:
  check_mode:
    details:
      - Looks whether a scan would be launched. Does not wait.
  diff_mode:
    details:
      - Shows the fields of the launch.
  idempotent:
    support: partial
    details:
      - With O(min_interval), a second run within it finds the scan of the first and launches nothing.
      - Without it, a second run launches nothing while the first scan is going on.
options:
  state:
    description:
      - With V(launched), the module returns as soon as the scan is there.
      - With V(finished), it waits for the end of the scan.
    type: str
    choices: [launched, finished]
    default: launched
  title:
    description:
      - The title of the scan, by which it is found again. Keep it unique to its purpose.
    type: str
  scan_id:
    description:
      - The id of a scan that exists. Nothing is launched, the scan is only read, or with O(state=finished) waited for.
    type: int
  scan_type:
    description:
      - What the targets are.
      - That V(dns) is known to the API is inferred from the user interface, and not confirmed on a live account.
    type: str
    choices: [ip, dns]
    default: ip
  bandwidth:
    description:
      - How much of the bandwidth the scan may take.
      - Documents show V(medium); the others are the words of the user interface.
    type: str
    choices: [high, medium, low]
    default: medium
  target_ips:
    description:
      - IPv4 and IPv6 addresses, IPv4 ranges and IPv4 networks to scan. They should be in scope.
    type: list
    elements: str
  target_dns:
    description:
      - Host names to scan. They should be in scope.
      - Which targets Qualys heeds when O(target_ips), O(target_dns) and O(target_all) come together is not known.
    type: list
    elements: str
  target_all:
    description:
      - Scan everything of the type that is in scope.
    type: bool
    default: false
  launch_type:
    description:
      - How the scan is launched. Documents show one way.
    type: str
    choices: [ondemand]
    default: ondemand
  min_interval:
    description:
      - >-
        When a scan with this title finished no longer ago than this, it is the answer and no other is launched. Write
        it like V(7d), V(12h) or V(1d12h).
      - Scans that failed or were canceled do not count.
    type: str
  poll_interval:
    description:
      - Seconds between two looks at the scan while waiting.
    type: int
    default: 60
  wait_timeout:
    description:
      - Seconds to wait with O(state=finished). The scan goes on when they are over, and the task fails.
      - A scan takes from minutes to a day.
    type: int
    default: 14400
  fail_on:
    description:
      - Which ends are failures of the task, with O(state=finished).
      - V(failed) when the scan failed or was canceled.
      - V(noncompliant) when it finished and the verdict is anything but a pass.
    type: list
    elements: str
    choices: [failed, noncompliant]
    default: [failed]
notes:
  - >-
    While a task waits, Ansible shows nothing. The examples have two patterns for long waits, one with C(until) and one
    with C(async), both of which print a line per look. AWX ends a job that prints nothing for longer than its job idle
    timeout, where that is set; such jobs need one of the two.
seealso:
  - module: community.qualys.qualys_pci_scan_info
  - module: community.qualys.qualys_pci_asset
"""

EXAMPLES = r"""
- name: Scan everything once a week, however often this runs, and wait for the verdict
  community.qualys.qualys_pci_scan:
    title: Weekly external
    target_all: true
    state: finished
    min_interval: 7d
    fail_on: [failed, noncompliant]
  register: weekly

# Long waits that show progress: launch, then look until it is over. The targets must be in PCI scope already, see
# community.qualys.qualys_pci_asset. In check mode nothing is launched, so there is no id to look at.
- name: Launch
  community.qualys.qualys_pci_scan:
    title: Two hosts
    target_ips:
      - 192.0.2.10
      - 2001:db8:12::7
  register: launched

- name: Look every five minutes for up to a day
  community.qualys.qualys_pci_scan:
    scan_id: "{{ launched.scan.id }}"
  when: launched.scan.id is defined
  register: scan
  until: scan.scan.state in ['finished', 'failed', 'canceled']
  retries: 288
  delay: 300

# The same without holding the connection to the target.
- name: Wait in the background
  community.qualys.qualys_pci_scan:
    scan_id: "{{ launched.scan.id }}"
    state: finished
    wait_timeout: 86400
  when: launched.scan.id is defined
  async: 90000
  poll: 0
  register: job

- name: Look after the background job
  ansible.builtin.async_status:
    jid: "{{ job.ansible_job_id }}"
  when: job.ansible_job_id is defined
  register: waited
  until: waited is finished
  retries: 300
  delay: 300
"""

RETURN = r"""
action:
  description:
    - What was done. V(launched), V(adopted) for a scan that was going on, V(recent) for one that finished within
      O(min_interval), V(read) with O(scan_id).
  returned: success
  type: str
  sample: launched
scan:
  description: The scan. Empty in check mode when it would be launched.
  returned: success, and when the scan ended as O(fail_on) says
  type: dict
  contains:
    id:
      description: The id.
      type: int
      sample: 41207
    title:
      description: The title.
      type: str
      sample: Weekly external
    status:
      description: The state in the last word that Qualys used, kept as it came.
      type: str
      sample: Finished
    state:
      description:
        - The same in one of the words V(running), V(finished), V(failed), V(canceled), V(unknown).
        - A word that the collection does not know is V(unknown), and never taken for an end.
      type: str
      sample: finished
    compliance:
      description:
        - The verdict in the word of Qualys. V(Fail) is also the verdict on a scan that reached nothing.
        - Null as long as there is none, which is until the end.
      type: str
      sample: Pass
    started:
      description: When it started, UTC, to the minute.
      type: str
      sample: "2026-10-02T07:05:00Z"
    finished:
      description: When it ended, computed from start and duration. Null until the end.
      type: str
      sample: "2026-10-02T07:46:09Z"
    duration:
      description: How long it took, in seconds.
      type: int
      sample: 2469
    active_hosts:
      description: How many hosts answered.
      type: int
      sample: 2
    launched_by:
      description: The name of the person who launched it.
      type: str
      sample: Demo User
    launch_type:
      description: How it was launched.
      type: str
      sample: On Demand
    bandwidth:
      description: The bandwidth.
      type: str
      sample: Medium
    scan_type:
      description: What the targets are.
      type: str
      sample: IP
    target:
      description: The targets as Qualys shows them, which may be shortened.
      type: list
      elements: str
      sample: [192.0.2.10, "2001:db8:12::7"]
progress:
  description: What was waited for or sent again, and the words that were seen meanwhile.
  returned: when that happened, at verbosity 1 and higher
  type: list
  elements: str
  sample: []
error:
  description: The facts behind a failure. After a launch that are C(scan_id), and C(status) with the last word seen.
  returned: failure
  type: dict
  sample: {"scan_id": 41207, "status": "Running"}
"""

from ansible_collections.community.qualys.plugins.module_utils._module.pci import run_pci_module
from ansible_collections.community.qualys.plugins.module_utils._module.pci_scan import run_scan


def main() -> None:
    """Launch, adopt or read one scan."""
    run_pci_module(
        run_scan,
        {
            "state": {"type": "str", "choices": ["launched", "finished"], "default": "launched"},
            "title": {"type": "str"},
            "scan_id": {"type": "int"},
            "scan_type": {"type": "str", "choices": ["ip", "dns"], "default": "ip"},
            "bandwidth": {"type": "str", "choices": ["high", "medium", "low"], "default": "medium"},
            "target_ips": {"type": "list", "elements": "str"},
            "target_dns": {"type": "list", "elements": "str"},
            "target_all": {"type": "bool", "default": False},
            "launch_type": {"type": "str", "choices": ["ondemand"], "default": "ondemand"},
            "min_interval": {"type": "str"},
            "poll_interval": {"type": "int", "default": 60},
            "wait_timeout": {"type": "int", "default": 14400},
            "fail_on": {
                "type": "list",
                "elements": "str",
                "choices": ["failed", "noncompliant"],
                "default": ["failed"],
            },
        },
        required_one_of=[("scan_id", "title")],
        mutually_exclusive=[
            ("scan_id", "title"),
            ("scan_id", "target_ips"),
            ("scan_id", "target_dns"),
            ("scan_id", "min_interval"),
        ],
    )


if __name__ == "__main__":
    main()
