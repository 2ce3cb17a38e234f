# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bare names, Jinja, and what fails."""

from __future__ import annotations

import pytest

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError, QualysError
from ansible_collections.community.qualys.plugins.plugin_utils.chooser import Chooser
from ansible_collections.community.qualys.plugins.plugin_utils.expressions import Expressions, checked_expressions
from ansible_collections.community.qualys.plugins.plugin_utils.populate import HostVariables

KEYS = ("id", "name", "fqdn", "address", "azure_state", "azure_tags")
ROWS = [
    {"id": 1, "name": "one", "fqdn": "", "address": "10.0.0.1", "azure_state": "RUNNING", "azure_tags": {"env": "x"}},
    {"id": 2, "name": None, "fqdn": None, "address": None, "azure_state": None, "azure_tags": None},
]


def evaluate(expression, variables):
    """Stand in for Jinja: Python's own expressions, which fail likewise."""
    return eval(expression, {}, dict(variables))


def expressions(strict=False):
    return Expressions(evaluate, evaluate, strict)


def chosen(strict=False, **options):
    defaults = {"include": [], "exclude": [], "hostnames": ["name", "id"], "connect_with": ["address"]}
    chooser = Chooser(expressions(strict), {**defaults, **options})
    return chooser.candidates(ROWS, HostVariables("qualys_", KEYS)), chooser


def names(**options):
    return [one.name for one in chosen(**options)[0]]


def test_names_come_from_the_first_that_has_one():
    assert names() == ["one", "2"]
    assert names(hostnames=["fqdn", "qualys_name", "'n%d' % qualys_id"]) == ["one", "n2"]
    assert names(hostnames=["fqdn"]) == ["1", "2"]


def test_ansible_host_comes_from_the_first_that_has_one():
    first, second = chosen()[0]
    assert first.variables["ansible_host"] == "10.0.0.1"
    assert "ansible_host" not in second.variables
    assert "ansible_host" not in chosen(connect_with=[])[0][0].variables
    assert chosen(connect_with=["address", "'h%d' % qualys_id"])[0][1].variables["ansible_host"] == "h2"


def test_variables_are_prefixed_and_left_out_where_there_is_no_value():
    first, second = chosen()[0]
    assert first.variables["qualys_azure_tags"] == {"env": "x"}
    assert second.variables == {"qualys_id": 2}


def test_conditions():
    assert names(include=["qualys_azure_state == 'RUNNING'"]) == ["one"]
    assert names(exclude=["qualys_azure_state == 'RUNNING'"]) == ["2"]
    assert names(include=["qualys_id > 0", "azure_state"]) == ["one"]
    assert names(exclude=["qualys_azure_state"]) == ["2"]


def test_a_condition_that_fails_for_some_is_not_met_there():
    assert names(include=["qualys_azure_tags['env'] == 'x'"]) == ["one"]
    assert names(exclude=["qualys_azure_tags['env'] == 'x'"]) == ["2"]


@pytest.mark.parametrize("option", ["include", "exclude"])
def test_a_condition_that_fails_for_every_host_is_an_error(option):
    with pytest.raises(QualysError) as caught:
        chosen(**{option: ["qualys_azure_stat == 'x'"]})
    assert caught.value.message.startswith("%s: \"qualys_azure_stat == 'x'\" failed for every host" % option)


def test_strict_makes_every_failure_an_error():
    with pytest.raises(QualysError, match=r"include.*strict is on"):
        chosen(strict=True, include=["qualys_azure_tags['env'] == 'x'"])


def test_a_name_expression_that_fails_for_every_host_is_told_of():
    _found, chooser = chosen(hostnames=["nonsense", "name"])
    assert [entry[:2] for entry in chooser.expressions.hopeless()] == [("hostnames", "nonsense")]


@pytest.mark.parametrize("values", ["name", [""], [7], ["{{ qualys_name }}"], ["{% if x %}"]])
def test_what_is_no_expression(values):
    with pytest.raises(OptionError, match="hostnames"):
        checked_expressions("hostnames", values)


@pytest.mark.parametrize("prefix", ["", "1x", "a-b", "ansible_"])
def test_prefixes_that_make_no_good_names(prefix):
    with pytest.raises(OptionError, match="hostvars_prefix"):
        HostVariables(prefix, KEYS)


def test_reserved_names_are_never_made():
    with pytest.raises(OptionError, match="makes any_errors_fatal, which Ansible reserves"):
        HostVariables("any_", ["errors_fatal"])
