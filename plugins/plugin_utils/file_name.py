# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a file with an unfit name was meant for the plugin all the same."""

from __future__ import annotations

import re
from pathlib import Path

# A source is a page or two; what is bigger is data of something else.
_MOST = 64 * 1024


def names_plugin(path: str, plugin: str) -> bool:
    """Tell whether a YAML file has a line that makes it one for the plugin. Never raises, and parses nothing."""
    if not path.endswith((".yml", ".yaml")):
        return False
    try:
        file = Path(path)
        if not file.is_file() or file.stat().st_size > _MOST:
            return False
        text = file.read_bytes().decode("utf-8", "replace")
    except (OSError, ValueError):
        return False
    line = r"""^["']?plugin["']?[ \t]*:[ \t]+(["']?)%s\1[ \t]*(#.*)?\r?$""" % re.escape(plugin)
    return re.search(line, text, re.MULTILINE) is not None
