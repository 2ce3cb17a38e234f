# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The inventory sources and plays that are measured, as files."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PLUGIN = "community.qualys.qualys_hostasset"
KEYED_GROUPS = (
    {"key": "qualys_azure_location", "prefix": "azure"},
    {"key": "qualys_tags", "prefix": "tag"},
)
# Variables of a play that keep a module on the target, where it would otherwise run in the controller.
ON_THE_TARGET = {"qualys_run_in_controller": False}
SCHEDULE = 1688


def without_fast_path(groups: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The same groups with keys that only Jinja can evaluate, as ansible-core does for every plugin."""
    return [{**group, "key": f"({group['key']})"} for group in groups]


def plugin_source(folder: Path, name: str, groups: Sequence[dict[str, str]] = (), **options: Any) -> str:
    """Write a source of our plugin and return its path. JSON is YAML, too."""
    path = folder / f"{name}.qualys.yml"
    settings = {"plugin": PLUGIN, **({"keyed_groups": list(groups)} if groups else {}), **options}
    path.write_text(json.dumps(settings), encoding="utf-8")
    return str(path)


def static_source(folder: Path, listing: Path) -> str:
    """Write an inventory script that has everything ready: what ansible-core itself needs for these hosts."""
    path = folder / "static.sh"
    path.write_text(f"#!/bin/sh\nexec cat {shlex.quote(str(listing))}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def play(folder: Path, name: str, task: dict[str, Any], times: int, **variables: Any) -> str:
    """Write a play that does the same several times, in the controller's place, and return its path."""
    path = folder / f"{name}-{times}.yml"
    variables = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable, **variables}
    tasks = [{"name": f"Task {number}", **task} for number in range(1, times + 1)]
    document = [{"hosts": "localhost", "gather_facts": False, "vars": variables, "tasks": tasks}]
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def schedule_task() -> dict[str, Any]:
    """The schedule of the simulator as it is, so that nothing changes: one read by id."""
    return {
        "community.qualys.qualys_was_schedule": {
            "id": SCHEDULE,
            "name": "Shop weekly",
            "type": "vulnerability",
            "option_profile": "Initial WAS Options",
            "scheduling": {
                "occurrence": "weekly",
                "on_days": ["monday", "thursday"],
                "time_zone": "Europe/Paris",
                "cancel_after_hours": 6,
            },
            "notification": {"active": False},
            "send_mail": True,
        }
    }


def uri_task(url: str, ca_path: str) -> dict[str, Any]:
    """The same read with Ansible's own module, and nothing done with the answer."""
    return {
        "ansible.builtin.uri": {
            "url": f"{url}/qps/rest/3.0/get/was/wasscanschedule/{SCHEDULE}",
            "url_username": "demo",
            "url_password": "demo",
            "force_basic_auth": True,
            "ca_path": ca_path,
            "return_content": True,
        }
    }
