# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin within this process, without ansible-core's loader and configuration."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import yaml
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.plugins import AnsiblePlugin
from ansible.plugins.doc_fragments import constructed, inventory_cache

from ansible_collections.community.qualys.plugins.doc_fragments import connection, host_asset
from ansible_collections.community.qualys.plugins.inventory import qualys_hostasset

DOCUMENTS = (
    constructed.ModuleDocFragment.DOCUMENTATION,
    inventory_cache.ModuleDocFragment.DOCUMENTATION,
    connection.ModuleDocFragment.PLUGINS,
    host_asset.ModuleDocFragment.SEARCH,
    host_asset.ModuleDocFragment.DETAIL,
    qualys_hostasset.DOCUMENTATION,
)
DEFINITIONS = {name: option for document in DOCUMENTS for name, option in yaml.safe_load(document)["options"].items()}
DEFAULTS = {name: option.get("default") for name, option in DEFINITIONS.items()}


@contextlib.contextmanager
def inventory_plugin() -> Iterator[qualys_hostasset.InventoryModule]:
    """Only ansible-core's loader can look options up in its configuration, so the documented defaults stand in."""

    def set_options(self, task_keys=None, var_options=None, direct=None):
        self._options = {**DEFAULTS, **(direct or {})}

    def get_option(self, name, **_more):
        return self._options[name]

    with mock.patch.multiple(
        AnsiblePlugin, set_options=set_options, option_definitions=DEFINITIONS, get_option=get_option, create=True
    ):
        made = qualys_hostasset.InventoryModule()
        made._redirected_names = [made.NAME]
        yield made


def parsed(
    plugin: qualys_hostasset.InventoryModule, folder: Path, url: str, cache: bool = True, /, **options: Any
) -> InventoryData:
    """Return the inventory that a source with these options makes; raises what the plugin raises."""
    path = folder / "qualys_hostasset.yml"
    login = {"api_url": url, "username": "demo", "password": "demo", "retries": 0}
    path.write_text(yaml.safe_dump({"plugin": plugin.NAME, **login, **options}), encoding="utf-8")
    assert plugin.verify_file(str(path))
    inventory = InventoryData()
    inventory.current_source = str(path)
    plugin.parse(inventory, DataLoader(), str(path), cache)
    inventory.reconcile_inventory()
    return inventory
