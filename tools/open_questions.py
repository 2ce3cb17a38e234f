# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write what is confirmed and what is not, from docs/open_questions.yml, the printed samples and the simulator.

Usage: python tools/open_questions.py [--check]

Makes the page docs/confirmed.md and the table in docs/architecture.md. With --check it writes nothing and fails where
they are out of date. Either way it fails for files, names, switches and faults that do not exist.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from made_pages import between, finish
from printed_samples import samples

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.simulator.faults import describe as describe_faults  # noqa: E402
from tests.simulator.switches import TABLE  # noqa: E402

SOURCE = ROOT / "docs" / "open_questions.yml"
PAGE = ROOT / "docs" / "confirmed.md"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
SWITCHES = {switch.name: switch for switch in TABLE}
# Where a place is looked for, the likelier first.
FOLDERS = (ROOT / "plugins" / "module_utils", ROOT / "plugins")

HEAD = """\
# What is confirmed and what is not

<!-- Made by tools/open_questions.py from docs/open_questions.yml; change it there. -->

This collection was never run against a live Qualys account. It was built from Qualys' documents and from recorded
traffic, and it is tested against a simulator. This page says what that leaves open.

- **Printed by Qualys**: a document shows request and answer. The tests send that request and read that answer.
- **Open**: no readable document says it. What the collection does in the meantime is one named place in the code, and
  the simulator plays every answer that was thought of. The tests run with all of them.

Whoever has an account can turn a line of the second kind into one of the first: an issue with the redacted answer of
Qualys is enough.

## Printed by Qualys

{count} samples. Each is a folder of `tests/samples` with the task, the request and the answer; side by side with the
task they stand in [From curl and uri to modules](guides/from-curl.md).

{samples}

## Open
{questions}
## Read alike, whatever holds

For these doubts there is nothing to decide: the collection reads or sends what works in every case, or passes on what
Qualys says. The simulator has a switch for each, too.

{alike}
"""


def entries() -> list[dict[str, Any]]:
    """Return the areas, each with its questions."""
    found: list[dict[str, Any]] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return found


def questions() -> Iterator[dict[str, Any]]:
    """Yield the questions of all areas."""
    for area in entries():
        yield from area["questions"]


def file_of(name: str) -> Path | None:
    """Return the file of a place, or None where there is none."""
    return next((folder / name for folder in FOLDERS if (folder / name).is_file()), None)


def faults() -> str:
    """Return what the simulator says of its faults."""
    return describe_faults()


def problems() -> Iterator[str]:
    """Yield a line for everything that is named and does not exist."""
    for entry in questions():
        for name, words in entry["places"].items():
            path = file_of(name)
            if path is None:
                yield "%s: there is no file %s" % (entry["question"], name)
                continue
            text = path.read_text(encoding="utf-8")
            yield from ("%s: %s has no %s" % (entry["question"], name, word) for word in words if word not in text)
        for name in entry.get("switches", ()):
            if name not in SWITCHES:
                yield "%s: the simulator has no switch %s" % (entry["question"], name)
        for name in entry.get("faults", ()):
            if name.rstrip("*") not in faults():
                yield "%s: the simulator has no fault %s" % (entry["question"], name)


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| %s |" % " | ".join(cell.replace("|", "\\|") for cell in line) for line in lines)


def code(*words: str) -> str:
    """Return words as code, with commas."""
    return ", ".join("`%s`" % word for word in words)


def places(entry: dict[str, Any]) -> str:
    """Return the places of a question."""
    return ", ".join(" ".join((code(name), code(*words))).strip() for name, words in entry["places"].items())


def played(entry: dict[str, Any]) -> str:
    """Return what the simulator plays a question by."""
    parts = [code(*entry.get("switches", ())), code(*entry.get("options", ()))]
    if entry.get("faults"):
        parts.append("faults " + code(*entry["faults"]))
    return ", ".join(filter(None, parts))


def short_table() -> str:
    """Return the table of the architecture."""
    rows = [(entry["question"], places(entry), played(entry)) for entry in questions()]
    return table(("question", "place in the code", "switches"), rows)


def long_text(area: dict[str, Any]) -> str:
    """Return one area as a part of the page."""
    lines = ["", "### " + area["area"], ""]
    for entry in area["questions"]:
        lines += ["#### " + entry["question"], "", entry["taken"], "", "Kept in %s." % places(entry)]
        if not played(entry):
            lines[-1] += " The simulator has no switch for it."
        others = [code(*entry.get("options", ())), code(*entry.get("faults", ()))]
        lines += ["", *("- " + means(name) for name in entry.get("switches", ()))]
        lines += ["- Played with %s." % text for text in others if text]
        lines.append("")
    return "\n".join(lines).replace("\n\n\n", "\n\n")


def means(name: str) -> str:
    """Return a switch with its meaning and its choices, the presumed one first."""
    switch = SWITCHES[name]
    others = [choice for choice in switch.choices if choice != switch.default]
    return "`%s`: %s Presumed is `%s`; played as well: %s." % (name, switch.meaning, switch.default, code(*others))


def page() -> str:
    """Return the page."""
    printed = list(samples())
    named = {name for entry in questions() for name in entry.get("switches", ())}
    return HEAD.format(
        count=len(printed),
        samples="\n".join("- %s: %s. %s" % (code(one.call), one.source, code(one.module)) for one in printed),
        questions="".join(map(long_text, entries())),
        alike="\n".join("- " + means(name) for name in SWITCHES if name not in named),
    )


def main() -> int:
    """Write or check both files."""
    wrong = list(problems())
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    architecture = between(ARCHITECTURE.read_text(encoding="utf-8"), "open questions", short_table())
    return finish({PAGE: page(), ARCHITECTURE: architecture}, "--check" in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
