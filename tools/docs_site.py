# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build the docs site under build/docs: the guides, and the reference of the installed collection.

Usage: python tools/docs_site.py

Needs the collection under build/collections. Asks no host for anything. A warning is an error.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
SOURCE = ROOT / "build" / "docs-source"
SITE = ROOT / "build" / "docs"
PROGRAMS = Path(sys.executable).parent
COLLECTIONS = ROOT / "build" / "collections"
# Pages of the site that stand elsewhere in the repository, where its visitors look for them.
ELSEWHERE = {ROOT / "CONTRIBUTING.md": DOCS / "contributing.md"}
# [text](target), where the target is a path and maybe an anchor in it.
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)(#[^)\s]*)?\)")
NAME = "community.qualys"
# Furo has a table of contents of its own at the side of each page, and refuses a second one.
CONTENTS = re.compile(r"^\.\. contents::\n(?:   \S.*\n)+", re.MULTILINE)
# The full name with the summary is a title too long for telephones and for the list of pages.
TITLE = re.compile(r"^community\.qualys\.(\w+ \w+) -- (.*)\n\++\n", re.MULTILINE)


class BrokenLink(Exception):
    """A page links to what is not there; the message names both."""


def repository() -> str:
    """Return the address of the repository."""
    found: str = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["repository"]
    return found


def place(path: Path) -> Path | None:
    """Return where a file of the repository is in the site, as if the site were the folder docs, or None."""
    if path in ELSEWHERE:
        return ELSEWHERE[path]
    return path if path.suffix in (".md", ".png", ".svg") and path.is_relative_to(DOCS) else None


def linked(text: str, page: Path, home: str) -> str:
    """Return a page whose links lead to the other pages, and into the repository for what is none."""

    def target(match: re.Match[str]) -> str:
        path = (page.parent / match[1]).resolve()
        if not path.exists():
            raise BrokenLink("%s links to %s, which does not exist" % (page.relative_to(ROOT), match[1]))
        there = place(path)
        if there:
            link = os.path.relpath(there, (place(page) or page).parent)
        else:
            link = "%s/%s/main/%s" % (home, "tree" if path.is_dir() else "blob", path.relative_to(ROOT).as_posix())
        return "](%s%s)" % (link, match[2] or "")

    return LINK.sub(target, text)


def pages() -> list[Path]:
    """Return the pages of the site."""
    return [*DOCS.glob("*.md"), *(DOCS / "guides").glob("*.md"), *ELSEWHERE]


def copy() -> None:
    """Bring pages, pictures and configuration together."""
    home = repository()
    shutil.rmtree(SOURCE, ignore_errors=True)
    shutil.copytree(DOCS / "site", SOURCE)
    shutil.copytree(DOCS / "img", SOURCE / "img")
    for page in pages():
        copied = SOURCE / (place(page) or page).relative_to(DOCS)
        copied.parent.mkdir(exist_ok=True)
        copied.write_text(linked(page.read_text(encoding="utf-8"), page, home), encoding="utf-8")


def environment() -> Mapping[str, str]:
    """Return the caller's environment without settings of Ansible."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "QUALYS_"))}
    env["PATH"] = os.pathsep.join([str(PROGRAMS), env.get("PATH", os.defpath)])
    env["ANSIBLE_COLLECTIONS_PATH"] = str(COLLECTIONS)
    env["ANSIBLE_HOME"] = str(ROOT / "build" / "ansible")
    env["HOME"] = str(ROOT / "build")  # antsibull-docs writes a log into it
    return env


def run(*command: str) -> None:
    """Run a program, and end with its code where it fails."""
    done = subprocess.run(command, cwd=ROOT, env=environment(), check=False)
    if done.returncode:
        sys.exit(done.returncode)


def reference() -> None:
    """Write the reference of every plugin and role."""
    folder = SOURCE / "reference"
    folder.mkdir()
    options = ("--use-current", "--squash-hierarchy", "--fail-on-error", "--no-add-antsibull-docs-version")
    run("antsibull-docs", "collection", *options, "--dest-dir", str(folder), NAME)
    for page in folder.glob("*.rst"):
        page.write_text(fitted(page.read_text(encoding="utf-8")), encoding="utf-8")


def fitted(text: str) -> str:
    """Return a page of the reference as the theme wants it."""
    return TITLE.sub(
        lambda match: "%s\n%s\n\n%s.\n" % (match[1], "+" * len(match[1]), match[2]), CONTENTS.sub("", text)
    )


def main() -> None:
    """Build it."""
    try:
        copy()
    except BrokenLink as problem:
        sys.exit("error: %s" % problem)
    reference()
    shutil.rmtree(SITE, ignore_errors=True)
    doctrees = str(ROOT / "build" / "docs-doctrees")
    run("sphinx-build", "-W", "--keep-going", "-q", "-j", "2", "-d", doctrees, "-b", "html", str(SOURCE), str(SITE))
    print("The site is at %s" % (SITE / "index.html").relative_to(ROOT))


if __name__ == "__main__":
    main()
