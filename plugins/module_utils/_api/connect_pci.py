# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From connection options to a ready PCI dialect. Knows nothing of the QPS dialect, so that no XML is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from ansible_collections.community.qualys.plugins.module_utils._api.pci import Pci
from ansible_collections.community.qualys.plugins.module_utils._errors import QualysError
from ansible_collections.community.qualys.plugins.module_utils._settings import pci_settings_from
from ansible_collections.community.qualys.plugins.module_utils._transport.exchange import HAS_REQUESTS
from ansible_collections.community.qualys.plugins.module_utils._transport.session import Session


def connect_pci(options: Mapping[str, Any], notify: Callable[[str], None] | None = None) -> Pci:
    """Return the dialect over a session that has sent nothing yet.

    Raises OptionError for bad options and QualysError when the Python library is missing.
    """
    if not HAS_REQUESTS:
        raise QualysError(
            "the Python library requests is missing where this runs; install it for the interpreter that Ansible uses "
            "there, for example with: python -m pip install requests"
        )
    return Pci(Session(pci_settings_from(options), notify=notify))
