# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets that are easy to find again, however they were written down."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

USER, PCI_USER, PROXY_USER = "bird", "pci@bird", "messenger"
PASSWORD, PCI_PASSWORD, PROXY_PASSWORD = "Canary/of+the?platform", "Canary/of+the?merchant", "Canary/of+the?proxy"
# Of an activation key, in the form that keys have.
KEY = "ca4a5900-cafe-4a9e-8000-5ec5e7000001"
SECRETS = (PASSWORD, PCI_PASSWORD, PROXY_PASSWORD, KEY)
LOGINS = ((USER, PASSWORD), (PCI_USER, PCI_PASSWORD), (PROXY_USER, PROXY_PASSWORD))


def forms(secret: str) -> Iterator[bytes]:
    """Yield a secret as it may look: whole, quoted for addresses, and in base64 wherever in a longer text it stands."""
    yield secret.encode()
    yield quote(secret, safe="").encode()
    for lead in range(3):
        # The characters at both ends depend on what stands beside the secret.
        packed = base64.b64encode(b"\0" * lead + secret.encode())[(lead * 4 + 2) // 3 : -4]
        yield packed
        yield packed.translate(bytes.maketrans(b"+/", b"-_"))


def found_in(content: bytes) -> list[str]:
    """Return the secrets that stand in a text in any form."""
    lower = content.lower()
    known = [secret for secret in SECRETS if any(form in content for form in forms(secret))]
    return known + [secret for secret in SECRETS if secret not in known and secret.lower().encode() in lower]


def left_in(folder: Path, *known: Path) -> dict[str, list[str]]:
    """Return the secrets that stand in files of a folder, by path; ``known`` files hold them rightly."""
    files = [path for path in folder.rglob("*") if path.is_file() and path not in known]
    found = {str(path.relative_to(folder)): found_in(path.read_bytes()) for path in files}
    return {path: secrets for path, secrets in found.items() if secrets}
