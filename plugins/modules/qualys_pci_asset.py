#!/usr/bin/python
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qualys_pci_asset
short_description: Keep the scope of a Qualys PCI merchant account as declared
version_added: 1.0.0
description:
  - Takes hosts and virtual hosts, with IPv4 and IPv6 addresses, into the scope of Qualys PCI Compliance and out of it.
  - >-
    B(Removing an asset deletes its current findings at Qualys.) To report on it again it must be added again and
    scanned again. The module therefore never removes an asset to add it anew, and the diff names every asset whose
    findings go. Earlier scans and reports keep their findings.
  - Addresses are compared as addresses. V(2001:0DB8::7), V(2001:db8:0:0:0:0:0:7) and V(2001:db8::7) are one asset.
  - >-
    The documents of this API show how assets are added and removed, and neither how they are listed nor how anything
    is refused. What the module takes for granted there is not confirmed on a live account; see O(read_from).
author:
  - community.qualys contributors (@ansible-collections)
extends_documentation_fragment:
  - community.qualys.attributes
  - community.qualys.attributes.action
  - community.qualys.connection.pci
attributes:
  check_mode:
    details:
      - Reads the current state from Qualys before it answers, and sends nothing that changes anything.
      - Where the state cannot be read, it foretells a change and warns that it may turn out to be none.
  diff_mode:
    details:
      - Shows the declared assets only, and with O(state=exact) those that are removed.
      - What is removed stands under C(FINDINGS_DELETED_FOR), because Qualys deletes its findings.
  idempotent:
    support: partial
    details:
      - In full where the asset list can be read.
      - >-
        Where it cannot, every asset is sent with every run, and C(changed) rests on the number in Qualys' answer;
        whether that number counts what was there before is not confirmed on a live account.
options:
  state:
    description:
      - With V(present), the assets are in scope; others are left alone.
      - With V(absent), they are not.
      - >-
        With V(exact), these assets of the type O(asset_type) are in scope and no others. Needs to see what is in
        scope, so it fails where the asset list cannot be read and O(read_from=compliance_summary) is not set.
    type: str
    choices: [present, absent, exact]
    default: present
  asset_type:
    description:
      - The type of the assets. One task keeps assets of one type.
      - If not set, V(virtual_host) with O(virtual_hosts), else V(ip).
      - That V(dns) is known to the API is inferred from other clients, and not confirmed on a live account.
    type: str
    choices: [ip, virtual_host, dns]
  assets:
    description:
      - The assets as text.
      - >-
        For O(asset_type=ip) an address, a range of IPv4 addresses like V(192.0.2.1-192.0.2.9) or an IPv4 network like
        V(192.0.2.0/29), which is sent as a range. That the API takes ranges is inferred from the user interface.
      - For O(asset_type=virtual_host) C(name:port:address/path), an IPv6 address without brackets.
      - For O(asset_type=dns) a host name.
      - >-
        IPv6 ranges and networks, zones, brackets and IPv4 addresses in the form of IPv6 are refused, because the API is
        not known to take them.
    type: list
    elements: str
  virtual_hosts:
    description:
      - Virtual hosts in their parts, instead of or beside O(assets).
    type: list
    elements: dict
    suboptions:
      fqdn:
        description:
          - The host name.
        type: str
        required: true
      port:
        description:
          - The port, 1 to 65535.
        type: int
        required: true
      ip:
        description:
          - The IPv4 or IPv6 address.
        type: str
        required: true
      path:
        description:
          - The path on the server. A slash in front makes no difference; upper and lower case do.
          - That the path may be missing is not confirmed on a live account.
        type: str
  allow_empty:
    description:
      - Whether O(state=exact) with an empty list may take everything of the type O(asset_type) out of scope.
    type: bool
    default: false
  read_from:
    description:
      - How the module finds out what is in scope. The result tells which was used.
      - >-
        V(asset_list) reads the list of assets. That there is one is known, its address and its fields are not
        confirmed on a live account. It is the only way by which a second run sends nothing.
      - >-
        V(compliance_summary) reads the documented summary. What is in it is taken for present. What is not in it may be
        in scope all the same, because assets that were never scanned may be missing, so it is sent. It does not show
        virtual hosts.
      - V(none) reads nothing and sends every asset in a call of its own.
      - V(auto) uses the first of these that Qualys answers.
    type: str
    choices: [auto, asset_list, compliance_summary, none]
    default: auto
  scan_wait:
    description:
      - Seconds to wait in all while Qualys refuses to remove assets because a scan is running on them.
      - Tried again every 60 seconds. With V(0) such a refusal is a failure at once.
    type: int
    default: 0
seealso:
  - module: community.qualys.qualys_pci_asset_info
  - module: community.qualys.qualys_pci_scan
"""

EXAMPLES = r"""
- name: Take hosts into scope
  community.qualys.qualys_pci_asset:
    pci_username: shop@example
    pci_password: "{{ vaulted_pci_password }}"
    assets:
      - 192.0.2.10
      - 192.0.2.32/29
      - 2001:db8:12::7

- name: Take virtual hosts into scope
  community.qualys.qualys_pci_asset:
    virtual_hosts:
      - fqdn: shop.example.org
        port: 8443
        ip: 192.0.2.10
        path: /pay
      - fqdn: shop.example.org
        port: 8443
        ip: 2001:db8:12::7
        path: /pay

- name: The same as text
  community.qualys.qualys_pci_asset:
    asset_type: virtual_host
    assets:
      - shop.example.org:8443:192.0.2.10/pay
      - shop.example.org:8443:2001:db8:12::7/pay

- name: These hosts and no others (look at the diff first, findings of what goes are deleted)
  community.qualys.qualys_pci_asset:
    state: exact
    assets: "{{ pci_hosts }}"

- name: Take a host out of scope, when the scan that is running on it is over
  community.qualys.qualys_pci_asset:
    state: absent
    assets: [192.0.2.10]
    scan_wait: 7200
"""

RETURN = r"""
asset_type:
  description: The type of the assets.
  returned: success
  type: str
  sample: ip
read_from:
  description: What told which assets are in scope, V(asset_list), V(compliance_summary) or V(none).
  returned: success
  type: str
  sample: asset_list
changed_by:
  description:
    - What C(changed) rests on.
    - V(comparison) when the assets were read before and after, V(count) when it is the number in Qualys' answer alone.
  returned: success
  type: str
  sample: comparison
assets:
  description: What became of every asset, in check mode what would.
  returned: success, or when some assets are not as declared
  type: list
  elements: dict
  contains:
    asset:
      description: The asset in its shortest form. Of a range it may be the part that was missing.
      type: str
      sample: 2001:db8:12::7
    action:
      description: One of V(added), V(removed), V(unchanged), V(failed).
      type: str
      sample: added
    message:
      description: Why it failed, or why the action is not certain.
      type: str
      returned: when there is something to say
      sample: ""
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
from ansible_collections.community.qualys.plugins.module_utils._module.pci_asset import keep_assets


def main() -> None:
    """Keep the assets of one type as declared."""
    virtual_host = {
        "fqdn": {"type": "str", "required": True},
        "port": {"type": "int", "required": True},
        "ip": {"type": "str", "required": True},
        "path": {"type": "str"},
    }
    run_pci_module(
        keep_assets,
        {
            "state": {"type": "str", "choices": ["present", "absent", "exact"], "default": "present"},
            "asset_type": {"type": "str", "choices": ["ip", "virtual_host", "dns"]},
            "assets": {"type": "list", "elements": "str"},
            "virtual_hosts": {"type": "list", "elements": "dict", "options": virtual_host},
            "allow_empty": {"type": "bool", "default": False},
            "read_from": {
                "type": "str",
                "choices": ["auto", "asset_list", "compliance_summary", "none"],
                "default": "auto",
            },
            "scan_wait": {"type": "int", "default": 0},
        },
        required_one_of=[("assets", "virtual_hosts")],
    )


if __name__ == "__main__":
    main()
