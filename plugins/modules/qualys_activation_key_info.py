#!/usr/bin/python
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qualys_activation_key_info
short_description: Read activation keys of Qualys Cloud Agents
version_added: 1.0.0
description:
  - Returns the key with an id, UUID or title, those that meet criteria, or all, disabled ones included.
author:
  - community.qualys contributors (@ansible-collections)
extends_documentation_fragment:
  - community.qualys.attributes.info
  - community.qualys.attributes.action
  - community.qualys.connection
options:
  id:
    description:
      - The id of one key. When there is none, the list is empty.
    type: int
  title:
    description:
      - The exact title.
    type: str
  activation_key:
    description:
      - The UUID of a key. A secret.
    type: str
  criteria:
    description:
      - Conditions that Qualys applies, all of which must be met.
    type: list
    elements: dict
    suboptions:
      field:
        description:
          - What is looked at, one of V(id), V(activationKey), V(countPurchased), V(isDisabled).
        type: str
        required: true
      operator:
        description:
          - How it is compared, such as V(EQUALS), V(NOT EQUALS), V(IN), V(GREATER), V(LESSER).
          - When not given, V(EQUALS) for one value and V(IN) for a list.
        type: str
      value:
        description:
          - One value or a list.
          - A UUID, the value for V(activationKey), is a secret.
        type: raw
  check_fields:
    description:
      - Whether a field that the collection does not know is refused. Switch it off for fields that Qualys added later.
    type: bool
    default: true
  reveal:
    description:
      - Whether the UUIDs of the keys are returned. Use it with C(no_log).
    type: bool
    default: false
seealso:
  - module: community.qualys.qualys_activation_key
"""

EXAMPLES = r"""
- name: Which keys are disabled?
  community.qualys.qualys_activation_key_info:
    criteria:
      - field: isDisabled
        value: true
  register: disabled

- name: The UUID that an installer needs
  community.qualys.qualys_activation_key_info:
    title: Linux servers
    reveal: true
  register: linux_key
  no_log: true
"""

RETURN = r"""
activation_keys:
  description: The keys in the order of their ids.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The id.
      type: int
      sample: 59001
    title:
      description: The title.
      type: str
      sample: Linux servers
    enabled:
      description: Whether new agents can use it.
      type: bool
      sample: true
    type:
      description: Which limits it has.
      type: str
      sample: count_limited
    count_purchased:
      description: How many agents may use it, where it is limited.
      type: int
      sample: 250
    count_used:
      description: How many agents use it.
      type: int
      sample: 12
    expire_date:
      description: When it ends, UTC, where it is limited.
      type: str
      sample: "2031-01-31T00:00:00Z"
    modules:
      description: The modules that agents get.
      type: list
      elements: str
      sample: [VM, SA]
    tags:
      description: The tags that agents get.
      type: list
      elements: dict
      contains:
        id:
          description: The id.
          type: int
          sample: 522325
        name:
          description: The name, where Qualys shows it.
          type: str
          sample: Temp Tag
    network_id:
      description: The network.
      type: int
      sample: 0
    status:
      description: What Qualys says of it; V(ACTIVE) is the only value that is known.
      type: str
      sample: ACTIVE
    purchased_date:
      description: When it was created, UTC.
      type: str
      sample: "2030-12-07T08:00:32Z"
    activation_key:
      description: Its UUID, which the installer of the agent needs. A secret.
      type: str
      returned: when O(reveal=true)
      sample: 00000000-0000-0000-0000-000000000000
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

from ansible_collections.community.qualys.plugins.module_utils._module.activation_key_info import read_keys, spec
from ansible_collections.community.qualys.plugins.module_utils._module.qps import run_qps_module


def main() -> None:
    """Read activation keys."""
    run_qps_module(read_keys, spec(), mutually_exclusive=[("id", "title", "activation_key", "criteria")])


if __name__ == "__main__":
    main()
