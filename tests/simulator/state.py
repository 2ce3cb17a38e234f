# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the subscription holds. Tests may change it directly: ``sim.state.schedules[1688]["active"] = False``."""

from __future__ import annotations

from typing import Any

from . import documents
from .asset_store import AssetStore
from .fleet import make_fleet

Records = dict[int, dict[str, Any]]
FIRST_NEW_SCHEDULE = 180000001


class State:
    """All stores, by id; every record is in the neutral shape of the renderer."""

    def __init__(self, assets: int = 0, seed: int = 1) -> None:
        self._fleet = make_fleet(assets, seed, reserved=documents.host_asset_ids()) if assets else {}
        self.reset()

    def reset(self) -> None:
        """Put everything back to the start."""
        self.schedules: Records = documents.schedules()
        self.webapps: Records = documents.webapps()
        self.optionprofiles: Records = documents.option_profiles()
        self.webappauthrecords: Records = documents.auth_records()
        self.dnsoverrides: Records = documents.dns_overrides()
        self.proxies: Records = documents.proxies()
        self.tags: Records = documents.tags()
        self.scanner_appliances: set[str] = documents.scanner_appliances()
        self.assets = AssetStore(self._fleet, documents.host_assets())
        # How many searches still miss a new schedule (switch search_lag).
        self.unindexed: dict[int, int] = {}
        self._next_schedule = FIRST_NEW_SCHEDULE

    def new_schedule_id(self) -> int:
        """Return the next free id; ids of deleted schedules are never given out again."""
        number = self._next_schedule
        self._next_schedule += 7
        return number
