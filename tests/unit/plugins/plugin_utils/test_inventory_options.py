# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates in the options of a file, its keys and its booleans."""

from __future__ import annotations

import os

import pytest

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError, QualysError
from ansible_collections.community.qualys.plugins.plugin_utils.options import (
    blank_as_unset,
    boolean_names,
    check_names,
    checked_booleans,
    templated,
)

DEFINITIONS = {
    "azure": {"type": "dict"},
    "hostnames": {"type": "list"},
    "cache": {"type": "boolean", "aliases": ["caching"]},
    "validate_certs": {"type": "bool", "env": [{"name": "QUALYS_VALIDATE_CERTS"}]},
}


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch):
    monkeypatch.delenv("QUALYS_VALIDATE_CERTS", raising=False)


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


def test_documented_keys_are_accepted():
    check_names({"plugin": "x", "azure": {}, "caching": True, "validate_certs": None}, DEFINITIONS, "a.b.c")


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("azur", "similar: azure"),
        ("hostname", "similar: hostnames"),
        ("Azure", "similar: azure"),
        ("zzz", "see ansible-doc -t inventory a.b.c"),
        (True, "see ansible-doc -t inventory a.b.c"),
    ],
)
def test_other_keys_are_refused(key, hint):
    with pytest.raises(QualysError) as caught:
        check_names({"plugin": "x", key: 1}, DEFINITIONS, "a.b.c")
    assert caught.value.message == "%r is no option of this plugin; %s" % (key, hint)


def test_every_unknown_key_is_named():
    with pytest.raises(QualysError) as caught:
        check_names({"azur": 1, "hostname": 1}, DEFINITIONS, "a.b.c")
    assert "'azur' is" in caught.value.message
    assert "'hostname' is" in caught.value.message


def test_names_of_booleans():
    assert boolean_names(DEFINITIONS) == ("cache", "caching", "validate_certs")


@pytest.mark.parametrize("value", [True, 1, "yes", "on", "1", "true", "t", "y", "TRUE", " Yes "])
def test_words_for_true(value, monkeypatch):
    assert checked_booleans({"validate_certs": value}, DEFINITIONS) == {"validate_certs": True}
    monkeypatch.setenv("QUALYS_VALIDATE_CERTS", str(value))
    assert checked_booleans({}, DEFINITIONS) == {}


@pytest.mark.parametrize("value", [False, 0, "no", "off", "0", "false", "f", "n", "False"])
def test_words_for_false(value):
    assert checked_booleans({"caching": value}, DEFINITIONS) == {"caching": False}


@pytest.mark.parametrize("value", ["treu", "", 2, "none", ["true"], {}])
def test_what_is_neither_is_refused(value):
    with pytest.raises(OptionError) as caught:
        checked_booleans({"validate_certs": value}, DEFINITIONS)
    assert caught.value.message == "validate_certs: %r is neither true nor false; write true or false" % (value,)


def test_the_variable_counts_where_the_file_says_nothing(monkeypatch):
    monkeypatch.setenv("QUALYS_VALIDATE_CERTS", "treu")
    for config in ({}, {"validate_certs": None}):
        with pytest.raises(OptionError) as caught:
            checked_booleans(config, DEFINITIONS)
        expected = "QUALYS_VALIDATE_CERTS: 'treu' is neither true nor false; write true or false"
        assert caught.value.message == expected
    assert checked_booleans({"validate_certs": "no"}, DEFINITIONS) == {"validate_certs": False}
    monkeypatch.setenv("QUALYS_VALIDATE_CERTS", "")
    assert checked_booleans({}, DEFINITIONS) == {}


def test_null_is_unset():
    assert checked_booleans({"validate_certs": None, "azure": None, "caching": True}, DEFINITIONS) == {
        "azure": None,
        "caching": True,
    }
