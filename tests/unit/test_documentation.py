# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every plugin is documented to the last option. That what is marked up exists is what antsibull-docs looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from tests import plugin_docs
from tests.returns import documented

KINDS = ("modules", "inventory", "filter")
PLUGINS = [(kind, name) for kind in KINDS for name in plugin_docs.names(kind)]
MODULES = plugin_docs.names("modules")
ROLES = sorted(path.name for path in (plugin_docs.ROOT / "roles").iterdir())
ATTRIBUTES = {
    "action",
    "action_group",
    "async",
    "become",
    "bypass_host_loop",
    "check_mode",
    "connection",
    "delegation",
    "diff_mode",
    "idempotent",
    "platform",
}
# Modules whose diff or second run is not like that of the others; their documentation says why.
EXCEPTIONS = {
    ("qualys_api_probe", "diff_mode"): "none",
    ("qualys_api_probe", "idempotent"): "partial",
    ("qualys_pci_asset", "idempotent"): "partial",
    ("qualys_pci_scan", "idempotent"): "partial",
}


def version(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


RELEASED = version(yaml.safe_load((plugin_docs.ROOT / "galaxy.yml").read_text(encoding="utf-8"))["version"])


def paragraphs(said: Mapping[str, Any]) -> list[str]:
    """Return a description, which is one text or several."""
    found = said["description"]
    return [found] if isinstance(found, str) else list(found)


def options(doc: Mapping[str, Any], below: str, above: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every option as a dotted path; ``below`` is the key under which an option has options of its own."""
    for name, said in doc.get("options", {}).items():
        yield above + name, said
        yield from options({"options": said.get(below, {})}, below, above + name + ".")


def role_spec(role: str) -> Mapping[str, Any]:
    path = plugin_docs.ROOT / "roles" / role / "meta" / "argument_specs.yml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["argument_specs"]
    return found


def unfinished(described: Iterator[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """Return what has a description that is no sentence."""
    return [path for path, said in described for text in paragraphs(said) if text[-1] not in ".:?" or text[0].islower()]


@pytest.mark.parametrize(("kind", "name"), PLUGINS)
def test_plugins_say_what_they_are(kind, name):
    doc = plugin_docs.documentation(kind, name)
    assert doc["module" if kind == "modules" else "name"] == name
    assert version(doc["version_added"]) <= RELEASED
    assert doc["author"]
    assert yaml.safe_load(plugin_docs.texts(plugin_docs.PLUGINS / kind / (name + ".py"))["DOCUMENTATION"])["seealso"]
    assert not doc["short_description"].endswith(".")
    assert not unfinished(iter([(name, doc)]))


@pytest.mark.parametrize(("kind", "name"), PLUGINS)
def test_options_are_described_in_sentences(kind, name):
    found = list(options(plugin_docs.documentation(kind, name), "suboptions"))
    assert found
    assert unfinished(iter(found)) == []
    for path, said in found:
        assert said["type"], path
        assert said["type"] != "list" or said["elements"], path
        since = said.get("version_added")
        added = version(plugin_docs.documentation(kind, name)["version_added"])
        assert since is None or added < version(since) <= RELEASED, path


@pytest.mark.parametrize(("kind", "name"), PLUGINS)
def test_returned_values_are_described_in_sentences(kind, name):
    assert unfinished(documented(plugin_docs.returned(kind, name))) == []


@pytest.mark.parametrize("name", MODULES)
def test_modules_say_when_a_value_is_returned(name):
    for key, said in plugin_docs.returned("modules", name).items():
        assert said["returned"], key


@pytest.mark.parametrize("name", MODULES)
def test_modules_have_all_attributes(name):
    attributes = plugin_docs.documentation("modules", name)["attributes"]
    assert set(attributes) == ATTRIBUTES
    assert attributes["check_mode"]["support"] == "full"
    diff = "N/A" if name.endswith("_info") else "full"
    assert attributes["diff_mode"]["support"] == EXCEPTIONS.get((name, "diff_mode"), diff)
    assert attributes["idempotent"]["support"] == EXCEPTIONS.get((name, "idempotent"), "full")


@pytest.mark.parametrize("role", ROLES)
def test_roles_are_described(role):
    for name, entry in role_spec(role).items():
        assert version(entry["version_added"]) <= RELEASED, name
        assert entry["author"], name
        assert unfinished(iter([(name, entry), *options(entry, "options")])) == [], name


def test_the_same_key_is_documented_alike():
    """A key is an object; what is said of a schedule that is kept and of one that is read differs only in when."""

    def shape(module: str, above: str) -> dict[str, tuple[Any, ...]]:
        keys = documented(plugin_docs.returned("modules", module)[above]["contains"])
        return {path: (said["type"], said.get("elements"), said.get("sample")) for path, said in keys}

    for one, other, more in (
        (("qualys_was_schedule", "schedule"), ("qualys_was_schedule_info", "schedules"), {"icalendar"}),
        (("qualys_activation_key", "key"), ("qualys_activation_key_info", "activation_keys"), set()),
    ):
        kept, read = shape(*one), shape(*other)
        assert set(read) - set(kept) == more
        assert {path: read[path] for path in kept} == kept
