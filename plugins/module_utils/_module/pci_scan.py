# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The work of the PCI scan module between Ansible and the core."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.qualys.plugins.module_utils._api.pci import Pci
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError, QualysError
from ansible_collections.community.qualys.plugins.module_utils._reconcile.pci_launch import (
    Found,
    find_scan,
    is_listed,
    launch_scan,
)
from ansible_collections.community.qualys.plugins.module_utils._reconcile.pci_wait import Waiter
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_scan import (
    Order,
    order_from,
    shown_details,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_scan_words import (
    CANCELED,
    FAILED,
    FINISHED,
    is_pass,
    parse_interval,
)


def run_scan(module: AnsibleModule, pci: Pci) -> dict[str, Any]:
    """Launch, adopt or read a scan, wait for it if the task says so, and return it."""
    options = module.params
    _refuse_short(options)
    if options["scan_id"] is not None:
        order, found = None, Found(frozenset(), "read", options["scan_id"])
    else:
        order, found = _found(pci, options)
        for doubt in order.doubts if found.number is None else ():
            module.warn(doubt)
    is_launched = order is not None and found.number is None
    if order is not None and found.number is None:
        if module.check_mode:
            return _result(found, order, {})
        found = found._replace(number=_launch(module, pci, order, found))
    try:
        details = _details(module, pci, found, is_launched)
    except QualysError as error:
        error.facts.update(changed=is_launched, scan_id=found.number)
        raise
    result = _result(found, order if is_launched else None, shown_details(found.number or 0, details))
    _judge(module, result)
    return result


def _refuse_short(options: Mapping[str, Any]) -> None:
    for name, least in (("poll_interval", 1), ("wait_timeout", 0)):
        if options[name] < least:
            raise OptionError(name, options[name], "is too small; give %d or more" % least)


def _found(pci: Pci, options: Mapping[str, Any]) -> tuple[Order, Found]:
    order, text = order_from(options), options["min_interval"]
    interval = parse_interval("min_interval", text) if text else None
    return order, find_scan(pci, order, datetime.now(timezone.utc), interval)


def _launch(module: AnsibleModule, pci: Pci, order: Order, found: Found) -> int:
    number = launch_scan(pci, order, found.known)
    try:
        listed = is_listed(pci, order, number)
    except QualysError as error:
        pci.session.notify("%s; PCI scan %d was launched all the same" % (error, number))
        listed = False
    if not listed:
        module.warn(
            "PCI scan %d was launched, and Qualys' list does not show it yet; run again in a few minutes, not at once"
            % number
        )
    return number


def _details(module: AnsibleModule, pci: Pci, found: Found, is_launched: bool) -> dict[str, Any]:
    waiter = Waiter(pci, found.number or 0, is_launched)
    if module.params["state"] == "finished" and not module.check_mode:
        return waiter.wait(module.params["poll_interval"], module.params["wait_timeout"])
    return waiter.look()


def _result(found: Found, order: Order | None, scan: dict[str, Any]) -> dict[str, Any]:
    """Return the result; ``order`` is what was launched, None when nothing was."""
    title = "PCI scan %s" % (order.title if order else scan["title"])
    return {
        "changed": order is not None,
        "action": found.action,
        "scan": scan,
        "diff": {
            "before": {},
            "after": {"launched": order.fields} if order else {},
            "before_header": title,
            "after_header": title,
        },
    }


def _judge(module: AnsibleModule, result: dict[str, Any]) -> None:
    """Fail as the task says, with the whole result beside the message."""
    scan, fail_on = result["scan"], module.params["fail_on"]
    if module.params["state"] != "finished":
        return
    if "failed" in fail_on and scan["state"] in (FAILED, CANCELED):
        module.fail_json(msg="PCI scan %d ended with the status %r" % (scan["id"], scan["status"]), **result)
    if "noncompliant" in fail_on and scan["state"] == FINISHED and not is_pass(scan["compliance"]):
        module.fail_json(msg="the verdict of PCI scan %d is %r" % (scan["id"], scan["compliance"]), **result)
