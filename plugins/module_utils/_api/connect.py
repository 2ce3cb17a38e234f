# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From connection options to a ready dialect, the same way for modules and plugins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import QualysError
from ansible_collections.community.qualys.plugins.module_utils._settings import settings_from
from ansible_collections.community.qualys.plugins.module_utils._transport.allowance import Allowance
from ansible_collections.community.qualys.plugins.module_utils._transport.exchange import HAS_REQUESTS
from ansible_collections.community.qualys.plugins.module_utils._transport.session import Session
from ansible_collections.community.qualys.plugins.module_utils._wire.xml import HAS_LXML


def connect_qps(
    options: Mapping[str, Any], notify: Callable[[str], None] | None = None, slots: int = 1, most_slots: int = 1
) -> Qps:
    """Return the dialect over a session that has sent nothing yet.

    ``slots`` is how many calls may be under way at once, ``most_slots`` how many when Qualys says that it takes more.

    Raises OptionError for bad options and QualysError when a Python library is missing.
    """
    for library, present in (("requests", HAS_REQUESTS), ("lxml", HAS_LXML)):
        if not present:
            raise QualysError(
                "the Python library %s is missing where this runs; install it for the interpreter that Ansible uses "
                "there, for example with: python -m pip install %s" % (library, library)
            )
    settings = settings_from(options)
    return Qps(Session(settings, notify=notify, allowance=Allowance(settings.max_wait, slots, most_slots)))
