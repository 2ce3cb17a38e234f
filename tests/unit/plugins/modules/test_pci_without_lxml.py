# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The PCI modules run where lxml is not installed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
PROGRAM = """
import importlib, io, json, sys

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "lxml":
            raise ImportError("lxml is hidden")

sys.meta_path.insert(0, Hidden())
sys.path.insert(0, %(root)r)
import types
for name, path in (("", []), (".community", []), (".community.qualys", [%(root)r])):
    package = types.ModuleType("ansible_collections" + name)
    package.__path__ = path
    sys.modules["ansible_collections" + name] = package
from ansible.module_utils import basic
arguments = json.dumps({"ANSIBLE_MODULE_ARGS": %(arguments)r}).encode()
try:
    from ansible.module_utils.testing import patch_module_args
except ImportError:
    basic._ANSIBLE_ARGS = arguments
    module = importlib.import_module("ansible_collections.community.qualys.plugins.modules.%(module)s")
    module.main()
else:
    with patch_module_args(%(arguments)r):
        module = importlib.import_module("ansible_collections.community.qualys.plugins.modules.%(module)s")
        module.main()
"""


@pytest.mark.parametrize(
    ("module", "options", "key"),
    [
        ("qualys_pci_asset", {"assets": ["192.0.2.10"]}, "assets"),
        ("qualys_pci_asset_info", {}, "assets"),
        ("qualys_pci_scan", {"title": "x", "target_ips": ["192.0.2.10"]}, "scan"),
        ("qualys_pci_scan_info", {}, "scans"),
    ],
)
def test_a_module_runs_with_lxml_hidden(simulator, module, options, key):
    simulator.state.pci.put("IP", "192.0.2.10")
    arguments = {
        "pci_url": simulator.url,
        "pci_username": simulator.user,
        "pci_password": simulator.password,
        **options,
        "_ansible_remote_tmp": "/tmp",
        "_ansible_keep_remote_files": False,
    }
    program = PROGRAM % {"root": str(ROOT), "arguments": arguments, "module": module}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert key in json.loads(done.stdout)
    assert "lxml" not in done.stderr
