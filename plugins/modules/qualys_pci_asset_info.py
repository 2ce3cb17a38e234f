#!/usr/bin/python
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qualys_pci_asset_info
short_description: Read the scope of a Qualys PCI merchant account
version_added: 1.0.0
description:
  - Returns the assets that are in scope, from the asset list or from the compliance summary.
  - Fails where neither can be read. It never returns a part for the whole without saying so.
author:
  - community.qualys contributors (@ansible-collections)
extends_documentation_fragment:
  - community.qualys.attributes.info
  - community.qualys.attributes.action
  - community.qualys.connection.pci
options:
  asset_type:
    description:
      - The type of the assets.
    type: str
    choices: [ip, virtual_host, dns]
    default: ip
  read_from:
    description:
      - >-
        V(asset_list) reads the list of assets. That there is one is known, its address and its fields are not
        confirmed on a live account.
      - >-
        V(compliance_summary) reads the documented summary, with the verdict on each host. Assets that were never
        scanned may be missing, and virtual hosts are. The names of its fields are not confirmed on a live account.
      - V(auto) uses the first of these that Qualys answers.
    type: str
    choices: [auto, asset_list, compliance_summary]
    default: auto
seealso:
  - module: community.qualys.qualys_pci_asset
"""

EXAMPLES = r"""
- name: Which addresses are in scope?
  community.qualys.qualys_pci_asset_info:
  register: scope

- name: Which hosts fail?
  community.qualys.qualys_pci_asset_info:
    read_from: compliance_summary
  register: summary

- name: Tell
  ansible.builtin.debug:
    msg: "{{ summary.assets | selectattr('compliance', 'equalto', 'Fail') | map(attribute='asset') }}"
"""

RETURN = r"""
read_from:
  description: Where the assets were read, V(asset_list) or V(compliance_summary).
  returned: success
  type: str
  sample: asset_list
complete:
  description: Whether nothing else of the type is in scope. The compliance summary cannot tell.
  returned: success
  type: bool
  sample: true
assets:
  description: The assets. Equal ones are listed once, and neighbouring addresses as Qualys lists them.
  returned: success
  type: list
  elements: dict
  contains:
    asset:
      description: The asset in the form that is sent.
      type: str
      sample: shop.example.org:8443:2001:db8:12::7/pay
    asset_type:
      description: Its type.
      type: str
      sample: virtual_host
    ip_version:
      description: 4 or 6.
      type: int
      returned: for addresses and ranges
      sample: 6
    fqdn:
      description: The host name.
      type: str
      returned: for virtual hosts and host names
      sample: shop.example.org
    port:
      description: The port.
      type: int
      returned: for virtual hosts
      sample: 8443
    ip:
      description: The address.
      type: str
      returned: for virtual hosts
      sample: 2001:db8:12::7
    path:
      description: The path without a slash in front; empty when there is none.
      type: str
      returned: for virtual hosts
      sample: pay
    compliance:
      description: The verdict, as Qualys words it.
      type: str
      returned: when read from the compliance summary
      sample: Pass
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
from ansible_collections.community.qualys.plugins.module_utils._module.pci_asset_info import show_assets


def main() -> None:
    """Read the assets of one type."""
    run_pci_module(
        show_assets,
        {
            "asset_type": {"type": "str", "choices": ["ip", "virtual_host", "dns"], "default": "ip"},
            "read_from": {"type": "str", "choices": ["auto", "asset_list", "compliance_summary"], "default": "auto"},
        },
    )


if __name__ == "__main__":
    main()
