# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The work of the two installer modules between Ansible and the core: look up, compare, download, verify."""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.agent_installer import (
    ARCHITECTURES,
    Installer,
    checked_system,
    fetch,
    look_up,
    matching,
)


def info_spec() -> dict[str, Any]:
    """Return the argument spec of the module that looks up."""
    return {
        "system": {"type": "str", "required": True},
        "architecture": {"type": "str", "choices": list(ARCHITECTURES), "default": "x86_64"},
    }


def spec() -> dict[str, Any]:
    """Return the argument spec of the module that downloads."""
    return {**info_spec(), "dest": {"type": "path", "required": True}}


def read_installers(module: AnsibleModule, qps: Qps) -> dict[str, Any]:
    """Return what Qualys offers."""
    return {"changed": False, "installers": [_shown(one) for one in _offered(module, qps)]}


def keep_installer(module: AnsibleModule, qps: Qps) -> dict[str, Any]:
    """Have the installer in its place, and return which it is."""
    offered, dest = _offered(module, qps), module.params["dest"]
    present = _present(module, offered, dest)
    if present:
        path, installer = present
        return _result(installer, path, installer.checksum, is_changed=False)
    path = _path(dest, offered[0])
    _refuse_bad_place(path)
    before = "sha256:%s" % module.sha256(str(path)) if path.is_file() else None
    if module.check_mode:
        return _result(offered[0], path, before, is_changed=True)
    installer, content = fetch(qps, offered)
    path = _path(dest, installer)
    _put(module, path, content)
    return _result(installer, path, before, is_changed=True)


def _offered(module: AnsibleModule, qps: Qps) -> list[Installer]:
    return look_up(qps, checked_system(module.params["system"]), module.params["architecture"])


def _path(dest: str, installer: Installer) -> Path:
    path = Path(dest)
    return path / installer.file_name if dest.endswith("/") or path.is_dir() else path


def _present(module: AnsibleModule, offered: Sequence[Installer], dest: str) -> tuple[Path, Installer] | None:
    """Return the path and the build of what is already there."""
    for path in {_path(dest, one): None for one in offered}:
        if path.is_file():
            found = matching(offered, functools.partial(module.digest_from_file, str(path)))
            if found:
                return path, found
    return None


def _refuse_bad_place(path: Path) -> None:
    """Find out before anything is downloaded; a missing folder is made."""
    above = next(folder for folder in path.parents if folder.exists())
    if not above.is_dir() or not os.access(above, os.W_OK):
        raise OptionError("dest", str(path), "cannot be written; %s is no folder that this user may write to" % above)


def _put(module: AnsibleModule, path: Path, content: bytes) -> None:
    """Write the file so that nobody ever sees a part of it under its name."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=module.tmpdir)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError as error:
        raise OptionError("dest", str(path), "could not be written: %s" % error) from error
    module.atomic_move(name, str(path))


def _shown(installer: Installer) -> dict[str, Any]:
    return {
        "system": installer.system,
        "architecture": installer.architecture,
        "version": installer.version,
        "extension": installer.extension,
        "checksum": installer.checksum,
    }


def _result(installer: Installer, path: Path, before: str | None, is_changed: bool) -> dict[str, Any]:
    return {
        "changed": is_changed,
        "path": str(path),
        "installer": _shown(installer),
        "diff": {
            "before": {"path": str(path), "checksum": before},
            "after": {"path": str(path), "checksum": installer.checksum},
        },
    }
