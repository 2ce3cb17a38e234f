# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write every call that Qualys' documents print beside the task that does the same, into docs/guides/from-curl.md.

Usage: python tools/curl_page.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

from made_pages import between, finish
from printed_samples import Sample, samples

PAGE = Path(__file__).resolve().parents[1] / "docs" / "guides" / "from-curl.md"
PARTS = {
    "was_": "Web application scans",
    "host_asset_": "Host assets in Azure",
    "agent_": "Cloud Agents",
    "activation_key_": "Activation keys",
    "pci_": "PCI",
}


def block(language: str, text: str) -> str:
    """Return a block of code in Markdown."""
    return "```%s\n%s\n```" % (language, text)


def beside(sample: Sample) -> str:
    """Return one sample: the command, what goes with it, and the task."""
    command = [block("shell", sample.curl)]
    if sample.body:
        command.append(block(sample.language, sample.body))
    parts = ["### " + sample.title, "%s:" % sample.source, *command, "As a task:", block("yaml", sample.task)]
    return "\n\n".join(parts)


def text() -> str:
    """Return the part of the page that is made of samples."""
    known = list(samples())
    parts = []
    for beginning, title in PARTS.items():
        parts.append("## " + title)
        parts += [beside(sample) for sample in known if sample.name.startswith(beginning)]
    return "\n\n".join(parts)


def main() -> int:
    """Write or check the page."""
    return finish({PAGE: between(PAGE.read_text(encoding="utf-8"), "samples", text())}, "--check" in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
