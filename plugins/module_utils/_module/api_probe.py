# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The work of the probe module between Ansible and the core."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.qualys.plugins.module_utils._api.connect import connect_qps
from ansible_collections.community.qualys.plugins.module_utils._api.connect_pci import connect_pci
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._probe.account import Account
from ansible_collections.community.qualys.plugins.module_utils._probe.pci import Merchant
from ansible_collections.community.qualys.plugins.module_utils._probe.run import Scene, chosen, findings
from ansible_collections.community.qualys.plugins.module_utils._probe.throwaway import PREFIX, Leftovers, Workshop

_QPS_OPTIONS = ("platform", "api_url", "username", "password")
_PCI_OPTIONS = ("pci_username", "pci_password")


def spec() -> dict[str, Any]:
    """Return the argument spec."""
    return {
        "probes": {"type": "list", "elements": "str"},
        "allow_writes": {"type": "bool", "default": False},
        "web_app": {"type": "str"},
    }


def connect_probes(options: Mapping[str, Any], notify: Callable[[str], None]) -> Scene:
    """Return what probes ask through; raises OptionError when there is a login for nothing."""
    # Probes ask what may be refused in odd ways: that is not asked five times.
    options = {**options, "retries": min(options["retries"], 1)}

    def tell(line: str) -> None:
        # The line itself may hold ids and what a page calls itself.
        notify("waited because Qualys limits the calls" if "limits" in line else "a call was sent again")

    has_qps = any(options[name] for name in _QPS_OPTIONS)
    has_pci = any(options[name] for name in _PCI_OPTIONS)
    if not has_qps and not has_pci:
        raise OptionError(
            "username", None, "is not set, and neither is pci_username; give the login of the account to ask"
        )
    account = Account(connect_qps(options, tell).session) if has_qps else None
    merchant = Merchant(connect_pci(options, tell).session) if has_pci else None
    workshop = Workshop(account, options["web_app"]) if account and options["allow_writes"] else None
    return Scene(account, merchant, workshop)


def ask_account(module: AnsibleModule, scene: Scene) -> dict[str, Any]:
    """Ask the probes that the task names and return what they found."""
    options = module.params
    probes = chosen(options["probes"], options["allow_writes"])
    workshop = scene.workshop if any(one.changes for _area, one in probes) else None
    before = Leftovers(0, 0, ())
    if workshop is not None:
        if options["web_app"] is not None:
            # A wrong one is told before anything is made.
            workshop.web_app()
        before = workshop.leftovers(remove=not module.check_mode)
    found = list(findings(probes, scene, module.check_mode))
    _warn(module, before, workshop)
    would = module.check_mode and any(one.changes for _area, one in probes)
    settled = [one for one in found if one["settled"]]
    return {
        "changed": bool(before.removed or would or (workshop is not None and workshop.written)),
        "platform": options["platform"] or ("own address" if options["api_url"] else None),
        "findings": found,
        "leftovers": {
            "found": before.found,
            "removed": before.removed,
            "left": len(workshop.left) if workshop is not None else 0,
        },
        "summary": {
            "asked": sum(one["answer"] != "not asked" for one in found),
            "settled": len(settled),
            "differing": [one["probe"] for one in found if one["differs"]],
        },
    }


def _warn(module: AnsibleModule, before: Leftovers, workshop: Workshop | None) -> None:
    for name in before.names:
        module.warn("an earlier run left %r behind, or so it looks; look at it and remove it yourself" % name)
    for name in workshop.left if workshop is not None else ():
        module.warn("%r could not be removed; remove it yourself, or run the probes once more" % (name or PREFIX))
