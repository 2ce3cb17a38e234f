# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Agent installers: described, served, and refused with HTTP 200."""

from __future__ import annotations

import hashlib

import pytest
from lxml import etree

PREFIX = "/qps/rest/1.0/"
EMPTY = "<ServiceRequest></ServiceRequest>"


def wanted(item, platform, architecture):
    return (
        f"<ServiceRequest><data><{item}><platform>{platform}</platform><architecture>{architecture}</architecture>"
        f"</{item}></data></ServiceRequest>"
    )


def test_installer_is_described_and_served(sim, api):
    reply = api.post(PREFIX + "process/ca/binaryinfo", wanted("BinaryInfo", "LINUX", "X_64"))
    found = etree.fromstring(reply.response.content).findall("data/AllBinaryInfo/platforms/Platform")
    assert [(platform.findtext("version"), platform.findtext("extension")) for platform in found] == [
        ("6.0.0.41", ".rpm")
    ]
    served = api.post(PREFIX + "download/ca/downloadbinary/", wanted("DownloadBinary", "LINUX", "X_64"))
    assert (served.status, served.headers["Content-Type"]) == (200, "application/octet-stream")
    content = served.response.content
    assert content == sim.state.installers["LINUX", "X_64"]["content"]
    assert found[0].findtext("hash") == "Hash-SHA-256 : " + hashlib.sha256(content).hexdigest()
    assert sim.journal.writes() == []


def test_all_installers_and_those_of_a_test(sim, api):
    sim.state.installers["AIX", "POWER_5"] = {"version": "1.0", "extension": ".bff", "content": b"mine"}
    reply = api.post(PREFIX + "process/ca/binaryinfo", wanted("BinaryInfo", "ALL", "ALL"))
    platforms = etree.fromstring(reply.response.content).findall("data/AllBinaryInfo/platforms/Platform")
    assert {(platform.findtext("name"), platform.findtext("architecture")) for platform in platforms} == {
        ("WINDOWS", "X_86_64"),
        ("MACOSX_M_1", "ARM_64"),
        ("LINUX", "X_64"),
        ("LINUX_UBUNTU", "X_64"),
        ("AIX", "POWER_5"),
    }
    served = api.post(PREFIX + "download/ca/downloadbinary/", wanted("DownloadBinary", "AIX", "POWER_5"))
    assert served.response.content == b"mine"


@pytest.mark.parametrize(
    ("platform", "architecture"),
    [("linux", "X_64"), ("LINUX", "x_64"), ("LINUX", "X_86_64"), ("AIX", "POWER_5"), ("", "X_64")],
)
@pytest.mark.parametrize("operation", ["process/ca/binaryinfo", "download/ca/downloadbinary"])
def test_installer_errors_are_answers_with_200(sim, api, operation, platform, architecture):
    sim.switches.error_http = "real"
    reply = api.post(PREFIX + operation, wanted("BinaryInfo", platform, architecture))
    assert (reply.status, reply.code) == (200, "INVALID_REQUEST")
    assert api.post(PREFIX + operation, EMPTY).status == 200
    assert api.post(PREFIX + "download/ca/downloadbinary", wanted("DownloadBinary", "ALL", "ALL")).code == (
        "INVALID_REQUEST"
    )


def test_installer_hash(played, api):
    def observe():
        reply = api.post(PREFIX + "process/ca/binaryinfo", wanted("BinaryInfo", "LINUX", "X_64"))
        text = etree.fromstring(reply.response.content).findtext("data/AllBinaryInfo/platforms/Platform/hash")
        return text.partition(" : ")[0], len(text.partition(" : ")[2])

    assert played("installer_hash", observe) == {
        "SHA-256": ("Hash-SHA-256", 64),
        "SHA-384": ("Hash-SHA-384", 96),
        "SHA-512": ("Hash-SHA-512", 128),
    }


def test_installer_spelling(played, api):
    def observe():
        replies = [
            api.post(PREFIX + "process/ca/binaryinfo", wanted("BinaryInfo", "LINUX_UBUNTU", word))
            for word in ("X_64", "X_86_64")
        ]
        served = [
            api.post(PREFIX + "download/ca/downloadbinary", wanted("DownloadBinary", "LINUX_UBUNTU", word))
            for word in ("X_64", "X_86_64")
        ]
        types = [reply.headers["Content-Type"].partition(";")[0] for reply in served]
        return [reply.code for reply in replies], [kind == "application/octet-stream" for kind in types]

    assert played("installer_spelling", observe) == {
        "X_64": (["SUCCESS", "INVALID_REQUEST"], [True, False]),
        "X_86_64": (["INVALID_REQUEST", "SUCCESS"], [False, True]),
    }


def test_installer_builds(played, api):
    def observe():
        reply = api.post(PREFIX + "process/ca/binaryinfo", wanted("BinaryInfo", "LINUX", "X_64"))
        return [version.text for version in etree.fromstring(reply.response.content).iter("version")]

    assert played("installer_builds", observe) == {"one": ["6.0.0.41"], "several": ["1.0.0.1", "6.0.0.41"]}
