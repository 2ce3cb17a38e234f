# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans of activation: they reach what is wanted, break no rule on the way, and take few calls."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._reconcile.activation import (
    STATES,
    conflicts,
    modules_after,
    steps,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.agent import Found
from ansible_collections.community.qualys.plugins.module_utils._resource.agent_module import (
    MODULES,
    activation_value,
    check_modules,
    conflict_in,
    license_value,
    module_word,
    read_modules,
)

WORDS = [module.word for module in MODULES]
SETS = st.frozensets(st.sampled_from(WORDS), max_size=6)
PLATFORMS = st.sampled_from(["Windows", "Linux", None])
AGENTS = st.lists(st.tuples(PLATFORMS, SETS), min_size=1, max_size=6).map(
    lambda found: [
        Found(number, "host-%d" % number, True, platform, modules)
        for number, (platform, modules) in enumerate(found, 1)
    ]
)


def applied(modules, step):
    return modules | set(step.modules) if step.operation == "activate" else modules - set(step.modules)


@given(AGENTS, SETS, st.sampled_from(STATES))
def test_the_steps_reach_what_is_wanted_and_nothing_is_left(agents, wanted, state):
    after = {agent.id: modules_after(agent, state, wanted, WORDS) for agent in agents}
    now = {agent.id: agent.modules for agent in agents}
    for step in steps(agents, after):
        for one in step.ids:
            now[one] = applied(now[one], step)
    assert now == after
    reached = [agent._replace(modules=now[agent.id]) for agent in agents]
    assert steps(reached, {agent.id: modules_after(agent, state, wanted, WORDS) for agent in reached}) == []


@given(AGENTS, SETS, st.sampled_from(STATES))
def test_no_rule_is_broken_on_the_way(agents, wanted, state):
    sound = [agent for agent in agents if not conflict_in(agent.modules, agent.platform)]
    after = {agent.id: modules_after(agent, state, wanted, WORDS) for agent in sound}
    if conflicts(sound, after):
        return
    now = {agent.id: agent.modules for agent in sound}
    platforms = {agent.id: agent.platform for agent in sound}
    for step in steps(sound, after):
        for one in step.ids:
            now[one] = applied(now[one], step)
            # Changing PC for SCA under PAF has no order that keeps every rule.
            if "PAF" not in now[one]:
                assert conflict_in(now[one], platforms[one]) is None, (step, now[one])


@given(AGENTS, SETS, st.sampled_from(STATES))
def test_agents_that_need_nothing_are_in_no_step(agents, wanted, state):
    after = {agent.id: modules_after(agent, state, wanted, WORDS) for agent in agents}
    touched = {one for step in steps(agents, after) for one in step.ids}
    assert touched == {agent.id for agent in agents if agent.modules != after[agent.id]}


def test_agents_that_need_the_same_share_a_step():
    agents = [Found(number, "", True, None, frozenset({"VM"})) for number in range(10)]
    after = {agent.id: modules_after(agent, "activated", ["SA", "VM"], WORDS) for agent in agents}
    (step,) = steps(agents, after)
    assert step == ("activate", ("SA",), tuple(range(10)))


def test_exact_leaves_modules_alone_that_are_not_known():
    agent = Found(1, "", True, None, frozenset({"VM", "NEWTHING"}))
    assert modules_after(agent, "exact", ["SA"], WORDS) == {"SA", "NEWTHING"}


@pytest.mark.parametrize(
    ("modules", "platform", "words"),
    [
        ({"PC", "SCA"}, None, "exclude each other"),
        ({"SWCA"}, None, "needs VM"),
        ({"PAF", "VM"}, None, "needs PC or SCA"),
        ({"CAPS"}, "Linux", "Windows only, this is Linux"),
    ],
)
def test_what_does_not_go_together_is_told(modules, platform, words):
    assert words in conflict_in(modules, platform)


@pytest.mark.parametrize(
    ("modules", "platform"),
    [({"VM", "SWCA"}, "Linux"), ({"PAF", "SCA"}, None), ({"CAPS"}, "Windows"), ({"CAPS"}, None), (set(), "Linux")],
)
def test_what_goes_together_is_let_through(modules, platform):
    assert conflict_in(modules, platform) is None


@pytest.mark.parametrize(
    ("spelling", "word"),
    [
        ("vm", "VM"),
        ("AGENT_VM", "VM"),
        ("VM_LICENSE", "VM"),
        ("AGENT_SwCA", "SWCA"),
        ("SwCA", "SWCA"),
        ("pa", "PC"),
        ("AGENT_IOC", "EDR"),
        (" SA ", "SA"),
    ],
)
def test_every_spelling_means_one_module(spelling, word):
    assert module_word(spelling) == word
    assert check_modules("modules", [spelling]) == [word]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.word)
def test_both_vocabularies_read_back_as_the_word(module):
    assert module_word(activation_value(module.word)) == module.word
    assert module_word(license_value(module.word)) == module.word


def test_the_documented_mixed_case_is_kept():
    assert activation_value("SWCA") == "AGENT_SwCA"


@pytest.mark.parametrize("text", [None, "", "  "])
def test_no_module_is_an_empty_list(text):
    assert read_modules(text) == []


def test_the_text_of_an_agent_is_read_with_or_without_blanks():
    assert read_modules("AGENT_PM, AGENT_VM,AGENT_SCA") == ["VM", "SCA", "PM"]


def test_an_unknown_module_is_refused_with_a_hint():
    with pytest.raises(OptionError, match="'VMM' is no module of the agent; did you mean VM"):
        check_modules("modules", ["VMM"])


def test_a_module_of_the_future_can_be_named():
    assert check_modules("modules", ["AGENT_Foo"]) == ["FOO"]
