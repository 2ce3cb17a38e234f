# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time zones: what the machine's database holds is known, and nothing else."""

from __future__ import annotations

import zoneinfo

import pytest

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource import time_zones

NONE = (
    "Europe/Pari",
    "Europe",
    "",
    "/etc/localtime",
    "../etc/localtime",
    "posix/Europe/Paris",
    "right/UTC",
    "posixrules",
    "\0",
    "Ü",
)


def test_every_zone_of_the_database_is_known():
    for code in zoneinfo.available_timezones():
        assert time_zones.check_time_zone("time_zone", code) == code


@pytest.mark.parametrize("code", NONE)
def test_anything_else_is_refused(code):
    with pytest.raises(OptionError, match="is no time zone"):
        time_zones.check_time_zone("time_zone", code)


def test_similar_ones_are_named():
    with pytest.raises(OptionError, match="similar ones: Europe/Paris"):
        time_zones.check_time_zone("time_zone", "Europe/Pariss")


def test_without_a_database_qualys_decides(monkeypatch):
    monkeypatch.setattr(time_zones, "zoneinfo", None)
    assert time_zones.check_time_zone("time_zone", "Mars/Olympus") == "Mars/Olympus"
