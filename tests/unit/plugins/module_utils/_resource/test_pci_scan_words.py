# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words, times and spans of time of PCI scans."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_scan_words import (
    OVER,
    is_pass,
    parse_duration,
    parse_interval,
    parse_time,
    state_of,
)
from tests.simulator.pci_scans import written


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Launch Requested", "running"),
        ("LAUNCH  REQUESTED", "running"),
        ("Queued", "running"),
        ("Paused", "running"),
        ("Finished", "finished"),
        (" finished ", "finished"),
        ("Completed", "finished"),
        ("Failed", "failed"),
        ("Error", "failed"),
        ("Cancelled", "canceled"),
        ("Canceled", "canceled"),
        ("Not Finished", "unknown"),
        ("Finishing", "unknown"),
        ("", "unknown"),
        (None, "unknown"),
        (7, "unknown"),
    ],
)
def test_states(word, state):
    assert state_of(word) == state


@given(st.text())
def test_only_known_words_are_an_end(word):
    folded = "".join(word.split()).lower()
    ends = {"finished", "completed", "failed", "error", "aborted", "expired", "canceled", "cancelled"}
    assert (state_of(word) in OVER) == (folded in ends)


@pytest.mark.parametrize(
    ("word", "good"), [("Pass", True), ("PASSED", True), ("Fail", False), ("N/A", False), (None, False)]
)
def test_verdicts(word, good):
    assert is_pass(word) is good


@given(st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9999, 12, 31)))
def test_times_are_read_as_they_are_written(moment):
    moment = moment.replace(second=0, microsecond=0, tzinfo=timezone.utc)
    assert parse_time(written(moment)) == moment


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "yesterday",
        "Brumaire 02, 2026 at 07:05 AM GMT",
        "October 32, 2026 at 07:05 AM GMT",
        "October 02, 2026 at 17:05 AM GMT",
        "October 02, 2026 at 07:65 AM GMT",
        "October 02, 2026 at 07:05 AM CET",
    ],
)
def test_other_times_are_none(text):
    assert parse_time(text) is None


def test_midnight_and_noon():
    assert parse_time("May 26, 2025 at 12:49 AM GMT") == datetime(2025, 5, 26, 0, 49, tzinfo=timezone.utc)
    assert parse_time("May 26, 2025 at 12:49 PM GMT") == datetime(2025, 5, 26, 12, 49, tzinfo=timezone.utc)
    assert parse_time("June 2, 2025 at 1:49:07 pm GMT") == datetime(2025, 6, 2, 13, 49, 7, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("00:00:00", 0), ("00:41:09", 2469), ("101:00:01", 363601), ("1:60:00", None), ("", None), (None, None)],
)
def test_durations(text, seconds):
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "hours"), [("7d", 168), ("12h", 12), ("90m", 1.5), ("1w", 168), ("1D12h", 36), ("3600s", 1), (" 2h ", 2)]
)
def test_intervals(text, hours):
    assert parse_interval("min_interval", text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["7", "", "d", "-1d", "1.5h", "7 days", "weekly"])
def test_other_intervals_are_refused(text):
    with pytest.raises(OptionError, match="7d, 12h"):
        parse_interval("min_interval", text)
