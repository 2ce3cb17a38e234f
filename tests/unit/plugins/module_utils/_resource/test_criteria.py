# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Search conditions: what users write against what is sent."""

from __future__ import annotations

import datetime

import pytest

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.criteria import (
    Field,
    checked_criteria,
    criteria_for,
    near,
)

TABLE = {
    "id": Field("integer"),
    "name": Field("text"),
    "tagName": Field("text"),
    "updated": Field("date"),
    "state": Field("keyword", words=("RUNNING", "STOPPED")),
    "active": Field("boolean"),
    "lastScan": Field("date", operators=("EQUALS", "NONE")),
    "agentVersion": Field("text", operators=("EQUALS", "LESSER")),
}
CET = datetime.timezone(datetime.timedelta(hours=1))


def sent(*conditions, known_only=True):
    return [tuple(one) for one in checked_criteria("criteria", list(conditions), TABLE, known_only)]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"field": "id", "value": 7}, ("id", "EQUALS", "7")),
        ({"field": "id", "value": "7"}, ("id", "EQUALS", "7")),
        ({"field": "id", "operator": "greater", "value": "7"}, ("id", "GREATER", "7")),
        ({"field": "id", "value": [1, "2"]}, ("id", "IN", "1,2")),
        ({"field": "id", "operator": "IN", "value": "1, 2"}, ("id", "IN", "1,2")),
        ({"field": "id", "operator": "in", "value": 1}, ("id", "IN", "1")),
        ({"field": "id", "value": [5]}, ("id", "EQUALS", "5")),
        ({"field": "name", "operator": "contains", "value": "a & b"}, ("name", "CONTAINS", "a & b")),
        ({"field": "name", "operator": "not_equals", "value": "x"}, ("name", "NOT EQUALS", "x")),
        ({"field": "name", "operator": " Not  Equals ", "value": 7}, ("name", "NOT EQUALS", "7")),
        ({"field": "name", "operator": None, "value": "x"}, ("name", "EQUALS", "x")),
        ({"field": "state", "value": "running"}, ("state", "EQUALS", "running")),
        ({"field": "state", "value": ["RUNNING", "STOPPED"]}, ("state", "IN", "RUNNING,STOPPED")),
        ({"field": "active", "value": True}, ("active", "EQUALS", "true")),
        ({"field": "active", "value": "False"}, ("active", "EQUALS", "false")),
        ({"field": "updated", "value": "2026-01-31"}, ("updated", "EQUALS", "2026-01-31")),
        ({"field": "updated", "value": "2026-01-31T08:00:00Z"}, ("updated", "EQUALS", "2026-01-31T08:00:00Z")),
        ({"field": "updated", "value": "2026-01-31 08:00:00"}, ("updated", "EQUALS", "2026-01-31T08:00:00Z")),
        ({"field": "updated", "value": "2026-01-31T08:00:00+01:00"}, ("updated", "EQUALS", "2026-01-31T07:00:00Z")),
        ({"field": "updated", "value": datetime.date(2026, 1, 31)}, ("updated", "EQUALS", "2026-01-31")),
        (
            {"field": "updated", "value": datetime.datetime(2026, 1, 31, 8, tzinfo=CET)},
            ("updated", "EQUALS", "2026-01-31T07:00:00Z"),
        ),
        ({"field": "lastScan", "operator": "none"}, ("lastScan", "NONE", "")),
    ],
    ids=lambda value: None,
)
def test_what_is_sent(condition, expected):
    assert sent(condition) == [expected]


def test_not_equals_with_a_list_refuses_each():
    assert sent({"field": "state", "operator": "NOT EQUALS", "value": ["RUNNING", "stopped"]}) == [
        ("state", "NOT EQUALS", "RUNNING"),
        ("state", "NOT EQUALS", "stopped"),
    ]


def test_a_field_may_appear_more_than_once():
    conditions = [{"field": "id", "operator": "GREATER", "value": 1}, {"field": "id", "operator": "LESSER", "value": 9}]
    assert sent(*conditions) == [("id", "GREATER", "1"), ("id", "LESSER", "9")]


@pytest.mark.parametrize(
    ("condition", "parts"),
    [
        ("id=7", ["criteria[0]", "'id=7'", "mapping"]),
        ({"field": "id", "val": 7}, ["criteria[0]", "'val'", "field, operator and value"]),
        ({"value": 7}, ["criteria[0].field", "name of the field"]),
        (
            {"field": "tagname", "value": "x"},
            ["criteria[0].field", "'tagname'", "did you mean tagName", "check_fields"],
        ),
        ({"field": "zzzz", "value": "x"}, ["'zzzz'", "known are active, agentVersion"]),
        ({"field": "name", "operator": "LIKE", "value": "x"}, ["criteria[0].operator", "'LIKE'", "CONTAINS, EQUALS"]),
        ({"field": "name", "operator": " ", "value": "x"}, ["criteria[0].operator", "empty"]),
        ({"field": "name", "operator": "IN", "value": "x"}, ["criteria[0].operator", "'IN'", "name"]),
        ({"field": "agentVersion", "operator": "GREATER", "value": "1"}, ["EQUALS, LESSER"]),
        ({"field": "name", "value": ["a", "b"]}, ["criteria[0].value", "list", "one value"]),
        ({"field": "id", "operator": "GREATER", "value": [1, 2]}, ["criteria[0].value", "GREATER"]),
        ({"field": "id", "value": []}, ["criteria[0].value", "empty"]),
        ({"field": "id"}, ["criteria[0].value", "missing"]),
        ({"field": "id", "value": ""}, ["criteria[0].value", "missing"]),
        ({"field": "id", "value": {"a": 1}}, ["criteria[0].value", "single value"]),
        ({"field": "id", "value": "seven"}, ["criteria[0].value", "'seven'", "whole number"]),
        ({"field": "id", "value": True}, ["True", "whole number"]),
        ({"field": "id", "value": 1.5}, ["1.5", "whole number"]),
        ({"field": "name", "value": 22.1}, ["22.1", "quotes"]),
        ({"field": "name", "value": True}, ["True", "quotes"]),
        ({"field": "active", "value": "yes"}, ["'yes'", "true or false"]),
        ({"field": "updated", "value": "31.01.2026"}, ["'31.01.2026'", "2026-01-31"]),
        ({"field": "updated", "value": "2026-02-30"}, ["'2026-02-30'", "no date"]),
        ({"field": "state", "value": "runing"}, ["'runing'", "RUNNING, STOPPED"]),
    ],
    ids=lambda value: None,
)
def test_bad_input_is_one_sentence(condition, parts):
    with pytest.raises(OptionError) as caught:
        sent(condition)
    assert "\n" not in caught.value.message
    for part in parts:
        assert part in caught.value.message


def test_conditions_must_be_a_list():
    with pytest.raises(OptionError, match="must be a list"):
        checked_criteria("criteria", {"field": "id"}, TABLE)


def test_values_with_commas_cannot_be_listed():
    with pytest.raises(OptionError, match="comma"):
        criteria_for("where", "new", ["a,b", "c"], TABLE, known_only=False)


def test_what_qualys_adds_later_can_be_used():
    assert sent({"field": "newField", "operator": "is_new", "value": "x"}, known_only=False) == [
        ("newField", "IS NEW", "x")
    ]
    assert sent({"field": "name", "operator": "IN", "value": "a,b"}, known_only=False) == [("name", "IN", "a,b")]
    assert sent({"field": "state", "value": "MOVING"}, known_only=False) == [("state", "EQUALS", "MOVING")]
    with pytest.raises(OptionError, match="whole number"):
        sent({"field": "id", "value": "x"}, known_only=False)


def test_near_names():
    assert near("locatoin", ["location", "state"]) == "did you mean location?"
    assert near("qqq", ["location"]) == ""
