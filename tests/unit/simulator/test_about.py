# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The call of the oldest API by which other clients check their login."""

from __future__ import annotations

from lxml import etree

ABOUT = "/msp/about.php"


def test_versions_and_limit_headers(api):
    reply = api.get(ABOUT)
    assert reply.status == 200
    assert etree.fromstring(reply.response.content).tag == "ABOUT"
    assert (reply.headers["X-RateLimit-Limit"], reply.headers["X-Concurrency-Limit-Limit"]) == ("300", "2")


def test_a_wrong_password_is_an_http_status(api):
    reply = api.get(ABOUT, auth=("demo", "wrong"))
    assert (reply.status, "ServiceResponse" in reply.text) == (401, False)


def test_it_is_not_limited(sim, api):
    sim.limits.rate = 1
    assert [api.get(ABOUT).status for _call in range(3)] == [200, 200, 200]
    assert [api.assets().status, api.assets().status, api.get(ABOUT).status] == [200, 409, 200]
    assert [entry["operation"] for entry in sim.journal][:1] == ["msp/about"]
