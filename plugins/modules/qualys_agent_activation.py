#!/usr/bin/python
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qualys_agent_activation
short_description: Keep the modules of Qualys Cloud Agents switched on or off
version_added: 1.0.0
description:
  - Switches modules such as VM, PC or SA on and off on one agent, on a list, or on everything that a search finds.
  - Reads which modules are active, sends only what is missing, and reads again. Agents that need nothing are left out.
  - One agent is changed with its id. Many that need the same are changed together, by the conditions of the task where
    these select exactly those agents, else by their ids, 250 with each call.
  - When a call fails midway, the failure names what was done and what was not; running again does the rest.
author:
  - community.qualys contributors (@ansible-collections)
extends_documentation_fragment:
  - community.qualys.attributes
  - community.qualys.attributes.action
  - community.qualys.connection
  - community.qualys.host_asset.search
options:
  asset_ids:
    description:
      - The ids of the assets. Each must exist and have a Cloud Agent.
      - Together with conditions, those of the list that meet them.
    type: list
    elements: int
  tag_name:
    description:
      - Assets with this tag, such as V(Cloud Agent), which Qualys puts on every agent. The case counts.
    type: str
  agent_id:
    description:
      - The asset of the agent with this id, which stands in C(/etc/qualys/hostid) of the host.
    type: str
  activation_key:
    description:
      - Assets whose agents were installed with the activation key that has this UUID. A secret.
    type: str
  modules:
    description:
      - >-
        The modules, by any of their spellings: V(VM), V(PC) or V(PA), V(SCA), V(SA), V(FIM), V(EDR) or V(IOC), V(PM),
        V(SWCA), V(CAPS), V(MTG), V(PAF), V(GAV), each also as in V(AGENT_VM) or V(VM_LICENSE).
      - A module that Qualys added since can be given as V(AGENT_) and its name; it is sent in capitals.
      - >-
        PC and SCA exclude each other, SWCA needs VM, PAF needs PC or SCA, and CAPS is for Windows only. What would
        break this is refused before anything is sent. SA needs a Log Collector subscription.
      - How PAF and GAV are spelled for agents is not confirmed on a live account.
    type: list
    elements: str
    required: true
  state:
    description:
      - With V(activated), the modules are switched on and others are left alone; with V(deactivated), they are off.
      - With V(exact), these and no others of those listed at O(modules) are on.
    type: str
    choices: [activated, deactivated, exact]
    default: activated
  on_empty:
    description:
      - What happens when no asset meets the conditions.
    type: str
    choices: [warn, fail]
    default: warn
  wait:
    description:
      - Whether to wait until Qualys shows the change. It may only do so when the agent checks in the next time.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most. What does not show by then is returned as V(pending), with a warning.
    type: int
    default: 60
notes:
  - The UUID of an activation key is a secret, also as the value for V(activationKey) in O(criteria).
seealso:
  - module: community.qualys.qualys_host_asset_info
  - module: community.qualys.qualys_activation_key
  - name: Activating agents
    description: The operation in the Cloud Agent API.
    link: https://docs.qualys.com/en/ca/api/agents/activate_agent.htm
"""

EXAMPLES = r"""
# Each example belongs to a play of its own; one after the other they would undo each other's work.
- name: One agent collects security events
  community.qualys.qualys_agent_activation:
    asset_ids: [5808297]
    modules: [SA]

- name: Every agent collects security events
  community.qualys.qualys_agent_activation:
    tag_name: Cloud Agent
    modules: [SA]

- name: Running Azure machines in one region are scanned for vulnerabilities and checked against policies
  community.qualys.qualys_agent_activation:
    azure:
      location: centralindia
      state: RUNNING
    modules: [VM, PC]
    state: exact

- name: Agents that were silent for long use no licences
  community.qualys.qualys_agent_activation:
    criteria:
      - field: tagName
        value: Cloud Agent
      - field: lastCheckedIn
        operator: LESSER
        value: "2026-01-31"
    # SWCA needs VM, so that both go together.
    modules: [VM, SA, SWCA]
    state: deactivated
"""

RETURN = r"""
assets:
  description: Every agent that was meant.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the asset.
      type: int
      sample: 5808297
    name:
      description: Name of the asset.
      type: str
      sample: web-a
    status:
      description:
        - V(changed), V(unchanged), or V(pending) when Qualys accepted the change and does not show it yet.
        - In the facts of a failure also V(refused).
      type: str
      sample: changed
    before:
      description: The modules that were active.
      type: list
      elements: str
      sample: [VM]
    after:
      description: The modules that are active now, or will be.
      type: list
      elements: str
      sample: [VM, SA]
counts:
  description: How many agents have each status.
  returned: success
  type: dict
  contains:
    changed:
      description: How many were changed.
      type: int
      sample: 1
    unchanged:
      description: How many needed nothing.
      type: int
      sample: 4
    pending:
      description: How many do not show the change yet.
      type: int
      sample: 0
without_agent:
  description: Assets that meet the conditions and have no Cloud Agent. They were left out.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the asset.
      type: int
      sample: 2584223
    name:
      description: Name of the asset.
      type: str
      sample: vm-blue-1
progress:
  description: What was waited for, sent again or done so far, a line each.
  returned: when that happened, at verbosity 1 and higher
  type: list
  elements: str
  sample: ["activate SA: call 1 of 20, 250 assets"]
error:
  description:
    - The facts behind a failure, such as the code of Qualys' answer, its HTTP status, or the option.
    - After a failure midway, C(done) and C(not_done) hold the ids of the assets.
  returned: failure
  type: dict
  sample: {"code": "INVALID_REQUEST", "status": 200}
"""

from ansible_collections.community.qualys.plugins.module_utils._module.agent_activation import keep_activation, spec
from ansible_collections.community.qualys.plugins.module_utils._module.qps import run_qps_module


def main() -> None:
    """Keep modules switched on or off."""
    run_qps_module(keep_activation, spec())


if __name__ == "__main__":
    main()
