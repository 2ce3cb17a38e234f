# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Let ansible-test make its virtual environments without its own download server.

ansible-test fetches a pip installer from its project's servers unless it finds one in ~/.ansible/test/cache, which is
what its own error message proposes. The installer put there uses the pip that Python brings along, and then any
configured package index. A file that is there already is left alone.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from pathlib import Path

INSTALLER = Path(__file__).with_name("get_pip.py")


def wanted_version() -> str:
    """The pip that the installed ansible-test asks for; part of the file's name."""
    package = importlib.util.find_spec("ansible_test")
    if package is None or not package.submodule_search_locations:
        sys.exit("error: ansible-test is not installed")
    source = Path(package.submodule_search_locations[0], "_internal", "python_requirements.py").read_text()
    found = re.search(r"pip='([0-9.]+)'", source)
    if found is None:
        sys.exit("error: this ansible-test does not say which pip it wants; see tools/pip_bootstrap.py")
    return found[1]


def main() -> None:
    version = wanted_version().replace(".", "_")
    target = Path.home() / ".ansible" / "test" / "cache" / f"get_pip_{version}.py"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(INSTALLER, target)


if __name__ == "__main__":
    main()
