# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Read the artefact as Galaxy does when somebody uploads it; a warning is a failure.

Usage: galaxy_import.py ARTEFACT

What Galaxy would run of ansible-test and ansible-lint is left out: they are checks of their own here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = """[galaxy-importer]
RUN_ANSIBLE_TEST = False
RUN_ANSIBLE_LINT = False
RUN_FLAKE8 = False
CHECK_REQUIRED_TAGS = True
"""
TROUBLE = re.compile(r"^(?:WARNING|ERROR|CRITICAL)\b", re.MULTILINE)


def main() -> None:
    """Import, show what was said, and fail when it was a warning or worse."""
    about = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        # The importer takes namespace, name and version from the file's name.
        upload = Path(folder, "{namespace}-{name}-{version}.tar.gz".format(**about))
        shutil.copyfile(sys.argv[1], upload)
        settings = Path(folder, "importer.cfg")
        settings.write_text(SETTINGS, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "galaxy_importer.main", upload.name],
            cwd=folder,
            env={**os.environ, "GALAXY_IMPORTER_CONFIG": str(settings)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    print(done.stdout)
    if done.returncode or TROUBLE.search(done.stdout):
        sys.exit("error: Galaxy would refuse or warn")


if __name__ == "__main__":
    main()
