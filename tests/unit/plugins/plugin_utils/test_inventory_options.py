# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates in the options of a file."""

from __future__ import annotations

import os

import pytest

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.plugin_utils.options import blank_as_unset, templated


def test_templates_are_filled_in_at_any_depth():
    config = {"username": "{{ x }}", "azure": {"state": ["{{ x }}", "b"]}, "page_size": 5, "compose": {"a": "{{ x }}"}}
    assert templated(config, ("username", "azure", "page_size", "platform"), lambda text: "filled") == {
        "username": "filled",
        "azure": {"state": ["filled", "b"]},
        "page_size": 5,
        "compose": {"a": "{{ x }}"},
    }
    assert config["username"] == "{{ x }}"


def test_a_template_that_fails_names_the_option_and_no_value():
    def fail(text):
        raise ValueError("no such look-up")

    with pytest.raises(OptionError) as caught:
        templated({"password": "{{ secret }}"}, ("password",), fail)
    assert caught.value.message == "password: the template in it failed: no such look-up"


def test_blank_variables_are_hidden_for_a_while(monkeypatch):
    monkeypatch.setenv("QUALYS_PLATFORM", "")
    monkeypatch.setenv("QUALYS_USERNAME", "someone")
    with blank_as_unset(["QUALYS_PLATFORM", "QUALYS_USERNAME", "QUALYS_PROXY"]):
        assert "QUALYS_PLATFORM" not in os.environ
        assert os.environ["QUALYS_USERNAME"] == "someone"
    assert os.environ["QUALYS_PLATFORM"] == ""
