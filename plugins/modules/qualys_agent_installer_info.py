#!/usr/bin/python
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qualys_agent_installer_info
short_description: Look up version and hash of the installer of Qualys Cloud Agents
version_added: 1.0.0
description:
  - Returns which installer Qualys offers for a system at the moment. Nothing is downloaded.
author:
  - community.qualys contributors (@ansible-collections)
extends_documentation_fragment:
  - community.qualys.attributes.info
  - community.qualys.attributes.action
  - community.qualys.connection
  - community.qualys.agent_installer
seealso:
  - module: community.qualys.qualys_agent_installer
"""

EXAMPLES = r"""
- name: Which agent is the current one for hosts with rpm packages?
  community.qualys.qualys_agent_installer_info:
    system: linux
  register: current

- name: The same file from a mirror, checked against the hash that Qualys tells
  ansible.builtin.get_url:
    url: "{{ my_mirror }}/qualys-cloud-agent.rpm"
    dest: /srv/mirror/qualys/qualys-cloud-agent.rpm
    checksum: "{{ current.installers[0].checksum }}"
    mode: "0644"
"""

RETURN = r"""
installers:
  description: The builds that Qualys offers for the system. Documents show one; whether there can be more is not known.
  returned: success
  type: list
  elements: dict
  contains:
    system:
      description: The system as Qualys spells it.
      type: str
      sample: LINUX
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
      sample: .rpm
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

from ansible_collections.community.qualys.plugins.module_utils._module.agent_installer import info_spec, read_installers
from ansible_collections.community.qualys.plugins.module_utils._module.qps import run_qps_module


def main() -> None:
    """Look up installers."""
    run_qps_module(read_installers, info_spec())


if __name__ == "__main__":
    main()
