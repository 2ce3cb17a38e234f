# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is marked, on whichever ansible-core runs."""

from __future__ import annotations

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar

from ansible_collections.community.qualys.plugins.plugin_utils.trust import MARKS_TRUST, Protection, may_be_template

# The second declares markers of its own, without a brace.
HOSTILE = ["{{ 1/0 }}", "#jinja2:variable_start_string:'[[',variable_end_string:']]'\n[[ 1/0 ]]", "a {% raw %}", "{# x"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    data = {"a": text, "b": [text], "c": {text: text}}
    marked = Protection().protect(data)
    assert marked == data
    templar = Templar(loader=DataLoader(), variables={"row": marked})
    template = "{{ row.a }}"
    if MARKS_TRUST:
        from ansible.template import trust_as_template

        template = trust_as_template(template)
    assert templar.template(template) == text
    assert templar.template(marked["b"][0]) == text


@pytest.mark.parametrize("text", ["web-a", "", "Owner=ops", "#hash", "a}}"])
def test_plain_text_is_no_template(text):
    assert not may_be_template(text)
    marked = Protection().protect(text)
    assert marked == text
    if MARKS_TRUST:
        from ansible.template import is_trusted_as_template

        assert is_trusted_as_template(marked)
    else:
        assert not hasattr(marked, "__UNSAFE__")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_marked(text):
    assert may_be_template(text)
    marked = Protection().protect(text)
    if MARKS_TRUST:
        from ansible.template import is_trusted_as_template

        assert not is_trusted_as_template(marked)
    else:
        assert marked.__UNSAFE__


def test_marks_of_others_are_not_kept():
    """A result of a template may be marked as trusted although it holds text from outside."""
    if MARKS_TRUST:
        from ansible.template import is_trusted_as_template, trust_as_template

        assert not is_trusted_as_template(Protection().protect(trust_as_template("{{ 1/0 }}")))


def test_other_values_and_shared_copies():
    protection = Protection()
    assert protection.protect([1, 2.5, True, None, ("a",)]) == [1, 2.5, True, None, ["a"]]
    assert protection.protect("one") is protection.protect("o" + "ne"[0:])
