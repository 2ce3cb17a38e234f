# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The work of the activation key module between Ansible and the core."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import ApiError, MissingError, OptionError
from ansible_collections.community.qualys.plugins.module_utils._module.arguments import spec_of
from ansible_collections.community.qualys.plugins.module_utils._module.criterion import filled
from ansible_collections.community.qualys.plugins.module_utils._module.secrets import UUID, hide_keys
from ansible_collections.community.qualys.plugins.module_utils._reconcile.converge import (
    Outcome,
    make_absent,
    make_present,
)
from ansible_collections.community.qualys.plugins.module_utils._reconcile.identity import Identity, find
from ansible_collections.community.qualys.plugins.module_utils._reconcile.key_change import (
    Move,
    Moved,
    Selection,
    missing_agents,
    move,
    plan_move,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.activation_key import KEY, keys, with_uuid
from ansible_collections.community.qualys.plugins.module_utils._resource.asset_ids import HOST_ASSET
from ansible_collections.community.qualys.plugins.module_utils._resource.model import Resource
from ansible_collections.community.qualys.plugins.module_utils._resource.moments import write_moment

_IN_USE = re.compile(r"\bagents?\b|in use|associated", re.IGNORECASE)


def spec() -> dict[str, Any]:
    """Return the argument spec."""
    move_agents = {
        "asset_ids": {"type": "list", "elements": "int"},
        "tag_name": {"type": "str"},
        "from_key": {"type": "str", "no_log": False},
    }
    return {
        "id": {"type": "int"},
        "activation_key": {"type": "str", "no_log": True},
        "new_title": {"type": "str"},
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        **spec_of(keys()),
        "apply_on_agents": {"type": "bool", "default": False},
        "allow_partial_modules": {"type": "bool", "default": False},
        "reveal": {"type": "bool", "default": False},
        "move_agents": {"type": "dict", "options": move_agents},
    }


def keep_key(module: AnsibleModule, qps: Qps) -> dict[str, Any]:
    """Do what the task declares and return its result."""
    hide_keys(module)
    options = module.params
    identity = _identity(options, qps)
    resource = keys(options["allow_partial_modules"], options["apply_on_agents"], options["reveal"])
    now = write_moment(datetime.now(timezone.utc))
    if options["state"] == "absent":
        return _result(module, _absent(qps, resource, identity, now, module.check_mode))
    # Everything that can be wrong with the agents to move is found out before the key is touched.
    selection = _selection(options["move_agents"], qps)
    wanted = resource.wanted({**options, "title": None})
    outcome = make_present(resource, qps, identity, wanted, now, module.check_mode)
    result = _result(module, outcome)
    _tell_missing_modules(module, wanted, outcome)
    if selection is not None:
        _move_agents(module, qps, selection, result)
    return result


def _identity(options: Mapping[str, Any], qps: Qps) -> Identity:
    number = options["id"]
    if options["activation_key"]:
        found = with_uuid(qps, options["activation_key"])
        if not found and options["state"] == "present":
            raise MissingError(
                "activation_key: no key in the account's scope has this UUID; give a title to create one"
            )
        # An id that no key has stands for one that is not there.
        number = int(found[0]["id"]) if found else 0
    return Identity(number, options["title"], options["new_title"])


def _absent(qps: Qps, resource: Resource, identity: Identity, now: str, check_mode: bool) -> Outcome:
    try:
        return make_absent(resource, qps, identity, now, check_mode)
    except ApiError as error:
        raise _in_use(qps, identity, error) from error


def _result(module: AnsibleModule, outcome: Outcome) -> dict[str, Any]:
    for warning in outcome.warnings:
        module.warn(warning)
    return {"changed": outcome.changed, "action": outcome.action, "key": outcome.shown, "diff": outcome.diff}


def _tell_missing_modules(module: AnsibleModule, wanted: Mapping[str, Any], outcome: Outcome) -> None:
    missing = [word for word in wanted.get("modules", ()) if word not in outcome.shown.get("modules", ())]
    if missing and not module.check_mode:
        module.warn(
            "the key lacks %s, which Qualys leaves out when the subscription has no licence; to ask once more, run "
            "without allow_partial_modules" % ", ".join(missing)
        )


def _in_use(qps: Qps, identity: Identity, error: ApiError) -> ApiError:
    """Say how many agents stand in the way of a removal, which is the usual reason."""
    record = find(keys(), qps, identity)
    if record is None or not _IN_USE.search(error.message):
        return error
    number = qps.count(HOST_ASSET, (Criterion("activationKey", "EQUALS", str(record.get("activationKey"))),))
    return ApiError(
        "%s; %d agents have this key: move them to another with move_agents, or disable it with enabled: false"
        % (error.message, number),
        error.code,
        agents=number,
    )


def _selection(options: Mapping[str, Any] | None, qps: Qps) -> Selection | None:
    """Return which agents are meant; raises OptionError or MissingError for what cannot be right."""
    if options is None:
        return None
    criteria = []
    if options["tag_name"] is not None:
        criteria.append(Criterion("tagName", "EQUALS", filled("move_agents.tag_name", options["tag_name"])))
    if options["from_key"] is not None:
        criteria.append(
            Criterion("activationKey", "EQUALS", _uuid_of(filled("move_agents.from_key", options["from_key"]), qps))
        )
    if not criteria and options["asset_ids"] is None:
        raise OptionError("move_agents", None, "says no agents; give asset_ids, tag_name or from_key")
    selection = Selection(tuple(criteria), options["asset_ids"])
    missing = missing_agents(qps, selection)
    if missing:
        raise MissingError(
            "move_agents.asset_ids: %s: no such assets with a Cloud Agent in the account's scope; correct the list"
            % ", ".join(map(str, missing)),
            missing=missing,
        )
    return selection


def _move_agents(module: AnsibleModule, qps: Qps, selection: Selection, result: dict[str, Any]) -> None:
    number = result["key"].get("id")
    record = None if number is None else qps.get(KEY, number)
    target = str((record or {}).get("activationKey") or "")
    if not target and not module.check_mode:
        raise MissingError("the key cannot be read back, so no agents were moved; run again", changed=result["changed"])
    planned = plan_move(qps, selection, target)
    moved = move(qps, planned, target) if planned.to_move and not module.check_mode else Moved()
    _tell_gone(module, selection, (*_unplanned(selection, planned), *moved.gone))
    planned = planned._replace(to_move=tuple(one for one in planned.to_move if one not in moved.gone))
    if moved.pending:
        module.warn("Qualys accepted the move of %d agents and does not show it yet" % len(moved.pending))
    result["agents"] = {"moved": len(planned.to_move), "already": len(planned.already), "pending": len(moved.pending)}
    if planned.to_move:
        result["changed"] = True
        before, after = result["diff"]["before"], result["diff"]["after"]
        total = len(planned.to_move) + len(planned.already)
        result["diff"] = {
            **result["diff"],
            "before": {**before, "agents_on_this_key": "%d of %d" % (len(planned.already), total)},
            "after": {**after, "agents_on_this_key": "%d of %d" % (total, total)},
        }


def _unplanned(selection: Selection, planned: Move) -> list[int]:
    """Return what was there when the task looked first, and is not any more."""
    if selection.criteria or selection.ids is None:
        return []
    return sorted(set(selection.ids) - set(planned.to_move) - set(planned.already))


def _tell_gone(module: AnsibleModule, selection: Selection, gone: tuple[int, ...]) -> None:
    """Tell what somebody removed meanwhile, which is a failure where each is meant."""
    listed = ", ".join(map(str, gone))
    if gone and selection.ids is not None:
        raise MissingError(
            "move_agents.asset_ids: %s: removed by somebody else while this task was under way; the others were moved; "
            "correct the list and run again" % listed,
            missing=list(gone),
        )
    if gone:
        module.warn("%d assets were removed by somebody else meanwhile: %s" % (len(gone), listed))


def _uuid_of(key: str, qps: Qps) -> str:
    """Return the UUID of a key that is given by id, title or UUID."""
    if UUID.fullmatch(key):
        return key
    identity = Identity(id=int(key)) if re.fullmatch("[0-9]+", key) else Identity(name=key)
    record = find(keys(), qps, identity)
    if record is None:
        raise OptionError(
            "move_agents.from_key",
            key,
            "is neither id, title nor UUID of any %s in the account's scope; correct it" % KEY.noun,
        )
    return str(record.get("activationKey"))
