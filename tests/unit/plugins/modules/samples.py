# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folders of tests/samples: each holds a task, and the request and answer that Qualys prints."""

from __future__ import annotations

from pathlib import Path

import yaml
from lxml import etree

SAMPLES = Path(__file__).resolve().parents[3] / "samples"


def task_of(sample):
    """Return module and options of the one task."""
    (task,) = yaml.safe_load(text_of(sample, "task.yml"))
    ((module, options),) = [(key, value) for key, value in task.items() if key.startswith("community.qualys.")]
    return module.rsplit(".", 1)[1], options


def text_of(sample, name):
    """Return one file of a sample."""
    return (SAMPLES / sample / name).read_text(encoding="utf-8")


def line_of(sample):
    """Return method, path and query of the request, which stand in a comment above it."""
    method, address = text_of(sample, "request.xml").split("-->", 1)[0].removeprefix("<!--").split()
    path, _sign, query = address.partition("?")
    return method, path, query


def as_tree(document):
    """Return elements, attributes and text; white space around the text is print layout."""

    def walk(element):
        children = [walk(child) for child in element if isinstance(child.tag, str)]
        return element.tag, dict(element.attrib), "" if children else (element.text or "").strip(), children

    return walk(etree.fromstring(document.encode("utf-8")))
