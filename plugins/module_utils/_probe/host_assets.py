# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about host assets and their agents: what criteria compare, what records look like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._probe import evidence
from ansible_collections.community.qualys.plugins.module_utils._probe.account import (
    HOST_ASSET,
    UNUSED,
    Account,
    demanded,
    taken,
)
from ansible_collections.community.qualys.plugins.module_utils._probe.model import Area, Told, not_seen, probe, unclear
from ansible_collections.community.qualys.plugins.module_utils._probe.seen import Seen
from ansible_collections.community.qualys.plugins.module_utils._wire.bounds import whole_numbers
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, at, contents, items

# An order by chance has one of 24 chances to look sorted with four.
_ENOUGH = 5
_AZURE, _EC2 = "AzureAssetSourceSimple", "Ec2AssetSourceSimple"
_DOCUMENTED_TRACKING = ("IP", "DNSNAME", "NETBIOS", "INSTANCE_ID", "QAGENT")


def _search(account: Account, number: Any, *criteria: Criterion) -> Seen:
    """Ask whether an asset meets criteria."""
    return account.search(HOST_ASSET, (Criterion("id", "EQUALS", str(number)), *criteria), fields=("id",))


def _meets(account: Account, number: Any, *criteria: Criterion) -> bool:
    return bool(demanded(_search(account, number, *criteria), "search for host assets").records(HOST_ASSET.element))


def _page_order(account: Account) -> Told:
    records = account.found(HOST_ASSET, limit=100, fields=("id",))
    ids = whole_numbers(at(one, "id") for one in records)
    if len(ids) < _ENOUGH:
        raise not_seen("the account shows fewer than %d host assets" % _ENOUGH)
    return Told("ascending" if ids == sorted(ids) else "shuffled", {"records_on_page": len(ids)})


def _named(account: Account) -> Mapping[str, Any]:
    for record in account.hosts():
        name = str(record.get("name") or "")
        if name.isascii() and name != name.swapcase() and name == name.strip():
            return as_object(record)
    raise not_seen("the account shows no host asset whose name has letters")


def _case(account: Account, record: Mapping[str, Any], field: str, operator: str, value: str, other: str) -> Told:
    """Compare what a criterion finds with the value as it is and in another case."""
    if not _meets(account, record.get("id"), Criterion(field, operator, value)):
        raise unclear("a criterion with the value of the record itself does not find it")
    seen = _search(account, record.get("id"), Criterion(field, operator, other))
    shown = {**seen.evidence, "found": len(seen.records(HOST_ASSET.element))}
    finds = taken(seen, "yes", "no", "search for host assets") == "yes" and bool(shown["found"])
    return Told("insensitive" if finds else "sensitive", shown)


def _keyword_case(account: Account) -> Told:
    for record in account.hosts():
        word = str(record.get("trackingMethod") or "")
        if word in _DOCUMENTED_TRACKING:
            return _case(account, record, "trackingMethod", "EQUALS", word, word.lower())
    raise not_seen("no host asset has a documented trackingMethod")


def _text_equals_case(account: Account) -> Told:
    record = _named(account)
    return _case(account, record, "name", "EQUALS", record["name"], record["name"].swapcase())


def _contains_case(account: Account) -> Told:
    record = _named(account)
    return _case(account, record, "name", "CONTAINS", record["name"], record["name"].swapcase())


def _is_taken(account: Account, field: str, operator: str, value: str) -> Told:
    """Tell whether a criterion is taken, asked together with an id that nothing has."""
    seen = account.search(HOST_ASSET, (*UNUSED, Criterion(field, operator, value)))
    return Told(taken(seen, "accept", "refuse", "search for host assets"), seen.evidence)


def _text_in(account: Account) -> Told:
    return _is_taken(account, "name", "IN", "community.qualys probe,another")


def _cloud_provider(account: Account) -> Told:
    return _is_taken(account, "cloudProviderType", "EQUALS", "AZURE")


def _tracking_azure(account: Account) -> Told:
    return _is_taken(account, "trackingMethod", "EQUALS", "VIRTUAL_MACHINE_ID")


def _sources(record: Any, element: str) -> list[Mapping[str, Any]]:
    return [as_object(one) for one in contents(record.get("sourceInfo"), element)]


def _not_equals_missing(account: Account) -> Told:
    for record in account.hosts():
        if not _sources(record, _AZURE):
            meets = _meets(account, record.get("id"), Criterion("vmId", "NOT EQUALS", "community.qualys probe"))
            return Told("include" if meets else "exclude", {"found": int(meets)})
    raise not_seen("all host assets that were looked at are Azure virtual machines")


def _azure_tags(record: Any) -> list[tuple[str, str]]:
    found = []
    for source in _sources(record, _AZURE):
        for _element, tag in items(as_object(source.get("azureVmTags")).get("tags")):
            found.append((str(as_object(tag).get("key") or ""), str(as_object(tag).get("value") or "")))
    return [pair for pair in found if all(pair)]


def _azure_tag_pairing(account: Account) -> Told:
    tagged = (Criterion("azureTagKey", "NOT EQUALS", "community.qualys probe"),)
    more = account.search(HOST_ASSET, tagged, 50, ("id", "sourceInfo")).records(HOST_ASSET.element)
    for record in account.hosts() + more:
        pairs = _azure_tags(record)
        for key, _value in pairs:
            for _other, foreign in pairs:
                if (key, foreign) not in pairs:
                    both = (Criterion("azureTagKey", "EQUALS", key), Criterion("azureTagValue", "EQUALS", foreign))
                    meets = _meets(account, record.get("id"), *both)
                    return Told("any_tag" if meets else "same_tag", {"found": int(meets)})
    raise not_seen("no Azure virtual machine that was looked at has two tags with different values")


def _azure_scope(account: Account) -> Told:
    tracked = Criterion("trackingMethod", "EQUALS", "INSTANCE_ID")
    more = account.search(HOST_ASSET, (tracked,), 5, ("id", "sourceInfo")).records(HOST_ASSET.element)
    for record in account.hosts() + more:
        regions = [str(one["region"]) for one in _sources(record, _EC2) if one.get("region")]
        if regions and not _sources(record, _AZURE):
            meets = _meets(account, record.get("id"), Criterion("location", "EQUALS", regions[0]))
            return Told("any_cloud" if meets else "azure_only", {"found": int(meets)})
    raise not_seen("the account shows no host asset of AWS with a region")


def _fields_without_id(account: Account) -> Told:
    number = account.any_of(HOST_ASSET)
    records = account.found(HOST_ASSET, (Criterion("id", "EQUALS", str(number)),), fields=("name",))
    if not records:
        raise unclear("the asset is not found again")
    answer = "implicit" if "id" in records[0] else "explicit"
    return Told(answer, {"elements": evidence.names(records[0])})


def _fields_unknown_name(account: Account) -> Told:
    seen = account.search(HOST_ASSET, UNUSED, fields=("id", "communityQualysProbe"))
    return Told(taken(seen, "ignore", "refuse", "search for host assets"), seen.evidence)


def _source_nesting(account: Account) -> Told:
    for record in account.hosts():
        members = as_object(record.get("sourceInfo")).get("list")
        if isinstance(members, list) and members:
            is_double = all("list" in as_object(one) for one in members)
            return Told("double" if is_double else "single", {"sourceInfo": _outline(record["sourceInfo"])})
    raise not_seen("no host asset that was looked at has a source")


def _outline(value: Any) -> Any:
    """Return the names of the two upper levels, which is where lists stand in lists."""
    if isinstance(value, Mapping):
        return {evidence.element_name(name): _outline(content) for name, content in value.items() if name == "list"}
    return [evidence.names(as_object(one)) for one in value][:3] if isinstance(value, list) else evidence.kind(value)


def _modules(agents: Iterable[Mapping[str, Any]]) -> list[str]:
    return [str(one["activatedModule"]) for one in agents if one.get("activatedModule")]


def _spacing(account: Account) -> Told:
    several = [text for text in _modules(account.agents()) if "," in text]
    if not several:
        raise not_seen("no agent that was looked at has two modules")
    return Told("spaces" if any(", " in text for text in several) else "plain", {"agents": len(several)})


def _module_case(account: Account) -> Told:
    words = {word.strip() for text in _modules(account.agents()) for word in text.split(",")}
    known = {"AGENT_SwCA", "AGENT_SWCA", "AGENT_IOC", "AGENT_EDR"}
    shown = {"words": sorted(words & known)}
    if "AGENT_IOC" in words:
        return Told("ioc", shown)
    if "AGENT_SwCA" in words:
        return Told("documented", shown)
    if "AGENT_SWCA" not in words:
        raise not_seen("no agent that was looked at has the module SwCA", shown)
    if "AGENT_EDR" not in words:
        raise unclear("it is in capitals, and no agent that was looked at has the module EDR", shown)
    return Told("upper", shown)


def _module_empty(account: Account) -> Told:
    idle = [one for one in account.agents() if not one.get("activatedModule")]
    if not idle:
        raise not_seen("every agent that was looked at has a module")
    return Told("empty" if "activatedModule" in idle[0] else "missing", {"elements": evidence.names(idle[0])})


HOST_ASSETS = Area(
    "host_assets",
    "account",
    (
        probe("page_order", "In which order do the records of a page come?", "ascending shuffled", _page_order),
        probe(
            "azure_criteria_scope",
            "Do location, state and the other criteria of Azure match other clouds?",
            "azure_only any_cloud",
            _azure_scope,
        ),
        probe(
            "azure_tag_pairing",
            "Must one tag meet azureTagKey and azureTagValue together?",
            "same_tag any_tag",
            _azure_tag_pairing,
        ),
        probe("cloud_provider_criteria", "Can cloudProviderType be searched?", "refuse accept", _cloud_provider),
        probe(
            "tracking_method_azure",
            "Is VIRTUAL_MACHINE_ID a trackingMethod to search for?",
            "accept refuse",
            _tracking_azure,
        ),
        probe("keyword_case", "Do keywords mind the case?", "insensitive sensitive", _keyword_case),
        probe("text_equals_case", "Does EQUALS mind the case?", "sensitive insensitive", _text_equals_case),
        probe("contains_case", "Does CONTAINS mind the case?", "insensitive sensitive", _contains_case),
        probe("text_in", "Does IN work on texts?", "refuse accept", _text_in),
        probe(
            "not_equals_missing",
            "Does NOT EQUALS find records without a value?",
            "exclude include",
            _not_equals_missing,
        ),
        probe(
            "fields_without_id", "Is id returned when fields do not name it?", "implicit explicit", _fields_without_id
        ),
        probe("fields_unknown_name", "Is an unknown name in fields ignored?", "ignore refuse", _fields_unknown_name),
        probe("source_list_nesting", "Is sourceInfo a list, or a list in a list?", "single double", _source_nesting),
        probe("activated_module_spacing", "Are there spaces in activatedModule?", "plain spaces", _spacing),
        probe(
            "activated_module_case",
            "How are SwCA and EDR spelled in activatedModule?",
            "documented upper ioc",
            _module_case,
        ),
        probe("activated_module_empty", "What is activatedModule without modules?", "missing empty", _module_empty),
    ),
)
