# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tasks of one run of Ansible know of each other where they use the same login."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._settings import OPTIONS, PCI_OPTIONS
from ansible_collections.community.qualys.plugins.module_utils._transport.session import Session
from ansible_collections.community.qualys.plugins.plugin_utils.forked_module import End, Start, run_forked
from ansible_collections.community.qualys.plugins.plugin_utils.login_once import Login, Logins

LOGIN = ("platform", "api_url", "username", "password", "pci_url", "pci_username", "pci_password")
# In the result of a module whose login was refused; what a user writes cannot stand there unescaped.
_MARK = b'"login": "refused"'
# Made when the action is loaded, which Ansible does before it has workers.
LOGINS = Logins()


def login_of(module_name: str, arguments: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """Return all that the login of a task is made of; PCI has another one than the platform."""
    is_pci = module_name.rpartition(".")[2].startswith("qualys_pci_")
    options = [option for option in (PCI_OPTIONS if is_pci else OPTIONS) if option.name in LOGIN]
    given = {option.name: arguments.get(option.name) for option in options}
    return {**given, **{option.env: environment.get(option.env) for option in options}, "is_pci": is_pci}


def run_unless_refused(login: Login, start: Start) -> End:
    """Run a module, unless its login was refused before: then end as it did."""
    with login.turn() as said:
        if said is not None:
            failure = {"failed": True, "changed": False, "msg": said, "error": {"login": "refused"}}
            return End(1, json.dumps(failure).encode("utf-8"), b"")

        def main() -> None:
            # In the child, which ends before anybody else could see it.
            Session.fellows = login
            start.main()

        end = run_forked(start._replace(main=main))
        if _MARK in end.out:
            login.refuse(_message_in(end.out))
        return end


def _message_in(out: bytes) -> str:
    try:
        return str(json.loads(out)["msg"])
    except (ValueError, KeyError, TypeError):
        return "Qualys refused this login before, and it was not tried again because accounts lock"
