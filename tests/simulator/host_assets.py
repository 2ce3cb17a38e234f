# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Search, get and count of host assets, with the criteria of the Azure samples (Host assets page)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from .agent_view import still_old, style, with_modules_as_read
from .call import Call, missing_id
from .criteria import DATE, INTEGER, KEYWORD, TEXT, Condition, Field, at, compile_criteria, each, matches, members
from .envelope import RECORD_LEVEL, XML, Answer, json_record
from .paging import cut, requested, search_answer
from .render import xml_element
from .selection import Tree, chosen, selection
from .service_request import Criterion
from .switches import Switches

ITEM = "HostAsset"
AZURE, EC2, GCP = "AzureAssetSourceSimple", "Ec2AssetSourceSimple", "GcpAssetSourceSimple"
TOP_LEVEL = frozenset(
    (
        "id",
        "name",
        "created",
        "modified",
        "type",
        "tags",
        "sourceInfo",
        "criticalityScore",
        "qwebHostId",
        "lastVulnScan",
        "lastComplianceScan",
        "lastSystemBoot",
        "lastLoggedOnUser",
        "vulnsUpdated",
        "informationGatheredUpdated",
        "domain",
        "fqdn",
        "os",
        "dnsHostName",
        "agentInfo",
        "netbiosName",
        "netbiosNetworkId",
        "networkGuid",
        "address",
        "trackingMethod",
        "manufacturer",
        "model",
        "totalMemory",
        "timezone",
        "biosDescription",
        "openPort",
        "software",
        "vuln",
        "processor",
        "volume",
        "account",
        "networkInterface",
        "isDockerHost",
        "dockerInfo",
        "cloudProvider",
    )
)
STATES = (
    "PENDING",
    "RUNNING",
    "SHUTTING_DOWN",
    "TERMINATED",
    "STOPPING",
    "STOPPED",
    "DEALLOCATED",
    "DEALLOCATING",
    "CREATING",
    "STARTING",
    "DELETING",
    "DELETED",
    "UPDATING",
    "FAILED",
    "MOVING",
    "PROVISIONING",
    "CREATING_IMAGE",
    "TERMINATING",
    "SUCCEEDED",
    "UNSUPPORTED",
)
TRACKING_METHODS = ("NONE", "IP", "DNSNAME", "NETBIOS", "INSTANCE_ID", "QAGENT")
PROVIDERS = {"AWS": EC2, "AZURE": AZURE, "GCP": GCP}
# Element that holds the same fact in the source of another cloud, for azure_criteria_scope = any_cloud.
OTHER_CLOUDS = {
    "location": ((EC2, "region"), (GCP, "zone")),
    "state": ((EC2, "instanceState"), (GCP, "state")),
    "subnet": ((EC2, "subnetId"),),
    "privateIpAddress": ((EC2, "privateIpAddress"), (GCP, "privateIpAddress")),
    "publicIpAddress": ((EC2, "publicIpAddress"), (GCP, "publicIpAddress")),
}
AZURE_TAG_KEYS = {"azureTagKey": "key", "azureTagValue": "value"}


def sources(record: dict, kind: str) -> list[dict]:
    """Return the sources of a kind, found by element name and never by their type value."""
    return [member[kind] for member in record.get("sourceInfo", {}).get("list", ()) if kind in member]


def source_value(*places: tuple[str, str]) -> Callable[[dict], Iterable[Any]]:
    """Return a getter of the values of elements in sources."""
    return lambda record: [source[name] for kind, name in places for source in sources(record, kind) if name in source]


def azure_tags(record: dict) -> list[dict]:
    """Return the key and value pairs of all Azure tags."""
    return [pair for source in sources(record, AZURE) for pair in members("azureVmTags", "tags")(source)]


def fields(switches: Switches) -> Mapping[str, Field]:
    """Return the searchable fields as the switches stand."""
    return _fields(switches.azure_criteria_scope, switches.tracking_method_azure, switches.cloud_provider_criteria)


@cache
def _fields(scope: str, tracking_azure: str, provider: str) -> Mapping[str, Field]:
    found = {**_generic_fields(), **_agent_fields(), **_azure_fields(scope), **_other_cloud_fields()}
    tracking = TRACKING_METHODS + (("VIRTUAL_MACHINE_ID",) if tracking_azure == "accept" else ())
    found["trackingMethod"] = Field(KEYWORD, at("trackingMethod"), choices=tracking)
    if provider == "accept":
        found["cloudProviderType"] = Field(
            KEYWORD,
            lambda record: [name for name, kind in PROVIDERS.items() if sources(record, kind)],
            choices=tuple(PROVIDERS),
        )
    return found


def _generic_fields() -> dict[str, Field]:
    text = {
        name: Field(TEXT, at(name))
        for name in ("name", "type", "os", "dnsHostName", "address", "netbiosName", "networkGuid")
    }
    dates = {
        name: Field(DATE, at(name))
        for name in ("created", "lastVulnScan", "lastComplianceScan", "vulnsUpdated", "informationGatheredUpdated")
    }
    return {
        **text,
        **dates,
        "id": Field(INTEGER, at("id")),
        "updated": Field(DATE, at("modified")),
        "update": Field(DATE, at("modified")),
        "qwebHostId": Field(INTEGER, at("qwebHostId")),
        "netbiosNetworkID": Field(TEXT, lambda record: [str(value) for value in at("netbiosNetworkId")(record)]),
        "port": Field(INTEGER, each("port", "openPort")),
        "installedSoftware": Field(TEXT, each("name", "software")),
        "tagName": Field(TEXT, each("name", "tags")),
        "tagId": Field(INTEGER, each("id", "tags")),
    }


def _agent_fields() -> dict[str, Field]:
    ordered = ("EQUALS", "LESSER", "GREATER")
    return {
        "activationKey": Field(TEXT, at("agentInfo", "activationKey", "activationId"), ("EQUALS",)),
        "agentConfigurationName": Field(TEXT, at("agentInfo", "agentConfiguration", "name"), ("EQUALS", "CONTAINS")),
        "agentConfigurationId": Field(INTEGER, at("agentInfo", "agentConfiguration", "id"), ("EQUALS",)),
        "agentVersion": Field(TEXT, at("agentInfo", "agentVersion"), ordered),
        "lastCheckedIn": Field(DATE, at("agentInfo", "lastCheckedIn"), ordered),
        "agentUuid": Field(TEXT, at("agentInfo", "agentId"), ("EQUALS",)),
    }


def _azure_fields(scope: str) -> dict[str, Field]:
    def place(element: str) -> Callable[[dict], Iterable[Any]]:
        others = OTHER_CLOUDS.get(element, ()) if scope == "any_cloud" else ()
        return source_value((AZURE, element), *others)

    text = {
        name: Field(TEXT, place(name))
        for name in (
            "vmId",
            "subscriptionId",
            "location",
            "subnet",
            "resourceGroupName",
            "privateIpAddress",
            "publicIpAddress",
        )
    }
    return {
        **text,
        "state": Field(KEYWORD, place("state"), choices=STATES),
        # A criterion without an element of its own in answers; the name of the group is what there is.
        "resourceGroup": Field(TEXT, place("resourceGroupName")),
        "imageOffer": Field(TEXT, place("offer")),
        "imageVersion": Field(TEXT, place("version")),
        "azureTagKey": Field(TEXT, lambda record: [tag["key"] for tag in azure_tags(record)]),
        "azureTagValue": Field(TEXT, lambda record: [tag["value"] for tag in azure_tags(record)]),
    }


def _other_cloud_fields() -> dict[str, Field]:
    return {
        "instanceId": Field(TEXT, source_value((EC2, "instanceId"), (GCP, "instanceId"))),
        "accountId": Field(TEXT, source_value((EC2, "accountId"))),
        "instanceState": Field(KEYWORD, source_value((EC2, "instanceState")), choices=STATES),
    }


def search(call: Call) -> Answer:
    """Answer one page of a search, ascending by id."""
    page = requested(call.request, call.switches)
    tree = selection(call.query.get("fields"), TOP_LEVEL, call.switches)
    found = matching(call, page.from_id)
    numbers, more = cut(found, page)
    answer = search_answer(numbers, more, call.switches)
    if call.switches.page_order == "shuffled":
        random.Random(len(answer.ids)).shuffle(answer.ids)
    return with_records(call, answer, tree)


def get(call: Call) -> Answer:
    """Answer one asset."""
    if call.object_id not in call.state.assets:
        raise missing_id(call, ITEM)
    tree = selection(call.query.get("fields"), TOP_LEVEL, call.switches)
    return with_records(call, Answer(count=1, ids=[call.number]), tree)


def count(call: Call) -> Answer:
    """Answer how many assets match."""
    conditions = compile_criteria(call.request.criteria, fields(call.switches), call.switches)
    first, last, rest = id_bounds(conditions)
    if not rest:
        return Answer(count=call.state.assets.count_between(first, last), data=False)
    return Answer(count=sum(1 for _number in matching(call, 1)), data=False)


def matching(call: Call, from_id: int) -> Iterator[int]:
    """Yield the ids of the assets that match, from an id on; stops where its reader stops."""
    switches = call.switches
    paired, single = split_tag_pair(call.request.criteria, switches)
    conditions = compile_criteria(single, fields(switches), switches)
    first, last, rest = id_bounds(conditions)
    if paired:
        rest.append(one_tag_condition(paired, switches))
    numbers = _among(call.state.assets.between(max(first, from_id), last), rest)
    if not rest:
        return iter(numbers)
    peek = call.state.assets.peek
    return (number for number in numbers if matches(peek(number), rest))


def _among(numbers: list[int], conditions: list[Condition]) -> list[int]:
    """Return the ids that criteria with a list of ids leave; looking at every asset would be slow."""
    for condition in conditions:
        if (condition.criterion.field, condition.criterion.operator) == ("id", "IN"):
            listed = set(condition.operands)
            numbers = [number for number in numbers if number in listed]
    return numbers


def split_tag_pair(criteria: list[Criterion], switches: Switches) -> tuple[list[Criterion], list[Criterion]]:
    """Return the Azure tag criteria that must be met by one tag together, and all others."""
    paired = [criterion for criterion in criteria if criterion.field in AZURE_TAG_KEYS]
    if switches.azure_tag_pairing == "any_tag" or len({criterion.field for criterion in paired}) < 2:
        return [], criteria
    return paired, [criterion for criterion in criteria if criterion not in paired]


def one_tag_condition(paired: list[Criterion], switches: Switches) -> Condition:
    """Return the condition that one Azure tag meets all these criteria."""
    tag_fields = {name: Field(TEXT, at(key)) for name, key in AZURE_TAG_KEYS.items()}
    conditions = compile_criteria(paired, tag_fields, switches)
    return Condition(paired[0], lambda record: any(matches(tag, conditions) for tag in azure_tags(record)))


def id_bounds(conditions: list[Condition]) -> tuple[int, int | None, list[Condition]]:
    """Return the id range that criteria on id leave (both ends inclusive), and the criteria not covered by it."""
    first, last, rest = 1, None, []
    for condition in conditions:
        operator = condition.criterion.operator
        if condition.criterion.field != "id" or operator not in ("GREATER", "LESSER", "EQUALS"):
            rest.append(condition)
            continue
        number = condition.operands[0]
        if operator != "LESSER":
            first = max(first, number + (operator == "GREATER"))
        if operator != "GREATER":
            upper = number - (operator == "LESSER")
            last = upper if last is None else min(last, upper)
    return first, last, rest


def with_records(call: Call, answer: Answer, tree: Tree | None) -> Answer:
    """Give the answer its records, whose texts are kept per format and selection."""
    nested = call.switches.source_list_nesting == "double"
    key = (call.query.get("fields") if tree else None, tree is not None and "id" in tree, nested, style(call.switches))
    shape = shaper(tree, nested, call.switches)
    state = call.state

    def ready(form: str) -> list[bytes]:
        def text(record: dict) -> bytes:
            if form == XML:
                return xml_element(ITEM, shape(record), RECORD_LEVEL).encode()
            return json_record(ITEM, shape(record))

        texts = state.assets.texts((form, key), answer.ids, text)
        if state.stale_modules and (tree is None or "agentInfo" in tree):
            old = [still_old(state, number) for number in answer.ids]
            texts = [text(record) if record else now for record, now in zip(old, texts)]
        return texts

    answer.item = ITEM
    answer.ready = ready
    return answer


def shaper(tree: Tree | None, nested: bool, switches: Switches) -> Callable[[dict], dict]:
    """Return what makes the record to show of a stored one."""

    def shape(record: dict) -> dict:
        record = with_modules_as_read(record, switches)
        if nested and "sourceInfo" in record:
            record = {**record, "sourceInfo": {"list": [{"list": record["sourceInfo"].get("list", [])}]}}
        return record if tree is None else chosen(record, tree)

    return shape
