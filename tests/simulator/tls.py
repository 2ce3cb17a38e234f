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


class Certificates:
    """The context of a server whose certificate can change while it serves. Writes ca.pem into the directory."""

    def __init__(self, directory: str | Path) -> None:
        place = Path(directory)
        place.mkdir(parents=True, exist_ok=True)
        self._authority = trustme.CA()
        self.ca_path = str(place / CA_FILE)
        self._authority.cert_pem.write_to_path(self.ca_path)
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.change(trusted=True)

    def change(self, trusted: bool) -> None:
        """From the next connection on show another certificate: a renewed one, or one not vouched for by ca.pem."""
        authority = self._authority if trusted else trustme.CA()
        authority.issue_cert(*NAMES).configure_cert(self.context)
