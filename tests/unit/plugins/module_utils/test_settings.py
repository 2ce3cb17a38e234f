# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where credentials may go, and what the user is told otherwise."""

from __future__ import annotations

import pytest

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._settings import (
    OPTIONS,
    PCI_OPTIONS,
    PLATFORMS,
    pci_settings_from,
    settings_from,
)

LOGIN = {option.name: option.default for option in OPTIONS} | {"username": "user_john", "password": "s3cret"}


def settings(**options):
    return settings_from(LOGIN | options)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_platform_has_an_address(platform):
    assert settings(platform=platform).url == PLATFORMS[platform]
    assert PLATFORMS[platform].startswith("https://qualysapi.")


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("https://qualysapi.qualys.eu", "https://qualysapi.qualys.eu"),
        ("https://qualysapi.qualys.eu/", "https://qualysapi.qualys.eu"),
        (" qualysapi.example.com:8443 ", "https://qualysapi.example.com:8443"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://localhost", "http://localhost"),
    ],
)
def test_addresses_that_are_good(value, url):
    assert settings(api_url=value).url == url


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("http://qualysapi.qualys.eu", "must be https"),
        ("http://10.0.0.1", "must be https"),
        ("http://127.0.0.1.example.com", "must be https"),
        ("ftp://127.0.0.1", "must be https"),
        ("https://qualysapi.qualys.eu/qps/rest", "must end after the host"),
        ("https://", "is no address"),
        ("https://host:port", "is no address"),
        ("https://user:s3cret@host", "must not hold"),
    ],
)
def test_addresses_that_are_refused(value, words):
    with pytest.raises(OptionError, match=words) as caught:
        settings(api_url=value)
    assert caught.value.message.startswith("api_url:")
    assert "s3cret" not in caught.value.message


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "platform: is not set, and neither is api_url"),
        ({"platform": "eu1", "api_url": "https://other.example.com"}, "contradicts platform eu1"),
        ({"platform": "eu1", "username": ""}, "username: is not set; give the option or the variable QUALYS_USERNAME"),
        ({"platform": "eu1", "password": None}, "QUALYS_PASSWORD"),
        ({"platform": "eu1", "retries": -1}, "retries: -1 is too small"),
        ({"platform": "eu1", "read_timeout": 0}, "read_timeout: 0 is too small"),
        ({"platform": "eu1", "proxy": "http://me:s3cret@proxy:3128"}, "proxy_username and proxy_password"),
        ({"platform": "eu1", "proxy": "http://"}, "is no address"),
    ],
)
def test_what_cannot_be_right_is_told_in_one_sentence(options, words):
    with pytest.raises(OptionError, match=words) as caught:
        settings(**options)
    assert "s3cret" not in caught.value.message


def test_platform_and_its_own_address_may_be_given_together():
    assert settings(platform="eu1", api_url=PLATFORMS["eu1"]).url == PLATFORMS["eu1"]


def test_secrets_are_marked():
    assert {option.name for option in OPTIONS if option.secret} == {"password", "proxy_password"}


def test_every_option_has_its_own_variable():
    names = [option.env for option in OPTIONS]
    assert len(set(names)) == len(names)
    assert all(name.startswith("QUALYS_") for name in names)


PCI_LOGIN = {option.name: option.default for option in PCI_OPTIONS} | {"pci_username": "a@b", "pci_password": "s3cret"}


def test_pci_has_a_host_and_a_login_of_its_own():
    settings = pci_settings_from(PCI_LOGIN)
    assert (settings.url, settings.username, settings.password) == ("https://pci-api.qualys.com", "a@b", "s3cret")
    assert settings.url_options == "pci_url"
    assert pci_settings_from(PCI_LOGIN | {"pci_url": "http://127.0.0.1:8080/"}).url == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"pci_url": "http://pci-api.example.org"}, "pci_url: 'http://pci-api.example.org' must be https"),
        ({"pci_url": "https://a:s3cret@pci-api.example.org"}, "pci_url: must not hold"),
        ({"pci_url": "https://pci-api.example.org/pci"}, "must end after the host"),
        ({"pci_url": ""}, "pci_url: is not set"),
        ({"pci_username": None}, "QUALYS_PCI_USERNAME"),
        ({"pci_password": ""}, "QUALYS_PCI_PASSWORD"),
        ({"read_timeout": 0}, "read_timeout: 0 is too small"),
    ],
)
def test_what_cannot_be_right_for_pci_is_told_in_one_sentence(options, words):
    with pytest.raises(OptionError, match=words) as caught:
        pci_settings_from(PCI_LOGIN | options)
    assert "s3cret" not in caught.value.message


def test_pci_secrets_are_marked_and_variables_are_distinct():
    assert {option.name for option in PCI_OPTIONS if option.secret} == {"pci_password", "proxy_password"}
    variables = {option.env: option.name for option in OPTIONS + PCI_OPTIONS}
    assert len(variables) == len({option.name for option in OPTIONS + PCI_OPTIONS})


def test_null_means_not_set_and_never_without_verification():
    checked = settings(platform="eu1", validate_certs=None, retries=None, max_wait=None)
    assert checked.validate_certs is True
    assert (checked.retries, checked.max_wait) == (4, 300)
