# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of the runs under faults, put together from all processes that pytest makes, and shown at the end."""

from __future__ import annotations

import json

import pytest

from tests.faults.figures import Figures

FIGURES = pytest.StashKey[Figures]()


def pytest_configure(config):
    config.stash[FIGURES] = Figures()


@pytest.fixture(scope="session")
def figures(pytestconfig):
    return pytestconfig.stash[FIGURES]


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["figures"] = json.dumps(session.config.stash[FIGURES].counts)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    # A worker that died has left nothing; its tests have failed.
    node.config.stash[FIGURES].merge(
        json.loads(getattr(node, "workeroutput", {}).get("figures", "null")) or Figures().counts
    )


def pytest_terminal_summary(terminalreporter, config):
    found = config.stash[FIGURES]
    if not found.runs:
        return
    terminalreporter.section("runs under faults")
    for way, ends in found.ends.items():
        told = ", ".join("%d %s" % (number, end) for end, number in sorted(ends.items()))
        terminalreporter.line("%s: %d runs: %s" % (way, sum(ends.values()), told))
    terminalreporter.line("faults met: %d" % found.faults)
