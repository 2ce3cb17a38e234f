# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys of the cache, and damaged caches."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_search import query_from
from ansible_collections.community.qualys.plugins.plugin_utils.cache import cache_key, stored_form, stored_rows


def key(url="https://a", username="u", **options):
    return cache_key(url, username, query_from({"check_fields": True, "detail": "lean", **options}))


def test_everything_that_changes_the_rows_changes_the_key():
    keys = [
        key(),
        key(url="https://b"),
        key(username="v"),
        key(detail="full"),
        key(azure={}),
        key(azure={"location": "x"}),
        key(azure={"location": "y"}),
        key(azure={"tag_key": "a", "tag_value": "b"}),
        key(criteria=[{"field": "location", "value": "x"}]),
        key(criteria=[{"field": "location", "operator": "CONTAINS", "value": "x"}]),
    ]
    assert all(one != other for one, other in itertools.combinations(keys, 2))
    assert all(len(one.rpartition("_")[2]) == 64 for one in keys)


def test_what_does_not_change_the_rows_does_not_change_the_key():
    assert key() == key(page_size=7)
    assert key(azure={"location": "x", "subnet": "y"}) == key(azure={"subnet": "y", "location": "x"})


class Broken(dict):
    def get(self, *_more):
        raise ValueError("corrupt")


DAMAGED = ["text", [1], '[["name"],[["x"]]]', '[["id","name"],[[1]]]', '[["id"],[["1"]]]', '[["id"],{}', "{}", "7"]


@pytest.mark.parametrize("cache", [{}, *({"k": one} for one in DAMAGED), Broken()], ids=str)
def test_what_cannot_be_used_is_a_miss(cache):
    assert stored_rows(cache, "k") is None


VALUES = st.none() | st.integers() | st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text())


@given(rows=st.lists(st.tuples(st.integers(1), VALUES, VALUES)))
def test_what_was_stored_comes_back(rows):
    stored = [dict(zip(("id", "name", "tags"), row)) for row in rows]
    text = stored_form(("id", "name", "tags"), stored)
    assert stored_rows({"k": text}, "k") == (("id", "name", "tags"), stored)


def test_a_copy_for_every_reader():
    cache = {"k": stored_form(("id", "tags"), [{"id": 1, "tags": ["a"]}])}
    stored_rows(cache, "k").rows[0]["tags"].append("b")
    assert stored_rows(cache, "k").rows == [{"id": 1, "tags": ["a"]}]
