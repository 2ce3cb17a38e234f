# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Activation keys: the printed sample, every operation and switch, agents that move from key to key."""

from __future__ import annotations

import sys

import pytest
import requests
from lxml import etree

from tests.simulator.agent_switches import ACTIVATION_KEYS
from tests.simulator.documents import KEY_DISABLED, KEY_LIMITED, KEY_OF_AGENTS, KEY_UUID_PRINTED
from tests.simulator.server import Simulator

PREFIX = "/qps/rest/1.0/"
EMPTY = "<ServiceRequest></ServiceRequest>"
AGENTS = [712038, 2532638, 2532838, 5214017, 5808297]
UNLIMITED = "<type>UNLIMITED</type>"
# The header line "Cxml" of the sample is a slip of the document; curl would not send it either.
SAMPLE = """<?xml version="1.0" encoding="UTF-8"?>
<ServiceRequest>
  <data>
    <AgentActKey>
      <title>example create from api</title>
      <countPurchased>0</countPurchased>
      <expireDate>2016-12-05T23:05:42Z</expireDate>
      <type>UNLIMITED</type>
      <modules>
        <list>
          <ActivationKeyModule>
            <license>SA</license>
          </ActivationKeyModule>
        </list>
      </modules>
      <tags>
        <list>
          <Tag>
            <id>522325</id>
            <name>Temp Tag</name>
          </Tag>
        </list>
      </tags>
      <agents>
        <list/>
      </agents>
    </AgentActKey>
  </data>
</ServiceRequest>
"""
NAMES_2020 = [
    "id",
    "activationKey",
    "status",
    "countPurchased",
    "countUsed",
    "datePurchased",
    "type",
    "title",
    "isDisabled",
    "modules",
    "tags",
    "agents",
]
NAMES_2023 = [
    "id",
    "activationKey",
    "status",
    "countPurchased",
    "countUsed",
    "datePurchased",
    "type",
    "title",
    "networkId",
    "isDisabled",
    "applyOnAgents",
    "modules",
    "suspendSelfPatch",
]


def modules(*licenses, container="list"):
    members = "".join(f"<ActivationKeyModule><license>{name}</license></ActivationKeyModule>" for name in licenses)
    return f"<modules><{container}>{members}</{container}></modules>"


def tags(*numbers, container="list"):
    members = "".join(f"<Tag><id>{number}</id></Tag>" for number in numbers)
    return f"<tags><{container}>{members}</{container}></tags>"


def licenses_of(key):
    return [member["ActivationKeyModule"]["license"] for member in (key.get("modules") or {"list": []})["list"]]


def tags_of(key):
    return [member["Tag"]["id"] for member in (key.get("tags") or {"list": []})["list"]]


class Keys:
    """Requests about activation keys."""

    def __init__(self, api):
        self.api = api

    def write(self, operation, body, number=None, **rest):
        path = f"{PREFIX}{operation}/ca/agentactkey" + (f"/{number}" if number else "/")
        return self.api.post(
            path, f"<ServiceRequest><data><AgentActKey>{body}</AgentActKey></data></ServiceRequest>", **rest
        )

    def create(self, body=UNLIMITED, title="made", **rest):
        return self.write("create", (f"<title>{title}</title>" if title else "") + body, **rest)

    def update(self, number, body=UNLIMITED):
        return self.write("update", body, number)

    def get(self, number, **rest):
        return self.api.get(f"{PREFIX}get/ca/agentactkey/{number}", **rest)

    def delete(self, number):
        return self.api.post(f"{PREFIX}delete/ca/agentactkey/{number}", EMPTY)

    def search(self, *criteria, preferences="", operation="search", query="", **rest):
        return self.api.post(
            f"{PREFIX}{operation}/ca/agentactkey/{query}", request(*criteria, preferences=preferences), **rest
        )

    def move(self, secret, *criteria, **rest):
        data = f"<data><ChangeActKey><newActivationKey>{secret}</newActivationKey></ChangeActKey></data>"
        return self.api.post(PREFIX + "cak/ca/changeactkey", request(*criteria, data=data), **rest)


def request(*criteria, preferences="", data=""):
    items = "".join(
        f'<Criteria field="{field}" operator="{operator}">{value}</Criteria>' for field, operator, value in criteria
    )
    return (
        "<ServiceRequest>"
        + (f"<filters>{items}</filters>" if items else "")
        + data
        + (f"<preferences>{preferences}</preferences>" if preferences else "")
        + "</ServiceRequest>"
    )


@pytest.fixture
def keys(api):
    return Keys(api)


# The printed sample


def test_sample(sim):
    sim.switches.actkey_answer_shape = "2020"
    sim.clock.set("2016-09-07T14:48:15Z")
    response = requests.post(
        f"{sim.url}{PREFIX}create/ca/agentactkey/",
        data=SAMPLE.encode(),
        auth=("demo", "demo"),
        timeout=10,
        headers={"Content-Type": "text/xml", "X-Requested-With": "curl", "Cache-Control": "no-cache"},
    )
    assert response.status_code == 200
    root = etree.fromstring(response.content)
    assert (root.findtext("responseCode"), root.findtext("count")) == ("SUCCESS", "1")
    assert root.get("{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation").endswith(
        "/qps/xsd/1.0/ca/agentactkey.xsd"
    )
    key = root.find("data/AgentActKey")
    assert [child.tag for child in key] == NAMES_2020
    assert key.findtext("title") == "example create from api"
    assert (key.findtext("status"), key.findtext("type"), key.findtext("isDisabled")) == (
        "ACTIVE",
        "UNLIMITED",
        "false",
    )
    assert (key.findtext("countPurchased"), key.findtext("countUsed")) == ("0", "0")
    assert key.findtext("datePurchased") == "2016-09-07T14:48:15Z"
    assert [found.text for found in key.findall("modules/list/ActivationKeyModule/license")] == ["SA"]
    assert [(tag.findtext("id"), tag.findtext("name")) for tag in key.findall("tags/list/Tag")] == [
        ("522325", "Temp Tag")
    ]
    assert len(key.find("agents/list")) == 0
    assert sim.state.activation_keys[int(key.findtext("id"))]["activationKey"] == key.findtext("activationKey")


# Operations


def test_create_answers_in_the_shape_of_2023(keys):
    key = keys.create(UNLIMITED + modules("VM_LICENSE")).record
    assert list(key) == NAMES_2023
    assert keys.get(key["id"]).record == key
    assert keys.api.post(f"{PREFIX}get/ca/agentactkey/{key['id']}", EMPTY).record == key
    assert keys.search(("activationKey", "EQUALS", key["activationKey"])).record == key


def test_create_in_json(api):
    body = {
        "ServiceRequest": {
            "data": {
                "AgentActKey": {
                    "title": "from json",
                    "type": "COUNT_LIMITED",
                    "countPurchased": 5,
                    "modules": {"list": {"ActivationKeyModule": [{"license": "VM_LICENSE"}, {"license": "PM"}]}},
                    "tags": {"list": {"Tag": {"id": "77"}}},
                }
            }
        }
    }
    key = api.post(PREFIX + "create/ca/agentactkey/", body, accept="application/json").record
    assert (key["title"], key["countPurchased"], key["isDisabled"]) == ("from json", 5, "false")
    assert licenses_of(key) == ["VM_LICENSE", "PM"]
    assert key["tags"] == {"list": [{"Tag": {"id": 77, "name": "prod"}}]}


@pytest.mark.parametrize(
    ("sent", "count", "expires"),
    [
        (UNLIMITED + "<countPurchased>9</countPurchased><expireDate>2010-01-01</expireDate>", "0", None),
        ("<type>COUNT_LIMITED</type><countPurchased>9</countPurchased><expireDate>2010-01-01</expireDate>", "9", None),
        (
            "<type>TIME_LIMITED</type><countPurchased>9</countPurchased><expireDate>2041-01-01T10:00:00Z</expireDate>",
            "0",
            "2041-01-01T10:00:00Z",
        ),
        (
            "<type>COUNT_TIME_LIMITED</type><countPurchased>9</countPurchased><expireDate>2041-01-01</expireDate>",
            "9",
            "2041-01-01T00:00:00Z",
        ),
    ],
)
def test_limits_by_type(keys, sent, count, expires):
    key = keys.create(sent).record
    assert (key["countPurchased"], key.get("expireDate")) == (count, expires)
    # An update says its limits again, or loses them.
    assert keys.update(KEY_LIMITED, sent).record["countPurchased"] == count
    assert keys.get(KEY_LIMITED).record.get("expireDate") == expires


@pytest.mark.parametrize(
    "sent",
    [
        "<type>COUNT_LIMITED</type>",
        "<type>COUNT_LIMITED</type><countPurchased>0</countPurchased>",
        "<type>TIME_LIMITED</type>",
        "<type>TIME_LIMITED</type><expireDate>2020-01-01</expireDate>",
        "<type>TIME_LIMITED</type><expireDate>01/01/2041</expireDate>",
        "<countPurchased>5</countPurchased>",
        "<type>TIME_LIMITED</type><expireDate>2041-02-30</expireDate>",
        "<type>COUNT_TIME_LIMITED</type><countPurchased>5</countPurchased>",
        UNLIMITED + modules("VM"),
        UNLIMITED + modules("ALL"),
        UNLIMITED + tags(5),
        UNLIMITED + "<status>ACTIVE</status>",
        UNLIMITED + "<activationKey>5</activationKey>",
        UNLIMITED + "<agents><list><Agent/></list></agents>",
    ],
)
def test_what_is_refused(sim, keys, sent):
    before = dict(sim.state.activation_keys)
    assert keys.create(sent).code == "INVALID_REQUEST"
    assert keys.update(KEY_OF_AGENTS, sent).code == "INVALID_REQUEST"
    assert sim.state.activation_keys == before


@pytest.mark.parametrize(
    "sent",
    [
        "<type>ENDLESS</type>",
        UNLIMITED + "<applyOnAllAgents>true</applyOnAllAgents>",
        UNLIMITED + "<modules><license>SA</license></modules>",
    ],
)
def test_what_the_schema_does_not_allow(keys, sent):
    assert keys.create(sent).code == "INVALID_XML"


def test_titles_are_unique(keys):
    reply = keys.create(title="Linux servers")
    assert reply.code == "CA_1001_DUPLICATE_KEY"
    assert reply.message == "Activation key already exists with title Linux servers"
    assert keys.update(KEY_DISABLED, "<title>Linux servers</title>" + UNLIMITED).code == "CA_1001_DUPLICATE_KEY"
    assert keys.update(KEY_LIMITED, "<title>Linux servers</title>" + UNLIMITED).code == "SUCCESS"
    assert keys.create(title="Retired laptops").code == "CA_1001_DUPLICATE_KEY"


def test_update_changes_what_is_sent(sim, keys):
    before = keys.get(KEY_LIMITED).record
    key = keys.update(KEY_LIMITED, "<title>renamed</title>" + UNLIMITED + "<isDisabled>true</isDisabled>").record
    assert (key["title"], key["isDisabled"], key["activationKey"]) == ("renamed", "true", before["activationKey"])
    assert (licenses_of(key), tags_of(key)) == (["VM_LICENSE", "SCA", "PM"], [77, 78])
    assert keys.update(KEY_LIMITED, f"<id>{KEY_LIMITED}</id>" + UNLIMITED).code == "SUCCESS"
    assert keys.update(KEY_LIMITED, "<id>5</id>" + UNLIMITED).code == "INVALID_REQUEST"
    assert keys.update(5).code == keys.get(5).code == keys.delete(5).code == "NOT_FOUND"
    emptied = keys.update(KEY_LIMITED, UNLIMITED + modules() + tags()).record
    assert "modules" not in emptied
    assert "tags" not in emptied


def test_a_new_title_is_seen_on_the_agents(keys):
    keys.update(KEY_OF_AGENTS, "<title>renamed</title>" + UNLIMITED)
    record = keys.api.get("/qps/rest/2.0/get/am/hostasset/712038").record
    assert record["agentInfo"]["activationKey"] == {"activationId": KEY_UUID_PRINTED, "title": "renamed"}


def test_delete(sim, keys):
    reply = keys.delete(KEY_LIMITED)
    assert reply.record == {"id": KEY_LIMITED}
    assert KEY_LIMITED not in sim.state.activation_keys
    assert keys.search().ids == [KEY_OF_AGENTS, KEY_DISABLED]
    in_use = keys.delete(KEY_OF_AGENTS)
    assert "agents are associated" in in_use.message
    assert KEY_OF_AGENTS in sim.state.activation_keys


@pytest.mark.parametrize(
    ("criterion", "ids"),
    [
        (("id", "GREATER", str(KEY_OF_AGENTS)), [KEY_LIMITED, KEY_DISABLED]),
        (("id", "IN", f"{KEY_LIMITED},5"), [KEY_LIMITED]),
        (("activationKey", "EQUALS", KEY_UUID_PRINTED), [KEY_OF_AGENTS]),
        (("countPurchased", "GREATER", "100"), [KEY_LIMITED]),
        (("isDisabled", "EQUALS", "true"), [KEY_DISABLED]),
    ],
)
def test_criteria(keys, criterion, ids):
    assert keys.search(criterion).ids == ids


@pytest.mark.parametrize("field", ["title", "type", "status", "networkId", "tags", "modules", "expireDate"])
def test_there_is_no_search_by_anything_else(keys, field):
    reply = keys.search((field, "EQUALS", "x"))
    assert (reply.status, reply.code) == (400, "INVALID_REQUEST")


def test_paging_and_fields(keys):
    page = keys.search(preferences="<limitResults>2</limitResults>")
    assert (page.ids, page.envelope["hasMoreRecords"], page.envelope["lastId"]) == (
        [KEY_OF_AGENTS, KEY_LIMITED],
        "true",
        str(KEY_LIMITED),
    )
    assert keys.search(preferences="<startFromOffset>3</startFromOffset>").ids == [KEY_DISABLED]
    assert keys.search(("id", "EQUALS", "5")).envelope == {"responseCode": "SUCCESS", "count": 0}
    assert keys.search(query="?fields=id,title").records[1] == {"id": KEY_LIMITED, "title": "Linux servers"}


@pytest.mark.parametrize(
    ("permission", "operation"),
    [
        ("Create Activation Key", "create"),
        ("Edit Activation Key", "update"),
        ("Delete Activation Key", "delete"),
        ("View Activation Key", "get"),
        ("View Activation Key", "search"),
        ("Change Activation Key", "move"),
    ],
)
def test_permissions(sim, keys, permission, operation):
    every = {
        "Create Activation Key",
        "Edit Activation Key",
        "Delete Activation Key",
        "View Activation Key",
        "Change Activation Key",
        "Read Asset",
    }
    sim.add_user("may", "x", permissions=[permission])
    sim.add_user("not", "x", permissions=every - {permission})
    sim.add_user("was", "x", modules=["WAS"])
    calls = {
        "create": lambda auth: keys.create(auth=auth),
        "update": lambda auth: keys.write("update", UNLIMITED, KEY_LIMITED, auth=auth),
        "delete": lambda auth: keys.api.post(f"{PREFIX}delete/ca/agentactkey/{KEY_LIMITED}", EMPTY, auth=auth),
        "get": lambda auth: keys.get(KEY_LIMITED, auth=auth),
        "search": lambda auth: keys.search(auth=auth),
        "move": lambda auth: keys.move(KEY_UUID_PRINTED, ("id", "EQUALS", "712038"), auth=auth),
    }
    assert [calls[operation]((name, "x")).code for name in ("not", "was", "may")] == [
        "UNAUTHORIZED",
        "UNAUTHORIZED",
        "SUCCESS",
    ]


# Agents of a key


def test_agents_move_from_key_to_key(sim, keys):
    limited = keys.get(KEY_LIMITED).record["activationKey"]
    assert keys.get(KEY_OF_AGENTS).record["countUsed"] == "5"
    assert keys.move(limited, ("id", "IN", "712038,5808297")).envelope == {"responseCode": "SUCCESS", "count": 2}
    assert [key["countUsed"] for key in keys.search().records] == ["3", "2", "0"]
    record = keys.api.get("/qps/rest/2.0/get/am/hostasset/712038").record
    assert record["agentInfo"]["activationKey"] == {"activationId": limited, "title": "Linux servers"}
    assert keys.api.assets(("activationKey", "EQUALS", limited)).ids == [712038, 5808297]
    assert sim.journal[-1]["operation"] == "search/am/hostasset"
    assert keys.move(limited, ("activationKey", "EQUALS", KEY_UUID_PRINTED)).envelope["count"] == 3
    assert keys.delete(KEY_OF_AGENTS).code == "SUCCESS"
    assert keys.api.sim.journal[-2]["object_id"] == [2532638, 2532838, 5214017]


@pytest.mark.parametrize(
    ("criterion", "count"),
    [
        (("id", "NOT EQUALS", "712038"), 4),
        (("id", "GREATER", "2532838"), 2),
        (("id", "LESSER", "2532838"), 2),
        (("tagName", "CONTAINS", "Agent"), 5),
        (("tagName", "EQUALS", "Agent"), 1),
        (("tagName", "NOT EQUALS", "Agent"), 4),
    ],
)
def test_filters_of_changeactkey(keys, criterion, count):
    assert keys.move(keys.get(KEY_LIMITED).record["activationKey"], criterion).envelope["count"] == count


def test_what_changeactkey_refuses(sim, keys):
    assert keys.move(KEY_UUID_PRINTED).code == "INVALID_REQUEST"
    unknown = keys.move("0b3f4f1e-0000-4c1d-9a43-1d2c7a90be02", ("id", "EQUALS", "712038"))
    assert unknown.code == "INVALID_REQUEST"
    assert "0b3f4f1e" not in unknown.text
    assert keys.move(KEY_UUID_PRINTED, ("name", "EQUALS", "x")).code == "INVALID_REQUEST"
    assert keys.move(KEY_UUID_PRINTED, ("activationKey", "CONTAINS", "x")).code == "INVALID_REQUEST"
    assert keys.move(KEY_UUID_PRINTED, ("id", "EQUALS", "5")).code == "INVALID_REQUEST"
    sim.switches.activation_no_match = "count_zero"
    assert keys.move(KEY_UUID_PRINTED, ("id", "EQUALS", "5")).envelope["count"] == 0
    assert keys.api.post(PREFIX + "cak/ca/changeactkey", EMPTY).code == "INVALID_XML"


def test_apply_on_agents(sim, keys):
    body = UNLIMITED + modules("VM_LICENSE", "SCA", "CAPS", "SWCA") + tags(77)
    keys.update(KEY_OF_AGENTS, body)
    assert keys.api.assets(("tagId", "EQUALS", "77")).ids == []
    sim.state.assets[712038]["agentInfo"]["platform"] = "Linux"
    assert keys.update(KEY_OF_AGENTS, body + "<applyOnAgents>true</applyOnAgents>").record["applyOnAgents"] == "false"
    assert keys.api.assets(("tagId", "EQUALS", "77")).ids == AGENTS
    found = [record["agentInfo"]["activatedModule"] for record in keys.api.assets(("tagId", "EQUALS", "77")).records]
    assert found == ["AGENT_VM,AGENT_SCA,AGENT_SwCA"] + ["AGENT_VM,AGENT_SCA,AGENT_CAPS,AGENT_SwCA"] * 4


def test_attach_is_there_for_tests(sim, keys):
    sim.state.attach(712038, sim.state.activation_keys[KEY_DISABLED])
    assert keys.get(KEY_DISABLED).record["countUsed"] == "1"
    assert sim.state.agents_of(sim.state.activation_keys[KEY_DISABLED]["activationKey"]) == [712038]


def test_fleet_has_keys_of_its_own(client_of):
    with Simulator(assets=2000) as simulator:
        found = Keys(client_of(simulator)).search(("id", "GREATER", "59100")).records
        assert [(key["id"], key["title"]) for key in found] == [
            (59101, "Fleet key 1"),
            (59102, "Fleet key 2"),
            (59103, "Fleet key 3"),
        ]
        agents = [number for number in simulator.state.assets if "agentInfo" in simulator.state.assets.peek(number)]
        assert sum(int(key["countUsed"]) for key in found) == len(agents) - len(AGENTS) > 500


# Switches


def test_every_key_switch_has_a_test():
    here = vars(sys.modules[__name__])
    assert [switch.name for switch in ACTIVATION_KEYS if f"test_{switch.name}" not in here] == []


def test_actkey_list_update(played, keys):
    def observe():
        reply = keys.update(KEY_LIMITED, UNLIMITED + modules("SA") + tags(79))
        key = keys.get(KEY_LIMITED).record
        return reply.code, licenses_of(key), tags_of(key)

    before = ["VM_LICENSE", "SCA", "PM"]
    assert played("actkey_list_update", observe) == {
        "replace": ("SUCCESS", ["SA"], [79]),
        "additive": ("SUCCESS", [*before, "SA"], [77, 78, 79]),
        "reject_list": ("INVALID_REQUEST", before, [77, 78]),
    }


def test_actkey_list_operator(played, keys):
    def observe():
        found = []
        for container in ("list", "set", "add", "remove"):
            reply = keys.update(KEY_LIMITED, UNLIMITED + modules("SA", "PM", container=container))
            found.append((reply.code, licenses_of(keys.get(KEY_LIMITED).record)))
        return found, keys.create(UNLIMITED + modules("SA")).code

    before, sent, no = ["VM_LICENSE", "SCA", "PM"], ["SA", "PM"], "INVALID_REQUEST"
    with_sets = [("SUCCESS", sent), ("SUCCESS", sent), ("SUCCESS", [])]
    assert played("actkey_list_operator", observe) == {
        "list": ([("SUCCESS", sent), (no, sent), (no, sent), (no, sent)], "SUCCESS"),
        "set": ([(no, before), *with_sets], "SUCCESS"),
        "both": ([("SUCCESS", sent), *with_sets], "SUCCESS"),
    }


def test_hide_disabled_by_default(played, keys):
    def observe():
        return keys.search().ids, keys.search(("isDisabled", "EQUALS", "true")).ids, keys.get(KEY_DISABLED).code

    enabled = [KEY_OF_AGENTS, KEY_LIMITED]
    assert played("hide_disabled_by_default", observe) == {
        "no": ([*enabled, KEY_DISABLED], [KEY_DISABLED], "SUCCESS"),
        "yes": (enabled, [KEY_DISABLED], "SUCCESS"),
    }


def test_actkey_delete_in_use_code(played, keys):
    assert played("actkey_delete_in_use_code", lambda: keys.delete(KEY_OF_AGENTS).code) == {
        name: name for name in ("INVALID_REQUEST", "CA_1002_KEY_IN_USE", "OTHER_ERROR")
    }


def test_actkey_delete_in_use_http(played, keys):
    assert played("actkey_delete_in_use_http", lambda: keys.delete(KEY_OF_AGENTS).status) == {
        "200": 200,
        "400": 400,
        "409": 409,
    }


def test_actkey_update_echo(played, keys):
    assert played("actkey_update_echo", lambda: list(keys.update(KEY_DISABLED).record)) == {
        "full": NAMES_2023,
        "id": ["id"],
    }


def test_actkey_answer_shape(played, keys):
    def observe():
        return list(keys.create().record)

    without_lists = [name for name in NAMES_2023 if name != "modules"]
    assert played("actkey_answer_shape", observe) == {"2023": without_lists, "2020": NAMES_2020}


def test_actkey_unlicensed_modules(sim, played, keys):
    def observe():
        sim.state.subscribed_modules = {"VM", "SA"}
        sim.state.log_collector = False
        reply = keys.create(UNLIMITED + modules("VM_LICENSE", "FIM", "SA"))
        return reply.code, [licenses_of(key) for key in reply.records]

    assert played("actkey_unlicensed_modules", observe) == {
        "drop": ("SUCCESS", [["VM_LICENSE"]]),
        "refuse": ("INVALID_REQUEST", []),
    }


def test_actkey_network_id(played, keys):
    def observe():
        body = UNLIMITED + "<networkId>7</networkId>"
        return [
            (reply.code, [key["networkId"] for key in reply.records])
            for reply in (keys.create(body), keys.update(KEY_LIMITED, body))
        ]

    assert played("actkey_network_id", observe) == {
        "accept": [("SUCCESS", ["7"])] * 2,
        "refuse": [("INVALID_REQUEST", [])] * 2,
    }


def test_actkey_bare_date(played, keys):
    def observe():
        body = "<type>TIME_LIMITED</type><expireDate>{}</expireDate>"
        return [
            keys.update(KEY_LIMITED, body.format(text)).record["expireDate"]
            for text in ("2041-03-01", "2041-03-01T12:00:00Z")
        ]

    assert played("actkey_bare_date", observe) == {
        "midnight": ["2041-03-01T00:00:00Z", "2041-03-01T12:00:00Z"],
        "end_of_day": ["2041-03-01T23:59:59Z", "2041-03-01T12:00:00Z"],
    }


def test_actkey_title_case(played, keys):
    assert played("actkey_title_case", lambda: keys.create(title="LINUX servers").code) == {
        "sensitive": "SUCCESS",
        "insensitive": "CA_1001_DUPLICATE_KEY",
    }


def test_actkey_blank_title(played, keys):
    def observe():
        replies = [keys.create(title=None), keys.create(title=None), keys.create("<title/>" + UNLIMITED, title=None)]
        return [reply.code for reply in replies], ["title" in key for reply in replies for key in reply.records]

    assert played("actkey_blank_title", observe) == {
        "accept": (["SUCCESS"] * 3, [False] * 3),
        "refuse": (["INVALID_REQUEST"] * 3, []),
    }


def test_actkey_tag_by_name(played, keys):
    def observe():
        found = []
        for name in ("prod", "nobody"):
            reply = keys.create(UNLIMITED + f"<tags><list><Tag><name>{name}</name></Tag></list></tags>", title=name)
            found.append((reply.code, [tags_of(key) for key in reply.records]))
        return found

    no = ("INVALID_REQUEST", [])
    assert played("actkey_tag_by_name", observe) == {
        "refuse": [no, no],
        "accept": [("SUCCESS", [[77]]), no],
        "ignore": [("SUCCESS", [[]])] * 2,
    }


def test_actkey_disabled_on_create(played, keys):
    def observe():
        reply = keys.create(UNLIMITED + "<isDisabled>true</isDisabled>")
        return reply.code, [key["isDisabled"] for key in reply.records]

    assert played("actkey_disabled_on_create", observe) == {
        "ignore": ("SUCCESS", ["false"]),
        "accept": ("SUCCESS", ["true"]),
        "refuse": ("INVALID_REQUEST", []),
    }


def test_actkey_count_below_used(played, keys):
    def observe():
        return [
            keys.update(KEY_OF_AGENTS, f"<type>COUNT_LIMITED</type><countPurchased>{count}</countPurchased>").code
            for count in (5, 4)
        ]

    assert played("actkey_count_below_used", observe) == {
        "accept": ["SUCCESS"] * 2,
        "refuse": ["SUCCESS", "INVALID_REQUEST"],
    }


def test_actkey_status(sim, played, keys):
    def observe():
        keys.update(KEY_OF_AGENTS, "<type>COUNT_LIMITED</type><countPurchased>5</countPurchased>")
        found = [key["status"] for key in keys.search().records]
        sim.clock.set("2050-01-01")
        return found + [keys.get(KEY_LIMITED).record["status"]]

    assert played("actkey_status", observe) == {
        "active": ["ACTIVE"] * 4,
        "varies": ["USED_UP", "ACTIVE", "DISABLED", "EXPIRED"],
    }


def test_actkey_count_endpoint(played, keys):
    def observe():
        reply = keys.search(("countPurchased", "GREATER", "0"), operation="count")
        return reply.code, reply.envelope.get("count")

    assert played("actkey_count_endpoint", observe) == {"off": ("OPERATION_NOT_SUPPORTED", None), "on": ("SUCCESS", 1)}


def test_actkey_apply_delay(played, keys):
    def observe():
        keys.update(KEY_OF_AGENTS, UNLIMITED + modules("VM_LICENSE", "FIM") + "<applyOnAgents>true</applyOnAgents>")
        return [
            keys.api.assets(("id", "EQUALS", "712038")).record["agentInfo"]["activatedModule"] for _turn in range(4)
        ]

    old, new = "AGENT_VM", "AGENT_VM,AGENT_FIM"
    assert played("actkey_apply_delay", observe) == {"0": [new] * 4, "1": [old] + [new] * 3, "3": [old] * 3 + [new]}


def test_changeactkey_answer(played, keys):
    def observe():
        reply = keys.move(KEY_UUID_PRINTED, ("id", "EQUALS", "712038"))
        return (
            reply.code,
            reply.envelope.get("count"),
            "data" in reply.envelope,
            [record["name"] for record in reply.records],
        )

    assert played("changeactkey_answer", observe) == {
        "count": ("SUCCESS", 1, False, []),
        "assets": ("SUCCESS", 1, True, ["192.168.1.12"]),
        "bare": ("SUCCESS", None, False, []),
    }


@pytest.mark.parametrize("lag", [0, 1, 3])
def test_a_search_may_miss_a_new_key(sim, keys, lag):
    sim.switches.search_lag = lag
    number = keys.create().record["id"]
    assert keys.get(number).code == "SUCCESS"
    assert [number in keys.search().ids for _turn in range(4)] == [False] * lag + [True] * (4 - lag)
