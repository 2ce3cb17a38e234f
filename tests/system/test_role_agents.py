# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role agent_onboarding installs a real package with the real package manager, in a root that is thrown away.

Only the agent is not the real one: see agent_package.py. What Qualys does when an agent reports is played here.
"""

from __future__ import annotations

import platform
import shutil
import sys
from pathlib import Path

import pytest

from tests.simulator.server import Simulator
from tests.system import agent_package
from tests.system.inventory_runs import COLLECTIONS, CORES, ROOT
from tests.system.role_runs import RolesInRoot
from tests.system.throwaway_root import ThrowawayRoot

CUSTOMER = "0d1f6a5c-7b2e-4c3d-9e8f-1a2b3c4d5e6f"
KEY = "Web servers"
ASSET = 990000001
ARCHITECTURE = {"x86_64": "X_64", "aarch64": "ARM_64", "ppc64le": "PPC_64_LE", "s390x": "S_390_X"}
VARIABLES = {
    "agent_onboarding_key": {"title": KEY, "count_purchased": 50, "modules": ["VM", "SA"], "tags": ["pci"]},
    "agent_onboarding_customer_id": CUSTOMER,
    "agent_onboarding_wait_timeout": 20,
    "agent_onboarding_poll_interval": 1,
}
DOWNLOAD = "download/ca/downloadbinary"
# What a system of the other kind has that this one has not, and the other way round.
RPM_SYSTEM = """
rm -f /etc/debian_version /etc/lsb-release
printf 'ID=rocky\\nNAME="Rocky Linux"\\nVERSION_ID=9.4\\nID_LIKE="rhel"\\n' >/etc/os-release
echo 'Rocky Linux release 9.4 (Blue Onyx)' >/etc/redhat-release
rm -rf /etc/yum.repos.d/*
mkdir -p /etc/sysconfig
# Its database of packages lies where it always does, and is never empty.
mkdir -p /etc/rpm /var/lib/rpm
echo '%_dbpath /var/lib/rpm' >>/etc/rpm/macros
rpm --install --justdb --nodeps base.rpm
"""


class Place:
    """A throwaway root, a simulator that has the installer, and the roles."""

    def __init__(self, kind: str, tmp_path: Path, simulator: Simulator, root: ThrowawayRoot, work: Path) -> None:
        self.kind = kind
        self.tmp_path = tmp_path
        self.simulator = simulator
        self.root = root
        self.roles = RolesInRoot(CORES[0], work, simulator.url, root)
        self.offer("6.0.0.41")
        # How many searches the new asset takes to show up.
        self.slowness = 2
        simulator.hook("search/am/hostasset", self.take_in, once=False)

    def offer(self, version: str) -> bytes:
        """Let Qualys offer a package of this version."""
        folder = self.tmp_path / version
        folder.mkdir()
        number, _dot, release = version.rpartition(".")
        content = getattr(agent_package, self.kind)(folder, f"{number}-{release}")
        system = {"deb": "LINUX_UBUNTU", "rpm": "LINUX"}[self.kind]
        self.simulator.state.installers[system, ARCHITECTURE[platform.machine()]] = {
            "version": version,
            "extension": "." + self.kind,
            "content": content,
        }
        return content

    def take_in(self, state) -> None:
        """Do what Qualys does with an agent that reports: after a while there is an asset."""
        hostid = self.root.path(agent_package.HOSTID)
        told = self.config()
        keys = [key for key in state.activation_keys.values() if key["activationKey"] == told.get("ActivationId")]
        if not hostid.exists() or not keys or ASSET in state.assets:
            return
        self.slowness -= 1
        if self.slowness < 0:
            state.assets[ASSET] = {
                "id": ASSET,
                "name": "web1",
                "agentInfo": {
                    "agentId": hostid.read_text().strip(),
                    "status": "STATUS_ACTIVE",
                    "platform": "Linux",
                    "activatedModule": "AGENT_VM",
                },
            }

    def config(self) -> dict[str, str]:
        """What the agent was told."""
        path = self.root.path(agent_package.CONFIG)
        return dict(line.split("=", 1) for line in path.read_text().splitlines()) if path.exists() else {}

    def log(self) -> list[str]:
        """What the stand-in did."""
        path = self.root.path(agent_package.LOG)
        return path.read_text().splitlines() if path.exists() else []

    def play(self, *flags: str, **variables):
        """Play the role on the host."""
        named = {"agent_onboarding_" + name: value for name, value in variables.items()}
        return self.roles.play_role("agent_onboarding", {**VARIABLES, **named}, *flags, hosts="web1")

    def has_agent(self) -> bool:
        return self.root.path("/" + agent_package.PROGRAM).exists()

    def modules(self) -> set[str]:
        return set(self.simulator.state.assets.agent(ASSET).get("activatedModule", "").split(","))


@pytest.fixture
def make_place(tmp_path):
    opened = []

    def make(kind: str) -> Place:
        needed = {"deb": ["dpkg-deb"], "rpm": ["rpmbuild", "dnf"]}[kind]
        missing = [program for program in needed if shutil.which(program) is None]
        if missing:
            pytest.skip(f"no {kind} can be built and installed here: {', '.join(missing)} not found")
        work, folder = tmp_path / "work", tmp_path / "root"
        work.mkdir()
        folder.mkdir()
        bases = {
            Path(base).resolve() for base in (sys.base_prefix, CORES[0], (CORES[0] / "bin/python").resolve().parents[1])
        }
        root = ThrowawayRoot(folder, [work, ROOT, Path(COLLECTIONS), *(base for base in bases if base != Path("/usr"))])
        problem = root.start()
        if problem:
            pytest.skip(f"no throwaway root on this machine: {problem}")
        simulator = Simulator()
        simulator.start()
        opened.extend([root.stop, simulator.stop])
        place = Place(kind, tmp_path, simulator, root, work)
        if kind == "rpm":
            (tmp_path / "base").mkdir()
            (work / "base.rpm").write_bytes(agent_package.other_rpm(tmp_path / "base"))
            done = root.run(["sh", "-ec", RPM_SYSTEM], {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, work)
            assert done.returncode == 0, done.stderr
        return place

    yield make
    for end in opened:
        end()


@pytest.mark.parametrize("kind", ["deb", "rpm"])
def test_from_nothing_to_an_activated_asset_and_away_again(kind, make_place):
    place = make_place(kind)
    simulator = place.simulator

    foretold = place.play("--check", "--diff")
    assert foretold.is_good, foretold.text
    assert foretold.changed > 0
    assert foretold.summary["action"] == "install"
    assert simulator.journal.writes() == []
    assert simulator.journal.operations().count(DOWNLOAD) == 0
    assert not place.has_agent()

    first = place.play("-v")
    assert first.is_good, first.text
    assert first.summary == {
        "action": "install",
        "key": KEY,
        "version_before": None,
        "version": "6.0.0.41",
        "configured": True,
        "agent_id": place.root.path(agent_package.HOSTID).read_text().strip(),
        "asset_id": ASSET,
        "asset_name": "web1",
        "modules": ["VM", "SA"],
    }
    uuid = next(key["activationKey"] for key in simulator.state.activation_keys.values() if key.get("title") == KEY)
    assert place.config() == {"ActivationId": uuid, "CustomerId": CUSTOMER}
    assert place.modules() == {"AGENT_VM", "AGENT_SA"}
    assert simulator.journal.operations().count(DOWNLOAD) == 1
    # No secret is in anything that was printed, however talkative.
    assert uuid not in first.text + foretold.text
    assert CUSTOMER not in first.text + foretold.text
    log = place.log()

    simulator.journal.clear()
    again = place.play()
    assert again.is_good, again.text
    assert again.changed == 0, again.text
    same = ("key", "agent_id", "asset_id", "asset_name", "modules")
    assert {name: again.summary[name] for name in same} == {name: first.summary[name] for name in same}
    assert (again.summary["action"], again.summary["configured"]) == ("none", False)
    assert again.summary["version"] == again.summary["version_before"] == "6.0.0-41"
    assert simulator.journal.writes() == []
    assert simulator.journal.operations().count(DOWNLOAD) == 0
    assert place.log() == log

    away = place.play(state="absent")
    assert away.is_good, away.text
    assert (away.changed, away.summary["action"]) == (1, "uninstall")
    assert not place.has_agent()


def test_only_the_key_on_request(make_place):
    place = make_place("deb")
    played = place.play("--tags", "key")
    assert played.is_good, played.text
    assert {entry["operation"].split("/")[-1] for entry in place.simulator.journal.writes()} == {"agentactkey"}
    assert not place.has_agent()


def test_what_fails_halfway_is_completed_and_upgraded(make_place):
    place = make_place("deb")
    simulator = place.simulator
    stop = place.root.path("/etc/qualys")
    stop.mkdir()
    (stop / "stand-in-fails").touch()
    more = {"settings": {"LogLevel": 4}, "proxy": "https://user:Xq7proxy@proxy.example.com:3128", "wait": False}

    broken = place.play(**more)
    assert not broken.is_good
    assert "qualys-cloud-agent.sh ended with 3: cannot use ActivationId=*** CustomerId=*** LogLevel=4" in " ".join(
        broken.text.split()
    )
    assert "Xq7proxy" not in broken.text
    assert CUSTOMER not in broken.text
    assert place.has_agent()
    assert place.config() == {}

    simulator.journal.clear()
    (place.roles.folder / "mirror.deb").write_bytes(place.offer("6.1.0.7"))
    completed = place.play("--diff", **more)
    assert completed.is_good, completed.text
    assert completed.summary["action"] == "none"
    assert completed.summary["configured"]
    assert place.config()["LogLevel"] == "4"
    assert place.log()[-1] == "started with proxy https://user:Xq7proxy@proxy.example.com:3128"
    assert "Xq7proxy" not in completed.text
    assert simulator.journal.writes() == []

    # This one comes from a mirror, and is the file that Qualys tells the hash of.
    mirror = {"linux_ubuntu": {"url": f"file://{place.roles.folder}/mirror.deb"}}
    upgraded = place.play("-v", "--diff", upgrade=True, wait=False, proxy="", mirror=mirror)
    assert upgraded.is_good, upgraded.text
    assert upgraded.summary["action"] == "upgrade"
    assert upgraded.summary["version"] == "6.1.0.7"
    assert simulator.journal.operations().count(DOWNLOAD) == 0
    assert "Xq7proxy" not in upgraded.text
    assert place.log()[-1] == "started with proxy none"
    again = place.play(upgrade=True, wait=False, proxy="")
    assert again.is_good, again.text
    assert again.changed == 0, again.text


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"state": "gone"}, "value of agent_onboarding_state must be one of: present, absent, got: gone"),
        ({"key": {"count_purchased": "many"}}, "title"),
        ({"activation_id": CUSTOMER}, "either agent_onboarding_key or agent_onboarding_activation_id"),
    ],
)
def test_bad_variables_are_named_before_anything_is_done(variables, said, make_place):
    place = make_place("deb")
    played = place.play(**variables)
    assert not played.is_good
    assert said in " ".join(played.text.split())
    assert "agent_onboarding_" in played.text
    assert len(place.simulator.journal) == 0
    assert not place.has_agent()
