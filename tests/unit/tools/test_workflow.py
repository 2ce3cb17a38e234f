# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The public CI runs what `make test` runs."""

from __future__ import annotations

import importlib

import yaml

from tests.conftest import ROOT


def test_every_check_is_in_the_matrix(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tools")
    checks = importlib.import_module("checks").CHECKS
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    matrix = workflow["jobs"]["checks"]["strategy"]["matrix"]["include"]
    assert sorted(name for one in matrix for name in one["checks"].split()) == sorted(checks)
