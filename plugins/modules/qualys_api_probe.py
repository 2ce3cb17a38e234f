#!/usr/bin/python
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qualys_api_probe
short_description: Ask a Qualys account what no readable document settles
version_added: 1.0.0
description:
  - The collection was made from documents and recorded traffic, which leave questions open. Each probe asks an account
    one of them and returns which of the known answers holds.
  - Probes only read, unless O(allow_writes=true). All that a finding holds is the shape of answers, HTTP statuses,
    response codes, names of headers and numbers of limits. It holds no ids, names, addresses or other texts of the
    account, so that findings can be attached to a public issue.
  - The playbook C(community.qualys.verify_account) runs all probes and writes a report.
  - A login that is refused ends the task at once and is not tried again. Everything else that can go wrong with a probe
    is a finding.
author:
  - community.qualys contributors (@ansible-collections)
extends_documentation_fragment:
  - community.qualys.attributes.action
  - community.qualys.connection.both
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying the target.
    support: full
    details:
      - Probes that only read are asked; those that write say what they would do.
  diff_mode:
    description: Returns details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: none
    details:
      - Nothing that was there before is changed.
  idempotent:
    description:
      - When run twice in a row outside check mode, with the same arguments, the second run indicates no change.
    support: partial
    details:
      - With O(allow_writes=true) every run makes throwaway objects anew, and says so.
  action_group:
    description: Use C(group/community.qualys.all) in C(module_defaults) to set defaults for this module.
    support: full
    membership:
      - community.qualys.all
options:
  probes:
    description:
      - Names of probes, or of areas of probes. The areas are V(platform), V(host_assets), V(schedules),
        V(activation_keys), V(installers), V(pci), V(schedule_writes), V(key_writes).
      - When unset, all that only read are asked, and with O(allow_writes=true) all.
    type: list
    elements: str
  allow_writes:
    description:
      - Whether probes may make, change and remove throwaway objects.
      - These are schedules that are inactive and begin in the year 2040, and activation keys for one agent that are
        disabled at once. Their names begin with C(community.qualys probe) and go on with a random part. Each is removed
        when its probe ends, also when that fails.
      - Some of them ask what comes of a creation as such. Until they are removed, the schedule of V(default_active) may
        be active, and the keys of V(actkey_disabled_on_create), V(actkey_tag_by_name), V(actkey_title_case) and
        V(actkey_unlicensed_modules) are or may be enabled.
      - What an earlier run that was broken off left behind is told, and removed when its name, its dates and the fact
        that it was never used show that it is a throwaway object.
      - Agents, PCI assets, scans and everything else that an account holds are never changed.
    type: bool
    default: false
  web_app:
    description:
      - The web application that throwaway schedules are made for, by name or id. It is not scanned and not changed.
      - Without it, the probes of the area V(schedule_writes) are not asked.
    type: str
seealso:
  - module: community.qualys.qualys_was_schedule
  - module: community.qualys.qualys_activation_key
  - module: community.qualys.qualys_host_asset_info
  - module: community.qualys.qualys_pci_scan_info
"""

EXAMPLES = r"""
- name: How do searches compare in this account, and in which form do they answer?
  community.qualys.qualys_api_probe:
    probes: [json_negotiation, text_equals_case, contains_case]
  register: probed

- name: Tell what differs from what the collection assumes
  ansible.builtin.debug:
    var: probed.summary.differing

- name: May a part of a schedule be sent? A throwaway schedule tells
  community.qualys.qualys_api_probe:
    probes: [scheduling_update, target_update, notification_update]
    allow_writes: true
    web_app: Shop
"""

RETURN = r"""
findings:
  description: What every probe found, in the order in which they were asked.
  returned: success
  type: list
  elements: dict
  contains:
    probe:
      description: The name of the probe.
      type: str
      sample: json_negotiation
    area:
      description: The area it belongs to.
      type: str
      sample: platform
    switch:
      description: The switch of the collection's simulator that plays the answers; C(null) where there is none.
      type: str
      sample: json_negotiation
    question:
      description: The question.
      type: str
      sample: Does a search give JSON on demand?
    assumed:
      description: The answer that the collection assumes.
      type: str
      sample: independent
    answer:
      description:
        - The answer that holds.
        - V(unclear) when something else was seen, V(not seen) when the account holds nothing to tell it by,
          V(not asked) when nothing was sent.
      type: str
      sample: together
    settled:
      description: Whether there is an answer.
      type: bool
      sample: true
    differs:
      description: Whether the answer is another one than the collection assumes.
      type: bool
      sample: true
    reason:
      description: Why there is no answer; C(null) when there is one.
      type: str
      sample: null
    evidence:
      description: The shape of what the answer was told by.
      type: dict
      sample: {"accept_alone": {"form": "xml", "http_status": 200, "response_code": "SUCCESS"}}
summary:
  description: The findings in figures.
  returned: success
  type: dict
  contains:
    asked:
      description: How many probes sent something.
      type: int
      sample: 1
    settled:
      description: How many have an answer.
      type: int
      sample: 1
    differing:
      description: The probes whose answer is another one than the collection assumes.
      type: list
      elements: str
      sample: [json_negotiation]
platform:
  description:
    - The platform by its name, or C(own address) where O(api_url) names the server.
    - Null where no more than PCI is asked.
  returned: success
  type: str
  sample: eu1
leftovers:
  description: Throwaway objects that were not removed in their time, looked for with O(allow_writes=true).
  returned: success
  type: dict
  contains:
    found:
      description: How many earlier runs left behind.
      type: int
      sample: 0
    removed:
      description: How many of these were removed. In check mode, none.
      type: int
      sample: 0
    left:
      description: How many this run could not remove. A warning names them.
      type: int
      sample: 0
progress:
  description: That something was waited for or sent again, a line each.
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

from ansible_collections.community.qualys.plugins.module_utils._module.api_probe import (
    ask_account,
    connect_probes,
    spec,
)
from ansible_collections.community.qualys.plugins.module_utils._module.connection import connection_spec
from ansible_collections.community.qualys.plugins.module_utils._module.shell import run_module
from ansible_collections.community.qualys.plugins.module_utils._settings import OPTIONS, PCI_OPTIONS


def main() -> None:
    """Ask an account."""
    run_module(connect_probes, ask_account, {**connection_spec(OPTIONS + PCI_OPTIONS), **spec()})


if __name__ == "__main__":
    main()
