# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading PCI assets: what the info module does between Ansible and the core."""

from __future__ import annotations

from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.qualys.plugins.module_utils._api.pci import Pci
from ansible_collections.community.qualys.plugins.module_utils._errors import QualysError
from ansible_collections.community.qualys.plugins.module_utils._reconcile.pci_reader import read_assets
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_asset import shown_asset


def show_assets(module: AnsibleModule, pci: Pci) -> dict[str, Any]:
    """Return the assets of one type; raises QualysError where they cannot be read."""
    kind = module.params["asset_type"]
    reading = read_assets(pci, kind, module.params["read_from"])
    if reading.source == "none":
        raise QualysError("the assets of the type %s cannot be read (%s)" % (kind, "; ".join(reading.reasons)))
    verdicts = dict(reading.verdicts)
    assets = []
    for asset in reading.assets:
        verdict = {"compliance": verdicts[asset.text]} if asset.text in verdicts else {}
        assets.append({**shown_asset(kind, asset), **verdict})
    return {"changed": False, "read_from": reading.source, "complete": reading.is_complete, "assets": assets}
