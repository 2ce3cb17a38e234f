# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Only facts that are used are asked for, and none that is used is left out."""

from __future__ import annotations

import pytest

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_facts import fields_for, keys
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_search import query_from
from ansible_collections.community.qualys.plugins.plugin_utils.needs import names_in, needed_keys, shown_keys
from ansible_collections.community.qualys.plugins.plugin_utils.populate import LEAN, HostVariables

NOTHING = {
    **dict.fromkeys(("include", "exclude", "hostnames", "connect_with", "keyed_groups"), ()),
    **dict.fromkeys(("compose", "groups")),
}


def query(**options):
    return query_from({"check_fields": True, "detail": "lean", **options})


def needed(extra=None, group_by=(), hostvars=("id",), more=(), **options):
    asked = query()
    variables = HostVariables("qualys_", asked.keys, shown_keys(hostvars, asked))
    return needed_keys(asked, variables, {**NOTHING, **options}, group_by, extra or {}, more)


def test_nothing_but_the_id():
    assert needed() == ("id",)
    assert fields_for(needed()) == ("id",)


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"hostnames": ["fqdn", "qualys_name"]}, {"fqdn", "name"}),
        ({"connect_with": ["qualys_azure_tags.Address"]}, {"azure_tags"}),
        ({"include": ["qualys_os is search('x') and not qualys_tags"]}, {"os", "tags"}),
        ({"exclude": ["azure_state"]}, {"azure_state"}),
        ({"compose": {"x": "qualys_host_id | default(0)"}}, {"host_id"}),
        ({"groups": {"g": "'a' in qualys_agent_modules"}}, {"agent_modules"}),
        (
            {"keyed_groups": [{"key": "qualys_os", "parent_group": "{{ qualys_azure_location }}"}]},
            {"os", "azure_location"},
        ),
        ({"group_by": ["os_family", "tags"]}, {"os", "tags"}),
        ({"more": ["modified"]}, {"modified"}),
        ({"hostvars": ["azure_name"]}, {"azure_name"}),
        ({"hostvars": None}, set(LEAN)),
        ({"compose": {"x": "something_else"}}, set()),
    ],
)
def test_what_is_used(options, wanted):
    assert set(needed(**options)) == {"id"} | wanted


@pytest.mark.parametrize(
    "options",
    [
        {"compose": {"x": "lookup('vars', 'qualys_' ~ 'os')"}},
        {"compose": {"x": "vars['qualys_os']"}},
        {"groups": {"g": "1 +"}},
        {"compose": {"x": "alias"}, "extra": {"alias": "{{ qualys_os }}"}},
        {"hostvars": ["all"]},
    ],
)
def test_everything_where_it_cannot_be_told(options):
    assert needed(**options) == keys(full=False)


def test_extra_variables_without_a_template_hide_nothing():
    assert names_in(["shade"], {"shade": "red"}) == {"shade"}


def test_full_detail_is_everything():
    full = query(detail="full")
    assert shown_keys(None, full) == keys(full=True)
    assert shown_keys(["software"], full) == ("software",)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("software", "needs detail: full"), ("azure_lokation", "did you mean azure_location"), ("zzzz", "is no fact")],
)
def test_what_is_no_fact(name, remedy):
    with pytest.raises(OptionError, match=remedy) as caught:
        shown_keys(["id", name], query())
    assert caught.value.message.startswith("hostvars: %r" % name)


def test_lean_names_exist_and_include_the_id():
    assert set(LEAN) <= set(keys(full=False))
    assert LEAN[0] == "id"
