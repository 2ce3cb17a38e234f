#!/usr/bin/python
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qualys_activation_key
short_description: Keep activation keys of Qualys Cloud Agents as declared
version_added: 1.0.0
description:
  - Creates, changes, disables and removes the keys that Cloud Agents are installed with.
  - Moves agents from one key to another.
  - An option that is not given is not managed and stays as it is. An empty list clears a list.
  - Keys are found by O(title) by reading all of them, since Qualys offers no search by title.
  - How Qualys takes changed lists of an existing key is not confirmed on a live account. The documented form is sent
    first, the result is looked at, and another form is tried only where that fell short.
author:
  - community.qualys contributors (@ansible-collections)
extends_documentation_fragment:
  - community.qualys.attributes
  - community.qualys.attributes.action
  - community.qualys.connection
options:
  id:
    description:
      - The id of an existing key.
    type: int
  title:
    description:
      - The title, which is unique. It finds the key, or names the one to create.
      - Creating a key needs O(type), O(count_purchased), O(expire_date) or O(modules).
      - Together with O(id) or O(activation_key), that key must have this title.
    type: str
  activation_key:
    description:
      - The UUID of an existing key. A secret.
    type: str
  new_title:
    description:
      - The title that the key shall have. Once it has it, O(title) may keep the former one.
    type: str
  state:
    description:
      - Whether the key shall exist. Qualys refuses to remove one that active agents have.
    type: str
    choices: [present, absent]
    default: present
  enabled:
    description:
      - Whether new agents can use the key.
      - A key cannot be created disabled; it is disabled right afterwards.
    type: bool
  type:
    description:
      - Which limits the key has.
      - When not given it follows from O(count_purchased) and O(expire_date), those that the key already has included.
      - V(unlimited) ends both limits.
    type: str
    choices: [unlimited, count_limited, time_limited, count_time_limited]
  count_purchased:
    description:
      - How many agents may use the key.
    type: int
  expire_date:
    description:
      - When the key ends, as a day such as V(2031-01-31) or a time such as V(2031-01-31T12:00:00Z), UTC.
      - A day is compared as a day, whatever time Qualys makes of it.
    type: str
  modules:
    description:
      - The modules that agents get, by any of their spellings, as for M(community.qualys.qualys_agent_activation).
      - Qualys leaves out what the subscription has no licence for and says nothing. That is a failure that names them,
        unless O(allow_partial_modules=true).
    type: list
    elements: str
  tags:
    description:
      - The tags that agents get, by id or name; the set is kept exactly so.
      - Only tags without a dynamic rule take effect.
    type: list
    elements: str
  network_id:
    description:
      - The id of the network, in subscriptions that have networks.
      - That it can be set here is not confirmed on a live account.
    type: int
  apply_on_agents:
    description:
      - Whether an update also reaches the agents that have the key already. Without it, changes are for new agents.
      - It is a command that goes along with changes; alone it does nothing.
    type: bool
    default: false
  allow_partial_modules:
    description:
      - Whether modules may be missing that Qualys left out. They are then named in a warning and not asked for again.
    type: bool
    default: false
  reveal:
    description:
      - Whether the UUID of the key is returned, for installers. Use it with C(no_log).
    type: bool
    default: false
  move_agents:
    description:
      - Agents that shall have this key. Those that have it are left alone.
      - Needs at least one suboption; several must all be met.
    type: dict
    suboptions:
      asset_ids:
        description:
          - The ids of the assets.
        type: list
        elements: int
      tag_name:
        description:
          - Assets with this tag.
        type: str
      from_key:
        description:
          - Agents that have this other key, given by its id, title or UUID.
          - A UUID is a secret. Prefer the id or the title.
        type: str
seealso:
  - module: community.qualys.qualys_activation_key_info
  - module: community.qualys.qualys_agent_activation
  - name: Activation keys
    description: The operations in the Cloud Agent API.
    link: https://docs.qualys.com/en/ca/api/keys/create_key.htm
"""

EXAMPLES = r"""
- name: A key for Linux servers, for 250 agents until the end of the year
  community.qualys.qualys_activation_key:
    title: Linux servers
    count_purchased: 250
    expire_date: "2031-12-31"
    modules: [VM, PC, SA]
    tags: [Temp Tag]

- name: The key and its UUID, for an installer
  community.qualys.qualys_activation_key:
    title: Linux servers
    reveal: true
  register: linux_key
  no_log: true

- name: Nobody installs with the old key any more
  community.qualys.qualys_activation_key:
    title: Old key
    enabled: false

- name: Agents of the old key have the new one
  community.qualys.qualys_activation_key:
    title: Linux servers
    move_agents:
      from_key: Old key

- name: The old key is gone
  community.qualys.qualys_activation_key:
    title: Old key
    state: absent
"""

RETURN = r"""
action:
  description: What was done to the key, or in check mode would be done.
  returned: success
  type: str
  sample: create
key:
  description:
    - The key as it is now, in the words of the options; in check mode as it would be.
    - >-
      In check mode, a key that would be created lacks what only Qualys decides, such as RV(key.id), RV(key.count_used)
      and RV(key.purchased_date).
    - With O(state=absent), the object as it was; empty when there was none.
  returned: success
  type: dict
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
agents:
  description: What became of the agents.
  returned: when O(move_agents) is given
  type: dict
  contains:
    moved:
      description: How many were moved.
      type: int
      sample: 12
    already:
      description: How many had the key already.
      type: int
      sample: 3
    pending:
      description: How many do not show it yet.
      type: int
      sample: 0
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

from ansible_collections.community.qualys.plugins.module_utils._module.activation_key import keep_key, spec
from ansible_collections.community.qualys.plugins.module_utils._module.qps import run_qps_module


def main() -> None:
    """Keep one activation key as declared."""
    run_qps_module(
        keep_key,
        spec(),
        required_one_of=[("id", "title", "activation_key")],
        mutually_exclusive=[("id", "activation_key")],
    )


if __name__ == "__main__":
    main()
