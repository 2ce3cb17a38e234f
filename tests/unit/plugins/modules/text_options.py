# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every option of every module in which a user can write any text, as its documentation says, and a task around it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tests import plugin_docs

Path = tuple[Any, ...]
SHOP = {
    "name": "Any",
    "type": "vulnerability",
    "target": {"web_app": "Shop", "scanner": {"type": "external"}},
    "option_profile": "9001",
    "scheduling": {"start_date": "2031-01-01T00:00:00Z", "time_zone": "UTC", "occurrence": "once"},
}
# A task that works, for each module.
TASKS: dict[str, dict[str, Any]] = {
    "qualys_activation_key": {"title": "Any", "modules": ["VM"]},
    "qualys_activation_key_info": {},
    "qualys_agent_activation": {"modules": ["VM"]},
    "qualys_agent_installer": {"system": "linux", "architecture": "x86_64"},
    "qualys_agent_installer_info": {"system": "linux", "architecture": "x86_64"},
    "qualys_api_probe": {"probes": ["json_negotiation"]},
    "qualys_host_asset_info": {},
    "qualys_pci_asset": {"asset_type": "dns", "assets": ["shop.example.org"]},
    "qualys_pci_asset_info": {},
    "qualys_pci_scan": {"title": "Any", "target_ips": ["192.0.2.10"]},
    "qualys_pci_scan_info": {},
    "qualys_was_schedule": SHOP,
    "qualys_was_schedule_info": {},
}
# What has to be left out beside an option, and what it needs.
WITHOUT: dict[str, tuple[Path, ...]] = {
    "qualys_activation_key activation_key": (("title",),),
    "qualys_was_schedule target.web_apps": (("target", "web_app"),),
    "qualys_was_schedule target.included_tags.tags": (("target", "web_app"),),
    "qualys_was_schedule target.excluded_tags.tags": (("target", "web_app"),),
    "qualys_pci_asset virtual_hosts.0.fqdn": (("assets",),),
    "qualys_pci_asset virtual_hosts.0.ip": (("assets",),),
    "qualys_pci_asset virtual_hosts.0.path": (("assets",),),
    "qualys_pci_scan target_dns": (("target_ips",),),
}
_FIELD: dict[Path, Any] = {("criteria", 0, "field"): "name"}
WITH: dict[str, dict[Path, Any]] = {
    "qualys_activation_key new_title": {("title",): "Linux servers"},
    "qualys_activation_key_info criteria.0.value": {("criteria", 0, "field"): "activationKey"},
    "qualys_agent_activation criteria.0.value": _FIELD,
    "qualys_host_asset_info criteria.0.value": _FIELD,
    "qualys_was_schedule_info criteria.0.value": _FIELD,
    "qualys_was_schedule new_name": {("name",): "Shop weekly"},
    "qualys_was_schedule target.included_tags.tags": {("target", "included_tags", "match"): "any"},
    "qualys_was_schedule target.excluded_tags.tags": {
        ("target", "included_tags"): {"match": "any", "tags": ["prod"]},
        ("target", "excluded_tags", "match"): "any",
    },
    "qualys_was_schedule target.scanner.name": {("target", "scanner", "type"): "internal"},
    "qualys_was_schedule target.scanner.tags": {("target", "scanner", "type"): "tags"},
    "qualys_pci_asset virtual_hosts.0.fqdn": {
        ("asset_type",): "virtual_host",
        ("virtual_hosts", 0, "ip"): "192.0.2.10",
    },
    "qualys_pci_asset virtual_hosts.0.ip": {
        ("asset_type",): "virtual_host",
        ("virtual_hosts", 0, "fqdn"): "shop.example.org",
    },
    "qualys_pci_asset virtual_hosts.0.path": {
        ("asset_type",): "virtual_host",
        ("virtual_hosts", 0, "fqdn"): "shop.example.org",
        ("virtual_hosts", 0, "ip"): "192.0.2.10",
    },
    "qualys_pci_scan target_dns": {("scan_type",): "dns"},
}
for _name in ("tag_key", "tag_value", "vm_id"):
    for _module in ("qualys_agent_activation", "qualys_host_asset_info"):
        WITH["%s azure.tag_value" % _module] = {("azure", "tag_key"): "team"}
# They choose among what was read, and are not sent; the last is only used by probes that write.
LOCAL = frozenset(("qualys_pci_scan_info title", "qualys_activation_key_info title", "qualys_api_probe web_app"))
CONNECTION = set(plugin_docs.documentation("modules", "qualys_pci_asset_info")["options"]) & set(
    plugin_docs.documentation("modules", "qualys_was_schedule_info")["options"]
)


class TextOption(NamedTuple):
    """An option; its path has the names, and 0 for the first of a list."""

    module: str
    path: Path
    is_list: bool

    def __str__(self) -> str:
        return "%s %s" % (self.module, ".".join(map(str, self.path)))

    @property
    def name(self) -> str:
        """What an error has to name."""
        return str(self.path[0] if 0 in self.path else self.path[-1])

    def task(self, text: str) -> dict[str, Any]:
        """Return the options of a task that has the text in this option."""
        task = copy.deepcopy(TASKS[self.module])
        for path in WITHOUT.get(str(self), ()):
            _remove(task, path)
        for path, value in WITH.get(str(self), {}).items():
            _put(task, path, value)
        _put(task, self.path, [text] if self.is_list else text)
        return task


def _remove(task: dict[str, Any], path: Path) -> None:
    *parents, leaf = path
    for name in parents:
        task = task[name]
    del task[leaf]


def _put(task: Any, path: Path, value: Any) -> None:
    for name, following in zip(path, path[1:]):
        task = task[0] if name == 0 else task.setdefault(name, [{}] if following == 0 else {})
    task[path[-1]] = value


def _found(module: str, options: Mapping[str, Any], before: Path = ()) -> Iterator[TextOption]:
    for name, option in options.items():
        path = (*before, name)
        kind, elements = option.get("type", "str"), option.get("elements")
        if "suboptions" in option:
            yield from _found(module, option["suboptions"], (*path, 0) if kind == "list" else path)
        elif "choices" not in option and {"str", "raw"} & {kind, elements}:
            yield TextOption(module, path, kind == "list")


OPTIONS = [
    option
    for module in plugin_docs.names("modules")
    for option in _found(module, plugin_docs.documentation("modules", module)["options"])
    if option.path[0] not in CONNECTION and str(option) not in LOCAL
]
