# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Assets of a PCI account: what a task declares, and what Qualys' lists show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._api.pci import UnreadableError
from ansible_collections.community.qualys.plugins.module_utils._api.pci_assumptions import (
    ASSET_FIELDS,
    SUMMARY_DNS_FIELDS,
    SUMMARY_IP_FIELDS,
    SUMMARY_STATUS_FIELDS,
)
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_address import Span, parse_span
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_asset_set import Asset, united
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_host_name import parse_host_name
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_virtual_host import (
    VirtualHost,
    parse_virtual_host,
    virtual_host_from,
)

_NOUNS = {"ip": "an IP address", "virtual_host": "a virtual host", "dns": "a host name"}
_ALL_GROUPS = re.compile(r"[0-9a-f]{4}(:[0-9a-f]{4}){7}")
_PARSERS: Mapping[str, Any] = {"ip": parse_span, "virtual_host": parse_virtual_host, "dns": parse_host_name}


def asset_type_of(options: Mapping[str, Any]) -> str:
    """Return the type of the assets that a task declares; raises OptionError when it contradicts itself."""
    stated = options["asset_type"]
    if options["virtual_hosts"] is None:
        return str(stated or "ip")
    if stated not in (None, "virtual_host"):
        raise OptionError("virtual_hosts", None, "goes with asset_type=virtual_host, not with %s" % stated)
    return "virtual_host"


def wanted_assets(options: Mapping[str, Any]) -> list[Asset]:
    """Return the assets that a task declares, none twice; raises OptionError."""
    kind = asset_type_of(options)
    found: list[Asset] = [
        virtual_host_from("virtual_hosts[%d]" % number, parts)
        for number, parts in enumerate(options["virtual_hosts"] or ())
    ]
    found += [parse_asset("assets[%d]" % number, kind, text) for number, text in enumerate(options["assets"] or ())]
    return united(found)


def long_spellings(options: Mapping[str, Any]) -> dict[Asset, str]:
    """Return the addresses that a task writes with all eight groups, which are sent so: documents print both forms."""
    found: dict[Asset, str] = {}
    for text in options["assets"] or ():
        if asset_type_of(options) == "ip" and _ALL_GROUPS.fullmatch(text.strip()):
            found[parse_span("assets", text)] = text.strip()
    return found


def parse_asset(option: str, kind: str, value: str) -> Asset:
    """Read an asset of one type; raises OptionError, with a word of its own for assets of another type."""
    found: Asset
    try:
        found = _PARSERS[kind](option, value)
    except OptionError:
        _refuse_other_type(option, kind, value)
        raise
    if kind == "dns":
        _refuse_other_type(option, kind, value)
    return found


def _refuse_other_type(option: str, kind: str, value: str) -> None:
    for other in ("ip", "virtual_host", "dns"):
        if other == kind:
            continue
        try:
            _PARSERS[other](option, value)
        except OptionError:
            continue
        text = "is %s, and this task keeps assets of the type %s; give it to a task with asset_type=%s"
        raise OptionError(option, value, text % (_NOUNS[other], kind, other))


def listed_assets(kind: str, rows: Iterable[Any]) -> list[Asset]:
    """Return the assets in the rows of the asset list; raises UnreadableError for a row that is none."""
    return united(_read(kind, _first(row, ASSET_FIELDS) if isinstance(row, dict) else row) for row in rows)


def summarised_assets(kind: str, rows: Iterable[Any]) -> list[tuple[Asset, str | None]]:
    """Return assets and verdicts of one type in the rows of the compliance summary; raises UnreadableError."""
    found = []
    for row in rows:
        if not isinstance(row, dict):
            raise UnreadableError("a row of the compliance summary is no object")
        names = {"ip": SUMMARY_IP_FIELDS, "dns": SUMMARY_DNS_FIELDS}
        if not any(field in row for fields in names.values() for field in fields):
            raise UnreadableError("the rows of the compliance summary have other fields than those that are known")
        text = _first(row, names[kind])
        # A name beside an address may be no more than the name of that host.
        if text and (kind == "ip" or not _first(row, SUMMARY_IP_FIELDS)):
            found.append((_read(kind, text), _first(row, SUMMARY_STATUS_FIELDS)))
    return found


def _read(kind: str, text: Any) -> Asset:
    try:
        return parse_asset("asset", kind, str(text or ""))
    except OptionError as error:
        raise UnreadableError("Qualys lists an asset that is none: %s" % error.message) from error


def _first(row: Mapping[str, Any], fields: Iterable[str]) -> str | None:
    return next((str(row[field]) for field in fields if row.get(field)), None)


def shown_asset(kind: str, asset: Asset) -> dict[str, Any]:
    """Return an asset as the info module prints it."""
    shown: dict[str, Any] = {"asset": asset.text, "asset_type": kind}
    if isinstance(asset, VirtualHost):
        shown.update(fqdn=asset.fqdn, port=asset.port, ip=asset.ip.text, path=asset.path)
    elif isinstance(asset, Span):
        shown["ip_version"] = asset.version
    else:
        shown["fqdn"] = asset.text
    return shown
