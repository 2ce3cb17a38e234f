#!/usr/bin/python
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qualys_agent_installer
short_description: Keep the installer of Qualys Cloud Agents in a folder, verified
version_added: 1.0.0
description:
  - Downloads the installer that Qualys offers for a system at the moment, unless it is there already.
  - >-
    Whether it is there is told by its hash. What is downloaded is checked against the hash that Qualys tells, and only
    then gets its name, at once and in whole.
  - It runs where the file shall be, mostly the controller or the machine that is a mirror. Nothing is installed.
author:
  - community.qualys contributors (@ansible-collections)
extends_documentation_fragment:
  - community.qualys.attributes
  - community.qualys.attributes.action
  - community.qualys.connection
  - community.qualys.agent_installer
attributes:
  check_mode:
    details:
      - Looks up what Qualys offers, compares, and downloads nothing.
  diff_mode:
    details:
      - Shows the path and the hash.
options:
  dest:
    description:
      - Where the file shall be.
      - >-
        A folder, which is one that exists or whatever ends with a slash, gets a file named after version, system and
        architecture. Older ones stay beside it. A folder that is missing is made.
    type: path
    required: true
seealso:
  - module: community.qualys.qualys_agent_installer_info
  - module: community.qualys.qualys_activation_key
"""

EXAMPLES = r"""
- name: The current agent for hosts with deb packages
  community.qualys.qualys_agent_installer:
    system: linux_ubuntu
    dest: /srv/mirror/qualys/
  register: agent

- name: Show which it is
  ansible.builtin.debug:
    msg: "{{ agent.installer.version }} is at {{ agent.path }}"
"""

RETURN = r"""
path:
  description: Where the file is, in check mode where it would be.
  returned: success
  type: str
  sample: /srv/mirror/qualys/qualys-cloud-agent-6.0.0.41-linux_ubuntu-x_64.deb
state:
  description: What is at the path; V(file).
  returned: when the file is there
  type: str
  sample: file
size:
  description: Its size in bytes.
  returned: when the file is there
  type: int
  sample: 61234567
owner:
  description: Its owner.
  returned: when the file is there
  type: str
  sample: root
group:
  description: Its group.
  returned: when the file is there
  type: str
  sample: root
uid:
  description: The id of its owner.
  returned: when the file is there
  type: int
  sample: 0
gid:
  description: The id of its group.
  returned: when the file is there
  type: int
  sample: 0
mode:
  description: Its permissions.
  returned: when the file is there
  type: str
  sample: "0600"
secontext:
  description: Its SELinux context.
  returned: when the file is there, on hosts with SELinux
  type: str
  sample: "unconfined_u:object_r:var_t:s0"
installer:
  description: Which installer it is.
  returned: success
  type: dict
  contains:
    system:
      description: The system as Qualys spells it.
      type: str
      sample: LINUX_UBUNTU
    architecture:
      description: The architecture as Qualys spells it.
      type: str
      sample: X_64
    version:
      description: The version.
      type: str
      sample: 6.0.0.41
    extension:
      description: What the name of the file ends with.
      type: str
      sample: .deb
    checksum:
      description: The hash of the file, in the form that M(ansible.builtin.get_url) takes.
      type: str
      sample: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
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

from ansible_collections.community.qualys.plugins.module_utils._module.agent_installer import keep_installer, spec
from ansible_collections.community.qualys.plugins.module_utils._module.qps import run_qps_module


def main() -> None:
    """Keep an installer."""
    run_qps_module(keep_installer, spec())


if __name__ == "__main__":
    main()
