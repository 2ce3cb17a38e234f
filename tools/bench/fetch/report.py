# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What every fetcher tells at its end. Runs in the environments of other clients: the standard library only."""

from __future__ import annotations

import hashlib
import json
import time


def measured(fetch, url):
    """Call fetch(url), which returns (ids, rows), and print one line of JSON: its time, how many, and which.

    Python's start and the imports are not counted, for nobody. Neither is the digest, by which rows of two clients
    can be compared.
    """
    start = time.perf_counter()
    ids, rows = fetch(url)
    seconds = time.perf_counter() - start
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json.dumps(row, sort_keys=True).encode())
    print(json.dumps({"seconds": seconds, "rows": len(ids), "unique": len(set(ids)), "digest": digest.hexdigest()}))
