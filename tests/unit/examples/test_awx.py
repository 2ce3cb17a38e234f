# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What examples/awx says fits the collection, and the rules that AWX has for it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from dateutil import rrule

from ansible_collections.community.qualys.plugins.module_utils._settings import OPTIONS, PCI_OPTIONS

ROOT = Path(__file__).resolve().parents[3]
AWX = ROOT / "examples" / "awx"
PROJECT = AWX / "project"
BY_ENV = {option.env: option for option in OPTIONS + PCI_OPTIONS}
BY_NAME = {option.name: option for option in OPTIONS + PCI_OPTIONS}


class Loader(yaml.SafeLoader):
    """Reads Ansible's tag for text that is no template."""


Loader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))


def load(name):
    return yaml.load((AWX / name).read_text(encoding="utf-8"), Loader)


RAW = json.loads((AWX / "credential_type.json").read_text(encoding="utf-8"))
FIELDS = {field["id"]: field for field in RAW["inputs"]["fields"]}
DATA = load("controller.yml")
TEMPLATES = DATA["controller_templates"]
ASKING = [template for template in TEMPLATES if template.get("survey_enabled")]


def test_the_files_are_those_that_the_table_makes():
    tool = ROOT / "tools" / "awx_credential_type.py"
    done = subprocess.run([sys.executable, tool, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_both_forms_say_the_same():
    assert load("credential_type.yml") == {"controller_credential_types": [RAW]}


class TestInjectors:
    def test_every_injected_name_is_the_variable_of_an_option(self):
        assert set(RAW["injectors"]) == {"env"}
        assert set(RAW["injectors"]["env"]) == set(BY_ENV)
        for name, template in RAW["injectors"]["env"].items():
            assert template == "{{ %s }}" % BY_ENV[name].name

    def test_awx_allows_every_injected_name(self):
        for name in RAW["injectors"]["env"]:
            assert re.fullmatch("QUALYS_[A-Z_]+", name)
            assert not name.startswith("ANSIBLE_")

    def test_no_brace_is_left_for_ansible_to_fill_in(self):
        text = (AWX / "credential_type.yml").read_text(encoding="utf-8")
        assert text.count("{{") == text.count('!unsafe "{{ ') == len(BY_ENV)


class TestInputs:
    def test_every_option_has_a_field_and_every_field_an_option(self):
        assert set(FIELDS) == set(BY_NAME)
        assert len(RAW["inputs"]["fields"]) == len(FIELDS)

    @pytest.mark.parametrize("name", BY_NAME)
    def test_secrets_are_marked_and_nothing_else_is(self, name):
        assert FIELDS[name].get("secret", False) is BY_NAME[name].secret
        assert BY_NAME[name].secret is name.endswith("password")

    def test_no_field_is_boolean(self):
        # AWX takes a boolean that nobody filled in for false: certificates would not be verified any more.
        assert {field["type"] for field in FIELDS.values()} == {"string"}
        assert FIELDS["validate_certs"]["choices"] == ["true", "false"]

    def test_keys_are_those_that_awx_knows(self):
        known = {"id", "label", "type", "secret", "choices", "help_text"}
        for field in FIELDS.values():
            assert set(field) <= known
            assert not re.search(r"\b[CEOV]\(", field["help_text"])
        assert set(RAW) == {"name", "description", "kind", "inputs", "injectors"}


class TestController:
    def test_names_refer_to_what_is_there(self):
        names = {kind: {one["name"] for one in rows} for kind, rows in DATA.items()}
        credential = DATA["controller_credentials"][0]
        assert credential["credential_type"] == RAW["name"]
        assert set(credential["inputs"]) <= set(FIELDS)
        for source in DATA["controller_inventory_sources"]:
            assert source["inventory"] in names["controller_inventories"]
            assert source["source_project"] in names["controller_projects"]
            assert source["credential"] in names["controller_credentials"]
            assert source["execution_environment"] in names["controller_execution_environments"]
            assert (PROJECT / source["source_path"]).is_file()
        for template in TEMPLATES:
            assert template["inventory"] in names["controller_inventories"]
            assert template["project"] in names["controller_projects"]
            assert set(template["credentials"]) <= names["controller_credentials"]
            assert template["execution_environment"] in names["controller_execution_environments"]
            assert (PROJECT / template["playbook"]).is_file()
        startable = names["controller_templates"] | names["controller_inventory_sources"]
        for schedule in DATA["controller_schedules"]:
            assert schedule["unified_job_template"] in startable

    @pytest.mark.parametrize("template", ASKING, ids=lambda template: template["name"])
    def test_surveys_ask_for_what_the_playbook_uses(self, template):
        questions = {question["variable"]: question for question in template["survey_spec"]["spec"]}
        text = (PROJECT / template["playbook"]).read_text(encoding="utf-8")
        prefix = Path(template["playbook"]).stem.rstrip("s")
        used = set(re.findall(r"\b%ss?_\w+" % prefix, re.sub("onboarding_report_|#.*", "", text)))
        assert used == set(questions)
        for question in questions.values():
            assert {"question_name", "variable", "type", "required"} <= set(question)
            assert question["type"] in ("text", "textarea", "multiplechoice", "multiselect")
            assert question["type"].startswith("multi") is ("choices" in question)
            if "choices" in question and "default" in question:
                assert set(question["default"].split("\n")) <= set(question["choices"])

    @pytest.mark.parametrize("schedule", DATA["controller_schedules"], ids=lambda schedule: schedule["name"])
    def test_schedules_are_such_as_awx_takes(self, schedule):
        start, rule = schedule["rrule"].split(" ")
        assert re.fullmatch(r"DTSTART;TZID=[A-Za-z]+/[A-Za-z]+:\d{8}T\d{6}", start)
        assert "INTERVAL=" in rule
        assert rrule.rrulestr("%s\n%s" % (start, rule))[0]

    def test_scheduled_surveys_are_answered(self):
        surveys = {template["name"]: template["survey_spec"]["spec"] for template in ASKING}
        for schedule in DATA["controller_schedules"]:
            questions = surveys.get(schedule["unified_job_template"], [])
            assert {question["variable"] for question in questions if question["required"]} == set(
                schedule.get("extra_data", {})
            )

    def test_no_secret_is_written_down(self):
        for credential in DATA["controller_credentials"]:
            for name, value in credential["inputs"].items():
                if BY_NAME[name].secret:
                    assert value.startswith("{{ lookup('ansible.builtin.env', 'QUALYS_")


@pytest.mark.parametrize("page", ["docs/guides/awx.md", "examples/awx/README.md"])
def test_links_lead_somewhere(page):
    path = ROOT / page
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert links
    assert not [link for link in links if not (path.parent / link).exists()]
