# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What roles take and pass on stays in step with the modules, with their defaults, and with their documents."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ROLES = sorted(path.name for path in (ROOT / "roles").iterdir())
PREFIX = "community.qualys."
# Where a role takes the options of a module: the role, the path to the options, the module and the path there, what
# the role adds of its own, and what it keeps for itself.
MIRRORED = (
    (
        "azure_onboarding",
        "azure_onboarding_searches.azure",
        ("qualys_host_asset_info", "azure"),
        set(),
        set(),
    ),
    ("azure_onboarding", "azure_onboarding_searches.criteria", ("qualys_host_asset_info", "criteria"), set(), set()),
    (
        "was_onboarding",
        "was_onboarding_web_apps",
        ("qualys_was_schedule", ""),
        {"web_app"},
        {"id", "new_name", "state"},
    ),
    (
        "was_onboarding",
        "was_onboarding_defaults",
        ("qualys_was_schedule", ""),
        set(),
        {"id", "name", "new_name", "state"},
    ),
    (
        "agent_onboarding",
        "agent_onboarding_key",
        ("qualys_activation_key", ""),
        set(),
        {"id", "activation_key", "new_title", "state", "reveal", "move_agents"},
    ),
    (
        "pci_onboarding",
        "pci_onboarding_virtual_hosts",
        ("qualys_pci_asset", "virtual_hosts"),
        set(),
        set(),
    ),
    (
        "pci_onboarding",
        "pci_onboarding_scans",
        ("qualys_pci_scan", ""),
        set(),
        {"state", "scan_id", "launch_type", "poll_interval", "wait_timeout", "fail_on"},
    ),
)


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def specs(role):
    return read(ROOT / "roles" / role / "meta" / "argument_specs.yml")["argument_specs"]


def documented(name, folder="modules"):
    """Return the options that a plugin file documents, those of its fragments of this collection included."""
    found = {}
    for node in ast.parse((ROOT / "plugins" / folder / f"{name}.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "DOCUMENTATION":
            found = yaml.safe_load(node.value.value)
    options = dict(found.get("options") or {})
    for fragment in found.get("extends_documentation_fragment", ()):
        file, _dot, part = fragment[len(PREFIX) :].partition(".")
        if file not in ("attributes", "connection"):
            options.update(fragment_options(file, (part or "documentation").upper()))
    return options


def fragment_options(file, part):
    tree = ast.parse((ROOT / "plugins" / "doc_fragments" / f"{file}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and node.targets[0].id == part:
            return yaml.safe_load(node.value.value)["options"]
    raise AssertionError((file, part))


def within(options, path, key):
    for name in filter(None, path.split(".")):
        options = options[name][key]
    return options


def tasks_of(role):
    """Return every task of a role, those in blocks included."""
    queue = [
        task
        for folder in ("tasks", "handlers")
        for path in sorted((ROOT / "roles" / role / folder).rglob("*.yml"))
        for task in read(path) or []
    ]
    found = []
    while queue:
        task = queue.pop()
        found.append(task)
        for part in ("block", "rescue", "always"):
            queue += task.get(part, [])
    return found


def compare(mirror, original, path):
    for name, option in mirror.items():
        assert name in original, f"{path}.{name}"
        for word in ("type", "elements", "choices"):
            if word in option:
                assert option[word] == original[name].get(word, "str"), f"{path}.{name} {word}"
        inner = original[name].get("suboptions")
        assert bool(option.get("options")) <= bool(inner), f"{path}.{name}"
        if inner:
            compare(option.get("options", {}), inner, f"{path}.{name}")


@pytest.mark.parametrize(
    ("role", "path", "module", "more", "less"), MIRRORED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_options_are_those_of_the_module(role, path, module, more, less):
    mirror = within(specs(role)["main"]["options"], path, "options")
    original = within(documented(module[0]), module[1], "suboptions")
    known = {name: option for name, option in mirror.items() if name not in more}
    compare(known, original, path)
    assert set(known) == set(original) - less


@pytest.mark.parametrize("role", ROLES)
def test_tasks_give_modules_only_what_these_have(role):
    for task in tasks_of(role):
        for word, arguments in task.items():
            if word.startswith(PREFIX):
                assert set(arguments or ()) <= set(documented(word[len(PREFIX) :])), task["name"]


@pytest.mark.parametrize("role", ROLES)
def test_every_task_has_tags_and_none_a_shell(role):
    for task in tasks_of(role):
        assert not {"ansible.builtin.shell", "ansible.builtin.raw", "ansible.builtin.script"} & set(task)
    for path in sorted((ROOT / "roles" / role / "tasks").rglob("*.yml")):
        for task in read(path):
            assert task.get("tags"), (path.name, task["name"])


@pytest.mark.parametrize("role", ROLES)
def test_defaults_are_the_documented_ones(role):
    options = specs(role)["main"]["options"]
    defaults = read(ROOT / "roles" / role / "defaults" / "main.yml")
    assert set(defaults) <= set(options)
    for name, option in options.items():
        if "default" in option:
            assert defaults[name] == option["default"], name
        elif name in defaults:
            # What is computed is described instead.
            assert "{{" in str(defaults[name]), name


@pytest.mark.parametrize("role", ROLES)
def test_the_readme_names_every_variable_and_the_summary(role):
    text = (ROOT / "roles" / role / "README.md").read_text(encoding="utf-8")
    for name in specs(role)["main"]["options"]:
        assert f"`{name}`" in text, name
    assert f"`{role}_summary`:" in text
    tags = {tag for task in tasks_of(role) for tag in task.get("tags", []) if tag != "always"}
    assert tags <= set(re.findall(r"`(\w+)`", text)), tags


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_playbook(role):
    plays = read(ROOT / "playbooks" / f"{role}.yml")
    assert any(used["role"] == PREFIX + role for play in plays for used in play.get("roles", []))
    everything = (ROOT / "playbooks" / "onboard.yml").read_text(encoding="utf-8")
    assert f"import_playbook: {role}.yml" in everything


@pytest.mark.parametrize("role", ROLES)
def test_a_role_says_the_same_of_itself_in_both_places(role):
    meta = read(ROOT / "roles" / role / "meta" / "main.yml")
    assert meta["galaxy_info"]["description"] == specs(role)["main"]["short_description"]
    assert meta["dependencies"] == []
