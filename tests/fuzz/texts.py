# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for whatever a user writes: it is read as something that can be written and read again, or refused."""

from __future__ import annotations

from typing import Any, Callable

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.activation_key import keys
from ansible_collections.community.qualys.plugins.module_utils._resource.agent_installer import checked_system
from ansible_collections.community.qualys.plugins.module_utils._resource.criteria import Field, checked_criteria
from ansible_collections.community.qualys.plugins.module_utils._resource.moments import parse_moment
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_asset import parse_asset
from ansible_collections.community.qualys.plugins.module_utils._resource.pci_scan_words import (
    parse_duration,
    parse_interval,
    parse_time,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.time_zones import check_time_zone
from ansible_collections.community.qualys.plugins.module_utils._resource.was_schedule import wanted_schedule
from ansible_collections.community.qualys.plugins.module_utils._settings import checked_url
from ansible_collections.community.qualys.plugins.plugin_utils.hostnames import first_filled
from ansible_collections.community.qualys.plugins.plugin_utils.report.memory import remembered
from ansible_collections.community.qualys.plugins.plugin_utils.report.text import moment, safe
from tests.fuzz.answers import is_one_sentence, is_plain

NOTHING = object()


def told(read: Callable[..., Any], *arguments: Any) -> Any:
    """Return what is read, NOTHING where it is refused in one sentence that names an option."""
    try:
        return read(*arguments)
    except OptionError as error:
        is_one_sentence(error)
        return NOTHING


def dates(data: bytes) -> None:
    """A date is read or refused, and what was read is read again as the same."""
    text = data.decode("utf-8", "replace")
    once = parse_moment(text)
    assert once is None or parse_moment(once) == once
    schedule = {"scheduling": {"start_date": text, "time_zone": "Europe/Paris"}}
    found = told(wanted_schedule, schedule)
    if found is not NOTHING:
        again = {"scheduling": {**schedule["scheduling"], "start_date": found["scheduling.start_date"]}}
        assert told(wanted_schedule, again) == found
    told(keys().wanted, {"expire_date": text})
    condition = [{"field": "created", "operator": "GREATER", "value": text}]
    criteria = told(checked_criteria, "criteria", condition, {"created": Field("date")})
    if criteria is not NOTHING:
        again = [{"field": "created", "operator": "GREATER", "value": criteria[0].value}]
        assert told(checked_criteria, "criteria", again, {"created": Field("date")}) == criteria
    told(check_time_zone, "time_zone", text)
    moment(text)


def spans(data: bytes) -> None:
    """Times, durations and intervals of PCI scans are read or refused."""
    text = data.decode("utf-8", "replace")
    parse_time(text)
    duration = parse_duration(text)
    assert duration is None or duration >= 0
    told(parse_interval, "if_older_than", text)


def addresses(data: bytes) -> None:
    """An asset is read or refused; what is sent for it is read as the same."""
    text = data.decode("utf-8", "replace")
    for kind in ("ip", "dns", "virtual_host"):
        found = told(parse_asset, "assets", kind, text)
        if found is NOTHING:
            continue
        assert parse_asset("assets", kind, found.text) == found
        assert not set(found.text) & set(", \t\r\n")
        assert found.size > 0
    url = told(checked_url, "api_url", text)
    assert url is NOTHING or checked_url("api_url", url) == url
    told(checked_system, text)


def names(data: bytes) -> None:
    """A name from outside is a name and nothing else: no option, no path, nothing that a terminal acts on."""
    try:
        # JSON can bring halves of characters.
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return
    name = first_filled([text])
    assert name is None or (name.isprintable() and "/" not in name and name[0] not in "-.")
    is_plain(safe(text))
    is_plain(list(remembered(text)))
