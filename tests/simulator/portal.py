# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of the portal and its modules: cheap calls that need only a login (Platform page: Envelope)."""

from __future__ import annotations

from .call import Call
from .envelope import RECORD_LEVEL, XML, Answer, json_record
from .render import xml_element

# Only modules the user has are named; "__" stands for an underscore in a module name.
PLATFORM = {"PortalApplication-VERSION": "3.11.0.0-3 OFFICIAL #713 (2022-04-12T08:00:39Z)"}
MODULES = {"WAS": {"WAS-VERSION": "1.1.0.0-2"}, "CA": {"CA-VERSION": "3.11.0.0"}, "AM": {"ITAM-VERSION": "2.9.0.0-1"}}
WEB = {"WEB-VERSION": "10.18.2.0-2", "SCANNER-VERSION": "12.9.34-1", "VULNSIGS-VERSION": "2.5.470-2"}


def version(call: Call) -> Answer:
    """Answer the versions; data has two elements of different kinds."""
    shown = dict(PLATFORM)
    for module, versions in MODULES.items():
        if module in call.user.modules:
            shown.update(versions)
    parts = (("Portal-Version", shown), ("QWeb-Version", WEB))

    def ready(form: str) -> list[bytes]:
        if form == XML:
            return [xml_element(name, record, RECORD_LEVEL).encode() for name, record in parts]
        return [json_record(name, record) for name, record in parts]

    return Answer(count=1, ready=ready)


def about(call: Call) -> Answer:
    """Answer the versions as the oldest API does; clients that call it look at status and headers."""
    versions = "".join(f"  <{name}>{text}</{name}>\n" for name, text in WEB.items())
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<ABOUT>\n  <API-VERSION MAJOR="1" MINOR="4"/>\n'
    body = f"{head}{versions}</ABOUT>\n"
    return Answer(document=("text/xml", body.encode()))
