# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked for while the simulator misbehaves: tasks of every module, and the inventory.

Each says by hand what holds in the simulator when it is done, and what somebody else may do meanwhile that leaves one
right outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.simulator.state import State

INVENTORY = "inventory"
# In an option: a folder of this run.
FOLDER = "{folder}"


def _anything(_state: State) -> bool:
    return True


def _as_new(_state: State) -> None:
    """Leave the state as the simulator starts with it."""


class Scenario(NamedTuple):
    """A task. ``holds`` looks at the state when it is done; ``changes`` are names and ids for the fault meanwhile.

    shows: the key of the result that must be the whole truth, for what only reads.
    may_repeat: whether later runs may send again what changes nothing, as is documented where nothing can be read.
    """

    name: str
    module: str
    options: dict[str, Any]
    holds: Callable[[State], bool] = _anything
    prepare: Callable[[State], None] = _as_new
    switches: tuple[tuple[str, str], ...] = ()
    changes: tuple[tuple[str, int], ...] = ()
    shows: str = ""
    may_repeat: bool = False


NEW_SCHEDULE = {
    "name": "New one",
    "type": "vulnerability",
    "target": {"web_app": "Shop", "scanner": {"type": "external"}},
    "option_profile": "9001",
    "scheduling": {"start_date": "2031-01-01T00:00:00Z", "time_zone": "UTC", "occurrence": "once"},
}
PCI_HOSTS = ["192.0.2.10", "2001:db8::7"]
SCAN = {"title": "Weekly external", "target_ips": ["192.0.2.10"], "min_interval": "7d"}
LISTED = (("pci_asset_list", "on"),)
OTHER_SCHEDULE = 171425669
# One of the assets that are meant by id, and one that is not.
MEANT, FOREIGN = 2532638, 5214017


def _named(state: State, name: str) -> list[dict[str, Any]]:
    return [schedule for schedule in state.schedules.values() if schedule["name"] == name]


def _titled(state: State, title: str) -> list[dict[str, Any]]:
    return [key for key in state.activation_keys.values() if key.get("title") == title]


def _message(state: State) -> Any:
    return state.schedules[1688]["notification"].get("message")


def _modules(state: State, number: int) -> set[str]:
    return set(filter(None, (state.assets.agent(number).get("activatedModule") or "").split(",")))


def _agents(state: State, tag: str) -> list[int]:
    """Return the ids of the assets that have an agent and the tag."""
    found = []
    for number in state.assets:
        asset = state.assets.peek(number) or {}
        names = [one["TagSimple"]["name"] for one in (asset.get("tags") or {}).get("list", [])]
        if asset.get("agentInfo") and tag in names:
            found.append(number)
    return found


def _scans(state: State) -> int:
    return sum(scan.title == SCAN["title"] for scan in state.pci.scans.values())


def _with_hosts(state: State) -> None:
    state.pci.put("IP", *PCI_HOSTS)


def _with_a_third(state: State) -> None:
    state.pci.put("IP", *PCI_HOSTS, "192.0.2.99")


def _with_one(state: State) -> None:
    state.pci.put("IP", PCI_HOSTS[0])


def _key_of_five(state: State) -> bool:
    (key,) = _titled(state, "Retired laptops")
    return all(
        state.assets.agent(number)["activationKey"]["activationId"] == key["activationKey"]
        for number in (712038, MEANT)
    )


SCHEDULES = (
    Scenario(
        "a new schedule",
        "qualys_was_schedule",
        NEW_SCHEDULE,
        lambda state: len(_named(state, "New one")) == 1,
        changes=(("schedule_edited", 1688), ("schedule_vanishes", OTHER_SCHEDULE)),
    ),
    Scenario(
        "a new schedule that the search shows late",
        "qualys_was_schedule",
        NEW_SCHEDULE,
        lambda state: len(_named(state, "New one")) == 1,
        switches=(("search_lag", "1"),),
    ),
    Scenario(
        "a new schedule that is switched off",
        "qualys_was_schedule",
        {**NEW_SCHEDULE, "enabled": False},
        lambda state: [one["active"] for one in _named(state, "New one")] == [False],
    ),
    Scenario(
        "another text",
        "qualys_was_schedule",
        {"id": 1688, "notification": {"text": "Now"}},
        lambda state: _message(state) == "Now",
        changes=(("schedule_switched", 1688), ("schedule_vanishes", 1688), ("schedule_edited", OTHER_SCHEDULE)),
    ),
    Scenario(
        "another text by name",
        "qualys_was_schedule",
        {"name": "Shop weekly", "notification": {"text": "Now"}},
        lambda state: _message(state) == "Now",
        changes=(("schedule_switched", 1688),),
    ),
    Scenario(
        "off and another day",
        "qualys_was_schedule",
        {"id": 1688, "enabled": False, "scheduling": {"on_days": ["friday"]}},
        lambda state: (
            not state.schedules[1688]["active"]
            and state.schedules[1688]["scheduling"]["occurrence"]["weeklyOccurrence"]["onDays"]
            == {"WeekDay": ["FRIDAY"]}
        ),
        changes=(("schedule_edited", 1688), ("schedule_vanishes", 1688)),
    ),
    Scenario(
        "another name",
        "qualys_was_schedule",
        {"name": "Shop weekly", "new_name": "Shop, every week"},
        lambda state: state.schedules[1688]["name"] == "Shop, every week",
        changes=(("schedule_edited", 1688),),
    ),
    Scenario(
        "no schedule",
        "qualys_was_schedule",
        {"id": 1688, "state": "absent"},
        lambda state: 1688 not in state.schedules,
        changes=(("schedule_edited", OTHER_SCHEDULE), ("schedule_vanishes", 1688)),
    ),
    Scenario(
        "all schedules",
        "qualys_was_schedule_info",
        {},
        changes=(("schedule_vanishes", OTHER_SCHEDULE), ("schedule_edited", 1688)),
        shows="schedules",
    ),
)
AGENTS = (
    Scenario(
        "one agent",
        "qualys_agent_activation",
        {"asset_ids": [5808297], "modules": ["SA", "VM"]},
        lambda state: {"AGENT_SA", "AGENT_VM"} <= _modules(state, 5808297),
        changes=(("asset_vanishes", FOREIGN),),
    ),
    Scenario(
        "agents by id",
        "qualys_agent_activation",
        {"asset_ids": [712038, MEANT, 2532838], "modules": ["SA", "FIM"]},
        lambda state: all({"AGENT_SA", "AGENT_FIM"} <= _modules(state, one) for one in (712038, MEANT, 2532838)),
        changes=(("asset_vanishes", MEANT), ("asset_vanishes", FOREIGN)),
    ),
    Scenario(
        "agents by tag",
        "qualys_agent_activation",
        {"tag_name": "Cloud Agent", "modules": ["EDR"]},
        lambda state: all("AGENT_EDR" in _modules(state, one) for one in _agents(state, "Cloud Agent")),
        changes=(("asset_vanishes", MEANT),),
    ),
    Scenario(
        "agents off by tag",
        "qualys_agent_activation",
        {"tag_name": "Cloud Agent", "modules": ["SA"], "state": "deactivated"},
        lambda state: not any("AGENT_SA" in _modules(state, one) for one in _agents(state, "Cloud Agent")),
        changes=(("asset_vanishes", MEANT),),
    ),
    Scenario(
        "exactly these modules",
        "qualys_agent_activation",
        {"asset_ids": [5808297], "modules": ["SCA", "VM"], "state": "exact"},
        lambda state: _modules(state, 5808297) == {"AGENT_SCA", "AGENT_VM"},
    ),
    Scenario(
        "agents one by one",
        "qualys_agent_activation",
        {"asset_ids": [712038, MEANT], "modules": ["SA"]},
        lambda state: all("AGENT_SA" in _modules(state, one) for one in (712038, MEANT)),
        switches=(("bulk_id_in", "refuse"),),
        changes=(("asset_vanishes", MEANT),),
    ),
)
KEYS = (
    Scenario(
        "a new key",
        "qualys_activation_key",
        {"title": "Web", "modules": ["VM", "SA"], "tags": ["Temp Tag", 77], "count_purchased": 20},
        lambda state: [key["countPurchased"] for key in _titled(state, "Web")] == [20],
        changes=(("key_vanishes", 59003), ("key_edited", 59002)),
    ),
    Scenario(
        "a new key that is disabled",
        "qualys_activation_key",
        {"title": "Web", "modules": ["VM"], "enabled": False},
        lambda state: [key["isDisabled"] for key in _titled(state, "Web")] == [True],
    ),
    Scenario(
        "another limit",
        "qualys_activation_key",
        {"title": "Linux servers", "count_purchased": 300, "tags": ["pci"]},
        lambda state: state.activation_keys[59002]["countPurchased"] == 300,
        changes=(("key_edited", 59002), ("key_edited", 59003)),
    ),
    Scenario(
        "agents to another key",
        "qualys_activation_key",
        {"id": 59003, "enabled": True, "move_agents": {"asset_ids": [712038, MEANT]}},
        _key_of_five,
        changes=(("asset_vanishes", FOREIGN), ("asset_vanishes", MEANT)),
    ),
    Scenario(
        "no key",
        "qualys_activation_key",
        {"title": "Retired laptops", "state": "absent"},
        lambda state: 59003 not in state.activation_keys,
        changes=(("key_edited", 59002), ("key_vanishes", 59003)),
    ),
    Scenario("all keys", "qualys_activation_key_info", {}, changes=(("key_vanishes", 59003),), shows="activation_keys"),
)
INSTALLERS = (
    Scenario("an installer", "qualys_agent_installer", {"system": "linux", "dest": FOLDER + "/agent.rpm"}),
    Scenario("which installer", "qualys_agent_installer_info", {"system": "Linux_Ubuntu"}, shows="installers"),
)
ASSETS = (
    Scenario(
        "assets, page by page",
        "qualys_host_asset_info",
        {"page_size": 25, "detail": "lean"},
        changes=(("asset_vanishes", MEANT), ("asset_appears", MEANT)),
        shows="host_assets",
    ),
    Scenario("assets of Azure", "qualys_host_asset_info", {"azure": {"state": "RUNNING"}}, shows="host_assets"),
    Scenario(
        "an inventory of several pages",
        INVENTORY,
        {"page_size": 25, "hostvars": ["id", "name", "agent_modules"]},
        changes=(("asset_vanishes", MEANT), ("asset_appears", MEANT)),
        shows="hosts",
    ),
    Scenario(
        "an inventory of one page",
        INVENTORY,
        {"azure": {"state": "RUNNING"}, "group_by": ["azure_location"]},
        shows="hosts",
    ),
    Scenario(
        "an inventory in XML",
        INVENTORY,
        {"page_size": 40, "hostvars": ["id", "name"]},
        switches=(("json_negotiation", "never"),),
        changes=(("asset_vanishes", MEANT),),
        shows="hosts",
    ),
)
PCI = (
    Scenario(
        "hosts in scope",
        "qualys_pci_asset",
        {"assets": PCI_HOSTS},
        lambda state: set(PCI_HOSTS) <= set(state.pci.texts("IP")),
        switches=LISTED,
        changes=(("pci_host_appears", 9),),
    ),
    Scenario(
        "hosts in scope, without a list",
        "qualys_pci_asset",
        {"assets": PCI_HOSTS},
        lambda state: set(PCI_HOSTS) <= set(state.pci.texts("IP")),
        switches=(("pci_asset_list", "off"), ("pci_summary", "off"), ("pci_duplicate_add", "refused")),
        may_repeat=True,
    ),
    Scenario(
        "a range in scope, exactly",
        "qualys_pci_asset",
        {"assets": ["192.0.2.16/30", PCI_HOSTS[0]], "state": "exact"},
        lambda state: len(state.pci.texts("IP")) == 5,
        _with_a_third,
        switches=LISTED,
    ),
    Scenario(
        "a host out of scope",
        "qualys_pci_asset",
        {"assets": [PCI_HOSTS[1]], "state": "absent"},
        lambda state: PCI_HOSTS[1] not in state.pci.texts("IP"),
        _with_a_third,
        switches=LISTED,
        changes=(("pci_host_appears", 9),),
    ),
    Scenario(
        "what is in scope",
        "qualys_pci_asset_info",
        {"asset_type": "ip"},
        prepare=_with_hosts,
        switches=LISTED,
        changes=(("pci_host_appears", 9),),
        shows="assets",
    ),
    Scenario("a scan", "qualys_pci_scan", SCAN, lambda state: _scans(state) == 1, _with_one),
    Scenario(
        "a scan that the list shows late",
        "qualys_pci_scan",
        SCAN,
        lambda state: _scans(state) == 1,
        _with_one,
        switches=(("pci_list_lag", "1"),),
    ),
    Scenario(
        "a finished scan",
        "qualys_pci_scan",
        {**SCAN, "state": "finished", "poll_interval": 5},
        lambda state: _scans(state) == 1 and all(scan.is_over for scan in state.pci.scans.values()),
        _with_one,
    ),
    Scenario("all scans", "qualys_pci_scan_info", {}, shows="scans"),
)
SCENARIOS = SCHEDULES + AGENTS + KEYS + INSTALLERS + ASSETS + PCI
