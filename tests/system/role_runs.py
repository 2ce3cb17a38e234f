# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a role as a whole, as a user's play does, and reads back what it says and sums up."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.system.inventory_runs import Ansible, Run
from tests.system.throwaway_root import ThrowawayRoot

RECAP = re.compile(r"^(\S+)\s+: ok=\d+\s+changed=(\d+)\s+unreachable=\d+\s+failed=(\d+)", re.MULTILINE)


class Played(NamedTuple):
    """What a play left behind; ``summary`` is the role's fact, None where it did not come so far."""

    code: int
    text: str
    changed: int
    summary: Any

    @property
    def is_good(self) -> bool:
        """Whether nothing failed."""
        return self.code == 0


class Roles(Ansible):
    """Ansible with both logins of the simulator."""

    def __init__(self, core: Path, folder: Path, url: str) -> None:
        super().__init__(core, folder, url)
        self.environment.update(
            QUALYS_PCI_URL=url,
            QUALYS_PCI_USERNAME="demo",
            QUALYS_PCI_PASSWORD="demo",
            QUALYS_RETRIES="0",
            ANSIBLE_LOCALHOST_WARNING="false",
            ANSIBLE_INVENTORY_UNPARSED_WARNING="false",
        )
        self.inventory = folder / "inventory"
        self.inventory.write_text("")

    def play_role(
        self,
        role: str,
        variables: Mapping[str, Any],
        *flags: str,
        hosts: str = "localhost",
        facts: Mapping[str, Any] | None = None,
    ) -> Played:
        """Play one role with variables; check mode and the like are flags, ``facts`` are what came before it left."""
        kept = self.folder / "summary.json"
        keep = {
            "name": "Keep the summary",
            "ansible.builtin.copy": {"content": "{{ %s_summary | to_json }}" % role, "dest": str(kept), "mode": "0600"},
            "delegate_to": "localhost",
            "check_mode": False,
            "changed_when": False,
            "diff": False,
            "tags": ["always"],
        }
        play = {
            "hosts": hosts,
            "gather_facts": False,
            "vars": dict(variables),
            "pre_tasks": [{"ansible.builtin.set_fact": dict(facts)}] if facts else [],
            "roles": ["community.qualys." + role],
            "post_tasks": [keep],
        }
        (self.folder / "play.yml").write_text(yaml.safe_dump([play]), encoding="utf-8")
        kept.unlink(missing_ok=True)
        done = self.run("ansible-playbook", "-i", str(self.inventory), "play.yml", *flags)
        return self.played(done, json.loads(kept.read_text()) if kept.exists() else None)

    def played(self, done: Run, summary: Any = None) -> Played:
        """Return what a run of ansible-playbook was; warnings and errors are in its text."""
        changed = sum(int(number) for _host, number, _failed in RECAP.findall(done.out))
        return Played(done.code, done.out + done.err, changed, summary)


class RolesInRoot(Roles):
    """The same, all of it inside a throwaway root, which is then the controller and the target in one."""

    def __init__(self, core: Path, folder: Path, url: str, root: ThrowawayRoot) -> None:
        super().__init__(core, folder, url)
        self.root = root
        # The package manager's own modules need the Python of the system.
        self.inventory.write_text("web1 ansible_connection=local ansible_python_interpreter=/usr/bin/python3\n")

    def run(self, *command: str, env: Mapping[str, str | None] | None = None) -> Run:
        """Run a command inside."""
        environment = {**self.environment, **(env or {})}
        environment["PATH"] += ":/usr/sbin:/sbin"
        kept = {name: value for name, value in environment.items() if value is not None}
        done = self.root.run(command, kept, self.folder)
        return Run(done.returncode, done.stdout, done.stderr)
