# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fuzz one target until it fails or its time is over. Usage: python -m tests.fuzz.one TARGET [OPTION OF LIBFUZZER ...]

A process of its own, because libFuzzer ends the one it runs in.
"""

from __future__ import annotations

import os
import sys

import atheris

# First of its kind: it makes the collection importable under its full name.
from tests.conftest import ROOT

with atheris.instrument_imports(include=["ansible_collections.community.qualys"]):
    from tests.fuzz.targets import TARGETS

if __name__ == "__main__":
    name, *options = sys.argv[1:]
    os.chdir(ROOT)
    atheris.Setup([sys.argv[0], *options], TARGETS[name].check)
    atheris.Fuzz()
