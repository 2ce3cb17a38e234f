# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installers: downloaded once, verified, never half there, under every choice that no document settles."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.unit.plugins.modules.lifecycle import variant_name, variants

DOWNLOAD = "download/ca/downloadbinary"
LINUX = ("LINUX", "X_64")


def content(simulator, pair=LINUX):
    return simulator.state.installers[pair]["content"]


def downloads(simulator):
    return simulator.journal.operations().count(DOWNLOAD)


@pytest.mark.parametrize("variant", variants("Activation keys, 7", "Platform"), ids=variant_name)
def test_life_of_an_installer(variant, simulator, run, tmp_path):
    for name, choice in variant:
        setattr(simulator.switches, name, choice)
    options = {"system": "linux", "dest": str(tmp_path / "mirror" / "agents") + "/"}

    foretold = run("qualys_agent_installer", check=True, **options)
    assert foretold["changed"]
    assert list(tmp_path.iterdir()) == []
    assert downloads(simulator) == 0

    done = run("qualys_agent_installer", **options)
    assert done["changed"]
    path = tmp_path / "mirror" / "agents" / Path(done["path"]).name
    assert path.read_bytes() == content(simulator)
    assert done["path"] == str(path)
    assert "6.0.0.41" in path.name
    kind, _separator, digest = done["installer"]["checksum"].partition(":")
    assert digest == hashlib.new(kind, path.read_bytes()).hexdigest()
    if not variant:
        assert done["diff"] == foretold["diff"]

    again = run("qualys_agent_installer", **options)
    assert not again["changed"]
    assert again["path"] == done["path"]
    assert again["installer"] == done["installer"]
    assert again["diff"]["before"] == again["diff"]["after"]
    assert downloads(simulator) == 1
    assert simulator.journal.writes() == []


def test_looking_up_downloads_nothing(simulator, run):
    result = run("qualys_agent_installer_info", system="Linux_Ubuntu")
    digest = hashlib.sha256(content(simulator, ("LINUX_UBUNTU", "X_64"))).hexdigest()
    assert result["installers"] == [
        {
            "system": "LINUX_UBUNTU",
            "architecture": "X_64",
            "version": "6.0.0.41",
            "extension": ".deb",
            "checksum": "sha256:" + digest,
        }
    ]
    assert not result["changed"]
    assert downloads(simulator) == 0


def test_a_newer_one_goes_beside_the_old_one_or_in_its_place(simulator, run, tmp_path):
    for dest in (str(tmp_path) + "/", str(tmp_path / "agent.rpm")):
        simulator.reset()
        old = run("qualys_agent_installer", system="linux", dest=dest)
        simulator.state.installers[LINUX] = {"version": "6.1.0.2", "extension": ".rpm", "content": b"newer"}
        new = run("qualys_agent_installer", system="linux", dest=dest)
        assert new["changed"]
        assert new["installer"]["version"] == "6.1.0.2"
    assert new["path"] == old["path"]
    assert (tmp_path / "agent.rpm").read_bytes() == b"newer"
    assert len(list(tmp_path.glob("qualys-cloud-agent-6.*"))) == 2


def test_a_file_of_the_user_is_replaced_whole(simulator, run, tmp_path):
    path = tmp_path / "agent.rpm"
    path.write_bytes(b"half of it")
    foretold = run("qualys_agent_installer", check=True, system="linux", dest=str(path))
    assert foretold["diff"]["before"]["checksum"] == "sha256:" + hashlib.sha256(b"half of it").hexdigest()
    assert path.read_bytes() == b"half of it"
    assert run("qualys_agent_installer", system="linux", dest=str(path))["changed"]
    assert path.read_bytes() == content(simulator)


def test_what_has_another_hash_is_thrown_away(simulator, run, tmp_path):
    def tamper(state):
        state.installers[LINUX] = {**state.installers[LINUX], "content": b"\xed\xab\xee\xdb something else"}

    simulator.hook(DOWNLOAD, tamper)
    result = run("qualys_agent_installer", system="linux", dest=str(tmp_path / "agent.rpm"))
    assert result["failed"]
    assert "not the hash that Qualys tells (sha256:" in result["msg"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fault", ["cut", "reset_after", "html_200", "status", "empty_200", "limit_429"])
def test_a_spoilt_download_is_made_again(fault, simulator, run, tmp_path):
    simulator.faults.add(fault, operation=DOWNLOAD)
    result = run("qualys_agent_installer", system="linux", dest=str(tmp_path / "agent.rpm"))
    assert result["changed"], result["msg"]
    assert (tmp_path / "agent.rpm").read_bytes() == content(simulator)


def test_a_refusal_instead_of_a_file_is_told(simulator, run, tmp_path):
    simulator.hook(DOWNLOAD, lambda state: state.installers.clear())
    result = run("qualys_agent_installer", system="linux", dest=str(tmp_path / "agent.rpm"))
    assert result["failed"]
    assert "There is no installer for LINUX and X_64" in result["msg"]
    assert list(tmp_path.iterdir()) == []


def test_a_hash_that_cannot_be_read_is_no_reason_to_go_without(simulator, run, tmp_path, monkeypatch):
    from tests.simulator import installers

    described = installers._described
    monkeypatch.setattr(installers, "_described", lambda *given: {**described(*given), "hash": "none"})
    result = run("qualys_agent_installer", system="linux", dest=str(tmp_path / "agent.rpm"))
    assert "Qualys tells no hash of the agent installer for system LINUX" in result["msg"]
    assert downloads(simulator) == 0


def test_a_version_never_leads_out_of_the_folder(simulator, run, tmp_path):
    simulator.state.installers[LINUX]["version"] = "../../6.0"
    result = run("qualys_agent_installer", system="linux", dest=str(tmp_path) + "/")
    assert "which make no file name" in result["msg"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"system": "all"}, "system: 'all' is no system"),
        ({"system": "lin ux"}, "system: 'lin ux' is no system"),
        ({"system": "beos"}, "no agent installer for system BEOS and architecture x86_64"),
        ({"system": "linux", "architecture": "sparc"}, "no agent installer for system LINUX and architecture sparc"),
    ],
)
def test_bad_options(options, said, run, tmp_path):
    assert said in run("qualys_agent_installer", dest=str(tmp_path) + "/", **options)["msg"]


def test_a_place_that_cannot_be_is_found_before_the_download(simulator, run, tmp_path):
    (tmp_path / "file").write_text("")
    result = run("qualys_agent_installer", system="linux", dest=str(tmp_path / "file" / "agent.rpm"))
    assert result["msg"].startswith("dest:")
    assert downloads(simulator) == 0


def test_an_account_without_the_permission_is_told_so(simulator, run, tmp_path):
    simulator.add_user("reader", "demo", permissions=[])
    result = run("qualys_agent_installer", username="reader", system="linux", dest=str(tmp_path) + "/")
    assert "Qualys does not let reader do this" in result["msg"]


def test_a_folder_that_cannot_be_written_is_told(simulator, run, tmp_path, monkeypatch):
    def full(*_given, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    result = run("qualys_agent_installer", system="linux", dest=str(tmp_path / "agent.rpm"))
    assert result["failed"]
    assert "could not be written: [Errno 28] No space left on device" in result["msg"]
    assert list(tmp_path.iterdir()) == []
