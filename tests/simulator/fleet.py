# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fleet of any size, made from a seed number: the same seed gives the same hosts.

About a third is on Azure; the rest is agent-only, EC2, GCP and scanner-only, and some hosts have several
sources. Parts that repeat between hosts (software, tags, findings) are shared objects, which keeps a large fleet
small and quick to render.
"""

from __future__ import annotations

import gc
import random
import sys
from collections.abc import Callable
from typing import Any

from .documents import activation_key
from .render import Shared

Record = dict[str, Any]

FIRST_ID = 1000003
LARGEST_STEP = 29
# Cumulative share of each kind, in percent.
KINDS = (
    (27, "azure"),
    (33, "azure_agent"),
    (59, "agent"),
    (74, "ec2"),
    (78, "ec2_agent"),
    (86, "gcp"),
    (100, "scanner"),
)
AZURE_LOCATIONS = ("westeurope", "northeurope", "eastus", "westus2", "centralus", "centralindia")
AZURE_SIZES = ("Standard_B1s", "Standard_B2s", "Standard_D2s_v3", "Standard_D4s_v5")
AZURE_STATES = ("RUNNING",) * 7 + ("DEALLOCATED", "STOPPED", "DELETED")
AZURE_IMAGES = (
    ("WindowsServer", "MicrosoftWindowsServer", "Windows"),
    ("CentOS", "OpenLogic", "Linux"),
    ("0001-com-ubuntu-server-jammy", "Canonical", "Linux"),
    ("RHEL", "RedHat", "Linux"),
)
EC2_REGIONS = ("us-east-1", "eu-west-1", "eu-central-1", "ap-south-1")
GCP_ZONES = ("europe-west1-b", "us-central1-a", "asia-south1-c")
LINUX_SYSTEMS = ("Ubuntu Linux 22.04.4", "Red Hat Enterprise Linux 9.3", "Debian Linux 12.5")
WINDOWS_SYSTEMS = ("Windows Server 2019 Datacenter 64 bit Edition", "Windows Server 2022 Datacenter 64 bit Edition")
SYSTEMS = (
    "Ubuntu Linux 22.04.4",
    "Red Hat Enterprise Linux 9.3",
    "Windows Server 2019 Datacenter 64 bit Edition",
    "Windows Server 2022 Datacenter 64 bit Edition",
    "Debian Linux 12.5",
)
ROLES = ("web", "app", "db", "cache", "queue", "build", "mail", "dns")
OWNERS = ("ops", "shop", "data", "platform", "finance")
# Half of the agents have SA.
MODULES = (
    "AGENT_VM",
    "AGENT_VM,AGENT_SA",
    "AGENT_VM,AGENT_SCA",
    "AGENT_VM,AGENT_SCA,AGENT_SA",
    "AGENT_VM,AGENT_PM",
    "AGENT_VM,AGENT_PM,AGENT_SA",
    "AGENT_VM,AGENT_SCA,AGENT_PM,AGENT_EDR",
    "AGENT_VM,AGENT_PC,AGENT_SA,AGENT_SwCA",
)
# The activation keys that the agents use: id, title, licences.
KEYS = (
    (59101, "Fleet key 1", ("VM_LICENSE", "SCA")),
    (59102, "Fleet key 2", ("VM_LICENSE", "PM")),
    (59103, "Fleet key 3", ("VM_LICENSE",)),
)
SOFTWARE = ("openssl", "openssh-server", "curl", "nginx", "postgresql-15", "python3", "sudo", "systemd", "bash", "git")
TAGS = ((1828415, "Cloud Agent"), (77, "prod"), (79, "staging"), (90, "Azure"), (80, "Scanner Pool A"), (78, "pci"))


class FleetMaker:
    """Makes host after host from one stream of random numbers."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.parts = _shared_parts(self.random)
        self.subscriptions = [self.uuid() for _unused in range(6)]
        self.keys = [Shared({"activationId": self.uuid(), "title": title}) for _number, title, _licenses in KEYS]
        self.networks = [self.uuid() for _unused in range(2)]

    def uuid(self) -> str:
        """Return a random UUID."""
        text = f"{self.random.getrandbits(128):032x}"
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"

    def pick(self, options: Any) -> Any:
        """Return one of the options; quicker than random.choice, which matters for 100,000 hosts."""
        return options[int(self.random.random() * len(options))]

    def host(self, number: int, index: int) -> Record:
        """Return the next host."""
        share = self.random.random() * 100
        kind = next(name for limit, name in KINDS if share < limit)
        role = self.pick(ROLES)
        name = f"{role}-{index:06d}"
        facts = {
            "name": name,
            "address": f"10.{index >> 16 & 255}.{index >> 8 & 255}.{index & 255}",
            "bits": self.random.getrandbits(48),
            "owner": self.pick(OWNERS),
            "index": index,
        }
        return self._record(number, kind, facts)

    def _record(self, number: int, kind: str, facts: Record) -> Record:
        agent = kind.endswith("agent")
        record: Record = {
            "id": number,
            "name": facts["name"],
            "created": _date(facts["bits"]),
            "modified": _date(facts["bits"] >> 5),
            "type": "HOST",
            "tags": self.parts["tags"][kind][facts["bits"] % 3],
            "sourceInfo": {"list": self._sources(kind, number, facts)},
            "criticalityScore": 1 + facts["bits"] % 5,
            "qwebHostId": 40000000 + facts["index"],
            "lastVulnScan": _date(facts["bits"] >> 9),
            "fqdn": sys.intern("") if kind == "scanner" else facts["name"] + ".example.net",
            "os": self.pick(SYSTEMS),
            "dnsHostName": facts["name"] + ".example.net",
        }
        record["os"] = _fitting(record["os"], record["sourceInfo"]["list"], facts["bits"])
        if agent:
            record["agentInfo"] = self._agent_info(facts, record["os"])
        record.update(
            {
                "netbiosName": facts["name"].upper(),
                "networkGuid": self.pick(self.networks),
                "address": facts["address"],
                "trackingMethod": TRACKING[kind],
                "totalMemory": 2048 << facts["bits"] % 4,
                "timezone": "UTC",
            }
        )
        record.update(
            {
                name: self.pick(self.parts[name])
                for name in ("openPort", "software", "vuln", "processor", "volume", "account")
            }
        )
        record["networkInterface"] = {
            "list": [
                {
                    "HostAssetInterface": {
                        "hostname": facts["name"],
                        "macAddress": _mac(facts["bits"], ":"),
                        "address": facts["address"],
                    }
                }
            ]
        }
        record["isDockerHost"] = facts["bits"] % 16 == 0
        return record

    def _sources(self, kind: str, number: int, facts: Record) -> list[Record]:
        cloud = kind.partition("_")[0]
        sources = [SOURCES[cloud](self, number, facts)] if cloud in SOURCES else []
        return sources + [{"AssetSource": self.parts["none"]}] if kind not in SOURCES else sources

    def _agent_info(self, facts: Record, system: str) -> Record:
        bits = facts["bits"]
        return {
            "agentVersion": f"6.{bits % 3}.0.{bits % 50}",
            "agentId": self.uuid(),
            "status": "STATUS_INACTIVE" if bits % 20 == 0 else "STATUS_ACTIVE",
            "lastCheckedIn": _date(bits >> 7),
            "connectedFrom": f"203.0.113.{bits % 250 + 1}",
            "location": "Amsterdam, North Holland, Netherlands",
            "locationGeoLatitude": "52.3",
            "locationGeoLongtitude": "4.9",
            "chirpStatus": "Inventory Manifest Downloaded",
            "platform": "Windows" if system.startswith("Windows") else "Linux",
            "activatedModule": self.pick(MODULES),
            "manifestVersion": self.parts["manifest"],
            "agentConfiguration": self.parts["configuration"],
            "activationKey": self.pick(self.keys),
        }

    def azure(self, number: int, facts: Record) -> Record:
        """Return an Azure source."""
        offer, publisher, system = self.pick(AZURE_IMAGES)
        source = {
            "assetId": number + 400,
            "type": "AZURE",
            "firstDiscovered": _date(facts["bits"]),
            "lastUpdated": _date(facts["bits"] >> 3),
            "azureVmTags": self.parts["azure_tags"][facts["owner"]],
            "name": facts["name"],
            "location": self.pick(AZURE_LOCATIONS),
            "vmSize": self.pick(AZURE_SIZES),
            "vmId": self.uuid(),
            "offer": offer,
            "state": self.pick(AZURE_STATES),
            "publisher": publisher,
            "version": "latest",
            "osType": system,
            "subnet": "default",
            "subscriptionId": self.pick(self.subscriptions),
            "resourceGroupName": "rg-" + facts["owner"],
            "macAddress": _mac(facts["bits"], "-").upper(),
        }
        if facts["bits"] % 4 == 0:
            source["publicIpAddress"] = f"198.51.100.{facts['bits'] % 250 + 1}"
        source["privateIpAddress"] = facts["address"]
        return {"AzureAssetSourceSimple": source}

    def ec2(self, number: int, facts: Record) -> Record:
        """Return an EC2 source; its type is spelled as recorded answers do."""
        region, bits = self.pick(EC2_REGIONS), facts["bits"]
        return {
            "Ec2AssetSourceSimple": {
                "assetId": number + 500,
                "type": "EC_2",
                "firstDiscovered": _date(bits),
                "lastUpdated": _date(bits >> 3),
                "ec2InstanceTags": self.parts["ec2_tags"][facts["owner"]],
                "reservationId": f"r-{bits & 0xFFFFFFFF:08x}",
                "availabilityZone": region + "a",
                "privateDnsName": f"ip-{facts['address'].replace('.', '-')}.{region}.compute.internal",
                "instanceId": f"i-{bits:017x}",
                "instanceType": "t3.medium",
                "instanceState": "STOPPED" if bits % 9 == 0 else "RUNNING",
                "spotInstance": bits % 11 == 0,
                "accountId": f"{100000000000 + bits % 4}",
                "subnetId": f"subnet-{bits % 7:08x}",
                "vpcId": f"vpc-{bits % 3:08x}",
                "region": region,
                "zone": "VPC",
                "imageId": f"ami-{bits % 13:08x}",
                "privateIpAddress": facts["address"],
                "macAddress": _mac(bits, ":"),
                "monitoringEnabled": False,
            }
        }

    def gcp(self, number: int, facts: Record) -> Record:
        """Return a GCP source."""
        bits = facts["bits"]
        return {
            "GcpAssetSourceSimple": {
                "assetId": number + 600,
                "type": "GCP",
                "firstDiscovered": _date(bits),
                "lastUpdated": _date(bits >> 3),
                "gcpInstanceTags": self.parts["gcp_tags"][facts["owner"]],
                "instanceId": str(10**18 + bits),
                "hostname": facts["name"],
                "machineType": "e2-medium",
                "imageId": "debian-12",
                "zone": self.pick(GCP_ZONES),
                "projectIdNo": str(500000 + bits % 3),
                "projectId": f"project-{bits % 3}",
                "state": "RUNNING",
                "network": "default",
                "macAddress": _mac(bits, ":"),
                "privateIpAddress": facts["address"],
            }
        }


SOURCES: dict[str, Callable[[FleetMaker, int, Record], Record]] = {
    "azure": FleetMaker.azure,
    "ec2": FleetMaker.ec2,
    "gcp": FleetMaker.gcp,
}
TRACKING = {
    "azure": "VIRTUAL_MACHINE_ID",
    "azure_agent": "QAGENT",
    "agent": "QAGENT",
    "ec2": "INSTANCE_ID",
    "ec2_agent": "QAGENT",
    "gcp": "INSTANCE_ID",
    "scanner": "IP",
}


def make_fleet(size: int, seed: int, reserved: frozenset[int] = frozenset()) -> dict[int, Record]:
    """Return hosts by id. Ids ascend by uneven steps and never meet a reserved one."""
    maker = FleetMaker(seed)
    # Nothing becomes garbage here, but every thousand new objects would set the collector off.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _hosts(maker, size, reserved)
    finally:
        if collecting:
            gc.enable()


def _hosts(maker: FleetMaker, size: int, reserved: frozenset[int]) -> dict[int, Record]:
    fleet: dict[int, Record] = {}
    number = FIRST_ID
    for index in range(1, size + 1):
        while number in reserved:
            number += 1
        fleet[number] = maker.host(number, index)
        number += 1 + int(maker.random.random() * LARGEST_STEP)
    return fleet


def fleet_keys(fleet: dict[int, Record]) -> dict[int, Record]:
    """Return the activation keys of the agents of a fleet, by id."""
    used = {}
    for host in fleet.values():
        link = host.get("agentInfo", {}).get("activationKey")
        if link:
            used[link["title"]] = link["activationId"]
        if len(used) == len(KEYS):
            break
    return {
        number: activation_key(number, used[title], title, licenses)
        for number, title, licenses in KEYS
        if title in used
    }


def _fitting(system: str, sources: list[Record], bits: int) -> str:
    """Return the operating system of a host: that one, or another of the kind that its Azure source tells."""
    kinds = [member["AzureAssetSourceSimple"]["osType"] for member in sources if "AzureAssetSourceSimple" in member]
    if not kinds or (kinds[0] == "Windows") == system.startswith("Windows"):
        return system
    others = WINDOWS_SYSTEMS if kinds[0] == "Windows" else LINUX_SYSTEMS
    return others[bits % len(others)]


def _date(bits: int) -> str:
    return sys.intern(f"202{bits % 4 + 2}-{bits // 4 % 12 + 1:02d}-{bits // 48 % 28 + 1:02d}T0{bits % 9}:15:00Z")


def _mac(bits: int, separator: str) -> str:
    text = f"{bits:012x}"
    return separator.join((text[:2], text[2:4], text[4:6], text[6:8], text[8:10], text[10:12]))


def _listed(kind: str, items: list[Record]) -> Shared:
    return Shared({"list": [{kind: item} for item in items]})


def _shared_parts(source: random.Random) -> Record:
    """Return the parts that hosts share, in a few variants each."""
    variants = range(40)
    return {
        "none": Shared(),
        "manifest": Shared({"vm": "VULNSIGS-VM-2.6.1.2-3", "sca": "VULNSIGS-SCA-2.6.1.1-2"}),
        "configuration": Shared({"id": 11001, "name": "Initial Profile"}),
        "tags": {kind: [_host_tags(kind, variant) for variant in range(3)] for _limit, kind in KINDS},
        "azure_tags": {owner: _cloud_tags("AzureTags", owner) for owner in OWNERS},
        "ec2_tags": {owner: _cloud_tags("EC2Tags", owner) for owner in OWNERS},
        "gcp_tags": {owner: _cloud_tags("GcpTags", owner) for owner in OWNERS},
        "openPort": [
            _listed(
                "HostAssetOpenPort",
                [
                    {"port": port, "protocol": "TCP", "serviceName": service}
                    for port, service in source.sample(((22, "ssh"), (80, "http"), (443, "https"), (3389, "rdp")), 2)
                ],
            )
            for _variant in variants
        ],
        "software": [
            _listed(
                "HostAssetSoftware",
                [
                    {"name": name, "version": f"{source.randrange(9)}.{source.randrange(30)}"}
                    for name in source.sample(SOFTWARE, 6)
                ],
            )
            for _variant in variants
        ],
        "vuln": [
            _listed(
                "HostAssetVuln",
                [
                    {
                        "qid": source.randrange(38000, 380000),
                        "hostInstanceVulnId": source.randrange(10**7, 10**8),
                        "firstFound": "2024-01-11T04:00:00Z",
                        "lastFound": "2024-05-11T04:00:00Z",
                    }
                    for _finding in range(4)
                ],
            )
            for _variant in variants
        ],
        "processor": [
            _listed("HostAssetProcessor", [{"name": f"CPU {variant % 4}", "speed": 2400 + variant % 4 * 100}])
            for variant in variants
        ],
        "volume": [
            _listed("HostAssetVolume", [{"name": "/", "size": 64 << 30, "free": source.randrange(60 << 30)}])
            for _variant in variants
        ],
        "account": [_listed("HostAssetAccount", [{"username": name} for name in ("root", "svc-deploy")])],
    }


def _host_tags(kind: str, variant: int) -> Shared:
    wanted = {"prod"} if variant == 0 else {"staging"} if variant == 1 else set()
    if kind.endswith("agent"):
        wanted.add("Cloud Agent")
    if kind.startswith("azure"):
        wanted.add("Azure")
    return _listed("TagSimple", [{"id": number, "name": name} for number, name in TAGS if name in wanted])


def _cloud_tags(kind: str, owner: str) -> Shared:
    pairs = (("Owner", owner), ("Lifecycle", "prod" if owner in ("ops", "shop") else "dev"))
    return Shared({"tags": _listed(kind, [{"key": key, "value": value} for key, value in pairs])})
