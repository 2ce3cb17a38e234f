# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A running simulator for each module, put back to its start before each test, and a small client for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from lxml import etree

from tests.simulator.server import Simulator
from tests.simulator.switches import BY_NAME

# The elements of answers that are numbers.
NUMBERS = frozenset(
    (
        "id",
        "nb",
        "dayOrder",
        "everyNDays",
        "everyNWeeks",
        "everyNMonths",
        "occurrenceCount",
        "dayNb",
        "cancelAfterNHours",
        "count",
        "launchedCount",
        "assetId",
        "qwebHostId",
        "criticalityScore",
        "totalMemory",
        "port",
        "qid",
        "hostInstanceVulnId",
        "size",
        "free",
        "speed",
        "parentTagId",
    )
)


def neutral(element: etree._Element) -> Any:
    """Return an XML element in the shape its JSON has: numbers, text, list of one-key objects."""
    if element.tag == "list":
        return [{child.tag: neutral(child)} for child in element]
    if len(element):
        found: dict[str, Any] = {}
        for child in element:
            if child.tag == "WeekDay":
                found.setdefault("WeekDay", []).append(child.text)
            else:
                found[child.tag] = neutral(child)
        return found
    text = element.text or ""
    return int(text) if element.tag in NUMBERS and text.isdigit() else text


class Reply:
    """An answer, taken apart."""

    def __init__(self, response: requests.Response) -> None:
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.text = response.text
        self.is_json = response.headers.get("Content-Type", "").startswith("application/json")

    @property
    def envelope(self) -> dict[str, Any]:
        """The envelope: JSON as it is, XML in the same shape."""
        if self.is_json:
            return json.loads(self.text)["ServiceResponse"]
        found = {}
        for child in etree.fromstring(self.response.content):
            found[child.tag] = [{item.tag: neutral(item)} for item in child] if child.tag == "data" else neutral(child)
        return found

    @property
    def code(self) -> str:
        """The responseCode."""
        return self.envelope["responseCode"]

    @property
    def message(self) -> str:
        """The errorMessage."""
        return self.envelope["responseErrorDetails"]["errorMessage"]

    @property
    def records(self) -> list[dict[str, Any]]:
        """The records of data."""
        return [record for item in self.envelope.get("data", []) for record in item.values()]

    @property
    def record(self) -> dict[str, Any]:
        """The one record of data."""
        assert len(self.records) == 1, self.text
        return self.records[0]

    @property
    def ids(self) -> list[int]:
        """The ids of the records."""
        return [record["id"] for record in self.records]


class Api:
    """Requests to a simulator as the demo user."""

    def __init__(self, sim: Simulator) -> None:
        self.sim = sim
        self.session = requests.Session()
        self.session.auth = (sim.user, sim.password)
        # A proxy of the environment has no business with the loopback interface.
        self.session.trust_env = False

    def post(
        self,
        path: str,
        body: Any = "",
        *,
        accept: str | None = None,
        content_type: str | None = None,
        auth: tuple[str, str] | None = None,
    ) -> Reply:
        """POST a text as XML, or an object as JSON."""
        as_json = not isinstance(body, str)
        headers = {"Content-Type": content_type or ("application/json" if as_json else "text/xml")}
        if accept:
            headers["Accept"] = accept
        data = json.dumps(body) if as_json else body
        return Reply(self.session.post(self.sim.url + path, data=data.encode(), headers=headers, auth=auth))

    def get(self, path: str, *, accept: str | None = None, auth: tuple[str, str] | None = None) -> Reply:
        """GET a path."""
        return Reply(self.session.get(self.sim.url + path, headers={"Accept": accept} if accept else None, auth=auth))

    def assets(self, *criteria: tuple[str, str, str], preferences: str = "", query: str = "", **rest: Any) -> Reply:
        """Search host assets."""
        return self.post("/qps/rest/2.0/search/am/hostasset" + query, request(criteria, preferences), **rest)

    def schedules(self, *criteria: tuple[str, str, str], preferences: str = "", **rest: Any) -> Reply:
        """Search schedules."""
        return self.post("/qps/rest/3.0/search/was/wasscanschedule", request(criteria, preferences), **rest)

    def schedule(self, number: int, **rest: Any) -> dict[str, Any]:
        """Return a schedule as it is read."""
        return self.get(f"/qps/rest/3.0/get/was/wasscanschedule/{number}", **rest).record

    def write(self, operation: str, body: str = "", number: int | None = None, **rest: Any) -> Reply:
        """Send an operation on schedules; the body is what stands inside WasScanSchedule."""
        path = f"/qps/rest/3.0/{operation}/was/wasscanschedule" + (f"/{number}" if number else "")
        return self.post(path, data(body) if body else "", **rest)

    def update(self, number: int, body: str) -> Reply:
        """Update a schedule."""
        return self.write("update", body, number)

    def create(self, body: str | None = None, **parts: str) -> Reply:
        """Create a schedule from the parts of SCHEDULE, some of them replaced."""
        return self.write("create", body if body is not None else "".join({**SCHEDULE, **parts}.values()))


def request(criteria: Any = (), preferences: str = "") -> str:
    """Return a ServiceRequest for a search."""
    items = "".join(
        f'<Criteria field="{field}" operator="{operator}">{value}</Criteria>' for field, operator, value in criteria
    )
    filters = f"<filters>{items}</filters>" if items else ""
    preferences = f"<preferences>{preferences}</preferences>" if preferences else ""
    return f"<ServiceRequest>{preferences}{filters}</ServiceRequest>"


def data(inner: str) -> str:
    """Return a ServiceRequest that writes a schedule."""
    return f"<ServiceRequest><data><WasScanSchedule>{inner}</WasScanSchedule></data></ServiceRequest>"


def plan(start: str = "2031-03-03T22:00:00Z", zone: str = "UTC", kind: str = "ONCE", occurrence: str = "") -> str:
    """Return a scheduling element."""
    occurrence = f"<occurrence>{occurrence}</occurrence>" if occurrence else ""
    return (
        f"<scheduling><startDate>{start}</startDate><timeZone><code>{zone}</code></timeZone>"
        f"<occurrenceType>{kind}</occurrenceType>{occurrence}</scheduling>"
    )


SCHEDULE = {
    "name": "<name>made</name>",
    "type": "<type>VULNERABILITY</type>",
    "target": "<target><webApp><id>5002</id></webApp></target>",
    "profile": "<profile><id>9001</id></profile>",
    "scheduling": plan(),
}


@pytest.fixture(scope="module")
def running() -> Iterator[Simulator]:
    """One simulator for a module."""
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def sim(running: Simulator) -> Simulator:
    """The simulator of the module as it was at its start."""
    running.reset()
    return running


@pytest.fixture
def api(sim: Simulator) -> Api:
    """A client of the simulator."""
    return Api(sim)


@pytest.fixture
def client_of() -> type[Api]:
    """The client, for tests that start a simulator of their own."""
    return Api


@pytest.fixture
def scheduling() -> Any:
    """The maker of scheduling elements."""
    return plan


@pytest.fixture
def played(sim: Simulator) -> Any:
    """Return what plays all choices of a switch: what is observed for each, from a fresh start each time."""

    def play(name: str, observe: Any) -> dict[str, Any]:
        found = {}
        for choice in BY_NAME[name].choices:
            sim.reset()
            sim.switches.set(**{name: choice})
            found[choice] = observe()
        sim.reset()
        return found

    return play
