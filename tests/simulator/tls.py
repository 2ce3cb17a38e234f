# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate made at start, for loopback names only."""

from __future__ import annotations

import ssl
from pathlib import Path

import trustme

NAMES = ("127.0.0.1", "::1", "localhost")
CA_FILE = "ca.pem"


def server_context(directory: str | Path) -> tuple[ssl.SSLContext, str]:
    """Write ca.pem into the directory; return the context of the server and the path of the file."""
    authority = trustme.CA()
    place = Path(directory)
    place.mkdir(parents=True, exist_ok=True)
    ca_path = place / CA_FILE
    authority.cert_pem.write_to_path(str(ca_path))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*NAMES).configure_cert(context)
    return context, str(ca_path)
