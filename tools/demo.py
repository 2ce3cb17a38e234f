# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Play the demonstration: the simulator, a playbook three times, an inventory, and all roles from one vars file.

Everything that is claimed at the end is read from the simulator's journal and checked; a claim that does not hold
ends the program with exit code 1.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = Path(sys.executable).parent
PLAYBOOK = "playbooks/demo.yml"
INVENTORY = "playbooks/demo/azure.qualys.yml"
ONBOARD = "playbooks/onboard.yml"
VARIABLES = "playbooks/vars/onboard.yml"
REPORT = "build/onboarding.html"
# Enough for a dozen running Azure virtual machines beside those of the documents.
ASSETS = "60"
WIDTH = 78


class Calls(NamedTuple):
    """What Qualys was asked by one command."""

    reads: int
    writes: int

    def __str__(self) -> str:
        return f"{self.reads} reads, {self.writes} writes"


class Journal:
    """The simulator's journal, read bit by bit."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seen = 0

    def since_last(self) -> Calls:
        """Return the calls since this was asked last."""
        entries = [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]
        new, self.seen = entries[self.seen :], len(entries)
        writes = sum(entry["is_write"] for entry in new)
        return Calls(len(new) - writes, writes)


def heading(text: str, *lines: str) -> None:
    print("\n" + "=" * WIDTH + f"\n  {text}\n" + "=" * WIDTH)
    for line in lines:
        print("  " + line)
    print(flush=True)


def environment(url: str) -> dict[str, str]:
    """The user's environment without settings and accounts of their own, and the simulator's address."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "QUALYS_"))}
    return {
        **env,
        "ANSIBLE_COLLECTIONS_PATH": str(ROOT / "build" / "collections"),
        "ANSIBLE_HOME": str(ROOT / "build" / "ansible"),
        "ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml",
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
        "ANSIBLE_FORCE_COLOR": "true" if sys.stdout.isatty() else "false",
        "ANSIBLE_NOCOWS": "true",
        "QUALYS_API_URL": url,
        "QUALYS_USERNAME": "demo",
        "QUALYS_PASSWORD": "demo",
        "QUALYS_PCI_URL": url,
        "QUALYS_PCI_USERNAME": "demo",
        "QUALYS_PCI_PASSWORD": "demo",
    }


def run(env: dict[str, str], *command: str) -> str:
    """Show a command and its output; return the output. A command that fails ends the demonstration."""
    print("$ " + " ".join(command), flush=True)
    with subprocess.Popen(
        [str(PROGRAMS / command[0]), *command[1:]], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
    ) as process:
        lines = []
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    if process.returncode:
        sys.exit(f"error: {command[0]} ended with exit code {process.returncode}")
    return "".join(lines)


def changed(output: str) -> int:
    """Return the number of changed tasks that the recap of a play tells."""
    found = re.search(r"changed=(\d+)", output)
    if not found:
        sys.exit("error: the play ended without a recap")
    return int(found[1])


def play(url: str, journal: Journal) -> list[str]:
    """Play all acts; return the lines of the summary."""
    env = environment(url)
    heading("1. What would change?", "Check mode reads the schedules, shows the difference and sends no change.")
    foretold = changed(run(env, "ansible-playbook", PLAYBOOK, "--check", "--diff"))
    check = journal.since_last()

    heading("2. Change it", "The smallest request that makes the difference, then a look at the result.")
    made = changed(run(env, "ansible-playbook", PLAYBOOK))
    first = journal.since_last()

    heading("3. The same once more", "Everything is as declared: nothing is sent.")
    repeated = changed(run(env, "ansible-playbook", PLAYBOOK))
    second = journal.since_last()

    heading("4. The Azure virtual machines as an inventory", f"Their facts come from the asset search: {INVENTORY}")
    graph = run(env, "ansible-inventory", "-i", INVENTORY, "--graph")
    hosts = sorted(set(re.findall(r"--([^@:\s]+)$", re.sub(r"\x1b\[[0-9;]*m", "", graph), re.MULTILINE)))
    journal.since_last()
    print(f"\nThe variables of one of them, {hosts[0]}:\n", flush=True)
    run(env, "ansible-inventory", "-i", INVENTORY, "--host", hosts[0], "--yaml")
    inventory = journal.since_last()

    claims = {
        "check mode wrote nothing": check.writes == 0,
        "check mode foretold what the run did": foretold == made == 3,
        "the second run changed nothing": repeated == 0 and second.writes == 0,
        "the inventory only read": inventory.writes == 0 and bool(hosts),
    }
    check_claims(claims)
    return [
        f"check mode     {foretold} changes foretold    {check}",
        f"first run      {made} changes made        {first}",
        f"second run     {repeated} changes             {second}",
        f"inventory      {len(hosts)} running Azure virtual machines, in one search",
    ]


def onboard(url: str, journal: Journal) -> list[str]:
    """Play the second act: what teams do, from one file of variables; return the lines of the summary."""
    env = environment(url)
    # Nobody wants to watch for a minute how nothing happens.
    report = ROOT / REPORT
    report.unlink(missing_ok=True)
    more = ("-e", "pci_onboarding_poll_interval=1", "-e", f"onboarding_report_path={report}")
    command = ("ansible-playbook", ONBOARD, "-e", f"@{VARIABLES}", *more)
    heading("5. Onboarding in one play", f"Keys and agents, Azure, web applications, PCI: {ONBOARD} with {VARIABLES}")
    made = changed(run(env, *command))
    first = journal.since_last()

    heading("6. Onboarding once more", "Nothing is sent. Edit the file of variables, and only the difference is.")
    repeated = changed(run(env, *command))
    second = journal.since_last()

    claims = {
        "the onboarding changed something": made > 0 and first.writes > 0,
        "the second onboarding changed nothing": repeated == 0 and second.writes == 0,
        "there is a report": report.is_file(),
    }
    check_claims(claims)
    return [
        f"onboarding     {made} tasks made changes  {first}",
        f"once more      {repeated} changes             {second}",
        f"the report     {report}",
    ]


def check_claims(claims: dict[str, bool]) -> None:
    """End the program at the first claim that does not hold."""
    for claim, holds in claims.items():
        if not holds:
            sys.exit(f"error: it does not hold that {claim}")


def main() -> None:
    """Start the simulator, play, stop it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal"
        path.touch()
        command = [sys.executable, "-m", "tests.simulator", "--port", "0", "--assets", ASSETS, "--journal", str(path)]
        command += ["--set", "pci_asset_list=on"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as simulator:
            try:
                url = (simulator.stdout.readline() if simulator.stdout else "").strip()
                if not url:
                    sys.exit("error: the simulator did not start")
                heading("A Qualys of your own", f"The simulator answers at {url}; no account is needed.")
                kept = Journal(path)
                summary = play(url, kept) + onboard(url, kept)
            finally:
                simulator.terminate()
    heading("What you have seen", *summary)
    print("  Next: README.md has the first lines for your own account.\n")


if __name__ == "__main__":
    main()
