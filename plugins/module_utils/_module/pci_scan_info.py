# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading PCI scans: what the info module does between Ansible and the core."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.qualys.plugins.module_utils._api.pci import Pci
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.moments import parse_moment
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_scan import shown_details, shown_row


def show_scans(module: AnsibleModule, pci: Pci) -> dict[str, Any]:
    """Return the scans that the task asks for, newest first."""
    options = module.params
    if options["scan_id"] is not None:
        details = pci.scan(options["scan_id"])
        found = [] if details is None else [shown_details(options["scan_id"], details)]
        return {"changed": False, "scans": found}
    bounds = {name: _moment(name, options[name]) for name in ("after", "before")}
    scans = [row for row in map(shown_row, pci.scans()) if _is_wanted(row, options, bounds)]
    scans.sort(key=lambda scan: int(scan["id"]), reverse=True)
    if options["full"]:
        for scan in scans:
            details = pci.scan(scan["id"])
            scan.update(shown_details(scan["id"], details) if details else {})
    return {"changed": False, "scans": scans}


def _moment(option: str, value: str | None) -> str | None:
    moment = parse_moment(value) if value else None
    if value and moment is None:
        raise OptionError(option, value, "is no point in time; write it like 2026-10-02T07:05:00Z")
    return moment


def _is_wanted(row: Mapping[str, Any], options: Mapping[str, Any], bounds: Mapping[str, str | None]) -> bool:
    after, before, date = bounds["after"], bounds["before"], row["date"]
    return (
        (options["title"] is None or str(row["title"]).strip() == options["title"].strip())
        and (not options["states"] or row["state"] in options["states"])
        and (options["scan_type"] is None or str(row["scan_type"]).lower() == options["scan_type"])
        and (after is None or (date is not None and date >= after))
        and (before is None or (date is not None and date < before))
    )
