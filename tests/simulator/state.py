# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the subscription holds. Tests may change it directly: ``sim.state.schedules[1688]["active"] = False``."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

from . import documents
from .asset_store import AssetStore
from .fleet import fleet_keys, make_fleet
from .pci_account import PciAccount

Records = dict[int, dict[str, Any]]
FIRST_NEW_SCHEDULE = 180000001
FIRST_NEW_KEY = 60001
MODULES = ("VM", "PC", "SCA", "PM", "SA", "FIM", "EDR", "SWCA", "CAPS", "MTG", "PAF", "GAV")


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
        self.pci = PciAccount()
        # How many searches still miss a new schedule (switch search_lag).
        self.unindexed: dict[int, int] = {}
        self.activation_keys: Records = {**documents.activation_keys(), **fleet_keys(self._fleet)}
        self.unindexed_keys: dict[int, int] = {}
        # What the subscription has: names without AGENT_ and _LICENSE; SA needs the Log Collector besides.
        self.subscribed_modules: set[str] = set(MODULES)
        self.log_collector = True
        self.caps_configured = True
        # Which assets of a bulk call the switch activation_partial leaves out: every third.
        self.partial_every = 3
        # Agents still read with an old activatedModule: that text, and how many reads are left.
        self.stale_modules: dict[int, tuple[str | None, int]] = {}
        # By platform and architecture: version, extension and content.
        self.installers = documents.installers()
        self._next_key = FIRST_NEW_KEY
        self._next_schedule = FIRST_NEW_SCHEDULE

    def new_schedule_id(self) -> int:
        """Return the next free id; ids of deleted schedules are never given out again."""
        number = self._next_schedule
        self._next_schedule += 7
        return number

    def new_key_id(self) -> int:
        """Return the next free id of an activation key."""
        number = self._next_key
        self._next_key += 3
        return number

    @staticmethod
    def new_uuid() -> str:
        """Return the secret of a new activation key."""
        return str(uuid.uuid4())

    def agents_of(self, activation_key: str) -> list[int]:
        """Return the ids of the assets whose agent uses the key with that UUID."""
        return [number for number in self.assets if self._key_of(number) == activation_key]

    def key_usage(self) -> Counter[str | None]:
        """Return how many agents use each key, by UUID."""
        return Counter(self._key_of(number) for number in self.assets)

    def _key_of(self, number: int) -> str | None:
        found: str | None = (self.assets.agent(number).get("activationKey") or {}).get("activationId")
        return found

    def attach(self, number: int, key: dict[str, Any], modified: str | None = None) -> None:
        """Let the agent of an asset use an activation key."""
        link = {"activationId": key["activationKey"]}
        if "title" in key:
            link["title"] = key["title"]
        self.assets.amend(number, {"modified": modified} if modified else {}, {"activationKey": link})
