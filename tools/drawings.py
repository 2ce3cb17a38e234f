# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draw the layers, and the way of one write, into docs/img.

Usage: python tools/drawings.py [--check]

The pictures follow the reader's light or dark setting, and are narrow, so that a telephone can show them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from made_pages import finish

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "img"
WIDTH = 520
LEFT = 16
LINE = 20
HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>{title}</title>
<style>
  text {{ font: 14px system-ui, sans-serif; fill: #1f2933; }}
  .name {{ font-weight: 600; }}
  .code {{ font: 12.5px ui-monospace, monospace; white-space: pre; }}
  .soft {{ fill: #52606d; }}
  .page {{ fill: #ffffff; }}
  .box {{ fill: #f3f6fa; stroke: #c3ccd6; }}
  .ansible {{ fill: #e6effb; stroke: #7ea6dd; }}
  .core {{ fill: #e8f5ec; stroke: #7dbb92; }}
  .edge {{ stroke: #52606d; fill: none; stroke-width: 1.5; }}
  .tip {{ fill: #52606d; }}
  @media (prefers-color-scheme: dark) {{
    text {{ fill: #e4e7eb; }}
    .soft {{ fill: #b0b8c1; }}
    .page {{ fill: #15181c; }}
    .box {{ fill: #22272e; stroke: #4a535e; }}
    .ansible {{ fill: #1c2c45; stroke: #4d76b3; }}
    .core {{ fill: #1a3324; stroke: #4b8a62; }}
    .edge {{ stroke: #b0b8c1; }}
    .tip {{ fill: #b0b8c1; }}
  }}
</style>
<rect class="page" width="{width}" height="{height}" rx="10"/>
"""


class Box(NamedTuple):
    """A box with a name, lines below it, and the kind that colours it; ``is_code`` for lines of a file."""

    name: str
    lines: tuple[str, ...]
    kind: str
    is_code: bool = False

    @property
    def height(self) -> int:
        """How high it is."""
        return 18 + LINE * (1 + len(self.lines))


LAYERS = (
    Box("playbooks, roles", ("lists and defaults in, one summary out; no API call",), "box"),
    Box("plugins/action, modules, inventory", ("documentation and one call; options and parse()",), "ansible"),
    Box("plugins/plugin_utils", ("what runs in the controller: inventory, actions, report",), "ansible"),
    Box("_module", ("Ansible glue: argument specs, results, failures",), "ansible"),
    Box("_probe", ("questions to an account; one module uses it",), "core"),
    Box("_reconcile", ("find, plan, write once, look again",), "core"),
    Box("_resource", ("one file per resource: fields, wire names, quirks. Data",), "core"),
    Box("_api", ("two dialects: QPS in XML, PCI in JSON",), "core"),
    Box("_wire", ("bytes to plain data and back; only here: lxml",), "core"),
    Box("_transport", ("TLS, proxy, repeats, waits; only here: requests",), "core"),
    Box("_errors, _settings", ("the error family; the table of connection options",), "core"),
)
WRITE = (
    Box("1  The task", ("notification:", "  delay: 4", "  delay_scale: day"), "box", is_code=True),
    Box(
        "2  find",
        ("one read by id; by name a search and a read", "GET /qps/rest/3.0/get/was/wasscanschedule/1688"),
        "core",
    ),
    Box("3  rules", ("what cannot be right, together with what is there, is refused",), "core"),
    Box("4  plan: a pure function", ("- notification.delay: 1", "+ notification.delay: 4"), "core", is_code=True),
    Box("5  check mode ends here", ("with the diff that the run would have",), "ansible"),
    Box(
        "6  write: the smallest documented request",
        (
            "POST /qps/rest/3.0/update/was/wasscanschedule/1688",
            "<notification><delay>",
            "  <nb>4</nb><scale>DAY</scale>",
            "</delay></notification>",
        ),
        "core",
        is_code=True,
    ),
    Box("7  look again", ("asked for and there, or the next form, or a failure", "that names the options"), "core"),
    Box("8  The result", ("changed, the schedule as it is, the diff",), "box"),
)


def words(x: int, y: int, text: str, kind: str) -> str:
    """Return a line of text."""
    space = ' xml:space="preserve"' if kind == "code" else ""
    return '<text class="%s" x="%d" y="%d"%s>%s</text>\n' % (kind, x, y, space, escape(text))


def drawn(box: Box, top: int, right: int) -> str:
    """Return a box at a height."""
    parts = [
        '<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="6"/>\n'
        % (box.kind, LEFT, top, right - LEFT, box.height)
    ]
    parts.append(words(LEFT + 14, top + 24, box.name, "name"))
    for number, line in enumerate(box.lines, 1):
        parts.append(words(LEFT + 14, top + 24 + LINE * number, line, "code" if box.is_code else "soft"))
    return "".join(parts)


def arrow(x: int, top: int, bottom: int) -> str:
    """Return an arrow that points down."""
    tip = "%d,%d %d,%d %d,%d" % (x - 5, bottom - 8, x + 5, bottom - 8, x, bottom)
    line = '<path class="edge" d="M%d %dV%d"/>\n' % (x, top, bottom - 8)
    return line + '<polygon class="tip" points="%s"/>\n' % tip


def stack(title: str, boxes: tuple[Box, ...], gap: int, right: int, below: int) -> tuple[str, int]:
    """Return boxes one below the other with the head of the picture, and the height where they end."""
    height = LEFT + sum(box.height + gap for box in boxes) - gap
    parts = [HEAD.format(width=WIDTH, height=height + LEFT + below, title=title)]
    top = LEFT
    for box in boxes:
        parts.append(drawn(box, top, right))
        top += box.height + gap
    return "".join(parts), height


def layers() -> str:
    """Return the picture of the layers."""
    legend = 56
    text, bottom = stack("The layers; each imports only what stands below it", LAYERS, 8, WIDTH - 56, legend)
    parts = [text, arrow(WIDTH - 28, LEFT, bottom)]
    parts.append(
        '<text class="soft" transform="translate(%d %d) rotate(90)">imports</text>\n'
        % (WIDTH - 20, (LEFT + bottom) // 2)
    )
    for number, (kind, line) in enumerate((("ansible", "may import ansible.*"), ("core", "knows nothing of Ansible"))):
        x = LEFT + number * 220
        parts.append('<rect class="%s" x="%d" y="%d" width="22" height="16" rx="4"/>\n' % (kind, x, bottom + 26))
        parts.append(words(x + 32, bottom + 39, line, "soft"))
    return "".join(parts) + "</svg>\n"


def write() -> str:
    """Return the picture of one write."""
    gap = 22
    text, _bottom = stack("One write, from the task to XML and back", WRITE, gap, WIDTH - LEFT, 0)
    parts = [text]
    top = LEFT
    for box in WRITE[:-1]:
        top += box.height + gap
        parts.append(arrow(WIDTH // 2, top - gap, top))
    return "".join(parts) + "</svg>\n"


def main() -> int:
    """Write or check the pictures."""
    return finish({IMAGES / "layers.svg": layers(), IMAGES / "write.svg": write()}, "--check" in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
