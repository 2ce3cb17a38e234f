# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Copy the checkout to where Ansible looks for collections.

Usage: tree.py DESTINATION STAMP

ansible-test and the documentation tools want to stand in .../ansible_collections/NAMESPACE/NAME and follow no
symbolic link to it. Only what git tracks, or would track, is copied. The copy is an empty git repository, because
ansible-test asks git for files, and the checkout's own would say that everything under build is ignored.
STAMP is touched when anything changed, so that make can tell whether to build the artefact again.
"""

from __future__ import annotations

import filecmp
import shutil
import subprocess
import sys
from pathlib import Path

# Not from the checkout; the second is written by the tools that run in the copy.
LEFT_ALONE = (Path(".git"), Path("tests/output"))


def tracked() -> set[Path]:
    """Files of the checkout, without those deleted since the last commit."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {Path(name) for name in listing.split("\0") if name and Path(name).is_file()}


def differs(source: Path, copy: Path) -> bool:
    if not copy.is_file():
        return True
    return source.stat().st_mode != copy.stat().st_mode or not filecmp.cmp(source, copy, shallow=False)


def update(files: set[Path], destination: Path) -> bool:
    """Copy what is new or different; true when there was any."""
    changed = [name for name in sorted(files) if differs(name, destination / name)]
    for name in changed:
        copy = destination / name
        if copy.is_dir():
            shutil.rmtree(copy)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(name, copy)
    return bool(changed)


def prune(files: set[Path], destination: Path) -> bool:
    """Remove what the checkout no longer has; true when there was any."""
    wanted = files | {parent for name in files for parent in name.parents}
    present = sorted(destination.rglob("*"), reverse=True)  # what is in a folder comes before the folder
    stale = [path for path in present if is_stale(path.relative_to(destination), wanted)]
    for path in stale:
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink()
    return bool(stale)


def is_stale(name: Path, wanted: set[Path]) -> bool:
    kept = any(name == folder or folder in name.parents or name in folder.parents for folder in LEFT_ALONE)
    return not kept and name not in wanted


def main() -> None:
    destination, stamp = map(Path, sys.argv[1:])
    try:
        files = tracked()
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"error: a git checkout is needed: {getattr(error, 'stderr', '') or error}")
    if not (destination / ".git").exists():
        subprocess.run(["git", "-c", "init.defaultBranch=main", "init", "--quiet", destination], check=True)
    changes = [prune(files, destination), update(files, destination)]
    if any(changes) or not stamp.exists():
        stamp.touch()


if __name__ == "__main__":
    main()
