# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of removals is whole and fits the source; trying them takes minutes and is done on request."""

from __future__ import annotations

import pytest

from tests.faults.removals import REMOVALS, ROOT
from tests.simulator.faults import KINDS


def test_every_fault_has_one():
    assert {removal.fault for removal in REMOVALS} == set(KINDS)


@pytest.mark.parametrize("removal", REMOVALS, ids=lambda removal: "%s, %s" % (removal.fault, removal.handling))
def test_it_would_take_something_out(removal):
    source = (ROOT / "plugins" / "module_utils" / removal.file).read_text(encoding="utf-8")
    assert source.count(removal.old) == 1
    assert (ROOT / removal.tests.partition("::")[0]).is_file()
