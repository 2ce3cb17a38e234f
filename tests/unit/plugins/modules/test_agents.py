# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Activations and keys where it gets hard: many agents, rules, refusals, lost answers, secrets."""

from __future__ import annotations

import json

import pytest

from tests.simulator.documents import KEY_OF_AGENTS, KEY_UUID_PRINTED
from tests.simulator.server import Simulator

ACTIVATE = "activate/am/asset"


@pytest.fixture(scope="module")
def fleet():
    with Simulator(assets=28000) as simulator:
        yield simulator


@pytest.fixture
def many(fleet, run):
    fleet.reset()
    run.simulator = fleet
    return run


def active(simulator):
    """Return the true modules of every agent."""
    found = {}
    for number in simulator.state.assets:
        agent = simulator.state.assets.peek(number).get("agentInfo")
        if agent:
            found[number] = set(filter(None, agent.get("activatedModule", "").split(",")))
    return found


def test_thousands_of_agents_take_tens_of_calls(fleet, many):
    before = active(fleet)
    needing = {number for number, modules in before.items() if "AGENT_SA" not in modules}
    assert len(before) > 10000
    assert len(needing) > 4000

    result = many("qualys_agent_activation", tag_name="Cloud Agent", modules=["SA"])

    assert not result.get("failed"), result["msg"]
    assert {asset["id"] for asset in result["assets"] if asset["status"] == "changed"} == needing
    assert len(fleet.journal.writes()) <= 30
    assert active(fleet) == {number: modules | {"AGENT_SA"} for number, modules in before.items()}
    assert len(result["diff"]["after"]) < 100
    assert any("call 1 of" in line for line in result["progress"])

    fleet.journal.clear()
    assert not many("qualys_agent_activation", tag_name="Cloud Agent", modules=["SA"])["changed"]
    assert fleet.journal.writes() == []


def test_a_run_that_ends_midway_is_finished_by_the_next(fleet, many):
    before = active(fleet)
    fleet.faults.add("status", operation=ACTIVATE, call=8, times=0, status=503)
    result = many("qualys_agent_activation", tag_name="Cloud Agent", modules=["SA"], retries=0)
    assert result["failed"]
    assert result["changed"]
    done, left = set(result["error"]["done"]), set(result["error"]["not_done"])
    assert "run again to do the rest" in result["msg"]
    truth = {number for number, modules in active(fleet).items() if modules != before[number]}
    assert truth == done
    assert left == {number for number, modules in active(fleet).items() if "AGENT_SA" not in modules}

    fleet.faults.clear()
    result = many("qualys_agent_activation", tag_name="Cloud Agent", modules=["SA"])
    assert not result.get("failed"), result["msg"]
    assert active(fleet) == {number: modules | {"AGENT_SA"} for number, modules in before.items()}


@pytest.mark.parametrize("refusal", ["conflict_409_2003", "html_403"])
def test_what_was_done_one_by_one_before_a_refusal_is_told(simulator, run, refusal):
    simulator.switches.bulk_id_in = "refuse"
    before = active(simulator)
    # Two forms of the bulk call are refused before it goes one by one.
    simulator.faults.add(refusal, operation=ACTIVATE, call=4, times=0)
    result = run("qualys_agent_activation", asset_ids=[712038, 2532638], modules=["SA"])
    assert result["failed"]
    assert result["changed"]
    truth = [number for number, modules in active(simulator).items() if modules != before[number]]
    assert len(truth) == 1
    assert result["error"]["done"] == truth
    assert result["error"]["not_done"] == sorted({712038, 2532638} - set(truth))
    assert "1 assets were changed, 1 were not" in result["msg"]


@pytest.mark.parametrize("limit", ["100", "100_told"])
def test_a_limit_of_the_bulk_form_is_found_out(fleet, many, limit):
    fleet.switches.bulk_limit = limit
    before = active(fleet)
    result = many("qualys_agent_activation", tag_name="Cloud Agent", modules=["SA"])
    assert not result.get("failed"), result["msg"]
    assert active(fleet) == {number: modules | {"AGENT_SA"} for number, modules in before.items()}


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "reset_before"},
        {"kind": "reset_after"},
        {"kind": "status", "status": 503, "acted": True},
        {"kind": "status", "status": 503},
        {"kind": "html_200", "acted": True},
        {"kind": "limit_409_1960"},
    ],
    ids=lambda fault: "-".join(str(value) for value in fault.values()),
)
@pytest.mark.parametrize("ids", [[5808297], [712038, 2532638, 5808297]], ids=["one", "several"])
def test_lost_answers_are_looked_into(simulator, run, fault, ids):
    simulator.switches.module_already_active = "refuse"
    simulator.faults.add(operation=ACTIVATE, **fault)
    result = run("qualys_agent_activation", asset_ids=ids, modules=["SA"])
    assert not result.get("failed"), result["msg"]
    assert all("AGENT_SA" in active(simulator)[number] for number in ids)
    assert len([entry for entry in simulator.journal.writes() if entry["acted"]]) == 1


def test_what_is_left_out_silently_is_pending(simulator, run):
    simulator.switches.activation_partial = "silent"
    result = run("qualys_agent_activation", tag_name="Cloud Agent", modules=["FIM"])
    assert result["counts"] == {"changed": 4, "unchanged": 0, "pending": 1}
    assert "does not show it yet" in str(result["warnings"])
    assert sum(run.pauses) == 60


def test_one_agent_in_a_step_of_its_own_does_not_slow_down_the_rest(fleet, many):
    numbers = sorted(active(fleet))
    for number in numbers:
        fleet.state.assets.amend(number, {}, {"activatedModule": "AGENT_VM"})
    fleet.state.assets.amend(numbers[0], {}, {"activatedModule": "AGENT_VM,AGENT_SA"})
    result = many("qualys_agent_activation", tag_name="Cloud Agent", modules=["SA", "FIM"])
    assert not result.get("failed"), result["msg"]
    assert len(fleet.journal.writes()) < 60


def test_what_is_refused_is_named(simulator, run):
    simulator.state.subscribed_modules.discard("MTG")
    result = run("qualys_agent_activation", asset_ids=[712038, 5808297], modules=["MTG"])
    assert result["failed"]
    assert not result["changed"]
    assert "192.168.1.12 (712038)" in result["msg"]
    assert "Qualys said:" in result["msg"]


def test_a_missing_licence_does_not_take_a_call_for_each_agent(fleet, many):
    fleet.state.subscribed_modules.discard("MTG")
    before = active(fleet)
    result = many("qualys_agent_activation", tag_name="Cloud Agent", modules=["MTG"], wait=False)
    assert result["failed"]
    assert "check the licences" in result["msg"]
    assert active(fleet) == before
    assert len(fleet.journal.writes()) < 200


def test_a_lag_is_waited_for(simulator, run):
    simulator.switches.activation_lag = "3"
    result = run("qualys_agent_activation", asset_ids=[5808297], modules=["SA"])
    assert result["counts"]["changed"] == 1
    assert set(run.pauses) == {10}


BAD = {
    "unknown module": ({"asset_ids": [5808297], "modules": ["VMM"]}, "modules", "did you mean VM"),
    "no module": ({"asset_ids": [5808297], "modules": []}, "modules", "state: exact"),
    "nobody": ({"modules": ["VM"]}, "criteria", "say which assets"),
    "both of a pair": (
        {"asset_ids": [5808297], "modules": ["PC", "SCA"]},
        "modules",
        "qubul404spp4 (5808297): PC and SCA",
    ),
    "one of a pair": ({"asset_ids": [2532838], "modules": ["SCA"]}, "modules", "local IP agent (2532838): PC and SCA"),
    "without what it needs": ({"asset_ids": [5808297], "modules": ["SWCA"]}, "modules", "SWCA needs VM"),
    "unknown asset": ({"asset_ids": [5808297, 99], "modules": ["SA"]}, "asset_ids", "99"),
    "no agent": ({"asset_ids": [2687821], "modules": ["SA"]}, "asset_ids", "user_john (2687821)"),
    "unknown field": (
        {"criteria": [{"field": "tag", "value": "x"}], "modules": ["SA"]},
        "criteria[0].field",
        "tagName",
    ),
    "an empty tag": ({"tag_name": "", "agent_id": "x", "modules": ["SA"]}, "tag_name", "drop the condition"),
    "empty and strict": ({"tag_name": "Nobody", "on_empty": "fail", "modules": ["SA"]}, "no asset", "nothing was done"),
}
BAD_KEYS = {
    "count missing": ({"title": "x", "type": "count_limited"}, "count_purchased", "1 or more"),
    "date missing": ({"title": "x", "type": "time_limited"}, "expire_date", "is needed"),
    "count 0": ({"title": "x", "type": "count_limited", "count_purchased": 0}, "count_purchased", "1 or more"),
    "past": ({"title": "x", "expire_date": "2020-01-01"}, "expire_date", "has passed"),
    "no date": ({"title": "x", "expire_date": "soon"}, "expire_date", "2031-01-31"),
    "contradiction": ({"title": "x", "type": "unlimited", "count_purchased": 5}, "count_purchased", "unlimited"),
    "unknown module": ({"title": "x", "modules": ["VMM"]}, "modules", "did you mean VM"),
    "unknown tag": ({"title": "x", "modules": ["VM"], "tags": ["Temp Tags"]}, "tags", "Temp Tag"),
    "a mistyped title": ({"title": "Retired laptop", "enabled": False}, "title", "modules"),
    "nothing to search by": (
        {"title": "Linux servers", "move_agents": {"tag_name": ""}},
        "move_agents.tag_name",
        "empty",
    ),
    "assets that are not there": (
        {"title": "Linux servers", "move_agents": {"asset_ids": [5808297, 99, 2687821]}},
        "move_agents.asset_ids",
        "99, 2687821",
    ),
    "unknown id": ({"id": 5, "enabled": False}, "id", "5"),
    "another title": ({"id": KEY_OF_AGENTS, "title": "Linux servers", "enabled": False}, "title", "new_title"),
    "taken title": ({"id": KEY_OF_AGENTS, "new_title": "Retired laptops"}, "new_title", "Retired laptops"),
    "unknown key to move from": (
        {"title": "Linux servers", "move_agents": {"from_key": "No key"}},
        "from_key",
        "No key",
    ),
    "nobody to move": ({"title": "Linux servers", "modules": ["VM"], "move_agents": {}}, "move_agents", "from_key"),
}


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize(("options", "option", "words"), BAD.values(), ids=BAD)
def test_bad_activation(simulator, run, options, option, words, check):
    refused(simulator, run("qualys_agent_activation", check=check, **options), option, words)


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize(("options", "option", "words"), BAD_KEYS.values(), ids=BAD_KEYS)
def test_bad_key(simulator, run, options, option, words, check):
    refused(simulator, run("qualys_activation_key", check=check, **options), option, words)


def refused(simulator, result, option, words):
    assert result.get("failed"), result
    assert option in result["msg"]
    assert words in result["msg"]
    assert "\n" not in result["msg"]
    assert simulator.journal.writes() == []


def test_an_empty_search_is_a_warning(simulator, run):
    result = run("qualys_agent_activation", tag_name="Nobody", modules=["SA"])
    assert not result["changed"]
    assert "no asset meets the conditions" in str(result["warnings"])


def test_capital_rules_of_the_platform(simulator, run):
    simulator.state.assets.amend(5808297, {}, {"platform": "Linux"})
    result = run("qualys_agent_activation", asset_ids=[5808297], modules=["CAPS"])
    assert "CAPS is for Windows only, this is Linux" in result["msg"]


def test_lists_that_only_grow_are_told_apart(simulator, run):
    simulator.switches.actkey_list_update = "additive"
    result = run("qualys_activation_key", title="Linux servers", modules=["SA"])
    assert result["failed"]
    assert "kept something else: modules is ['VM', 'SCA', 'SA', 'PM'], wanted ['SA']" in result["msg"]


def test_modules_without_licence_are_a_failure_unless_allowed(simulator, run):
    simulator.state.subscribed_modules = {"VM"}
    options = {"title": "Partly", "modules": ["VM", "EDR", "FIM"]}
    result = run("qualys_activation_key", **options)
    assert result["failed"]
    assert "modules is ['VM'], wanted ['VM', 'FIM', 'EDR']" in result["msg"]
    simulator.journal.clear()
    result = run("qualys_activation_key", allow_partial_modules=True, **options)
    assert not result["changed"]
    assert "lacks FIM, EDR" in str(result["warnings"])
    assert simulator.journal.writes() == []


def test_a_key_in_use_is_kept_and_it_says_by_whom(simulator, run):
    result = run("qualys_activation_key", id=KEY_OF_AGENTS, state="absent")
    assert result["failed"]
    assert "5 agents have this key: move them" in result["msg"]
    assert KEY_OF_AGENTS in simulator.state.activation_keys


@pytest.mark.parametrize("hidden", ["no", "yes"])
def test_a_disabled_key_is_found(simulator, run, hidden):
    simulator.switches.hide_disabled_by_default = hidden
    assert not run("qualys_activation_key", title="Retired laptops", enabled=False)["changed"]
    (key,) = run("qualys_activation_key_info", title="Retired laptops")["activation_keys"]
    assert key["enabled"] is False
    assert len(run("qualys_activation_key_info")["activation_keys"]) == 3


@pytest.mark.parametrize("answer", ["count", "assets", "bare"])
def test_agents_move_to_another_key_once(simulator, run, answer):
    simulator.switches.changeactkey_answer = answer
    options = {"title": "Linux servers", "move_agents": {"from_key": "example key create from api"}}
    foretold = run("qualys_activation_key", check=True, **options)
    assert foretold["agents"] == {"moved": 5, "already": 0, "pending": 0}
    assert simulator.journal.writes() == []
    done = run("qualys_activation_key", **options)
    assert done["changed"]
    assert done["agents"] == foretold["agents"]
    assert done["diff"] == foretold["diff"]
    assert len(simulator.journal.writes()) == 1
    simulator.journal.clear()
    again = run("qualys_activation_key", title="Linux servers", move_agents={"tag_name": "Cloud Agent"})
    assert not again["changed"]
    assert again["agents"] == {"moved": 0, "already": 5, "pending": 0}
    assert simulator.journal.writes() == []


def test_the_uuid_is_shown_only_when_asked_for(simulator, run):
    for module in ("qualys_activation_key", "qualys_activation_key_info"):
        options = {"id": KEY_OF_AGENTS}
        assert KEY_UUID_PRINTED not in json.dumps(run(module, **options))
        assert KEY_UUID_PRINTED in json.dumps(run(module, reveal=True, **options))
    made = run("qualys_activation_key", title="New", modules=["VM"])
    uuid = simulator.state.activation_keys[made["key"]["id"]]["activationKey"]
    assert uuid not in json.dumps(made)
    assert "activation_key" not in made["key"]


def test_a_disabled_key_is_found_by_its_uuid(simulator, run):
    simulator.switches.hide_disabled_by_default = "yes"
    uuid = simulator.state.activation_keys[59003]["activationKey"]
    assert not run("qualys_activation_key", activation_key=uuid, enabled=False)["changed"]
    assert run("qualys_activation_key", activation_key=uuid, state="absent")["changed"]
    assert 59003 not in simulator.state.activation_keys


def test_an_expired_key_that_is_as_declared_is_no_failure(simulator, run):
    simulator.state.activation_keys[59002]["expireDate"] = "2020-01-01T00:00:00Z"
    assert not run("qualys_activation_key", id=59002, expire_date="2020-01-01")["changed"]


@pytest.mark.parametrize(
    ("module", "options"),
    [
        ("qualys_activation_key", {"title": "Linux servers", "move_agents": {"from_key": KEY_UUID_PRINTED}}),
        ("qualys_activation_key_info", {"criteria": [{"field": "activationKey", "value": KEY_UUID_PRINTED}]}),
        ("qualys_host_asset_info", {"criteria": [{"field": "activationKey", "value": KEY_UUID_PRINTED}]}),
        (
            "qualys_agent_activation",
            {"criteria": [{"field": "activationKey", "value": KEY_UUID_PRINTED}], "modules": ["SA"]},
        ),
    ],
)
def test_the_uuid_in_a_condition_is_not_printed(simulator, run, module, options):
    result = run(module, **options)
    assert not result.get("failed"), result["msg"]
    assert KEY_UUID_PRINTED not in json.dumps(result)


def test_a_key_is_found_by_its_uuid(simulator, run):
    result = run("qualys_activation_key", activation_key=KEY_UUID_PRINTED, modules=["SA", "VM"])
    assert result["changed"]
    assert result["key"]["id"] == KEY_OF_AGENTS
    assert run("qualys_activation_key", activation_key="00000000-0000-0000-0000-000000000000", enabled=True)["failed"]


@pytest.mark.parametrize("kind", ["reset_before", "reset_after", "html_200"])
def test_a_key_is_created_once(simulator, run, kind):
    simulator.faults.add(kind, operation="create/ca")
    result = run("qualys_activation_key", title="Once", modules=["VM"])
    assert not result.get("failed"), result["msg"]
    assert [key["title"] for key in simulator.state.activation_keys.values()].count("Once") == 1


LOST = {
    "reset before it acted": ({"kind": "reset_before"}, 2),
    "reset after it acted": ({"kind": "reset_after"}, 1),
    "a page, but done": ({"kind": "html_200", "acted": True}, 1),
}


@pytest.mark.parametrize(("fault", "sent"), LOST.values(), ids=LOST)
def test_agents_are_moved_once_when_the_answer_is_lost(simulator, run, fault, sent):
    simulator.faults.add(operation="cak/ca", **fault)
    options = {"title": "Linux servers", "move_agents": {"from_key": "example key create from api"}}
    result = run("qualys_activation_key", **options)
    assert not result.get("failed"), result["msg"]
    assert result["agents"] == {"moved": 5, "already": 0, "pending": 0}
    assert len(simulator.journal.writes()) == sent


def test_a_move_whose_answers_stay_lost_is_a_failure(simulator, run):
    simulator.faults.add("reset_before", operation="cak/ca", times=0)
    options = {"title": "Linux servers", "move_agents": {"from_key": "example key create from api"}}
    result = run("qualys_activation_key", retries=1, **options)
    assert result["failed"]
    assert len(simulator.journal.writes()) == 2
    simulator.faults.clear()
    assert run("qualys_activation_key", **options)["agents"]["moved"] == 5


def test_agents_to_move_are_counted_in_check_mode_for_a_key_that_is_not_there_yet(simulator, run):
    options = {"title": "Not yet", "modules": ["VM"], "move_agents": {"tag_name": "Cloud Agent"}}
    foretold = run("qualys_activation_key", check=True, **options)
    assert foretold["agents"] == {"moved": 5, "already": 0, "pending": 0}
    assert simulator.journal.writes() == []
    assert run("qualys_activation_key", **options)["agents"] == foretold["agents"]


AGENTS = [712038, 2532638, 5808297]


def vanishing(simulator, number, operation):
    simulator.faults.add("meanwhile", change="asset_vanishes", id=number, operation=operation)


@pytest.mark.parametrize("by_ids", [True, False])
def test_an_agent_that_is_removed_meanwhile_is_told(simulator, run, by_ids):
    vanishing(simulator, AGENTS[0], ACTIVATE)
    chosen = {"asset_ids": AGENTS} if by_ids else {"tag_name": "Cloud Agent"}
    result = run("qualys_agent_activation", modules=["SA"], **chosen)
    assert bool(result.get("failed")) is by_ids
    told = result["msg"] if by_ids else str(result["warnings"])
    assert "removed by somebody else" in told
    assert str(AGENTS[0]) in told
    assert result["changed"]


@pytest.mark.parametrize("by_ids", [True, False])
def test_an_agent_that_is_removed_during_its_move_is_told(simulator, run, by_ids):
    vanishing(simulator, AGENTS[0], "cak/ca")
    chosen = {"asset_ids": AGENTS} if by_ids else {"tag_name": "Cloud Agent"}
    result = run("qualys_activation_key", title="Linux servers", move_agents=chosen)
    assert bool(result.get("failed")) is by_ids
    told = result["msg"] if by_ids else str(result["warnings"])
    assert "removed by somebody else" in told
    assert str(AGENTS[0]) in told


def test_an_account_that_cannot_be_given_is_a_failure_that_tells_what_was_done(simulator, run):
    simulator.hook(ACTIVATE, lambda _state: simulator.faults.add("html_403", operation="search/am/hostasset", times=0))
    result = run("qualys_agent_activation", asset_ids=AGENTS, modules=["SA"])
    assert result["failed"]
    assert result["changed"]
    assert (result["error"]["done"], result["error"]["not_done"]) == (AGENTS, [])


@pytest.mark.parametrize("scope", ["azure_only", "any_cloud"])
def test_agents_of_another_cloud_are_not_meant_by_azure_criteria(simulator, run, scope):
    """Where Qualys finds them all the same, the criteria alone no longer select, and ids do."""
    simulator.switches.azure_criteria_scope = scope
    other, *machines = AGENTS
    simulator.state.assets[other]["sourceInfo"] = {"list": [{"GcpAssetSourceSimple": {"state": "RUNNING"}}]}
    for number in machines:
        source = {"AzureAssetSourceSimple": {"state": "RUNNING", "vmId": str(number)}}
        simulator.state.assets[number]["sourceInfo"] = {"list": [source]}
    before = active(simulator)
    chosen = {"azure": {"state": "RUNNING"}, "tag_name": "Cloud Agent"}
    result = run("qualys_agent_activation", modules=["SA"], **chosen)
    assert not result.get("failed"), result["msg"]
    assert [one["id"] for one in result["assets"]] == machines
    now = active(simulator)
    assert [number for number in now if now[number] != before[number]] == machines


def test_a_key_that_cannot_be_removed_for_another_reason_says_so(simulator, run):
    simulator.faults.add("html_403", operation="delete/ca", times=0)
    result = run("qualys_activation_key", id=KEY_OF_AGENTS, state="absent")
    assert result["failed"]
    assert "agents have this key" not in result["msg"]
