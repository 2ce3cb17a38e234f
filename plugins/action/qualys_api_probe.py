# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action of qualys_api_probe; see ControllerTask."""

from __future__ import annotations

from ansible_collections.community.qualys.plugins.modules import qualys_api_probe
from ansible_collections.community.qualys.plugins.plugin_utils.controller_task import ControllerTask


class ActionModule(ControllerTask):
    """Runs the module in the controller where that means the same."""

    module = qualys_api_probe
