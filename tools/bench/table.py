# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The results as a table: for the terminal, and in Markdown for docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Sequence

from .results import Result

COLUMNS = ("measured", "ours", "theirs", "ratio", "target", "note")
# The marked section of the documentation.
START, END = "<!-- results -->", "<!-- end of results -->"


def figure(number: float, unit: str) -> str:
    """A number with as many digits as it is worth, and its unit."""
    if number == int(number):
        return f"{number:,.0f} {unit}"
    digits = 0 if number >= 100 else 1 if number >= 10 else 2 if number >= 0.1 else 3
    return f"{number:,.{digits}f} {unit}"


def cells(result: Result) -> tuple[str, ...]:
    """What stands in the columns."""
    ratio = "" if result.ratio is None else f"{result.ratio:.2f}"
    return (
        result.name,
        figure(result.ours, result.unit),
        figure(result.theirs, result.unit),
        ratio,
        result.verdict,
        result.note,
    )


def plain(results: Sequence[Result]) -> str:
    """The table for a terminal, and how many targets were missed."""
    rows = [COLUMNS, *map(cells, results)]
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = ["  ".join(_aligned(row, widths)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:], "", summary(results)])


def summary(results: Sequence[Result]) -> str:
    """How many targets were reached, in one line."""
    held = [result for result in results if result.target is not None]
    missed = sum(result.is_missed for result in held)
    return f"{len(held) - missed} of {len(held)} targets reached"


def markdown(results: Sequence[Result]) -> str:
    """The table for a page."""
    rows = [COLUMNS, ("---", "---:", "---:", "---:", "---", "---"), *map(cells, results)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def placed(page: str, section: str) -> str:
    """The page with another text in its marked section; raises ValueError when it has none."""
    before, start, rest = page.partition(START)
    _old, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"the page has no section between {START} and {END}")
    return f"{before}{START}\n\n{section}\n\n{END}{after}"


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    left = {0, 4, 5}
    return [cell.ljust(width) if at in left else cell.rjust(width) for at, (cell, width) in enumerate(zip(row, widths))]
