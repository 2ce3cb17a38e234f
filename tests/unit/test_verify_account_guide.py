# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every open question is either asked by a probe, or the guide says why it cannot be."""

from __future__ import annotations

import re
from pathlib import Path

from ansible_collections.community.qualys.plugins.module_utils._probe.run import AREAS
from tests.simulator.switches import BY_NAME

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guides" / "verify-account.md"
ASKED = {one.switch for area in AREAS for one in area.probes}


def test_what_no_probe_asks_has_a_reason():
    _before, _heading, table = GUIDE.read_text(encoding="utf-8").partition("## What cannot be asked like this")
    named = re.findall(r"`(\w+)`", table)
    assert sorted(named) == sorted(set(BY_NAME) - ASKED)


def test_the_areas_are_documented():
    module = (GUIDE.parents[2] / "plugins" / "modules" / "qualys_api_probe.py").read_text(encoding="utf-8")
    documented = re.findall(r"V\((\w+)\)", module.partition("The areas are")[2].partition("type: list")[0])
    assert documented == [area.name for area in AREAS]
