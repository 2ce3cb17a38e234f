# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find out what is in scope, as well as it can be found out.

That an asset list exists is known, its address and fields are not. The compliance summary is documented, and shows
hosts only: what is in it is there, what is not in it may be there as well. Where neither can be read, only the number
in Qualys' answer to a change tells what happened.
"""

from __future__ import annotations

from typing import NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.pci import Pci, UnreadableError
from ansible_collections.community.qualys.plugins.module_utils._api.pci_assumptions import ASSET_TYPES
from ansible_collections.community.qualys.plugins.module_utils._errors import ApiError, OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_asset import (
    listed_assets,
    summarised_assets,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_asset_set import Asset, united

# What the summary can show; virtual hosts are not in it.
SUMMARISED = ("ip", "dns")


class Reading(NamedTuple):
    """What is in scope; ``is_complete`` when nothing else is. ``reasons`` tell why better sources were not used."""

    source: str
    assets: tuple[Asset, ...]
    is_complete: bool
    reasons: tuple[str, ...] = ()
    verdicts: tuple[tuple[str, str | None], ...] = ()


def read_assets(pci: Pci, kind: str, source: str) -> Reading:
    """Read the assets of one type from one source, or with ``auto`` from the best that can be read.

    Raises OptionError for a source that cannot show this type, and QualysError when a named one cannot be read.
    """
    if source != "auto":
        return _read(pci, kind, source)
    reasons: list[str] = []
    for one in ("asset_list", "compliance_summary") if kind in SUMMARISED else ("asset_list",):
        try:
            return _read(pci, kind, one)._replace(reasons=tuple(reasons))
        except (ApiError, UnreadableError) as error:
            if error.facts.get("status") == 409:
                # No list would be an answer of another kind; this account is refused as a whole.
                raise
            reasons.append("%s: %s" % (one, error.message))
    return _read(pci, kind, "none")._replace(reasons=tuple(reasons))


def _read(pci: Pci, kind: str, source: str) -> Reading:
    if source == "asset_list":
        return Reading(source, tuple(listed_assets(kind, pci.assets(ASSET_TYPES[kind]))), True)
    if source == "none":
        return Reading(source, (), False)
    if kind not in SUMMARISED:
        raise OptionError("read_from", source, "shows hosts and no virtual hosts; use asset_list, none or auto")
    found = summarised_assets(kind, pci.compliance_summary())
    verdicts = tuple((asset.text, verdict) for asset, verdict in found)
    return Reading(source, tuple(united(asset for asset, _verdict in found)), False, verdicts=verdicts)
