# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a task is played in this process: a simulator, a folder, and a session whose pauses cost nothing."""

from __future__ import annotations

import contextlib
import itertools
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from ansible.utils.display import Display

from ansible_collections.community.qualys.plugins.plugin_utils.stop import InventoryStop
from tests.faults.picture import Photographer, Picture
from tests.faults.scenarios import FOLDER, INVENTORY, Scenario
from tests.in_process import modules_of
from tests.inventory_in_process import inventory_plugin, parsed
from tests.simulator.server import Simulator

# Hosts beside those of the documents: several pages of them.
FLEET = 60
# Seconds without a byte after which an answer counts as lost; the time-out option begins at one second.
READ_TIMEOUT = 0.3


class Stage:
    """Plays the tasks of scenarios. ``simulator`` misbehaves as it is told."""

    def __init__(self, simulator: Simulator, folder: Path) -> None:
        self.simulator = simulator
        self.folder = folder
        self._photographer = Photographer()

    def set(self, scenario: Scenario, skew: int = 0) -> Picture:
        """Put everything back to the start of a scenario and return what there is then."""
        simulator = self.simulator
        simulator.reset()
        simulator.clock.skew = skew
        numbers = itertools.count()
        simulator.state.new_uuid = lambda: "00000000-0000-0000-0000-%012d" % next(numbers)
        if simulator.certificates is not None:
            simulator.certificates.change(trusted=True)
        for name, choice in scenario.switches:
            setattr(simulator.switches, name, choice)
        scenario.prepare(simulator.state)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return self.look()

    def repair(self) -> None:
        """End all faults, and let the minutes pass after which a search shows what is new; what was done stays."""
        self.simulator.faults.clear()
        self.simulator.limits.concurrency = None
        state = self.simulator.state
        state.unindexed.clear()
        state.unindexed_keys.clear()
        for scan in state.pci.scans.values():
            scan.unlisted = 0
        if self.simulator.certificates is not None:
            self.simulator.certificates.change(trusted=True)
        self.simulator.journal.clear()

    def look(self) -> Picture:
        """Return what there is now."""
        return self._photographer.picture(self.simulator.state, self.folder)

    def options(self, scenario: Scenario, **more: Any) -> dict[str, Any]:
        """Return the options of the task with the folder of this run in them."""
        given = {**scenario.options, **more}
        if self.simulator.ca_path:
            given["ca_path"] = self.simulator.ca_path
        return {
            name: value.replace(FOLDER, str(self.folder)) if isinstance(value, str) else value
            for name, value in given.items()
        }

    def play(self, scenario: Scenario, **more: Any) -> dict[str, Any]:
        """Return the result of the task; of an inventory, its hosts with their variables."""
        with modules_of(self.simulator, read_timeout=READ_TIMEOUT) as modules:
            if scenario.module == INVENTORY:
                return self._inventory(scenario, more)
            return modules(scenario.module, **self.options(scenario, **more))

    def _inventory(self, scenario: Scenario, more: dict[str, Any]) -> dict[str, Any]:
        source = self.folder.with_name(self.folder.name + "-source")
        source.mkdir(exist_ok=True)
        with inventory_plugin() as plugin, quiet(), ended_threads():
            try:
                inventory = parsed(plugin, source, self.simulator.url, **self.options(scenario, **more))
            except InventoryStop as stop:
                return {"failed": True, "changed": False, "msg": stop.message}
        return {"changed": False, "hosts": {name: facts(host.vars) for name, host in inventory.hosts.items()}}


def facts(variables: dict[str, Any]) -> dict[str, Any]:
    """Return the variables of a host without what Ansible adds about the source."""
    return {name: value for name, value in variables.items() if not name.startswith("inventory_")}


@contextlib.contextmanager
def ended_threads() -> Iterator[None]:
    """Wait in the end for requests that are still under way; a command would just end."""
    yield
    for thread in threading.enumerate():
        if thread.name == "qualys-fetch":
            thread.join()


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep Ansible's display from speaking."""
    with mock.patch.multiple(Display, v=_nothing, warning=_nothing, error=_nothing):
        yield


def _nothing(*_given: Any, **_more: Any) -> None:
    """Say nothing."""


@contextlib.contextmanager
def stage_in(folder: Path, tls: bool = False) -> Iterator[Stage]:
    """Start a simulator of its own; everything it writes goes into the folder."""
    with Simulator(assets=FLEET, tls_dir=folder / "tls" if tls else None) as simulator:
        yield Stage(simulator, folder / "run")
