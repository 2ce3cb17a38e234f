# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Virtual hosts of a PCI account: a name, a port, an address and a path.

Facts: PCI Compliance release notes 1.6.2 print ``name:port:address/path``, an IPv6 address without brackets. A name
has no colon, a port is digits and an address has no slash, so the text is unambiguous when read from the left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_address import Span, parse_address
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_host_name import parse_host_name

_PORT = re.compile("0*[0-9]{1,5}")
_SEPARATORS = re.compile(r"[,\s]")


class VirtualHost(NamedTuple):
    """A virtual host in comparable parts. ``path`` has no slash in front and keeps its case; empty means none."""

    fqdn: str
    port: int
    ip: Span
    path: str

    @property
    def text(self) -> str:
        """Return the form that is sent."""
        return "%s:%d:%s%s" % (self.fqdn, self.port, self.ip.text, self.path and "/" + self.path)

    @property
    def is_single(self) -> bool:
        """Tell whether nothing can hold a part of it."""
        return True

    @property
    def size(self) -> int:
        """Return how many assets this is."""
        return 1

    def halves(self) -> list[VirtualHost]:
        """Return nothing: it has no parts."""
        return []

    def minus(self, others: Iterable[object]) -> list[VirtualHost]:
        """Return this virtual host unless others hold it."""
        return [] if self in others else [self]


def parse_virtual_host(option: str, value: str) -> VirtualHost:
    """Read ``name:port:address/path``; raises OptionError."""
    text = value.strip()
    fqdn, colon, rest = text.partition(":")
    port, second_colon, rest = rest.partition(":")
    if not colon or not second_colon:
        raise OptionError(option, text, "is no virtual host; write it like shop.example.org:8443:192.0.2.10/pay")
    address, _slash, path = rest.partition("/")
    try:
        return _virtual_host(option, fqdn, port, address, path)
    except OptionError as error:
        # The part alone would not tell which of the entries is meant.
        raise OptionError(option, text, "is not right: %s" % error.message.partition(": ")[2]) from error


def virtual_host_from(option: str, parts: Mapping[str, Any]) -> VirtualHost:
    """Read the parts as the user gives them one by one; raises OptionError."""
    path = parts.get("path") or ""
    path = path[1:] if path.startswith("/") else path
    return _virtual_host(option, parts["fqdn"], str(parts["port"]), parts["ip"], path)


def _virtual_host(option: str, fqdn: str, port: str, address: str, path: str) -> VirtualHost:
    name = parse_host_name(option + ".fqdn", fqdn).name
    if not _PORT.fullmatch(port) or not 0 < int(port) < 65536:
        raise OptionError(option + ".port", port, "is no port; give a number from 1 to 65535")
    ip = parse_address(option + ".ip", address)
    if _SEPARATORS.search(path):
        raise OptionError(
            option + ".path", path, "holds a comma or a blank, at which Qualys would cut it; write %2C or %20"
        )
    return VirtualHost(name, int(port), ip, path)
