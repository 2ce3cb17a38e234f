# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the wanted to the reached state: find, plan, write, look again. No Ansible in here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import MissingError, printable
from ansible_collections.community.qualys.plugins.module_utils._reconcile.identity import Identity, find, name_to_be
from ansible_collections.community.qualys.plugins.module_utils._reconcile.plan import Plan, difference, plan
from ansible_collections.community.qualys.plugins.module_utils._reconcile.write import Writer
from ansible_collections.community.qualys.plugins.module_utils._resource.model import Resource, State
from ansible_collections.community.qualys.plugins.module_utils._resource.references import (
    Directory,
    Reference,
    References,
)


class Outcome(NamedTuple):
    """What was done or, in check mode, would be done; ``shown`` is the object as the user reads it."""

    action: str
    shown: dict[str, Any]
    diff: dict[str, Any]
    warnings: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Tell whether anything differs from before."""
        return self.action != "none"


def make_present(
    resource: Resource, qps: Qps, identity: Identity, wanted: Mapping[str, Any], now: str, check_mode: bool
) -> Outcome:
    """Make sure that the object exists and is as wanted; in check mode only tell what that takes.

    ``now`` is the present time as YYYY-MM-DDThh:mm:ssZ. Raises OptionError before anything is written.
    """
    record = find(resource, qps, identity)
    if record is None and identity.id is not None:
        raise MissingError(
            "id: %d is the id of no %s in the account's scope; leave id out to create one"
            % (identity.id, resource.kind.noun),
            option="id",
        )
    name = name_to_be(resource, qps, identity, record)
    wanted = {**wanted, **({resource.name_option: name} if name else {})}
    todo = _planned(resource, qps, wanted, record, now)
    if todo.action == "none":
        return _outcome(resource, todo, wanted, record)
    if check_mode:
        return _outcome(resource, todo, wanted, record, predicted=True)
    writer = Writer(resource, qps, now)
    reached = writer.create(todo) if record is None else writer.update(todo, record)
    return _outcome(resource, todo, wanted, reached)._replace(warnings=tuple(writer.warnings))


def make_absent(resource: Resource, qps: Qps, identity: Identity, now: str, check_mode: bool) -> Outcome:
    """Make sure that the object does not exist."""
    record = find(resource, qps, identity)
    if record is None:
        return Outcome("none", {}, {"before": {}, "after": {}})
    if not check_mode:
        Writer(resource, qps, now).delete(int(record["id"]))
    state = resource.read(record)
    diff = _titled(resource, state, {"before": resource.show(state), "after": {}})
    return Outcome("delete", resource.show(state, record), diff)


def _planned(resource: Resource, qps: Qps, wanted: State, record: Any | None, now: str) -> Plan:
    present = None if record is None else resource.read(record)
    resource.rules(wanted, present, now)
    todo = plan(resource, wanted, present)
    wanted = {**wanted, **_looked_up(resource, qps, todo)}
    wanted = resource.settle(wanted, present, qps)
    return plan(resource, wanted, present)


def _looked_up(resource: Resource, qps: Qps, todo: Plan) -> dict[str, Any]:
    """Return id and name of everything that is newly pointed to; raises OptionError for what does not exist."""
    directory = Directory(qps)
    found: dict[str, Any] = {}
    for field in resource.fields:
        kind, value = field.kind, todo.expected.get(field.option)
        if field.option not in todo.changed or not isinstance(kind, Reference) or not kind.kind or not value:
            continue
        if isinstance(kind, References):
            found[field.option] = directory.complete(field.option, kind.kind, value)
        elif "default" not in value:
            found[field.option] = directory.complete(field.option, kind.kind, [value])[0]
    return found


def _outcome(resource: Resource, todo: Plan, wanted: State, record: Any | None, predicted: bool = False) -> Outcome:
    before = None if todo.action == "create" else todo.present
    shown = resource.show(todo.expected if predicted or record is None else resource.read(record), record)
    # The same before and after in check mode and for real: what was not as planned has raised an error by now.
    managed = {**resource.initial, **wanted} if before is None else wanted
    return Outcome(
        todo.action, shown, _titled(resource, todo.expected, difference(resource, managed, before, todo.expected))
    )


def _titled(resource: Resource, state: State, diff: dict[str, Any]) -> dict[str, Any]:
    """Say above a diff which object it is of."""
    # Unlike the rest of a diff, Ansible prints this as it is.
    title = printable("%s %s" % (resource.kind.noun, state.get(resource.name_option, "")))
    return {**diff, "before_header": title, "after_header": title}
