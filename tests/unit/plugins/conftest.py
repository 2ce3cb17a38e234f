# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One simulator for all tests, as new for each of them."""

from __future__ import annotations

import os

import pytest

from tests.simulator.server import Simulator


@pytest.fixture(scope="session")
def running_simulator():
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def simulator(running_simulator):
    running_simulator.reset()
    return running_simulator


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    """A developer's own certificates, proxies and account have no say in a test."""
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith("QUALYS_")]:
        monkeypatch.delenv(name)
