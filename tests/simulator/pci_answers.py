# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers of the PCI API: the JSON envelope, refusals in every shape they may have, pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .clock import Clock
from .exchange import Outcome
from .pci_account import PciAccount
from .switches import Switches

JSON_TYPE = "application/json"
MOST_PER_PAGE = 1000
DEFAULT_PER_PAGE = 100
VERSIONS = {"latest": "LATEST - V1", "plain": "V1"}


class PciRefusal(Exception):
    """A call that is not carried out. Without a status, the switch pci_refusal_http decides."""

    def __init__(self, text: str, status: int | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.status = status


@dataclass
class PciCall:
    """One call, with everything it may look at and change; ``object_id`` is what the journal names."""

    account: PciAccount
    switches: Switches
    clock: Clock
    query: Mapping[str, str]
    body: bytes
    number: int | None = None
    object_id: int | None = None

    def data(self, allowed: Sequence[str]) -> dict[str, str]:
        """Return the body, which must be a JSON object with known keys and texts as values."""
        try:
            content = json.loads(self.body)
        except ValueError:
            raise PciRefusal("Malformed JSON request.", 400) from None
        if not isinstance(content, dict):
            raise PciRefusal("Malformed JSON request.", 400)
        for name, value in content.items():
            if name not in allowed:
                raise PciRefusal(f"Unknown parameter: {name}", 400)
            if not isinstance(value, str):
                raise PciRefusal(f"Invalid value for {name}", 400)
        return content

    def page(self, name: str, rows: Sequence[Any]) -> dict[str, Any]:
        """Return the part of rows that offset and limit ask for."""
        first = self._number("offset", 1)
        limit = self._number("limit", DEFAULT_PER_PAGE)
        if first < 1 or not 1 <= limit <= MOST_PER_PAGE:
            raise PciRefusal("Invalid value for offset or limit", 400)
        part = list(rows[first - 1 : first - 1 + limit])
        return {"totalCount": len(rows), "fetchRange": f"{first}-{first + len(part) - 1}", name: part}

    def _number(self, name: str, default: int) -> int:
        text = self.query.get(name, str(default))
        if not text.isdigit():
            raise PciRefusal(f"Invalid value for {name}", 400)
        return int(text)


def success(data: Any, switches: Switches) -> Outcome:
    """Return the answer that holds data."""
    body = {"responseApiVersion": VERSIONS[switches.pci_envelope_version], "data": data}
    return Outcome(200, JSON_TYPE, json.dumps(body).encode(), response_code="SUCCESS")


def refusal(refused: PciRefusal, switches: Switches) -> Outcome:
    """Return the answer that tells why not."""
    status = int(switches.pci_refusal_http) if refused.status is None else refused.status
    if status == 200:
        outcome = success(refused.text, switches)
    elif switches.pci_error_body == "text":
        outcome = Outcome(status, "text/plain", refused.text.encode())
    else:
        body = SHAPES[switches.pci_error_body](refused.text)
        outcome = Outcome(status, JSON_TYPE, json.dumps(body).encode())
    outcome.response_code = "REFUSED"
    return outcome


SHAPES: dict[str, Callable[[str], dict[str, Any]]] = {
    "message": lambda text: {"message": text},
    "error": lambda text: {"error": {"message": text}},
    "errors": lambda text: {"errors": [{"message": text}]},
    "data": lambda text: {"responseApiVersion": "V1", "data": text},
}
