# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One call of an operation, with everything it may look at and change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .auth import User, Users
from .clock import Clock
from .failure import ServiceFailure
from .service_request import ServiceRequest
from .state import State
from .switches import Switches


@dataclass
class Call:
    """What a handler of an operation gets."""

    state: State
    switches: Switches
    clock: Clock
    users: Users
    user: User
    query: Mapping[str, str]
    object_id: int | None
    request: ServiceRequest
    # What the route says the operation is about, for handlers that serve several objects.
    subject: Any = None

    @property
    def number(self) -> int:
        """Return the id of the path, for operations whose route always has one."""
        if self.object_id is None:
            raise LookupError("the path has no id")
        return self.object_id


def missing_id(call: Call, item: str) -> ServiceFailure:
    """Return the refusal for an id that does not exist; its code is not known for certain."""
    return ServiceFailure(
        call.switches.missing_id_code,
        f"{item}: No object was found with id {call.object_id}.",
        "Specify the id of an object that exists and is in your scope.",
    )
