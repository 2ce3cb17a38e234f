# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""PCI input that cannot be right gives one sentence with option, value and remedy, and nothing is sent."""

from __future__ import annotations

import pytest

V4, V6 = "192.0.2.10", "2001:db8::7"
SHOP = {"fqdn": "shop.example.org", "port": 443, "ip": V4}


def hosts(*assets, **options):
    return {"assets": list(assets), **options}


def virtual(text):
    return {"asset_type": "virtual_host", "assets": [text]}


def parts(**changes):
    return {"virtual_hosts": [{**SHOP, **changes}]}


ASSETS = {
    "no assets": ({}, "assets, virtual_hosts", ""),
    "no address": (hosts(V4, "192.0.2.256"), "assets[1]", "is no IP address"),
    "leading zeros": (hosts("192.0.02.1"), "assets[0]", "is no IP address"),
    "a zone": (hosts("fe80::1%eth0"), "assets[0]", "has a zone"),
    "brackets": (hosts("[2001:db8::7]"), "assets[0]", "has brackets"),
    "IPv4 in IPv6": (hosts("::ffff:192.0.2.1"), "assets[0]", "write 192.0.2.1"),
    "an IPv6 range": (hosts("2001:db8::1-2001:db8::7"), "assets[0]", "is an IPv6 range"),
    "an IPv6 network": (hosts("2001:db8::/64"), "assets[0]", "is an IPv6 network"),
    "a range that ends before it begins": (hosts("192.0.2.9-192.0.2.1"), "assets[0]", "lower address first"),
    "a range over both": (hosts("192.0.2.9-2001:db8::1"), "assets[0]", "is an IPv6 range"),
    "an address within a network": (hosts("192.0.2.9/29"), "assets[0]", "write 192.0.2.8/29 or 192.0.2.9"),
    "no network": (hosts("192.0.2.0/33"), "assets[0]", "is no network"),
    "mixed types": (hosts(V4, "shop.example.org:443:192.0.2.10/pay"), "assets[1]", "asset_type=virtual_host"),
    "a name among addresses": (hosts(V4, "shop.example.org"), "assets[1]", "asset_type=dns"),
    "an address among names": (hosts(V4, asset_type="dns"), "assets[0]", "asset_type=ip"),
    "an address among virtual hosts": (virtual(V4), "assets[0]", "asset_type=ip"),
    "types that contradict": (hosts(asset_type="ip", virtual_hosts=[SHOP]), "virtual_hosts", "asset_type=virtual_host"),
    "exact and empty": (hosts(state="exact"), "assets", "allow_empty"),
    "exact and no virtual hosts": ({"state": "exact", "virtual_hosts": []}, "virtual_hosts", "allow_empty"),
    "port 0": (parts(port=0), "virtual_hosts[0].port", "1 to 65535"),
    "port 65536": (virtual("shop.example.org:65536:192.0.2.10/pay"), "assets[0]", "1 to 65535"),
    "port in words": (virtual("shop.example.org:https:192.0.2.10/pay"), "assets[0]", "1 to 65535"),
    "no port": (virtual("shop.example.org"), "assets[0]", "asset_type=dns"),
    "a path with a comma": (parts(path="/a,b"), "virtual_hosts[0].path", "write %2C"),
    "a path with a blank": (parts(path="a b"), "virtual_hosts[0].path", "%20"),
    "a virtual host with a zone": (parts(ip="fe80::1%eth0"), "virtual_hosts[0].ip", "has a zone"),
    "a virtual host with brackets": (virtual("shop.example.org:443:[2001:db8::7]/a"), "assets[0]", "has brackets"),
    "a virtual host on a range": (parts(ip="192.0.2.1-192.0.2.9"), "virtual_hosts[0].ip", "is no IP address"),
    "a name that is none": (parts(fqdn="shop_/x"), "virtual_hosts[0].fqdn", "is no host name"),
    "a name beyond ASCII": (hosts("b\u00fccher.example", asset_type="dns"), "assets[0]", "xn--"),
    "the summary and virtual hosts": (
        {"virtual_hosts": [SHOP], "read_from": "compliance_summary"},
        "read_from",
        "no virtual hosts",
    ),
    "a wrong address": (hosts(V4, pci_url="http://pci-api.example.org"), "pci_url", "must be https"),
    "no login": (hosts(V4, pci_username=None), "pci_username", "QUALYS_PCI_USERNAME"),
    "a proxy with a password": (hosts(V4, proxy="http://me:s3cret@proxy:3128"), "proxy", "proxy_password"),
}
SCANS = {
    "neither title nor id": ({"target_all": True}, "scan_id, title", ""),
    "no target": ({"title": "x"}, "target_ips", "needs a target"),
    "an empty title": ({"title": "  ", "target_all": True}, "title", "is empty"),
    "no address": ({"title": "x", "target_ips": ["192.0.2.300"]}, "target_ips[0]", "is no IP address"),
    "a zone": ({"title": "x", "target_ips": [V4, "fe80::1%1"]}, "target_ips[1]", "has a zone"),
    "no name": ({"title": "x", "target_dns": ["a b"]}, "target_dns[0]", "is no host name"),
    "no interval": ({"title": "x", "target_all": True, "min_interval": "weekly"}, "min_interval", "7d"),
    "an endless interval": (
        {"title": "x", "target_all": True, "min_interval": "99999999999w"},
        "min_interval",
        "calendar",
    ),
    "an id and a title": ({"title": "x", "scan_id": 7}, "scan_id|title", "mutually exclusive"),
    "polling without a pause": ({"scan_id": 7, "poll_interval": 0}, "poll_interval", "1 or more"),
    "unknown bandwidth": ({"title": "x", "target_all": True, "bandwidth": "full"}, "bandwidth", "medium"),
}
INFO = {
    "no time": ({"after": "yesterday"}, "after", "no point in time"),
    "an id and a filter": ({"scan_id": 7, "states": ["failed"]}, "scan_id|states", "mutually exclusive"),
}
CASES = [
    pytest.param(module, *case, id="%s %s" % (module, name))
    for module, cases in (("qualys_pci_asset", ASSETS), ("qualys_pci_scan", SCANS), ("qualys_pci_scan_info", INFO))
    for name, case in cases.items()
]


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize(("module", "options", "option", "words"), CASES)
def test_bad_input(simulator, run, module, options, option, words, check):
    result = run(module, check=check, **options)
    assert result.get("failed"), result
    assert option in result["msg"]
    assert words in result["msg"]
    assert "\n" not in result["msg"]
    assert "s3cret" not in result["msg"]
    assert list(simulator.journal) == []
