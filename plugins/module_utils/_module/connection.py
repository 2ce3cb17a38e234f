# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection options as a module's argument spec."""

from __future__ import annotations

import os
from typing import Any

from ansible.module_utils.basic import env_fallback

from ansible_collections.community.qualys.plugins.module_utils._settings import OPTIONS, PCI_OPTIONS, Option


def connection_spec(options: tuple[Option, ...]) -> dict[str, dict[str, Any]]:
    """Return the argument spec of connection options; what is secret is marked so.

    The options of the other login are taken as well and not used: Ansible refuses what a module does not have, and
    defaults for the whole action group shall serve every module.
    """
    unused = [option for option in OPTIONS + PCI_OPTIONS if option not in options]
    return {
        **{option.name: _argument(option) for option in unused},
        **{option.name: {**_argument(option), **_source(option)} for option in options},
    }


def _filled_env(*names: str) -> Any:
    """Read an environment variable; one that is set to nothing counts as unset."""
    return env_fallback(*[name for name in names if os.environ.get(name)])


def _argument(option: Option) -> dict[str, Any]:
    spec: dict[str, Any] = {"type": option.type}
    if option.choices:
        spec["choices"] = list(option.choices)
    if option.secret:
        spec["no_log"] = True
    return spec


def _source(option: Option) -> dict[str, Any]:
    """Return where the value comes from when the task does not say."""
    source: dict[str, Any] = {"fallback": (_filled_env, [option.env])}
    return source if option.default is None else {**source, "default": option.default}
