# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time zones: what the machine's database holds is known, and nothing else."""

from __future__ import annotations

import zoneinfo
from datetime import datetime

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


def test_a_local_time_without_zone_is_refused():
    with pytest.raises(OptionError, match="names no zone; append Z for UTC"):
        time_zones.utc_of("start", datetime(2031, 1, 1), None)


def test_a_zone_that_this_machine_does_not_know_is_no_reason_to_guess(monkeypatch):
    monkeypatch.setattr(time_zones, "zoneinfo", None)
    assert time_zones.check_time_zone("time_zone", "Europe/Paris") == "Europe/Paris"
    with pytest.raises(OptionError, match="cannot be converted without a time zone database here"):
        time_zones.utc_of("start", datetime(2031, 1, 1), "Europe/Paris")


@pytest.mark.parametrize(
    ("local", "code"), [(datetime(1, 1, 1), "Asia/Tokyo"), (datetime(9999, 12, 31, 23), "America/New_York")]
)
def test_a_time_at_the_end_of_the_calendar_is_refused(local, code):
    with pytest.raises(OptionError, match="lies beyond what a calendar holds"):
        time_zones.utc_of("start", local, code)
