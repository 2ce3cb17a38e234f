# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of a connection that never came about."""

from __future__ import annotations

import socket

import pytest

from ansible_collections.community.qualys.plugins.module_utils._transport.trouble import connection_trouble

URL = "https://qualysapi.example.com"
WORDS = {
    "name": (socket.gaierror(-2, "Name or service not known"), "cannot be found: Name or service not known"),
    "refused": (ConnectionRefusedError(111, "refused"), "refuses the connection; check platform or api_url"),
    "time": (TimeoutError("timed out"), "does not answer; check platform or api_url, proxy and firewall"),
    "anything else": (OSError(113, "No route to host"), "cannot be reached: [Errno 113] No route to host; check"),
}


@pytest.mark.parametrize(("error", "words"), WORDS.values(), ids=WORDS)
def test_it_says_what_to_do(error, words):
    message = connection_trouble(error, URL).message
    assert message.startswith(URL)
    assert words in message


@pytest.mark.parametrize("cause", ["name", "refused", "time"])
def test_so_it_does_where_a_library_wraps_the_error(cause):
    error, _words = WORDS[cause]
    wrapped = RuntimeError("Max retries exceeded")
    wrapped.__cause__ = error
    assert connection_trouble(wrapped, URL).message == connection_trouble(error, URL).message
