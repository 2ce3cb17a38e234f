# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports point downwards, libraries have one importer each, and a module ships no more than it needs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
PACKAGE = "ansible_collections.community.qualys.plugins."
# Outermost first; see docs/architecture.md.
LAYERS = (
    "action",
    "modules",
    "inventory",
    "filter",
    "plugin_utils",
    "module_utils._module",
    "module_utils._probe",
    "module_utils._reconcile",
    "module_utils._resource",
    "module_utils._api",
    "module_utils._wire",
    "module_utils._transport",
    "module_utils._settings",
    "module_utils._errors",
)
WITH_ANSIBLE = {"action", "modules", "inventory", "filter", "plugin_utils", "module_utils._module"}
FILES = sorted(
    path
    for folder in ("action", "modules", "inventory", "filter", "plugin_utils", "module_utils")
    for path in (PLUGINS / folder).rglob("*.py")
)
MODULES = sorted(path.stem for path in (PLUGINS / "modules").glob("*.py"))
# What AnsiballZ sends to a target for one task.
MOST_FILES = 40
MOST_BYTES = 182 * 1024
# A person asks an account once; what the probes weigh is no fleet's burden.
MOST_BYTES_OF = {"qualys_api_probe": 226 * 1024}


def name_of(path):
    return ".".join(path.relative_to(PLUGINS).with_suffix("").parts)


def layer_of(name):
    return next((layer for layer in LAYERS if name == layer or name.startswith(layer + ".")), None)


def imports_of(path):
    """Return the full names that a file imports, those inside functions included, as AnsiballZ does."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update("%s.%s" % (node.module, alias.name) for alias in node.names)
    return found


def ours(path):
    known = {name_of(file) for file in FILES}
    return {name[len(PACKAGE) :] for name in imports_of(path) if name.startswith(PACKAGE)} & known


def loaded_by(name):
    """Return the name and those of all files that come along with its import."""
    by_name = {name_of(path): path for path in FILES}
    loaded, queue = set(), {name}
    while queue:
        name = queue.pop()
        loaded.add(name)
        queue |= ours(by_name[name]) - loaded
    return loaded


def shipped_with(module):
    """Return the names of all files that AnsiballZ packs for a module."""
    return loaded_by("modules." + module)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_point_downwards(path):
    own = layer_of(name_of(path))
    assert own is not None, "belongs to no layer"
    for name in ours(path):
        assert LAYERS.index(layer_of(name)) >= LAYERS.index(own), name


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_the_outer_layers_know_ansible(path):
    if layer_of(name_of(path)) not in WITH_ANSIBLE:
        assert not {name for name in imports_of(path) if name.split(".")[0] == "ansible"}


@pytest.mark.parametrize(
    ("library", "importer"), [("requests", "module_utils._transport.exchange"), ("lxml", "module_utils._wire.xml")]
)
def test_every_library_has_one_importer(library, importer):
    found = {name_of(path) for path in FILES if any(name.split(".")[0] == library for name in imports_of(path))}
    assert found == {importer}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_ships_what_it_needs_and_no_more(module):
    by_name = {name_of(path): path for path in FILES}
    shipped = shipped_with(module)
    size = sum(by_name[name].stat().st_size for name in shipped if not name.startswith("modules."))
    assert len(shipped) <= MOST_FILES, sorted(shipped)
    assert size <= MOST_BYTES_OF.get(module, MOST_BYTES)
    assert not {name for name in shipped if name.startswith(("action", "plugin_utils", "inventory", "filter"))}


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_documentation_and_one_call(module):
    tree = ast.parse((PLUGINS / "modules" / (module + ".py")).read_text(encoding="utf-8"))
    code = [
        node
        for node in tree.body
        if not (
            isinstance(node, ast.Assign)
            and getattr(node.targets[0], "id", "") in ("DOCUMENTATION", "EXAMPLES", "RETURN")
        )
    ]
    assert sum(node.end_lineno - node.lineno + 1 for node in code) <= 40


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_an_action_that_loads_it_and_no_other(module):
    path = PLUGINS / "action" / (module + ".py")
    assert ours(path) == {"modules." + module, "plugin_utils.controller_task"}
    behind = {name for name in loaded_by("plugin_utils.controller_task") if name.startswith("module_utils")}
    assert behind <= loaded_by("modules." + module), "the module does not need it"


def test_every_action_has_a_module():
    assert sorted(path.stem for path in (PLUGINS / "action").glob("*.py")) == MODULES


def test_every_core_that_is_tested_is_known_to_the_actions():
    """In any other, modules run on the target."""
    tested = assigned(PLUGINS.parent / "tools" / "cores.py", "CORES")
    newer = assigned(PLUGINS / "plugin_utils" / "core_module.py", "TAGGED")
    assert list(tested) == ["2.18", *newer]


def assigned(path, name):
    """Return the literal that a file gives to a name."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            return ast.literal_eval(node.value)
    raise LookupError(name)


def test_every_module_is_in_the_action_group():
    groups = yaml.safe_load((PLUGINS.parent / "meta" / "runtime.yml").read_text(encoding="utf-8"))["action_groups"]
    assert groups == {"all": MODULES}


@pytest.mark.parametrize("module", [module for module in MODULES if module.startswith("qualys_pci_")])
def test_pci_modules_ship_no_xml_and_no_other_dialect(module):
    shipped = shipped_with(module)
    assert "module_utils._api.pci" in shipped
    foreign = ("_wire.xml", "_wire.shape", "_api.qps", "_api.envelope", "_api.connect")
    assert not {name for name in shipped if name in {"module_utils." + one for one in foreign}}
    by_name = {name_of(path): path for path in FILES}
    assert not {name for name in shipped if any("lxml" in imported for imported in imports_of(by_name[name]))}
