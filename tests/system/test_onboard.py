# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook that runs every role from the example's vars file, on every ansible-core there is."""

from __future__ import annotations

import pytest

from tests.simulator.server import Simulator
from tests.system.inventory_runs import CORES, ROOT
from tests.system.role_runs import Roles

VARIABLES = ROOT / "playbooks" / "vars" / "onboard.yml"


@pytest.mark.parametrize("core", CORES, ids=lambda core: core.name)
def test_everything_from_one_vars_file(core, tmp_path):
    with Simulator(assets=60, switches={"pci_asset_list": "on"}) as simulator:
        roles = Roles(core, tmp_path, simulator.url)
        # Given like this it is text, as all extra variables are.
        command = ("ansible-playbook", "community.qualys.onboard", "-e", f"@{VARIABLES}", "-e")
        command += ("pci_onboarding_poll_interval=1", "-e", f"onboarding_report_path={tmp_path / 'report.html'}")

        foretold = roles.played(roles.run(*command, "--check", "--diff"))
        assert foretold.is_good, foretold.text
        assert simulator.journal.writes() == []
        first = roles.played(roles.run(*command))
        assert first.is_good, first.text
        assert first.changed == foretold.changed > 3
        assert (tmp_path / "report.html").is_file()
        simulator.journal.clear()
        second = roles.played(roles.run(*command))
        assert second.is_good, second.text
        assert second.changed == 0, second.text
        assert simulator.journal.writes() == []
