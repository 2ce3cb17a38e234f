# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One set of defaults for the action group serves every module."""

from __future__ import annotations

import pytest

from tests.simulator.server import Simulator

READS = {
    "qualys_was_schedule_info": {},
    "qualys_host_asset_info": {"limit": 1},
    "qualys_activation_key_info": {},
    "qualys_pci_asset_info": {},
    "qualys_pci_scan_info": {},
    "qualys_was_schedule": {"id": 1688},
    "qualys_agent_activation": {"asset_ids": [5214017], "modules": ["SA"]},
    "qualys_activation_key": {"title": "Linux servers"},
    "qualys_agent_installer_info": {"system": "linux"},
    "qualys_pci_asset": {"assets": []},
    "qualys_api_probe": {"probes": ["error_http", "pci_saml"]},
}


@pytest.mark.parametrize("module", READS)
def test_all_logins_in_one_set_of_defaults(simulator, run, module):
    simulator.switches.pci_asset_list = "on"
    result = run(
        module,
        **{
            "api_url": simulator.url,
            "username": Simulator.user,
            "password": Simulator.password,
            "pci_url": simulator.url,
            "pci_username": Simulator.user,
            "pci_password": Simulator.password,
            **READS[module],
        },
    )
    assert not result.get("failed"), result["msg"]
    assert not result["changed"]
