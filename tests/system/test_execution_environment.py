# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-builder finds what the collection needs, and takes the example definition."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

from tests.system.inventory_runs import COLLECTIONS, ROOT

BUILDER = Path(sys.prefix) / "bin" / "ansible-builder"


def build(*arguments):
    done = subprocess.run([BUILDER, *arguments], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_needs_are_found():
    """In the folder that holds ansible_collections; in a bare checkout ansible-builder finds nothing."""
    found = yaml.safe_load(build("introspect", COLLECTIONS))
    ours = [need for need in found["python"] if need.endswith("# from collection community.qualys")]
    assert sorted(need.split("#")[0].strip() for need in ours) == ["lxml", "requests"]
    assert not found["system"]


def test_the_example_makes_a_build_context(tmp_path):
    definition = ROOT / "examples" / "ee" / "execution-environment.yml"
    assert yaml.safe_load(definition.read_text(encoding="utf-8"))["version"] == 3
    # Without the name, it is that of docker or podman, whichever the machine has.
    build("create", "--output-filename", "Containerfile", "--file", str(definition), "--context", str(tmp_path))
    galaxy = yaml.safe_load((tmp_path / "_build" / "requirements.yml").read_text(encoding="utf-8"))
    assert galaxy == {"collections": [{"name": "community.qualys"}]}
    text = (tmp_path / "Containerfile").read_text(encoding="utf-8")
    assert "ansible-core>=2.18" in text
    assert "ansible-runner" in text
    assert "ansible-galaxy collection install" in text
