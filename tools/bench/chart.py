# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Draw the results that have a target as bars.

Usage: python -m tools.bench.chart RESULTS PNG TITLE. Runs where matplotlib is installed, and nothing else is needed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from matplotlib import pyplot
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from .results import Result, load
from .table import figure

REACHED, MISSED, TARGET, EQUAL = "#2a7f78", "#d1692c", "#1c1c1c", "#9a9a9a"
# A bar that is longer ends here and tells its length.
LONGEST = 1.5
INCHES_A_BAR = 0.55


def draw(results: list[Result], path: Path, title: str) -> None:
    """Write the picture."""
    shown = [result for result in results if result.target is not None][::-1]
    figure_, axes = pyplot.subplots(figsize=(12, 1.9 + INCHES_A_BAR * len(shown)), layout="constrained")
    for place, result in enumerate(shown):
        _bar(axes, place, result)
    axes.axvline(1, color=EQUAL, linewidth=1, linestyle="--", zorder=1)
    axes.set_yticks(range(len(shown)), [_wrapped(result.name) for result in shown], fontsize=9)
    axes.set_ylim(-0.7, len(shown) - 0.3)
    axes.set_xlim(0, LONGEST * 1.42)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1, 1.25, LONGEST])
    axes.set_xlabel("ours as a part of theirs; less is better, 1 is the same")
    axes.set_title(title, loc="left", fontsize=12, pad=26)
    axes.spines["bottom"].set_bounds(0, LONGEST)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#e6e6e6", zorder=0)
    axes.legend(
        handles=[
            Patch(color=REACHED, label="target reached"),
            Patch(color=MISSED, label="target missed"),
            Line2D([], [], color=TARGET, marker="|", markersize=14, markeredgewidth=2.5, linestyle="", label="target"),
        ],
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=3,
        frameon=False,
        fontsize=9,
    )
    figure_.savefig(path, dpi=110)


def _bar(axes: Any, place: int, result: Result) -> None:
    ratio = result.ratio or 0.0
    length = min(ratio, LONGEST)
    if ratio > LONGEST:
        # An arrowhead says that it goes on.
        axes.plot(LONGEST + 0.012, place, marker=">", markersize=9, color=MISSED, zorder=4, clip_on=False)
    axes.barh(place, length, height=0.62, color=MISSED if result.is_missed else REACHED, zorder=2)
    axes.plot([result.target] * 2, [place - 0.4, place + 0.4], color=TARGET, linewidth=2.5, zorder=3)
    told = f"{figure(result.ours, result.unit)} : {figure(result.theirs, result.unit)}"
    end = max(length, result.target or 0) + 0.03
    above_lines = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    axes.text(end, place, f"{ratio:.2f}  ({told})", va="center", fontsize=9, zorder=4, bbox=above_lines)


def _wrapped(name: str) -> str:
    return name.replace(", against", ",\nagainst", 1)


def main() -> None:
    """Draw what the command line names."""
    results, path, title = sys.argv[1:]
    pyplot.switch_backend("Agg")
    draw(load(Path(results)), Path(path), title)


if __name__ == "__main__":
    main()
