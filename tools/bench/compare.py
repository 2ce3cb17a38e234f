# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tell whether two listings of ansible-inventory are the same inventory.

Usage: compare.py LISTING LISTING. In a process of its own, because listings are large.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def ordered(listing: dict) -> dict:
    """Return a listing with its hosts in order."""
    return {
        name: {key: sorted(value) if isinstance(value, list) else value for key, value in group.items()}
        for name, group in listing.items()
    }


def main() -> None:
    """Exit with 0 when they are the same."""
    one, other = (ordered(json.loads(Path(name).read_text(encoding="utf-8"))) for name in sys.argv[1:])
    if one != other:
        names = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
        sys.exit(f"error: the inventories differ in {', '.join(names[:10])}")


if __name__ == "__main__":
    main()
