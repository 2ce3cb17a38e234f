# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Make the collection importable under its full name, and the simulator as tests.simulator, wherever pytest runs.

ansible-test brings a loader of its own and stands in .../ansible_collections/community/qualys. A plain pytest stands
in a checkout of any name; there the packages above the checkout are made up.
"""

from __future__ import annotations

import sys
import types
from pathlib import Path

import hypothesis

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = {
    "ansible_collections": [],
    "ansible_collections.community": [],
    "ansible_collections.community.qualys": [str(ROOT)],
}


def stand_in_for_the_loader() -> None:
    """Not even where another ansible_collections is installed does it hide the checkout."""
    for name, path in PACKAGES.items():
        package = types.ModuleType(name)
        package.__path__ = path
        sys.modules[name] = package


if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
if "ansible_pytest_collections" not in sys.modules:
    stand_in_for_the_loader()

# The same examples in every run and no time limit for one of them: a busy machine is no failure.
hypothesis.settings.load_profile("ci")
