# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The work of the PCI asset module between Ansible and the core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.qualys.plugins.module_utils._api.pci import Pci
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError, QualysError
from ansible_collections.community.qualys.plugins.module_utils._reconcile.members import (
    Membership,
    membership,
    texts,
)
from ansible_collections.community.qualys.plugins.module_utils._reconcile.pci_change import (
    ADDED,
    FAILED,
    REMOVED,
    UNCHANGED,
    Changer,
    Fate,
)
from ansible_collections.community.qualys.plugins.module_utils._reconcile.pci_reader import Reading, read_assets
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_asset import (
    asset_type_of,
    long_spellings,
    wanted_assets,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_asset_set import Asset


def keep_assets(module: AnsibleModule, pci: Pci) -> dict[str, Any]:
    """Do what the task declares and return its result; partial success is a failure that tells all."""
    options = module.params
    kind, wanted = asset_type_of(options), wanted_assets(options)
    _refuse_emptying(options, wanted)
    reading = read_assets(pci, kind, options["read_from"])
    _refuse_blind_exact(options, reading)
    todo = membership(options["state"], wanted, reading.assets, reading.is_complete)
    if module.check_mode:
        fates = _foretold(todo)
    else:
        spellings = long_spellings(options)
        changer = Changer(pci, kind, _reader(pci, kind, reading), options["scan_wait"], spellings)
        changer.carry_out(todo)
        fates = [*changer.fates, *(Fate(member, UNCHANGED) for member in todo.unchanged)]
    return _result(module, kind, reading, todo, fates)


def _refuse_emptying(options: Mapping[str, Any], wanted: Sequence[Asset]) -> None:
    if options["state"] == "exact" and not wanted and not options["allow_empty"]:
        raise OptionError(
            "virtual_hosts" if options["assets"] is None else "assets",
            None,
            "is empty, and state=exact would take everything out of scope and delete its findings; if that is meant, "
            "set allow_empty",
        )


def _refuse_blind_exact(options: Mapping[str, Any], reading: Reading) -> None:
    named = options["read_from"] == "compliance_summary"
    if options["state"] != "exact" or reading.is_complete or named:
        return
    raise QualysError(
        "state=exact needs to see everything that is in scope, and the asset list cannot be read (%s); for hosts, "
        "read_from=compliance_summary takes what the summary shows for everything"
        % ("; ".join(reading.reasons) or "read_from=none")
    )


def _reader(pci: Pci, kind: str, reading: Reading) -> Any:
    return (lambda: read_assets(pci, kind, reading.source).assets) if reading.is_complete else None


def _foretold(todo: Membership) -> list[Fate]:
    fates = [Fate(member, ADDED) for member in todo.to_add] + [Fate(member, REMOVED) for member in todo.to_remove]
    return fates + [Fate(member, UNCHANGED) for member in todo.unchanged]


def _result(
    module: AnsibleModule, kind: str, reading: Reading, todo: Membership, fates: Sequence[Fate]
) -> dict[str, Any]:
    failed = [fate for fate in fates if fate.action == FAILED]
    uncertain = () if reading.is_complete else _unseen([*todo.to_add, *todo.to_remove], reading.assets)
    result = {
        "changed": any(fate.action in (ADDED, REMOVED) for fate in fates),
        "asset_type": kind,
        "read_from": reading.source,
        "changed_by": "count" if uncertain else "comparison",
        "assets": [_shown(fate) for fate in fates],
        "diff": _difference(kind, module.params["state"], fates),
    }
    _warn(module, reading, len(uncertain))
    if failed:
        told = "; ".join("%s: %s" % (fate.asset.text, fate.message) for fate in failed)
        module.fail_json(msg="%d of %d assets are not as declared: %s" % (len(failed), len(fates), told), **result)
    return result


def _shown(fate: Fate) -> dict[str, str]:
    shown = {"asset": fate.asset.text, "action": fate.action}
    return {**shown, "message": fate.message} if fate.message else shown


def _difference(kind: str, state: str, fates: Sequence[Fate]) -> dict[str, Any]:
    """Return before and after of the declared assets, and loudly what goes with those that are removed."""
    is_wanted = state != "absent"

    def those(*actions: str) -> list[str]:
        return texts(fate.asset for fate in fates if fate.action in actions)

    removed = those(REMOVED)
    before: dict[str, Any] = {"assets": those(REMOVED, *((UNCHANGED,) if is_wanted else ()))}
    after: dict[str, Any] = {"assets": those(ADDED, *((UNCHANGED,) if is_wanted else ()))}
    if removed:
        after["FINDINGS_DELETED_FOR"] = removed
    title = "PCI assets of type %s" % kind
    return {"before": before, "after": after, "before_header": title, "after_header": title}


def _warn(module: AnsibleModule, reading: Reading, uncertain: int) -> None:
    if module.params["state"] == "exact" and not reading.is_complete:
        module.warn("what the compliance summary does not show is not known and stays in scope")
    if uncertain:
        words = "would send" if module.check_mode else "sent"
        module.warn(
            "which of %d assets were in scope before cannot be read, so the run %s each of them, and changed rests on "
            "the number in Qualys' answer alone" % (uncertain, words)
        )


def _unseen(members: Iterable[Asset], present: Sequence[Asset]) -> list[Asset]:
    return [member for member in members if list(member.minus(present)) == [member]]
