# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules in this process, against the simulator."""

from __future__ import annotations

import pytest

from tests.in_process import modules_of

pytest.register_assert_rewrite("tests.unit.plugins.modules.lifecycle")


@pytest.fixture
def run(simulator):
    with modules_of(simulator) as modules:
        yield modules
