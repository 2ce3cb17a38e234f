# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame around modules that speak the QPS dialect."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._api.connect import connect_qps
from ansible_collections.community.qualys.plugins.module_utils._module.connection import connection_spec
from ansible_collections.community.qualys.plugins.module_utils._module.shell import Work, run_module
from ansible_collections.community.qualys.plugins.module_utils._settings import OPTIONS


def run_qps_module(work: Work, argument_spec: dict[str, Any], **rules: Any) -> None:
    """Run ``work`` with a dialect that is ready to ask; see run_module."""
    run_module(connect_qps, work, {**connection_spec(OPTIONS), **argument_spec}, **rules)
