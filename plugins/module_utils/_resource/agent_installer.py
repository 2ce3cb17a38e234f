# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installers of the Cloud Agent: how they are asked for, and what Qualys tells of them.

Facts: Cloud Agent API, "Fetch binary information", and clients that download. Not documented: which of two
spellings of the architecture goes with which system, and whether one or several builds are told.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any, Callable, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api import qps_file
from ansible_collections.community.qualys.plugins.module_utils._api.qps import ObjectType, Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import (
    ApiError,
    LostAnswerError,
    MissingError,
    OptionError,
    QualysError,
)
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, at, contents

INFORMATION = ObjectType("1.0", "ca", "binaryinfo", "BinaryInfo", "agent installer")
BINARY = ObjectType("1.0", "ca", "downloadbinary", "DownloadBinary", "agent installer")
# Clients use both spellings of the first for the same system; they are tried in this order.
ARCHITECTURES = {
    "x86_64": ("X_64", "X_86_64"),
    "arm64": ("ARM_64",),
    "ppc64le": ("PPC_64_LE",),
    "s390x": ("S_390_X",),
    "sparc": ("SPARC",),
    "power5": ("POWER_5",),
}

_WORD = re.compile(r"[A-Z0-9_]+")
_HASH = re.compile(r"SHA-?(256|384|512)\s*:\s*([0-9a-fA-F]+)")
# A version and an extension become a part of a file name.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+~-]*")


class Installer(NamedTuple):
    """A build that Qualys offers. ``extension`` has its dot; ``algorithm`` is the name that hashlib has for it."""

    system: str
    architecture: str
    version: str
    extension: str
    algorithm: str
    digest: str

    @property
    def file_name(self) -> str:
        """The name that the file gets in a folder; another build has another name."""
        stem = "qualys-cloud-agent-%s-%s-%s" % (self.version, self.system.lower(), self.architecture.lower())
        return stem + self.extension

    @property
    def checksum(self) -> str:
        """The hash in the form that ansible.builtin.get_url takes."""
        return "%s:%s" % (self.algorithm, self.digest)


def checked_system(value: str) -> str:
    """Return the system as Qualys spells it; raises OptionError for what cannot be one."""
    word = value.strip().upper()
    if not _WORD.fullmatch(word) or word == "ALL":
        raise OptionError("system", value, "is no system; name one, such as linux, linux_ubuntu or windows")
    return word


def look_up(qps: Qps, system: str, architecture: str) -> list[Installer]:
    """Return the builds that Qualys offers for a system, at least one.

    Raises MissingError when there is none, QualysError when one is told without a hash to check it by.
    """
    refusals = []
    for spelling in ARCHITECTURES[architecture]:
        try:
            data = qps_file.ask(qps, INFORMATION, {"platform": system, "architecture": spelling})
        except ApiError as error:
            refusals.append(error)
            continue
        found = [_installer(system, spelling, row) for row in _rows(data)]
        if found:
            return found
    raise MissingError(
        "Qualys offers no agent installer for system %s and architecture %s%s"
        % (system, architecture, ": %s" % refusals[0].message if refusals else ""),
        **(refusals[0].facts if refusals else {}),
    )


def fetch(qps: Qps, offered: Sequence[Installer]) -> tuple[Installer, bytes]:
    """Download; return which of the builds came, and its bytes, whose hash is the one that Qualys tells.

    Raises LostAnswerError when every try brought something else.
    """
    wanted = offered[0]

    def check(content: bytes) -> None:
        if matching(offered, _digests(content)) is None:
            raise LostAnswerError(
                "the agent installer for system %s has %d bytes and not the hash that Qualys tells (%s); it was thrown "
                "away; where this happens again, look for a proxy that changes downloads"
                % (wanted.system, len(content), wanted.checksum)
            )

    content = qps_file.fetch(qps, BINARY, {"platform": wanted.system, "architecture": wanted.architecture}, check)
    return matching(offered, _digests(content)) or wanted, content


def _digests(content: bytes) -> Callable[[str], str]:
    return lambda algorithm: hashlib.new(algorithm, content).hexdigest()


def matching(installers: Sequence[Installer], digest_of: Callable[[str], str]) -> Installer | None:
    """Return the build whose hash ``digest_of(algorithm)`` is, or None."""
    digests = {one.algorithm: digest_of(one.algorithm) for one in installers}
    return next((one for one in installers if digests[one.algorithm] == one.digest), None)


def _rows(data: Any) -> Iterable[Any]:
    for information in contents(data, "AllBinaryInfo"):
        yield from contents(at(information, "platforms"), "Platform")


def _installer(system: str, architecture: str, row: Any) -> Installer:
    told = as_object(row)
    version, extension = str(told.get("version", "")).strip(), str(told.get("extension", "")).strip()
    found = _HASH.search(str(told.get("hash", "")))
    if not found:
        raise QualysError(
            "Qualys tells no hash of the agent installer for system %s, so that nothing could tell the right file from "
            "a wrong one; it is not downloaded" % system
        )
    if not _PLAIN.fullmatch(version) or not _PLAIN.fullmatch(extension.lstrip(".")):
        raise QualysError(
            "Qualys names the agent installer for system %s with version %r and extension %r, which make no file name"
            % (system, version, extension)
        )
    return Installer(system, architecture, version, "." + extension.lstrip("."), "sha" + found[1], found[2].lower())
