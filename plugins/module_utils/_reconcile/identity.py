# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which object the user means."""

from __future__ import annotations

from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import AmbiguousError, OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.model import Resource


class Identity(NamedTuple):
    """How the user names the object; ``new_name`` is what it shall be called."""

    id: int | None = None
    name: str | None = None
    new_name: str | None = None


def find(resource: Resource, qps: Qps, identity: Identity) -> Any | None:
    """Return the whole record that is meant, or None when there is none in the account's scope.

    Costs one read by id, one or two otherwise. Raises AmbiguousError when several objects have the name, OptionError
    when the object has another name than the user thinks.
    """
    if identity.id is None:
        return _by_name(resource, qps, identity)
    record = qps.get(resource.kind, identity.id)
    if record is not None and identity.name:
        _refuse_other_name(resource, identity, record)
    return record


def ids_of(resource: Resource, qps: Qps, name: str) -> list[int]:
    """Return the ids of all objects that are called exactly so."""
    return sorted(int(record["id"]) for record in resource.look_up(resource.kind, qps, name))


def name_to_be(resource: Resource, qps: Qps, identity: Identity, record: Any | None) -> str | None:
    """Return the name the object shall have, None to leave it alone; raises OptionError for one that is taken."""
    option, name = resource.name_option, identity.new_name
    kind = resource.by_option[option].kind
    if name is not None:
        kind.check("new_" + option, name)
    if record is None:
        return str(kind.check(option, name or identity.name))
    if name and record.get(option) != name and ids_of(resource, qps, name):
        raise OptionError("new_" + option, name, "is already taken by another %s; choose another" % resource.kind.noun)
    return name


def _by_name(resource: Resource, qps: Qps, identity: Identity) -> Any | None:
    for name in (identity.name, identity.new_name):
        records = resource.look_up(resource.kind, qps, name) if name else []
        if len(records) > 1:
            ids = sorted(int(record["id"]) for record in records)
            raise AmbiguousError(
                "%s: %r is the %s of several %ss (ids %s); give the id of the one that is meant"
                % (resource.name_option, name, resource.name_option, resource.kind.noun, ", ".join(map(str, ids))),
                option=resource.name_option,
            )
        if records:
            return records[0] if resource.whole_in_search else qps.get(resource.kind, int(records[0]["id"]))
    return None


def _refuse_other_name(resource: Resource, identity: Identity, record: Any) -> None:
    option = resource.name_option
    name = str(record.get(option, ""))
    if name not in (identity.name, identity.new_name):
        raise OptionError(
            option,
            identity.name,
            "is not the %s of the %s with id %s, which is called %r; correct one of the two, or rename it with new_%s"
            % (option, resource.kind.noun, record.get("id"), name, option),
        )
