# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The secret of an activation key stands in many places of requests and in none of the journal."""

from __future__ import annotations

import json

import pytest

from tests.simulator.documents import KEY_OF_AGENTS
from tests.simulator.documents import KEY_UUID_PRINTED as SECRET

PREFIX = "/qps/rest/1.0/"
CRITERION = f'<Criteria field="activationKey" operator="EQUALS">{SECRET}</Criteria>'
FILTER = f"<ServiceRequest><filters>{CRITERION}</filters></ServiceRequest>"
WRITE_XML = "<ServiceRequest><data><AgentActKey>{}</AgentActKey></data></ServiceRequest>"
JSON_FILTER = {
    "Criteria": [
        {"field": "activationKey", "operator": "EQUALS", "value": SECRET},
        {"value": SECRET, "operator": "EQUALS", "field": "activationKey"},
    ]
}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (PREFIX + "search/ca/agentactkey/", FILTER),
        ("/qps/rest/2.0/search/am/hostasset", FILTER),
        ("/qps/rest/2.0/count/am/hostasset", FILTER.replace('"', "'").replace(" operator", "\n operator")),
        ("/qps/rest/2.0/search/am/hostasset", FILTER.replace(SECRET, f"<![CDATA[{SECRET}]]>")),
        (
            "/qps/rest/2.0/search/am/hostasset",
            FILTER.replace('field="activationKey" operator="EQUALS"', 'operator="EQUALS" field="activationKey"'),
        ),
        ("/qps/rest/2.0/activate/am/asset?module=AGENT_SA", FILTER),
        (
            PREFIX + "cak/ca/changeactkey",
            "<ServiceRequest><data><ChangeActKey><newActivationKey>"
            + SECRET
            + f"</newActivationKey></ChangeActKey></data><filters>{CRITERION}</filters></ServiceRequest>",
        ),
        (
            PREFIX + "cak/ca/changeactkey",
            {"ServiceRequest": {"data": {"ChangeActKey": {"newActivationKey": SECRET}}, "filters": JSON_FILTER}},
        ),
        ("/qps/rest/2.0/search/am/hostasset", {"ServiceRequest": {"filters": JSON_FILTER}}),
        (
            PREFIX + f"update/ca/agentactkey/{KEY_OF_AGENTS}",
            WRITE_XML.format(f"<activationKey >{SECRET}</activationKey>"),
        ),
    ],
)
def test_no_secret_in_the_journal(sim, api, path, body):
    reply = api.post(path, body)
    assert reply.code in ("SUCCESS", "INVALID_REQUEST")
    entry = json.dumps(sim.journal[-1])
    assert SECRET not in entry
    assert "***" in entry
    assert "activationKey" in entry or "newActivationKey" in entry


def test_other_criteria_stay_in_the_journal(sim, api):
    api.assets(("tagName", "EQUALS", "Cloud Agent"), ("activationKey", "EQUALS", SECRET), ("id", "GREATER", "5"))
    assert ">Cloud Agent<" in sim.journal[-1]["body"]
    assert ">5<" in sim.journal[-1]["body"]
    api.post(
        "/qps/rest/2.0/search/am/hostasset",
        {
            "ServiceRequest": {
                "filters": {
                    "Criteria": [
                        {"field": "tagName", "operator": "EQUALS", "value": "Cloud Agent"},
                        *JSON_FILTER["Criteria"],
                    ]
                }
            }
        },
    )
    assert '"Cloud Agent"' in sim.journal[-1]["body"]
    assert SECRET not in sim.journal[-1]["body"]
