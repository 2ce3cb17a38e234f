# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which object the user means."""

from __future__ import annotations

from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
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

    Costs one read by id, two by name. Raises AmbiguousError when several objects have the name, OptionError when
    the object with the id has another name than the user thinks.
    """
    if identity.id is not None:
        record = qps.get(resource.kind, identity.id)
        if record is not None and identity.name:
            _refuse_other_name(identity, str(record.get("name", "")))
        return record
    for name in (identity.name, identity.new_name):
        ids = ids_of(resource, qps, name) if name else []
        if len(ids) > 1:
            raise AmbiguousError(
                "name: %r is the name of several %ss (ids %s); give the id of the one that is meant"
                % (name, resource.kind.noun, ", ".join(str(one) for one in ids)),
                option="name",
            )
        if ids:
            return qps.get(resource.kind, ids[0])
    return None


def ids_of(resource: Resource, qps: Qps, name: str) -> list[int]:
    """Return the ids of all objects that are called exactly so."""
    # Compared once more here: whether EQUALS minds the case is not known.
    records = qps.search(resource.kind, (Criterion("name", "EQUALS", name),))
    return sorted(int(record["id"]) for record in records if record.get("name") == name)


def name_to_be(resource: Resource, qps: Qps, identity: Identity, record: Any | None) -> str | None:
    """Return the name the object shall have, None to leave it alone; raises OptionError for one that is taken."""
    kind = resource.by_option["name"].kind
    if identity.new_name is not None:
        kind.check("new_name", identity.new_name)
    if record is None:
        return str(kind.check("name", identity.new_name or identity.name))
    name = identity.new_name
    if name and record.get("name") != name and ids_of(resource, qps, name):
        raise OptionError("new_name", name, "is already the name of another %s; choose another" % resource.kind.noun)
    return name


def _refuse_other_name(identity: Identity, name: str) -> None:
    if name not in (identity.name, identity.new_name):
        raise OptionError(
            "name",
            identity.name,
            "is not the name of the object with id %s, which is called %r; correct one of the two, or rename it "
            "with new_name" % (identity.id, name),
        )
