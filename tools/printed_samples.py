# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls that Qualys' documents print: the folders of tests/samples, as pages show them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "samples"
ADDRESS = re.compile(r"<!-- (\S+ \S+) -->\n")
# The first comment of a task names the document and what the sample is called there.
SOURCE = re.compile(
    r'^# ((?:WAS API|Release notes|PCI Compliance release notes)[^"]*".*?"(?:, \w+ sample)?)', re.MULTILINE
)
MODULE = re.compile(r"^  community\.qualys\.(\w+):", re.MULTILINE)


class Sample(NamedTuple):
    """One printed call. ``call`` is method and address, ``curl`` the command line, ``body`` what goes with it."""

    name: str
    call: str
    source: str
    curl: str
    body: str
    language: str
    task: str
    module: str

    @property
    def title(self) -> str:
        """The name of its task."""
        return self.task.splitlines()[0].removeprefix("- name: ")


def request_of(folder: Path) -> tuple[str, str, str]:
    """Return call, body and language of the request in a folder; the body is empty when there is none."""
    xml = folder / "request.xml"
    if xml.is_file():
        address, body = ADDRESS.split(xml.read_text(encoding="utf-8").lstrip(), maxsplit=1)[1:]
        return address, body.strip(), "xml"
    told = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    body = json.dumps(told["body"], indent=2) if told.get("body") else ""
    return "%s %s" % (told["method"], told["path"]), body, "json"


def samples() -> Iterator[Sample]:
    """Yield all samples in the order of their names."""
    for folder in sorted(FOLDER.iterdir()):
        text = (folder / "task.yml").read_text(encoding="utf-8")
        source = SOURCE.search(text)
        module = MODULE.search(text)
        if source is None or module is None:
            raise ValueError("%s: the task names no document or no module" % folder.name)
        call, body, language = request_of(folder)
        curl = (folder / "curl.txt").read_text(encoding="utf-8").strip()
        task = text[text.index("- name: ") :].strip()
        yield Sample(folder.name, call, source[1], curl, body, language, task, module[1])
