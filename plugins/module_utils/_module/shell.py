# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame around every module: options in, result or one clear failure out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.parameters import remove_values

from ansible_collections.community.qualys.plugins.module_utils._errors import QualysError, printable
from ansible_collections.community.qualys.plugins.module_utils._settings import OPTIONS, PCI_OPTIONS
from ansible_collections.community.qualys.plugins.module_utils._wire.characters import refuse_unsendable

CONNECTION = frozenset(option.name for option in OPTIONS + PCI_OPTIONS)
ADDRESSES = ("api_url", "pci_url", "proxy")

Connect = Callable[[Mapping[str, Any], Callable[[str], None]], Any]
Work = Callable[[AnsibleModule, Any], "dict[str, Any]"]


class Module(AnsibleModule):
    """A module whose warnings and log lines, which quote what others wrote, cannot act on what they are shown on."""

    def log(self, msg: str, log_args: Any = None) -> None:
        """Log a line. What syslog cannot hold would end the module, without a word on which option it came from."""
        # Secrets first: escaped, they would not be found any more.
        super().log(printable(remove_values(msg, self.no_log_values)), log_args)

    def warn(self, warning: str, **more: Any) -> None:
        """Add a warning to the result."""
        super().warn(printable(warning), **more)


def run_module(connect: Connect, work: Work, argument_spec: dict[str, Any], **rules: Any) -> None:
    """Run ``work`` with what ``connect`` makes of the options, and hand its result to Ansible.

    ``rules`` are the keyword arguments of AnsibleModule, such as required_one_of.
    """
    module = Module(argument_spec=argument_spec, supports_check_mode=True, **rules)
    told: list[str] = []
    _hide_logins(module)
    dialect: Any = None
    try:
        _refuse_unsendable(module)
        dialect = connect(module.params, lambda line: told.append(printable(line)))
        result = work(module, dialect)
    except QualysError as error:
        module.fail_json(**_failure(error, dialect), **_told(module, told))
    module.exit_json(**result, **_told(module, told))


def _hide_logins(module: AnsibleModule) -> None:
    """Let Ansible blank an address that holds a login. It will be refused, but is shown with the task all the same."""
    for name in ADDRESSES:
        if "@" in (module.params.get(name) or ""):
            module.no_log_values.add(module.params[name])


def _refuse_unsendable(module: AnsibleModule) -> None:
    """Refuse what cannot be sent, but in logins, which go another way, and in paths, which stay here."""
    spec = module.argument_spec
    sent = {
        name: value
        for name, value in module.params.items()
        if name not in CONNECTION and spec.get(name, {}).get("type") != "path"
    }
    refuse_unsendable(sent, [name for name in sent if spec.get(name, {}).get("no_log")])


def _failure(error: QualysError, dialect: Any) -> dict[str, Any]:
    """Return the result of a task that failed: what is wrong, and what was done before that."""
    # The facts of an error must not take the place of what Ansible itself returns.
    changed = error.facts.pop("changed", None)
    account = ""
    # The probes ask through several sessions and take a refusal for an answer; they tell of their writes themselves.
    session = getattr(dialect, "session", None)
    if session is not None:
        ledger = session.ledger
        # An error that knows what was changed has told of it in its own words.
        account = ledger.account if changed is None else ledger.doubt
        changed = bool(ledger.done) if changed is None else changed
    return {"msg": error.message + account, "changed": bool(changed), "error": error.facts}


def _told(module: AnsibleModule, told: list[str]) -> dict[str, Any]:
    """Show waits, repeats and progress at -v; at default verbosity they are nobody's business."""
    return {"progress": told} if told and module._verbosity else {}
