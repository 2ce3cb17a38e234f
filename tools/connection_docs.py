# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the documentation fragment of the connection options from their table.

Usage: python tools/connection_docs.py [--check]
"""

from __future__ import annotations

import importlib
import json
import sys
import types
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "plugins" / "doc_fragments" / "connection.py"

# What goes with the options of both APIs; the place is where the plugin runs.
NEEDS = """\
notes:
  - Needs the Python libraries requests and lxml %s.
seealso:
  - name: Qualys platforms
    description: Which platform an account lives on, and its API server.
    link: https://www.qualys.com/platform-identification/
requirements:
  - requests
  - lxml
"""

HEAD = '''\
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Made by tools/connection_docs.py from plugins/module_utils/_settings.py; change it there.

from __future__ import annotations


class ModuleDocFragment:
    # The connection options of a module.
    DOCUMENTATION = r"""
options:
%s
%s"""

    # The same for plugins that run in the controller.
    PLUGINS = r"""
options:
%s
%s"""

    # The connection options of a module that logs in to both.
    BOTH = r"""
options:
%s
%s"""

    # The connection options of a module for the PCI merchant API.
    PCI = r"""
options:
%s
notes:
  - Needs the Python library requests where the module runs, and no other.
  - The PCI merchant API has a host and user accounts of its own.
seealso:
  - name: Qualys PCI Compliance API
    description: User accounts of the API.
    link: https://docs.qualys.com/en/pci/api/get_started/user_account.htm
requirements:
  - requests
"""
'''


def tables() -> Any:
    """Load the module with the tables without an installed collection."""
    for name, path in (("", []), (".community", []), (".community.qualys", [str(ROOT)])):
        package = types.ModuleType("ansible_collections" + name)
        package.__path__ = path
        sys.modules.setdefault("ansible_collections" + name, package)
    return importlib.import_module("ansible_collections.community.qualys.plugins.module_utils._settings")


def unused(option: Any, whose: str) -> str:
    """Return the documentation of an option that a module takes for the sake of defaults, and does not use."""
    lines = [
        "  %s:" % option.name,
        "    description:",
        "      - Used by %s and not by this module, which takes it so that defaults for the action group" % whose,
        "        C(community.qualys.all) serve every module.",
        "    type: %s" % option.type,
    ]
    if option.choices:
        lines.append("    choices: [%s]" % ", ".join(option.choices))
    return "\n".join(lines)


def block(option: Any, plugin: bool) -> str:
    """Return the documentation of one option, indented for the options mapping."""
    lines = ["  %s:" % option.name, "    description:"]
    lines += ["      - %s" % text for text in option.description]
    if not plugin:
        lines.append("      - If not set, the environment variable E(%s) is used." % option.env)
    lines.append("    type: %s" % option.type)
    if option.default is not None:
        lines.append("    default: %s" % json.dumps(option.default))
    if option.choices:
        lines.append("    choices: [%s]" % ", ".join(option.choices))
    if plugin:
        lines += ["    env:", "      - name: %s" % option.env]
    return "\n".join(lines)


def text() -> str:
    """Return the whole fragment."""
    settings = tables()
    qps, pci = settings.OPTIONS, settings.PCI_OPTIONS
    module = [block(option, False) for option in qps]
    module += [unused(option, "the PCI modules") for option in pci if option not in qps]
    pci_module = [block(option, False) for option in pci]
    pci_module += [unused(option, "the other modules") for option in qps if option not in pci]
    plugin = [block(option, True) for option in qps]
    both = [block(option, False) for option in qps + tuple(option for option in pci if option not in qps)]
    needs, in_controller = NEEDS % "where the module runs", NEEDS % "in the controller"
    options = ["\n".join(part) for part in (module, plugin, both, pci_module)]
    return HEAD % (options[0], needs, options[1], in_controller, options[2], needs, options[3])


def main() -> int:
    """Write the file, or with --check only compare it."""
    if "--check" in sys.argv[1:]:
        current = TARGET.read_text() if TARGET.exists() else ""
        if current != text():
            print("plugins/doc_fragments/connection.py is out of date: run python tools/connection_docs.py")
            return 1
        return 0
    TARGET.write_text(text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
