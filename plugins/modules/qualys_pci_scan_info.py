#!/usr/bin/python
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qualys_pci_scan_info
short_description: Read Qualys PCI scans
version_added: 1.0.0
description:
  - Returns one scan, or those of the list that meet all conditions.
  - Qualys is not known to filter; the whole list is read, page after page, and filtered here.
author:
  - community.qualys contributors (@ansible-collections)
extends_documentation_fragment:
  - community.qualys.attributes.info
  - community.qualys.attributes.action
  - community.qualys.connection.pci
options:
  scan_id:
    description:
      - The id of one scan. When there is none, the list is empty.
    type: int
  title:
    description:
      - The exact title.
    type: str
  states:
    description:
      - The states, any of which fits. V(unknown) is every word that the collection does not know.
    type: list
    elements: str
    choices: [running, finished, failed, canceled, unknown]
  scan_type:
    description:
      - What the targets are.
    type: str
    choices: [ip, dns]
  after:
    description:
      - The earliest RV(scans[].date), like V(2026-10-02T07:05:00Z). Scans without a date that can be read are left out.
    type: str
  before:
    description:
      - The time before which RV(scans[].date) must be.
    type: str
  full:
    description:
      - Whether every scan that is found is read once more on its own, one request each.
      - A scan found by O(scan_id) is always read in full.
    type: bool
    default: false
seealso:
  - module: community.qualys.qualys_pci_scan
"""

EXAMPLES = r"""
- name: Read one scan
  community.qualys.qualys_pci_scan_info:
    scan_id: 41207
  register: scan

- name: Which scans of this month finished, and how?
  community.qualys.qualys_pci_scan_info:
    states: [finished]
    after: "2026-10-01T00:00:00Z"
    full: true
  register: scans
"""

RETURN = r"""
scans:
  description: The scans, newest first.
  returned: success
  type: list
  elements: dict
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
    date:
      description: The date in the list of scans, UTC, to the minute. Whether it is that of the start is not documented.
      type: str
      returned: without O(scan_id)
      sample: "2026-10-02T07:05:00Z"
    scan_type:
      description: What the targets are.
      type: str
      sample: IP
    scan_module:
      description: The application that made the scan. Null where Qualys does not tell.
      type: str
      returned: without O(scan_id)
      sample: WAS
    compliance:
      description:
        - The verdict in the word of Qualys. V(Fail) is also the verdict on a scan that reached nothing.
        - Null as long as there is none, which is until the end.
      returned: with O(scan_id) or O(full=true)
      type: str
      sample: Pass
    started:
      description: When it started, UTC, to the minute.
      returned: with O(scan_id) or O(full=true)
      type: str
      sample: "2026-10-02T07:05:00Z"
    finished:
      description: When it ended, computed from start and duration. Null until the end.
      returned: with O(scan_id) or O(full=true)
      type: str
      sample: "2026-10-02T07:46:09Z"
    duration:
      description: How long it took, in seconds.
      returned: with O(scan_id) or O(full=true)
      type: int
      sample: 2469
    active_hosts:
      description: How many hosts answered.
      returned: with O(scan_id) or O(full=true)
      type: int
      sample: 2
    launched_by:
      description: The name of the person who launched it.
      returned: with O(scan_id) or O(full=true)
      type: str
      sample: Demo User
    launch_type:
      description: How it was launched.
      returned: with O(scan_id) or O(full=true)
      type: str
      sample: On Demand
    bandwidth:
      description: The bandwidth.
      returned: with O(scan_id) or O(full=true)
      type: str
      sample: Medium
    target:
      description: The targets as Qualys shows them, which may be shortened.
      type: list
      elements: str
      returned: with O(scan_id) or O(full=true)
      sample: [192.0.2.10, "2001:db8:12::7"]
progress:
  description: What had to be waited for or sent again.
  returned: when that happened, at verbosity 1 and higher
  type: list
  elements: str
  sample: []
error:
  description: The facts behind a failure, such as the HTTP status of Qualys' answer, or the option.
  returned: failure
  type: dict
  sample: {"status": 401}
"""

from ansible_collections.community.qualys.plugins.module_utils._module.pci import run_pci_module
from ansible_collections.community.qualys.plugins.module_utils._module.pci_scan_info import show_scans


def main() -> None:
    """Read scans."""
    run_pci_module(
        show_scans,
        {
            "scan_id": {"type": "int"},
            "title": {"type": "str"},
            "states": {
                "type": "list",
                "elements": "str",
                "choices": ["running", "finished", "failed", "canceled", "unknown"],
            },
            "scan_type": {"type": "str", "choices": ["ip", "dns"]},
            "after": {"type": "str"},
            "before": {"type": "str"},
            "full": {"type": "bool", "default": False},
        },
        mutually_exclusive=[("scan_id", name) for name in ("title", "states", "scan_type", "after", "before")],
    )


if __name__ == "__main__":
    main()
