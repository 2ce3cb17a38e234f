# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IP addresses and IPv4 ranges of a PCI account, compared as what they are and not as they are written.

Facts: PCI Compliance release notes 1.6.2 print IPv4 and IPv6 addresses, long and short; ranges are known from the
user interface. What is not known to be taken is refused before anything is sent.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError


class Span(NamedTuple):
    """The addresses from ``first`` to ``last``, both included, as numbers; one address for IPv6."""

    version: int
    first: int
    last: int

    @property
    def text(self) -> str:
        """Return the form that is sent: IPv6 short and in lower case, a range with a hyphen."""
        if self.version == 6:
            return ipaddress.IPv6Address(self.first).compressed
        first, last = ipaddress.IPv4Address(self.first), ipaddress.IPv4Address(self.last)
        return str(first) if first == last else "%s-%s" % (first, last)

    @property
    def is_single(self) -> bool:
        """Tell whether nothing can hold a part of it."""
        return self.first == self.last

    @property
    def size(self) -> int:
        """Return the number of addresses."""
        return self.last - self.first + 1

    def halves(self) -> list[Span]:
        """Return the two halves of a range, nothing for a single address."""
        if self.is_single:
            return []
        middle = (self.first + self.last) // 2
        return [Span(self.version, self.first, middle), Span(self.version, middle + 1, self.last)]

    def minus(self, others: Iterable[object]) -> list[Span]:
        """Return what is left of this span when others are taken out, in ascending order."""
        left = [self]
        for other in others:
            if isinstance(other, Span) and other.version == self.version:
                left = [piece for span in left for piece in span._without(other)]
        return left

    def _without(self, other: Span) -> list[Span]:
        if other.last < self.first or other.first > self.last:
            return [self]
        below = Span(self.version, self.first, other.first - 1)
        above = Span(self.version, other.last + 1, self.last)
        return [span for span in (below, above) if span.first <= span.last]


def parse_span(option: str, value: str) -> Span:
    """Read an address, an IPv4 range or an IPv4 network; raises OptionError."""
    text = value.strip()
    if "/" in text:
        return _network(option, text)
    first, hyphen, last = text.partition("-")
    if not hyphen:
        return parse_address(option, text)
    low, high = parse_address(option, first.strip()), parse_address(option, last.strip())
    if low.version != 4 or high.version != 4:
        raise OptionError(option, text, "is an IPv6 range, which Qualys is not known to take; list the addresses")
    if low.first > high.first:
        raise OptionError(option, text, "ends before it begins; write the lower address first")
    return Span(4, low.first, high.first)


def parse_address(option: str, value: str) -> Span:
    """Read a single address; raises OptionError."""
    text = value.strip()
    if "," in text:
        raise OptionError(option, text, "holds a comma; give every asset an entry of its own")
    if "%" in text:
        raise OptionError(option, text, "has a zone, which means nothing outside its own machine; leave it out")
    if "[" in text or "]" in text:
        raise OptionError(option, text, "has brackets, which Qualys is not known to take; write the bare address")
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        raise OptionError(option, text, "is no IP address; write it like 192.0.2.10 or 2001:db8::7") from None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    if mapped:
        raise OptionError(option, text, "is an IPv4 address in the clothes of IPv6; write %s" % mapped)
    return Span(address.version, int(address), int(address))


def _network(option: str, text: str) -> Span:
    parse_address(option, text.partition("/")[0])
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise OptionError(option, text, "is no network; write it like 192.0.2.0/29") from None
    if network.version == 6 and network.num_addresses > 1:
        raise OptionError(option, text, "is an IPv6 network, which Qualys is not known to take; list the addresses")
    address = ipaddress.ip_address(text.partition("/")[0])
    if address != network.network_address:
        raise OptionError(option, text, "names an address within a network; write %s or %s" % (network, address))
    return Span(network.version, int(network.network_address), int(network.broadcast_address))
