# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The work of the activation module between Ansible and the core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import KeptError, MissingError, OptionError
from ansible_collections.community.qualys.plugins.module_utils._module.criterion import filled
from ansible_collections.community.qualys.plugins.module_utils._module.search import search_spec
from ansible_collections.community.qualys.plugins.module_utils._module.secrets import hide_keys
from ansible_collections.community.qualys.plugins.module_utils._reconcile.activation import (
    STATES,
    conflicts,
    modules_after,
    steps,
)
from ansible_collections.community.qualys.plugins.module_utils._reconcile.activator import Account, Activator
from ansible_collections.community.qualys.plugins.module_utils._resource.agent import (
    Found,
    find_agents,
    find_agents_by_id,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.agent_module import (
    MODULES,
    check_modules,
    sort_modules,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_search import query_from

# Above so many agents a diff shows how many go from what to what, below it shows each.
FOLD = 50
# So many are named in a sentence.
NAMED = 5
FRIENDLY = (("tag_name", "tagName"), ("agent_id", "agentUuid"), ("activation_key", "activationKey"))


def spec() -> dict[str, Any]:
    """Return the argument spec."""
    return {
        **search_spec(),
        "asset_ids": {"type": "list", "elements": "int"},
        "tag_name": {"type": "str"},
        "agent_id": {"type": "str"},
        "activation_key": {"type": "str", "no_log": True},
        "modules": {"type": "list", "elements": "str", "required": True},
        "state": {"type": "str", "choices": list(STATES), "default": "activated"},
        "on_empty": {"type": "str", "choices": ["warn", "fail"], "default": "warn"},
        "wait": {"type": "bool", "default": True},
        "wait_timeout": {"type": "int", "default": 60},
    }


def keep_activation(module: AnsibleModule, qps: Qps) -> dict[str, Any]:
    """Do what the task declares and return its result."""
    hide_keys(module)
    options = module.params
    words = check_modules("modules", options["modules"])
    if not words and options["state"] != "exact":
        raise OptionError("modules", None, "is empty; name at least one module, or use state: exact to end them all")
    criteria, azure = _criteria(options)
    found, is_exact = _selected(options, qps, criteria, azure)
    agents = [one for one in found if one.has_agent]
    without = [one for one in found if not one.has_agent]
    _tell_of_gaps(module, options, found, without)
    known = [one.word for one in MODULES]
    after = {agent.id: modules_after(agent, options["state"], words, known) for agent in agents}
    _refuse_conflicts(agents, after)
    todo = steps(agents, after)
    account = None
    if todo and not module.check_mode:
        usable = criteria if is_exact and not without else ()
        patience = options["wait_timeout"] if options["wait"] else 0
        account = Activator(qps, usable, frozenset(agent.id for agent in agents)).carry_out(todo, patience)
        agents = _remaining(module, agents, account)
    return _result(module, agents, without, after, account)


def _criteria(options: Mapping[str, Any]) -> tuple[tuple[Criterion, ...], Any]:
    query = query_from({**options, "detail": "lean", "page_size": None})
    friendly = tuple(
        Criterion(field, "EQUALS", filled(name, options[name])) for name, field in FRIENDLY if options[name] is not None
    )
    return friendly + query.criteria, query.azure


def _selected(
    options: Mapping[str, Any], qps: Qps, criteria: tuple[Criterion, ...], azure: Any
) -> tuple[list[Found], bool]:
    """Return the assets, and whether the criteria alone select exactly these."""
    ids = options["asset_ids"]
    if ids is None:
        if not criteria:
            raise OptionError(
                "criteria", None, "is empty, and so are asset_ids, tag_name and azure; say which assets are meant"
            )
        return find_agents(qps, criteria, azure)
    found = find_agents_by_id(qps, criteria, ids, azure)
    missing = sorted(set(ids) - {one.id for one in found})
    if missing and not criteria:
        raise MissingError(
            "asset_ids: %s: no such assets in the account's scope; correct the list" % _some(map(str, missing)),
            missing=missing,
        )
    return found, False


def _tell_of_gaps(module: AnsibleModule, options: Mapping[str, Any], found: list[Found], without: list[Found]) -> None:
    if not found:
        text = "no asset meets the conditions of this task; nothing was done"
        if options["on_empty"] == "fail":
            raise MissingError(text)
        module.warn(text)
    if without and options["asset_ids"] is not None:
        raise MissingError(
            "asset_ids: %s: no Cloud Agent there; install one or leave them out" % _some(map(_name, without))
        )
    if without:
        module.warn("%d assets have no Cloud Agent and were left out: %s" % (len(without), _some(map(_name, without))))


def _refuse_conflicts(agents: list[Found], after: Mapping[int, frozenset[str]]) -> None:
    problems = conflicts(agents, dict(after))
    if problems:
        raise OptionError("modules", None, "cannot be as declared on %d agents: %s" % (len(problems), _some(problems)))


def _remaining(module: AnsibleModule, agents: list[Found], account: Account) -> list[Found]:
    """Return the agents without those that somebody removed meanwhile, which is a failure where each is meant."""
    gone = [agent for agent in agents if agent.id in account.gone]
    if gone and module.params["asset_ids"] is not None:
        raise MissingError(
            "asset_ids: %s: removed by somebody else while this task was under way; %d others were changed; "
            "correct the list and run again" % (_some(map(_name, gone)), len(account.changed)),
            missing=[agent.id for agent in gone],
            changed=bool(account.changed),
        )
    if gone:
        module.warn("%d assets were removed by somebody else meanwhile: %s" % (len(gone), _some(map(_name, gone))))
    return [agent for agent in agents if agent.id not in account.gone]


def _result(
    module: AnsibleModule,
    agents: list[Found],
    without: list[Found],
    after: Mapping[int, frozenset[str]],
    account: Account | None,
) -> dict[str, Any]:
    needing = [agent for agent in agents if after[agent.id] != agent.modules]
    fates = {agent.id: "changed" for agent in needing}
    if account:
        fates.update(dict.fromkeys(account.pending, "pending"))
        fates.update(dict.fromkeys(account.refused, "refused"))
    assets = [_asset(agent, after[agent.id], fates.get(agent.id, "unchanged")) for agent in agents]
    refused = [agent for agent in agents if fates.get(agent.id) == "refused"]
    if refused and account:
        said = "; Qualys said: " + _some(account.words) if account.words else ""
        raise KeptError(
            "modules: Qualys did not switch them on %d of %d agents: %s%s; check the licences of the subscription"
            % (len(refused), len(needing), _some(map(_name, refused)), said),
            changed=len(refused) < len(needing),
            assets=assets,
        )
    pending = [agent for agent in agents if fates.get(agent.id) == "pending"]
    if pending:
        module.warn(
            "Qualys accepted the change of %d agents and does not show it yet: %s"
            % (len(pending), _some(map(_name, pending)))
        )
    return {
        "changed": bool(needing),
        "assets": assets,
        "without_agent": [{"id": one.id, "name": one.name} for one in without],
        "counts": {fate: sum(one["status"] == fate for one in assets) for fate in ("changed", "unchanged", "pending")},
        "diff": _diff(needing, after),
    }


def _asset(agent: Found, after: frozenset[str], fate: str) -> dict[str, Any]:
    before = sort_modules(agent.modules)
    reached = before if fate == "refused" else sort_modules(after)
    return {"id": agent.id, "name": agent.name, "status": fate, "before": before, "after": reached}


def _diff(needing: list[Found], after: Mapping[int, frozenset[str]]) -> dict[str, Any]:
    if len(needing) <= FOLD:
        return {
            "before": {_name(agent): sort_modules(agent.modules) for agent in needing},
            "after": {_name(agent): sort_modules(after[agent.id]) for agent in needing},
        }
    return {
        "before": _folded(agent.modules for agent in needing),
        "after": _folded(after[agent.id] for agent in needing),
    }


def _folded(sets: Iterable[frozenset[str]]) -> dict[str, str]:
    numbers: dict[str, int] = {}
    for modules in sets:
        text = ", ".join(sort_modules(modules)) or "none"
        numbers[text] = numbers.get(text, 0) + 1
    return {text: "%d agents" % number for text, number in sorted(numbers.items())}


def _name(asset: Found) -> str:
    return "%s (%d)" % (asset.name, asset.id)


def _some(texts: Iterable[str]) -> str:
    listed = list(texts)
    rest = " and %d more" % (len(listed) - NAMED) if len(listed) > NAMED else ""
    return ", ".join(listed[:NAMED]) + rest
