# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""examples/awx/setup.yml runs, on every ansible-core, and hands over to AWX what the data say.

AWX itself is no package. Modules of the same names and arguments stand in for the collection awx.awx and note what they
are given; that the data are such as AWX takes is tested in tests/unit/examples.
"""

from __future__ import annotations

import json
import os

import pytest
import yaml

from tests.system.inventory_runs import CORES, Ansible
from tests.system.runner_jobs import AWX

# The arguments that setup.yml uses, as the documentation of awx.awx 24.6 has them.
ARGUMENTS = {
    "credential_type": {"description": "str", "kind": "str", "inputs": "dict", "injectors": "dict"},
    "credential": {"organization": "str", "credential_type": "str", "inputs": "dict"},
    "execution_environment": {"image": "str", "pull": "str"},
    "project": {
        "organization": "str",
        "scm_type": "str",
        "scm_url": "str",
        "scm_update_on_launch": "bool",
        "scm_update_cache_timeout": "int",
    },
    "inventory": {"organization": "str"},
    "inventory_source": {
        "inventory": "str",
        "organization": "str",
        "source": "str",
        "source_project": "str",
        "source_path": "str",
        "credential": "str",
        "execution_environment": "str",
        "overwrite": "bool",
        "overwrite_vars": "bool",
        "update_on_launch": "bool",
        "update_cache_timeout": "int",
    },
    "job_template": {
        "description": "str",
        "organization": "str",
        "job_type": "str",
        "inventory": "str",
        "project": "str",
        "playbook": "str",
        "credentials": "list",
        "execution_environment": "str",
        "diff_mode": "bool",
        "ask_job_type_on_launch": "bool",
        "allow_simultaneous": "bool",
        "survey_enabled": "bool",
        "survey_spec": "dict",
    },
    "schedule": {"organization": "str", "unified_job_template": "str", "rrule": "str", "extra_data": "dict"},
}
STAND_IN = """\
import json, os
from ansible.module_utils.basic import AnsibleModule
module = AnsibleModule({"name": {"required": True}, **{name: {"type": kind} for name, kind in %r.items()}})
given = {name: value for name, value in module.params.items() if value is not None}
with open(os.environ["STAND_IN_JOURNAL"], "a") as journal:
    journal.write(json.dumps([%r, given]) + "\\n")
module.exit_json(changed=True)
"""


@pytest.fixture(params=CORES, ids=lambda core: core.name)
def given(request, tmp_path):
    """What each module was given, by module, after a run of the playbook."""
    modules = tmp_path / "collections" / "ansible_collections" / "awx" / "awx" / "plugins" / "modules"
    modules.mkdir(parents=True)
    for name, arguments in ARGUMENTS.items():
        (modules / (name + ".py")).write_text(STAND_IN % (arguments, name))
    journal = tmp_path / "journal"
    ansible = Ansible(request.param, tmp_path, "https://qualysapi.example.com")
    env = {
        "ANSIBLE_COLLECTIONS_PATH": str(tmp_path / "collections"),
        "STAND_IN_JOURNAL": str(journal),
        "QUALYS_PASSWORD": "{{ 7*7 }} canary",
        "QUALYS_PLATFORM": "",
        "PATH": ansible.environment["PATH"] + os.pathsep + os.defpath,
    }
    run = ansible.run("ansible-playbook", "-vvv", str(AWX / "setup.yml"), env=env)
    assert run.code == 0, run.out + run.err
    assert "canary" not in run.out + run.err
    found = {name: [] for name in ARGUMENTS}
    for line in journal.read_text().splitlines():
        name, arguments = json.loads(line)
        found[name].append(arguments)
    return found


def test_awx_is_given_what_the_data_say(given):
    raw = json.loads((AWX / "credential_type.json").read_text(encoding="utf-8"))
    assert given["credential_type"] == [raw]
    data = yaml.safe_load((AWX / "controller.yml").read_text(encoding="utf-8"))
    rows = {
        "execution_environment": "controller_execution_environments",
        "project": "controller_projects",
        "inventory": "controller_inventories",
        "inventory_source": "controller_inventory_sources",
        "job_template": "controller_templates",
        "schedule": "controller_schedules",
    }
    for template in data["controller_templates"]:
        template.setdefault("survey_enabled", False)
    for module, name in rows.items():
        assert given[module] == data[name]
    # Filled in from the environment; empty fields are left out, and no secret is taken for a template.
    assert given["credential"] == [
        {
            "name": "Qualys",
            "organization": "Default",
            "credential_type": "Qualys",
            "inputs": {
                "api_url": "https://qualysapi.example.com",
                "username": "demo",
                "password": "{{ 7*7 }} canary",
                "max_wait": "900",
            },
        }
    ]
