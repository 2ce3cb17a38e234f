# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs Ansible's commands as a user does: the installed collection, every ansible-core there is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[2]
COLLECTIONS = os.environ.get("ANSIBLE_COLLECTIONS_PATH") or str(ROOT / "build" / "collections")
# Directories of virtual environments; without them, the one that runs the tests.
CORES = [Path(core) for core in os.environ.get("QUALYS_TEST_CORES", sys.prefix).split(os.pathsep) if core]
PLUGIN = "community.qualys.qualys_hostasset"


class Run(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def inventory(self) -> Any:
        """The answer of ansible-inventory --list."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def hostvars(self) -> dict[str, dict[str, Any]]:
        """The variables by host name."""
        return self.inventory["_meta"]["hostvars"]

    @property
    def ids(self) -> list[int]:
        """The asset ids of all hosts, sorted."""
        return sorted(host["qualys_id"] for host in self.hostvars.values())


class Ansible:
    """Commands of one ansible-core in a directory of their own, with an environment that holds no surprises."""

    def __init__(self, core: Path, folder: Path, url: str) -> None:
        self.core = core
        self.folder = folder
        self.environment = {
            "PATH": "%s%s%s" % (core / "bin", os.pathsep, os.defpath),
            "LC_ALL": "C.UTF-8",
            "HOME": str(folder / "home"),
            "ANSIBLE_COLLECTIONS_PATH": COLLECTIONS,
            "ANSIBLE_NOCOLOR": "1",
            "QUALYS_API_URL": url,
            "QUALYS_USERNAME": "demo",
            "QUALYS_PASSWORD": "demo",
        }
        (folder / "home").mkdir()

    def source(self, name: str = "qualys_hostasset.yml", **options: Any) -> str:
        """Write an inventory source and return its path."""
        path = self.folder / name
        path.write_text(yaml.safe_dump({"plugin": PLUGIN, **options}), encoding="utf-8")
        return str(path)

    def run(self, *command: str, env: Mapping[str, str | None] | None = None) -> Run:
        """Run a command; a variable that is None is taken out of the environment."""
        environment = {**self.environment, **(env or {})}
        done = subprocess.run(
            command,
            env={name: value for name, value in environment.items() if value is not None},
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    def export(self, *more: str, env: Mapping[str, str | None] | None = None, **options: Any) -> Run:
        """Run the command that AWX runs on a source with these options."""
        source = self.source(**options)
        return self.run("ansible-inventory", "-i", source, "--list", "--export", *more, env=env)

    def play(self, *tasks: dict[str, Any], source: str, flags: tuple[str, ...] = ()) -> Run:
        """Run a play with these tasks on all hosts, in the controller."""
        path = self.folder / "play.yml"
        play = {"hosts": "all", "gather_facts": False, "connection": "local", "tasks": list(tasks)}
        path.write_text(yaml.safe_dump([play]), encoding="utf-8")
        return self.run("ansible-playbook", "-i", source, str(path), *flags)
