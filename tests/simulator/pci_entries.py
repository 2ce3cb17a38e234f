# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of the PCI asset calls as the server reads them: addresses, IPv4 ranges, virtual hosts, host names.

Written without a look at the collection's own reading, so that one can be held against the other. What is not known
to be taken (CIDR, IPv6 ranges, zone indexes, brackets) is refused.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Union

Address = Union[ipaddress.IPv4Address, ipaddress.IPv6Address]
IP, DNS, VIRTUALHOST = "IP", "DNS", "VIRTUALHOST"
TYPES = (IP, DNS, VIRTUALHOST)
VIRTUAL_HOST = re.compile(r"([^:/,\s]+):([0-9]{1,5}):([0-9A-Fa-f:.]+)(?:/([^,\s]*))?")
HOST_NAME = re.compile(
    r"(?=.{1,253}\Z)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
    r"(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*"
)


class BadEntry(ValueError):
    """An entry that cannot be taken."""


@dataclass(frozen=True)
class Entry:
    """What one entry stands for: ``size`` assets, told apart by their keys."""

    text: str
    size: int
    first: Any

    def __iter__(self) -> Iterator[Any]:
        """Yield the key of every asset; addresses of a range one after the other."""
        for step in range(self.size):
            yield self.first + step if step else self.first


def split(text: str) -> list[str]:
    """Return the entries of a comma-separated text."""
    return [part.strip() for part in text.split(",")]


def read_entry(kind: str, text: str) -> Entry:
    """Return what an entry stands for; raises BadEntry."""
    return READERS[kind](text)


def _address(text: str) -> Address:
    if "%" in text:
        raise BadEntry(f"Invalid IP address: {text}")
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        raise BadEntry(f"Invalid IP address: {text}") from None


def _host(text: str) -> Entry:
    first, dash, last = text.partition("-")
    if not dash:
        return Entry(text, 1, _address(text))
    low, high = _address(first.strip()), _address(last.strip())
    if low.version != 4 or high.version != 4 or int(low) > int(high):
        raise BadEntry(f"Invalid IP range: {text}")
    return Entry(text, int(high) - int(low) + 1, low)


def _virtual_host(text: str) -> Entry:
    found = VIRTUAL_HOST.fullmatch(text)
    if not found or not 0 < int(found[2]) < 65536:
        raise BadEntry(f"Invalid virtual host: {text}")
    return Entry(text, 1, (found[1].lower(), int(found[2]), _address(found[3]), found[4] or ""))


def _name(text: str) -> Entry:
    if not HOST_NAME.fullmatch(text):
        raise BadEntry(f"Invalid DNS name: {text}")
    return Entry(text, 1, text.lower())


READERS: dict[str, Callable[[str], Entry]] = {IP: _host, DNS: _name, VIRTUALHOST: _virtual_host}


def spelled(address: Address, mode: str) -> str:
    """Return an address in another of its spellings."""
    return address.exploded.upper() if mode == "exploded" else address.compressed


def shown(key: Any, sent: str, mode: str) -> str:
    """Return an asset as the list shows it."""
    if mode == "sent" or isinstance(key, str):
        return sent
    if isinstance(key, tuple):
        name, port, address, path = key
        return f"{name}:{port}:{spelled(address, mode)}" + (f"/{path}" if path else "")
    return spelled(key, mode)
