# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any spelling of an asset has one key, and the form that is sent is taken by the simulator.

The simulator reads entries with code of its own (tests/simulator/pci_entries.py).
"""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_address import Span, parse_span
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_asset import parse_asset
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_asset_set import united, without
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_host_name import HostName, parse_host_name
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_virtual_host import (
    parse_virtual_host,
    virtual_host_from,
)
from tests.simulator.pci_entries import DNS, IP, VIRTUALHOST, read_entry

V4 = st.ip_addresses(v=4)
V6 = st.ip_addresses(v=6).filter(lambda address: address.ipv4_mapped is None)
LABEL = st.from_regex(r"[a-zA-Z0-9]([a-zA-Z0-9-]{0,10}[a-zA-Z0-9])?", fullmatch=True)
NAME = st.builds(
    lambda labels, last: ".".join([*labels, last]), st.lists(LABEL, max_size=3), st.sampled_from(["org", "Example"])
)
PATH = st.from_regex(r"[A-Za-z0-9/._~%-]{0,20}", fullmatch=True)


@st.composite
def spelled(draw, address):
    """Draw one of the spellings of an address."""
    if address.version == 4:
        return str(address)
    groups = address.exploded.split(":")
    mixed = [draw(st.sampled_from([group, group.lstrip("0") or "0", group.upper()])) for group in groups]
    forms = [address.compressed, address.compressed.upper(), address.exploded, ":".join(mixed)]
    if int(address) >> 32:
        forms.append(":".join(groups[:6]) + ":" + str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return draw(st.sampled_from(forms))


@st.composite
def addresses(draw):
    address = draw(st.one_of(V4, V6))
    return address, draw(spelled(address))


@given(addresses(), st.sampled_from(["", " ", "\t"]))
def test_spellings_of_an_address(drawn, blank):
    address, text = drawn
    span = parse_span("assets", blank + text + blank)
    assert span == Span(address.version, int(address), int(address))
    assert parse_span("assets", span.text) == span
    assert read_entry(IP, span.text).first == address
    assert span.text == span.text.lower()


@given(V4, V4, st.sampled_from(["-", " - ", "- "]))
def test_spellings_of_a_range(one, other, hyphen):
    low, high = sorted((one, other))
    span = parse_span("assets", "%s%s%s" % (low, hyphen, high))
    assert span == Span(4, int(low), int(high))
    assert parse_span("assets", span.text) == span
    entry = read_entry(IP, span.text)
    assert (entry.first, entry.size) == (low, int(high) - int(low) + 1)
    for network in list(ipaddress.summarize_address_range(low, high))[:3]:
        piece = parse_span("assets", str(network))
        assert piece == parse_span("assets", "%s-%s" % (network[0], network[-1]))
        assert piece.minus([span]) == []


@st.composite
def virtual_hosts(draw):
    """Draw the parts of a virtual host and one of its spellings."""
    name, port, address = draw(NAME), draw(st.integers(1, 65535)), draw(st.one_of(V4, V6))
    path = draw(PATH)
    slash = "/" if path or draw(st.booleans()) else ""
    letters = "".join(draw(st.sampled_from([letter.lower(), letter.upper()])) for letter in name)
    zeros = draw(st.sampled_from(["", "0", "00"])) if port < 1000 else ""
    text = "%s:%s%d:%s%s%s" % (letters, zeros, port, draw(spelled(address)), slash, path)
    return {"fqdn": name, "port": port, "ip": str(address), "path": path}, text


@given(virtual_hosts())
def test_spellings_of_a_virtual_host(drawn):
    parts, text = drawn
    host = parse_virtual_host("assets", text)
    assert host == virtual_host_from("virtual_hosts[0]", {**parts, "path": "/" + parts["path"]})
    assert parse_virtual_host("assets", host.text) == host
    name, port, address, path = read_entry(VIRTUALHOST, host.text).first
    assert (name, port, str(address), path) == (host.fqdn, host.port, host.ip.text, host.path)


@given(NAME, st.sampled_from(["", "."]))
def test_spellings_of_a_name(name, dot):
    host = parse_host_name("assets", name.upper() + dot)
    assert host == parse_host_name("assets", name) == HostName(name.lower())
    assert read_entry(DNS, host.text).first == host.name


@given(st.text(max_size=30))
def test_whatever_is_written_is_an_asset_or_a_sentence(text):
    for kind, wire in (("ip", IP), ("virtual_host", VIRTUALHOST), ("dns", DNS)):
        said = []
        try:
            asset = parse_asset("assets[0]", kind, text)
        except OptionError as error:
            said.append(error.message)
        else:
            read_entry(wire, asset.text)
            assert "," not in asset.text
        assert all(message.startswith("assets[0]") for message in said)


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda pair: Span(4, pair[0], pair[0] + pair[1])), max_size=8
)


def points(spans):
    return {number for span in spans for number in range(span.first, span.last + 1)}


@given(SPANS, SPANS)
def test_sets_of_ranges_are_sets_of_addresses(spans, others):
    left = list(without(spans, others))
    assert points(left) == points(spans) - points(others)
    pieces = united(spans)
    assert points(pieces) == points(spans)
    assert sum(piece.size for piece in pieces) == len(points(spans))


@pytest.mark.parametrize("size", [1, 2, 3, 8])
def test_halves_make_the_whole(size):
    span = Span(4, 10, 9 + size)
    halves = span.halves()
    assert points(halves) == (points([span]) if size > 1 else set())


def test_addresses_of_both_versions_do_not_meet():
    assert parse_span("a", "0.0.0.1").minus([parse_span("a", "::1")]) == [Span(4, 1, 1)]


@pytest.mark.parametrize("asset", [HostName("a.example.org"), parse_virtual_host("a", "a.example.org:1:192.0.2.1/")])
def test_names_and_virtual_hosts_have_no_parts(asset):
    assert (asset.is_single, asset.size, list(asset.halves())) == (True, 1, [])
