# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Agent installers: which there are, and their bytes (Activation keys page, section 7).

What is wrong with a request is told in a ServiceResponse with HTTP 200, as clients of the download have seen it.
"""

from __future__ import annotations

import hashlib
from typing import Any

from .call import Call
from .envelope import Answer
from .failure import ServiceFailure, invalid_xml

ALL = "ALL"
PLATFORMS = (
    "WINDOWS",
    "MACOSX",
    "MACOSX_M_1",
    "LINUX",
    "LINUX_UBUNTU",
    "LINUX_AWSBR",
    "LINUX_COREOS",
    "LINUX_PPC_64_LE",
    "LINUX_S_390_X",
    "LINUX_UBUNTU_S_390_X",
    "GENTOO_LINUX",
    "BSD",
    "AIX",
    "SOLARIS_X_86",
    "SOLARIS_SPARC",
)
ARCHITECTURES = ("X_64", "X_86_64", "ARM_64", "POWER_5", "SPARC", "PPC_64_LE", "S_390_X")

# What the switch installer_builds tells beside the build that can be downloaded.
OLDER = {"version": "1.0.0.1", "content": b"an older build"}

Wanted = tuple[str, str]


def information(call: Call) -> Answer:
    """Answer version, extension and hash of the installers a request names; ALL names every one."""
    platform, architecture = _wanted(call, (ALL,))
    older = [OLDER] if call.switches.installer_builds == "several" else []
    found = [
        _described(call, pair, {**installer, **build})
        for pair, installer in _offered(call).items()
        if platform in (ALL, pair[0]) and architecture in (ALL, pair[1])
        for build in [*older, {}]
    ]
    if not found:
        raise _refused(f"There is no installer for {platform} and {architecture}.")
    return Answer("AllBinaryInfo", [{"platforms": {"Platform": found}}], count=len(found))


def _offered(call: Call) -> dict[Wanted, dict[str, Any]]:
    """Return the installers under the word that the switch has for their architecture."""
    words = {"X_64": call.switches.installer_spelling}
    return {(pair[0], words.get(pair[1], pair[1])): installer for pair, installer in call.state.installers.items()}


def _described(call: Call, pair: Wanted, installer: dict[str, Any]) -> dict[str, Any]:
    kind = call.switches.installer_hash
    digest = hashlib.new(kind.replace("-", "").lower(), installer["content"]).hexdigest()
    return {
        "name": pair[0],
        "architecture": pair[1],
        "version": installer["version"],
        "extension": installer["extension"],
        "hash": f"Hash-{kind} : {digest}",
    }


def download(call: Call) -> Answer:
    """Answer the bytes of an installer, which are not a ServiceResponse."""
    platform, architecture = _wanted(call)
    installer = _offered(call).get((platform, architecture))
    if installer is None:
        raise _refused(f"There is no installer for {platform} and {architecture}.")
    return Answer(document=("application/octet-stream", installer["content"]))


def _wanted(call: Call, more: tuple[str, ...] = ()) -> Wanted:
    data = call.request.data
    if data is None:
        failure = invalid_xml(
            "cvc-complex-type.2.4.b: The content of element 'ServiceRequest' is not complete. "
            "One of '{data}' is expected."
        )
        failure.http = 200
        raise failure
    for name, choices in (("platform", PLATFORMS), ("architecture", ARCHITECTURES)):
        if data[name] not in choices + more:
            raise _refused(
                f"Invalid value for '{name}' ({data[name]}).", f"Values expected: {', '.join(choices + more)}."
            )
    return data["platform"], data["architecture"]


def _refused(message: str, resolution: str | None = None) -> ServiceFailure:
    return ServiceFailure("INVALID_REQUEST", message, resolution, http=200)
