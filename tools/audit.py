# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which installed libraries of the plugins have known weaknesses: requirements.txt and everything that it brings."""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

# What pip-audit says when it did not get an answer, whatever the reason; anything else it says is a failure.
UNREACHABLE = re.compile(
    r"Could not connect|(?:Connection\w*|HTTP|SSL|Proxy|Service|JSONDecode)Error|Timeout|timed out|Max retries"
)


def installed(requirements: Path) -> Iterator[str]:
    """Every distribution that these requirements bring, with the version that is installed: name==version."""
    lines = (line.partition("#")[0].strip() for line in requirements.read_text("utf-8").splitlines())
    wanted = [Requirement(line) for line in lines if line]
    seen: set[str] = set()
    while wanted:
        requirement = wanted.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        found = importlib.metadata.distribution(requirement.name)
        if found.name not in seen:
            seen.add(found.name)
            yield f"{found.name}=={found.version}"
            wanted += [Requirement(line) for line in found.requires or []]


def command(program: Path, requirements: Path, pinned: Path) -> tuple[str, ...]:
    """The command that audits; ``pinned`` is written and holds what it audits."""
    pinned.parent.mkdir(parents=True, exist_ok=True)
    pinned.write_text("\n".join(sorted(installed(requirements))) + "\n", encoding="utf-8")
    options = ("--no-deps", "--disable-pip", "--progress-spinner", "off")
    return (str(program), "--requirement", str(pinned), *options)


def unanswered(audit: tuple[str, ...], env: dict[str, str]) -> str:
    """Why no answer can be had on this machine; empty when there is one, good or bad.

    A service that knows none of the libraries is no answer either, though pip-audit calls that a success.
    """
    answer = (*audit, "--format", "json")
    done = subprocess.run(answer, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if not done.stdout.strip():
        unreachable = UNREACHABLE.search(done.stderr)
        return "the service that knows of vulnerabilities cannot be reached; nothing was audited" if unreachable else ""
    if all("skip_reason" in library for library in json.loads(done.stdout)["dependencies"]):
        return "the service that is asked for vulnerabilities knows none of the libraries; nothing was audited"
    return ""
