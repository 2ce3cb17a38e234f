# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays a playbook with the modules in the controller or on the target, and keeps all that came of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.simulator.server import Simulator
from tests.system.inventory_runs import Ansible

CALLBACKS = Path(__file__).with_name("callback")
# The same instant and the same keys for both ways, so that every byte of a result can be compared.
NOW = "2026-11-21T12:00:00Z"
TOLD = re.compile(r"<(\S+)> (?:community\.qualys\.)?qualys_\w+ runs (in the controller|as a module on the target: .*)")
# The one thing that cannot be equal: the files that an unexpected error went through.
FILES = re.compile(r"(Traceback \(most recent call last\):).*?(?=\w+Error: )", re.DOTALL)


class Played(NamedTuple):
    """What a run left behind; ``results`` are lines of JSON, ``journal`` what Qualys was asked."""

    code: int
    out: str
    results: list[str]
    journal: list[Any]

    @property
    def places(self) -> list[str]:
        """Where the tasks ran, in their order: "in the controller", or the reason for the target. Needs -vvv."""
        return [told[2].replace("as a module on the target: ", "") for told in TOLD.finditer(self.out)]


def play(
    core: Path,
    folder: Path,
    plays: list[dict[str, Any]],
    *flags: str,
    env: Mapping[str, str | None] | None = None,
    set_up: Callable[[Simulator], None] = lambda _simulator: None,
) -> Played:
    """Run a playbook against a simulator of its own, as new and with a clock that stands."""
    with Simulator(assets=60) as simulator:
        simulator.clock.set(NOW)
        numbers = iter(range(1000))
        simulator.state.new_uuid = lambda: "00000000-0000-0000-0000-%012d" % next(numbers)
        set_up(simulator)
        folder.mkdir(exist_ok=True)
        ansible = Ansible(core, folder, simulator.url)
        lines = folder / "results"
        lines.touch()
        (folder / "play.yml").write_text(yaml.safe_dump(plays), encoding="utf-8")
        settings = {
            "QUALYS_PCI_URL": simulator.url,
            "QUALYS_PCI_USERNAME": "demo",
            "QUALYS_PCI_PASSWORD": "demo",
            "ANSIBLE_CALLBACK_PLUGINS": str(CALLBACKS),
            "ANSIBLE_CALLBACKS_ENABLED": "result_lines",
            "RESULT_LINES": str(lines),
            **(env or {}),
        }
        run = ansible.run("ansible-playbook", "play.yml", *flags, env=settings)

        def same(text: str) -> str:
            return FILES.sub(r"\1", text.replace(simulator.url, "URL").replace(str(folder), "FOLDER"))

        results = same(lines.read_text("utf-8")).splitlines()
        return Played(run.code, same(run.out + run.err), results, list(simulator.journal))
