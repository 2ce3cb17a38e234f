# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection options: one table that modules, inventory and documentation are made from."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError

# Base addresses of the API servers, from the vendor's own plug-ins and scripts.
PLATFORMS = {
    "us1": "https://qualysapi.qualys.com",
    "us2": "https://qualysapi.qg2.apps.qualys.com",
    "us3": "https://qualysapi.qg3.apps.qualys.com",
    "us4": "https://qualysapi.qg4.apps.qualys.com",
    "eu1": "https://qualysapi.qualys.eu",
    "eu2": "https://qualysapi.qg2.apps.qualys.eu",
    "eu3": "https://qualysapi.qg3.apps.qualys.it",
    "in1": "https://qualysapi.qg1.apps.qualys.in",
    "ca1": "https://qualysapi.qg1.apps.qualys.ca",
    "ae1": "https://qualysapi.qg1.apps.qualys.ae",
    "uk1": "https://qualysapi.qg1.apps.qualys.co.uk",
    "au1": "https://qualysapi.qg1.apps.qualys.com.au",
    "ksa1": "https://qualysapi.qg1.apps.qualysksa.com",
    "gov1": "https://qualysapi.gov1.qualys.us",
}


class Option(NamedTuple):
    """One connection option; ``env`` is read when neither task nor configuration sets it."""

    name: str
    type: str
    env: str
    description: tuple[str, ...]
    default: Any = None
    secret: bool = False
    choices: tuple[str, ...] | None = None


# What every connection has.
_COMMON = (
    Option(
        "validate_certs",
        "bool",
        "QUALYS_VALIDATE_CERTS",
        ("Whether the server's certificate is verified. Switch it off for experiments only.",),
        default=True,
    ),
    Option(
        "ca_path",
        "path",
        "QUALYS_CA_PATH",
        (
            "File with the certificates to trust instead of the public ones, in PEM form.",
            "When unset, E(REQUESTS_CA_BUNDLE) is honoured.",
        ),
    ),
    Option(
        "proxy",
        "str",
        "QUALYS_PROXY",
        (
            "Address of the HTTP proxy to use, without user and password.",
            "When unset, E(HTTPS_PROXY) and E(NO_PROXY) are honoured.",
        ),
    ),
    Option("proxy_username", "str", "QUALYS_PROXY_USERNAME", ("User name for O(proxy).",)),
    Option("proxy_password", "str", "QUALYS_PROXY_PASSWORD", ("Password for O(proxy).",), secret=True),
    Option(
        "connect_timeout",
        "int",
        "QUALYS_CONNECT_TIMEOUT",
        ("Seconds to wait for a connection.",),
        default=15,
    ),
    Option(
        "read_timeout",
        "int",
        "QUALYS_READ_TIMEOUT",
        ("Seconds without a single byte after which an answer counts as lost.",),
        default=120,
    ),
    Option(
        "retries",
        "int",
        "QUALYS_RETRIES",
        (
            "How often a request is sent again after a failure that may pass, with growing pauses.",
            "Only what changes nothing is simply repeated; after a lost answer to a change the state is read first.",
        ),
        default=4,
    ),
    Option(
        "max_wait",
        "int",
        "QUALYS_MAX_WAIT",
        (
            "Seconds that one task may spend waiting because Qualys limits the calls of the subscription.",
            "When Qualys asks for more, the task fails and tells how long.",
        ),
        default=300,
    ),
)

# The platform's own APIs: WAS, asset management, Cloud Agent.
OPTIONS = (
    Option(
        "platform",
        "str",
        "QUALYS_PLATFORM",
        (
            "The Qualys platform that holds the account.",
            "Give either this or O(api_url). A platform that is not the account's own answers like a wrong password.",
        ),
        choices=tuple(PLATFORMS),
    ),
    Option(
        "api_url",
        "str",
        "QUALYS_API_URL",
        (
            "Address of the API server, for private cloud platforms and for the simulator.",
            "A bare host name means https. Plain http is accepted for loopback addresses alone.",
        ),
    ),
    Option(
        "username",
        "str",
        "QUALYS_USERNAME",
        ("User name of an account with the permission C(API Access).",),
    ),
    Option("password", "str", "QUALYS_PASSWORD", ("Password of that account.",), secret=True),
    *_COMMON,
)

# The PCI merchant API, which has a host and accounts of its own.
PCI_OPTIONS = (
    Option(
        "pci_url",
        "str",
        "QUALYS_PCI_URL",
        (
            "Address of the PCI API server. The default is the only one that documents show.",
            "A bare host name means https. Plain http is accepted for loopback addresses alone.",
        ),
        default="https://pci-api.qualys.com",
    ),
    Option(
        "pci_username",
        "str",
        "QUALYS_PCI_USERNAME",
        (
            "Name of a PCI merchant user, which is not the user of other Qualys modules and mostly holds an C(@).",
            "Where SAML single sign-on is on for the merchant account, this API takes no password at all.",
        ),
    ),
    Option("pci_password", "str", "QUALYS_PCI_PASSWORD", ("Password of that user.",), secret=True),
    *_COMMON,
)


class Settings(NamedTuple):
    """A checked connection; times in seconds. ``url_options`` are the options that the address comes from."""

    url: str
    username: str
    password: str
    validate_certs: bool
    ca_path: str | None
    proxy: str | None
    proxy_username: str | None
    proxy_password: str | None
    connect_timeout: int
    read_timeout: int
    retries: int
    max_wait: int
    url_options: str = "platform or api_url"


def settings_from(options: Mapping[str, Any]) -> Settings:
    """Check the options as a whole.

    Raises OptionError when the address, the login or a number cannot be right.
    """
    options = _with_defaults(options)
    _refuse_unset(options, ("username", "password"))
    return _settings(options, _address(options), "username", "password")


def pci_settings_from(options: Mapping[str, Any]) -> Settings:
    """Check the options of a connection to the PCI API; raises OptionError like settings_from."""
    options = _with_defaults(options)
    _refuse_unset(options, ("pci_url", "pci_username", "pci_password"))
    url = checked_url("pci_url", options["pci_url"])
    return _settings(options, url, "pci_username", "pci_password")._replace(url_options="pci_url")


def _with_defaults(options: Mapping[str, Any]) -> dict[str, Any]:
    """Let null mean "not set": taken at its word, a null would switch the verification of certificates off."""
    defaults = {option.name: option.default for option in OPTIONS + PCI_OPTIONS}
    return {name: defaults.get(name) if value is None else value for name, value in options.items()}


def _refuse_unset(options: Mapping[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        if not options.get(name):
            raise OptionError(name, None, "is not set; give the option or the variable %s" % _env(name))


def _settings(options: Mapping[str, Any], url: str, username: str, password: str) -> Settings:
    for name, least in (("connect_timeout", 1), ("read_timeout", 1), ("retries", 0), ("max_wait", 0)):
        if options[name] < least:
            raise OptionError(name, options[name], "is too small; give %d or more" % least)
    return Settings(
        url=url,
        username=options[username],
        password=options[password],
        validate_certs=options["validate_certs"],
        ca_path=options.get("ca_path") or None,
        proxy=_proxy(options.get("proxy")),
        proxy_username=options.get("proxy_username") or None,
        proxy_password=options.get("proxy_password") or None,
        connect_timeout=options["connect_timeout"],
        read_timeout=options["read_timeout"],
        retries=options["retries"],
        max_wait=options["max_wait"],
    )


def _env(name: str) -> str:
    return next(option.env for option in OPTIONS + PCI_OPTIONS if option.name == name)


def _address(options: Mapping[str, Any]) -> str:
    platform, url = options.get("platform"), options.get("api_url")
    if url:
        url = checked_url("api_url", url)
        if platform and url != PLATFORMS[platform]:
            raise OptionError(
                "api_url",
                url,
                "contradicts platform %s; give one of the two, and see whether the other comes from the environment"
                % platform,
            )
        return url
    if platform:
        return PLATFORMS[platform]
    raise OptionError(
        "platform",
        None,
        "is not set, and neither is api_url; give one of them, or the variable QUALYS_PLATFORM or QUALYS_API_URL",
    )


def checked_url(option: str, value: str) -> str:
    """Return scheme and host of an address that credentials may be sent to."""
    url = value.strip()
    parts = _split(url if "://" in url else "https://" + url)
    if parts.username or parts.password:
        # The value may hold a password: it is not repeated.
        raise OptionError(option, None, "must not hold a user name or password; they have options of their own")
    if not parts.hostname or not _has_good_port(parts) or not url.isprintable():
        raise OptionError(option, _unless_login(value), "is no address; write it like https://qualysapi.qualys.eu")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise OptionError(option, _unless_login(value), "must end after the host; the collection adds the path itself")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
        raise OptionError(option, value, "must be https; plain http is for loopback addresses alone")
    return "%s://%s" % (parts.scheme, parts.netloc)


def _unless_login(value: str) -> str | None:
    """Return the value for a message, or None where it may hold a password that was taken for something else."""
    return None if "@" in value else value


def _split(url: str) -> SplitResult:
    """Return the parts; what is no address at all has no host."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("https://")


def _has_good_port(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address stays on this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _proxy(value: str | None) -> str | None:
    if not value:
        return None
    parts = _split(value if "://" in value else "http://" + value)
    if parts.username or parts.password:
        raise OptionError("proxy", None, "must not hold a user or password; use proxy_username and proxy_password")
    if not parts.hostname or not _has_good_port(parts):
        raise OptionError("proxy", _unless_login(value), "is no address; write it like http://proxy.example.com:3128")
    return parts.geturl()
