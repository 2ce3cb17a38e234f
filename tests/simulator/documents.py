# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of the vendor's printed samples, and the few others those need.

Always present, whatever the size of the fleet. Print errors of the samples are repaired (doubled '=' and '>',
a list nested in a list); elided values are chosen: SUBSCRIPTION_ELIDED for a subscription printed as XXXXXXXX,
and the ids 2690417 and 2690533 for two virtual machines printed without one.
Sources: WAS API "update schedule"; Cloud Platform 3.1.1 API release notes, AM API "Details for Azure Assets" and
CA API "Support for Security Analytics (SA) module".
"""

from __future__ import annotations

from typing import Any

SCHEDULE_NOTIFIED = 1688
SCHEDULE_RENAMED = 171425669
KEY_OF_AGENTS = 59001
KEY_LIMITED = 59002
KEY_DISABLED = 59003
KEY_UUID_PRINTED = "548ec9eb-9ee4-45d9-aa2f-f3083983bf3c"
SUBSCRIPTION_PRINTED = "9de9e0a7-4f67-4812-917d-2246853844e1"
SUBSCRIPTION_ELIDED = "6f1c2a34-58de-4b07-9c61-0d7e3ab5f842"

Record = dict[str, Any]
Records = dict[int, Record]


def _by_id(*records: Record) -> Records:
    return {record["id"]: record for record in records}


def _tags(kind: str, *pairs: tuple[int, str]) -> Record:
    return {"list": [{kind: {"id": number, "name": name}} for number, name in pairs]}


def schedules() -> Records:
    """Two schedules as they are before the samples' updates, so that each sample changes something.

    References are stored as ids; names are looked up when the record is read.
    """
    return _by_id(
        {
            "id": SCHEDULE_NOTIFIED,
            "name": "Shop weekly",
            "owner": {"id": 4101},
            "active": True,
            "type": "VULNERABILITY",
            "target": {
                "webApp": {"id": 5001},
                "webAppAuthRecord": {"id": 7001},
                "scannerAppliance": {"type": "EXTERNAL"},
                "cancelOption": "DEFAULT",
            },
            "profile": {"id": 9001},
            "scheduling": {
                "startDate": "2024-01-08T22:00:00Z",
                "timeZone": {"code": "Europe/Paris"},
                "occurrenceType": "WEEKLY",
                "occurrence": {"weeklyOccurrence": {"everyNWeeks": 1, "onDays": {"WeekDay": ["MONDAY", "THURSDAY"]}}},
                "cancelAfterNHours": 6,
            },
            "notification": {
                "active": False,
                "reschedule": False,
                "delay": {"nb": 1, "scale": "DAY"},
                "recipients": {"list": [{"EmailAddress": "ops@example.org"}]},
                "message": "Scan starts tomorrow",
            },
            "sendMail": True,
            "launchedCount": 12,
            "lastScan": {
                "id": 3100012,
                "name": "Shop weekly Run #12",
                "launchedDate": "2024-02-15T22:00:04Z",
                "status": "FINISHED",
                "summary": {"resultsStatus": "SUCCESSFUL"},
            },
            "createdDate": "2024-01-05T09:30:00Z",
            "updatedDate": "2024-01-05T09:30:00Z",
        },
        {
            "id": SCHEDULE_RENAMED,
            "name": "Staging monthly",
            "owner": {"id": 4101},
            "active": True,
            "type": "DISCOVERY",
            "target": {
                "tags": {"included": {"option": "ANY", "tagList": {"list": [{"Tag": {"id": 79}}]}}},
                "scannerAppliance": {"type": "EXTERNAL"},
                "cancelOption": "SPECIFIC",
            },
            "profile": {"id": 9002},
            "scheduling": {
                "startDate": "2024-03-04T01:00:00Z",
                "timeZone": {"code": "UTC"},
                "occurrenceType": "MONTHLY",
                "occurrence": {
                    "monthlyOccurrence": {
                        "monthlyType": {
                            "occurDayOrderInMonth": {"dayOrder": "FIRST", "dayOfMonth": "MONDAY", "everyNMonths": 1}
                        }
                    }
                },
            },
            "notification": {
                "active": False,
                "reschedule": False,
                "delay": {"nb": 2, "scale": "DAY"},
                "recipients": {"list": [{"EmailAddress": "web-team@example.org"}]},
                "message": "Monthly crawl ahead",
            },
            "sendMail": False,
            "sendOneMail": False,
            "launchedCount": 0,
            "createdDate": "2024-02-20T14:00:00Z",
            "updatedDate": "2024-02-21T08:15:00Z",
        },
    )


def webapps() -> Records:
    """Web applications: 5001 has a default profile and record, 5004 has neither and no tags."""
    return _by_id(
        _webapp(5001, "Shop", "https://shop.example.com/", (77, "prod"), (78, "pci"), profile=9001, record=7001),
        _webapp(5002, "Shop Staging", "https://staging.shop.example.com/", (79, "staging"), record=7002),
        _webapp(5003, "Partner Portal", "https://partner.example.com/", (77, "prod"), profile=9002),
        _webapp(5004, "Café & Küche", "https://cafe.example.com/?a=1&b=2"),
    )


def _webapp(
    number: int, name: str, url: str, *tags: tuple[int, str], profile: int | None = None, record: int | None = None
) -> Record:
    made: Record = {
        "id": number,
        "name": name,
        "url": url,
        "owner": {"id": 4101},
        "tags": {"count": len(tags), **(_tags("Tag", *tags) if tags else {})},
        "createdDate": "2023-11-06T10:00:00Z",
        "updatedDate": "2024-01-03T16:20:00Z",
    }
    if profile:
        made["defaultProfile"] = {"id": profile}
    if record:
        made["authRecords"] = {"count": 1, "list": [{"WebAppAuthRecord": {"id": record}}]}
        made["config"] = {"defaultAuthRecord": {"id": record}}
    return made


def option_profiles() -> Records:
    """Option profiles; the first is the built-in one."""
    return _by_id(
        *[
            {
                "id": number,
                "name": name,
                "owner": {"id": 4101},
                "tags": {"count": 0},
                "createdDate": "2023-11-01T08:00:00Z",
                "updatedDate": "2023-11-01T08:00:00Z",
            }
            for number, name in ((9001, "Initial WAS Options"), (9002, "Nightly Crawl"), (9003, "Payment Pages"))
        ]
    )


def auth_records() -> Records:
    """Authentication records of the web applications."""
    return _by_id(
        *[
            {
                "id": number,
                "name": name,
                "owner": {"id": 4101},
                "tags": {"count": 0},
                "createdDate": "2023-11-07T08:00:00Z",
                "updatedDate": "2023-11-07T08:00:00Z",
            }
            for number, name in ((7001, "Shop form login"), (7002, "Staging basic"), (7003, "Shop admin login"))
        ]
    )


def dns_overrides() -> Records:
    """One DNS override."""
    return _by_id(
        {
            "id": 6001,
            "name": "Staging hosts",
            "owner": {"id": 4101},
            "tags": {"count": 0},
            "mappings": {
                "count": 1,
                "list": [{"DnsMapping": {"hostName": "staging.shop.example.com", "ipAddress": "192.0.2.20"}}],
            },
            "createdDate": "2023-12-01T08:00:00Z",
            "updatedDate": "2023-12-01T08:00:00Z",
        }
    )


def proxies() -> Records:
    """One proxy; no search is known for these, they are taken by id."""
    return _by_id({"id": 6501, "name": "DMZ proxy", "url": "http://proxy.example.com:3128"})


def scanner_appliances() -> set[str]:
    """Friendly names of the internal scanners."""
    return {"dc1-scanner", "dc2-scanner"}


def tags() -> Records:
    """Tags of the web applications, of the samples (several are called Cloud Agent), and a parent with a child."""
    plain = (
        (77, "prod"),
        (78, "pci"),
        (79, "staging"),
        (80, "Scanner Pool A"),
        (7517812, "Sample Tag"),
        (1835835, "Tag name 1"),
        (2327817, "Tag name 2"),
        (2079439, "Tag name 3"),
        (1855817, "Tag name 4"),
        (522325, "Temp Tag"),
        (217325, "Agent"),
    )
    agents = ((1828415, "Cloud Agent"), (7584632, "Cloud Agent"), (509525, "Cloud Agent"))
    made = [_tag(number, name, "STATIC") for number, name in plain]
    made += [_tag(number, name, "STATIC") for number, name in agents]
    made.append(_tag(90, "Azure", "CLOUD_ASSET", provider="AZURE"))
    made.append(_tag(91, "prod", "NAME_CONTAINS", parentTagId=90, ruleText="prod"))
    return _by_id(*made)


def _tag(number: int, name: str, rule: str, **more: Any) -> Record:
    made: Record = {"id": number, "name": name}
    if "parentTagId" in more:
        made["parentTagId"] = more.pop("parentTagId")
    return {
        **made,
        "created": "2019-01-10T08:00:00Z",
        "modified": "2019-01-10T08:00:00Z",
        "color": "#1F4E79",
        "ruleType": rule,
        **more,
    }


def host_asset_ids() -> frozenset[int]:
    """Return the ids of the printed host assets."""
    return frozenset(host_assets())


def host_assets() -> Records:
    """The virtual machines of the Azure samples, and the agent hosts of the activation samples."""
    return _by_id(*_azure_assets(), *_agent_assets())


def _azure_assets() -> list[Record]:
    return [
        {
            **_head(2687821, "user_john", "2019-10-31T22:26:46Z", "2020-06-08T23:51:19Z"),
            "sourceInfo": _azure(
                15057804,
                "2020-07-01T00:04:05Z",
                "2020-07-14T07:01:54Z",
                [],
                name="John Doe",
                location="centralus",
                vmSize="Standard_D2",
                vmId="399af5dc-c32a-4c40-95a5-c6ed0e786430",
                offer="Windows-10",
                state="DEALLOCATED",
                publisher="MicrosoftWindowsDesktop",
                version="latest",
                osType="Windows",
                subnet="default",
                subscriptionId=SUBSCRIPTION_ELIDED,
                resourceGroupName="sample_resource",
                macAddress="00-0D-3A-3F-73-D1",
                privateIpAddress="10.4.8.4",
            ),
        },
        {
            **_head(2584223, "user_john", "2019-03-04T13:12:30Z", "2019-03-07T13:37:02Z"),
            "tags": _tags("TagSimple", (7517812, "Sample Tag")),
            "sourceInfo": _azure(
                2545223,
                "2019-03-04T13:13:59Z",
                "2019-05-09T08:51:37Z",
                [("Owner", "John")],
                name="sample_resource",
                location="centralindia",
                vmSize="Standard_B1s",
                vmId="d021a491-482a-4d3c-84bb-27b21a681e13",
                offer="CentOS",
                state="DEALLOCATED",
                publisher="OpenLogic",
                version="latest",
                osType="Linux",
                subnet="default",
                subscriptionId=SUBSCRIPTION_ELIDED,
                resourceGroupName="sample_resource_group_name",
                privateIpAddress="172.17.1.5",
            ),
            "qwebHostId": 41049,
            "fqdn": "sample_resource_fqdn",
            "os": "Linux",
            "dnsHostName": "sample_resource_dns",
            "trackingMethod": "VIRTUAL_MACHINE_ID",
            "networkInterface": {"list": [{"HostAssetInterface": {"type": "PRIVATE", "address": "172.16.1.4"}}]},
            "isDockerHost": False,
        },
        {
            **_head(2690417, "ppWin2019", "2020-05-11T06:20:12Z", "2020-06-30T11:08:40Z"),
            "sourceInfo": _azure(
                15060217,
                "2020-05-11T06:21:30Z",
                "2020-07-12T07:01:54Z",
                [("Department", "QA")],
                name="ppWin2019",
                location="eastus",
                vmSize="Standard_B1ms",
                vmId="39774deb-387e-496d-bd2b-5f1217254c51",
                offer="WindowsServer",
                state="DELETED",
                publisher="MicrosoftWindowsServer",
                version="latest",
                osType="Windows",
                subnet="default",
                subscriptionId=SUBSCRIPTION_PRINTED,
                resourceGroupName="pprg01",
                macAddress="00-0D-3A-9B-3E-C4",
                publicIpAddress="52.152.137.61",
                privateIpAddress="172.16.4.4",
            ),
            "trackingMethod": "VIRTUAL_MACHINE_ID",
            "isDockerHost": False,
        },
        {
            **_head(2690533, "AmyP01ia79Win", "2020-05-12T06:20:12Z", "2020-06-30T11:09:02Z"),
            "sourceInfo": _azure(
                15060333,
                "2020-05-12T06:21:30Z",
                "2020-07-12T07:01:54Z",
                [("Owner", "QA"), ("Lifecycle", "retired")],
                name="AmyP01ia79Win",
                location="eastus",
                vmSize="Standard_D2s_v3",
                vmId="445d095d-f82f-4fde-9dac-9681d132fe0c",
                offer="Windows-10",
                state="DELETED",
                publisher="MicrosoftWindowsDesktop",
                version="latest",
                osType="Windows",
                subnet="subnet-2849",
                subscriptionId=SUBSCRIPTION_PRINTED,
                resourceGroupName="DefaultResourceGroup-EUS",
                macAddress="00-0D-3A-54-CE-E9",
                privateIpAddress="10.95.0.150",
            ),
            "trackingMethod": "VIRTUAL_MACHINE_ID",
            "isDockerHost": False,
        },
        {
            **_head(2584219, "sample_resource", "2019-03-04T13:12:31Z", "2019-05-07T16:51:42Z"),
            "sourceInfo": _azure(
                2545219,
                "2019-03-04T13:13:59Z",
                "2019-05-09T08:51:37Z",
                [("Owner", "John")],
                name="sample_resource",
                location="centralindia",
                vmSize="Standard_B1s",
                vmId="190839b8-4331-460e-b876-f565a063fddc",
                offer="WindowsServer",
                state="DELETED",
                publisher="MicrosoftWindowsServer",
                version="latest",
                osType="Windows",
                subnet="default",
                subscriptionId=SUBSCRIPTION_ELIDED,
                resourceGroupName="sample_resource_group_name",
                privateIpAddress="172.17.1.6",
            ),
            "trackingMethod": "VIRTUAL_MACHINE_ID",
            "isDockerHost": False,
        },
    ]


def _head(number: int, name: str, created: str, modified: str) -> Record:
    return {"id": number, "name": name, "created": created, "modified": modified, "type": "HOST"}


def _azure(asset: int, discovered: str, updated: str, vm_tags: list[tuple[str, str]], **values: str) -> Record:
    tag_list = [{"AzureTags": {"key": key, "value": value}} for key, value in vm_tags]
    source = {
        "assetId": asset,
        "type": "AZURE",
        "firstDiscovered": discovered,
        "lastUpdated": updated,
        "azureVmTags": {"tags": {"list": tag_list}},
        **values,
    }
    return {"list": [{"AzureAssetSourceSimple": source}]}


def _agent_assets() -> list[Record]:
    cloud_agent = (509525, "Cloud Agent")
    return [
        _agent(
            712038,
            "192.168.1.12",
            "2014-06-18T16:54:50Z",
            "2014-06-18T16:54:51Z",
            "192.168.1.12",
            "AGENT_VM",
            cloud_agent,
        ),
        _agent(
            2532638,
            "10.40.2.176",
            "2015-04-17T13:32:48Z",
            "2015-05-14T14:06:03Z",
            "10.40.2.176",
            "AGENT_VM",
            cloud_agent,
        ),
        _agent(
            2532838,
            "local IP agent",
            "2017-04-19T13:52:08Z",
            "2018-02-05T12:26:48Z",
            "192.0.2.38",
            "AGENT_VM,AGENT_PC",
            cloud_agent,
            (217325, "Agent"),
        ),
        _agent(
            5214017,
            "113080-T450",
            "2017-04-12T07:23:41Z",
            "2017-04-19T07:07:12Z",
            "192.0.2.17",
            "AGENT_VM,AGENT_SA",
            (7584632, "Cloud Agent"),
        ),
        _agent(
            5808297,
            "qubul404spp4",
            "2018-06-22T11:45:38Z",
            "2018-07-21T21:14:26Z",
            "192.0.2.97",
            "AGENT_PM",
            (1835835, "Tag name 1"),
            (2327817, "Tag name 2"),
            (1828415, "Cloud Agent"),
            (2079439, "Tag name 3"),
            (1855817, "Tag name 4"),
        ),
    ]


def _agent(
    number: int, name: str, created: str, modified: str, address: str, modules: str, *tag_pairs: tuple[int, str]
) -> Record:
    return {
        **_head(number, name, created, modified),
        "tags": _tags("TagSimple", *tag_pairs),
        "sourceInfo": {"list": [{"AssetSource": {}}]},
        "qwebHostId": 600000 + number % 10000,
        "os": "Windows 10 Enterprise 64 bit Edition",
        "agentInfo": {
            "agentVersion": "2.0.6.1",
            "agentId": f"7d0e4b52-91aa-4c3f-8f60-0000{number:08d}",
            "status": "STATUS_ACTIVE",
            "lastCheckedIn": "2018-07-21T21:14:26Z",
            "connectedFrom": "203.0.113.9",
            "platform": "Windows",
            "activatedModule": modules,
            "manifestVersion": {"vm": "VULNSIGS-VM-2.4.375-3"},
            "agentConfiguration": {"id": 11001, "name": "Initial Profile"},
            "activationKey": {"activationId": KEY_UUID_PRINTED, "title": "example key create from api"},
        },
        "address": address,
        "trackingMethod": "QAGENT",
        "networkInterface": {"list": [{"HostAssetInterface": {"hostname": name, "address": address}}]},
        "isDockerHost": False,
    }


def activation_keys() -> Records:
    """Return the key that the printed creation answered (the agents above use it), a limited and a disabled one.

    The sample asks for the title "example create from api" and answers "example key create from api": the first is
    free, so that the creation works.
    """
    return _by_id(
        activation_key(
            KEY_OF_AGENTS,
            KEY_UUID_PRINTED,
            "example key create from api",
            ("SA",),
            tags=(522325,),
            datePurchased="2016-09-07T14:48:15Z",
        ),
        activation_key(
            KEY_LIMITED,
            "0b3f4f1e-6a55-4c1d-9a43-1d2c7a90be02",
            "Linux servers",
            ("VM_LICENSE", "SCA", "PM"),
            tags=(77, 78),
            type="COUNT_TIME_LIMITED",
            countPurchased=250,
            expireDate="2040-01-31T00:00:00Z",
        ),
        activation_key(
            KEY_DISABLED, "7f9d0c55-2e0a-4b86-8c1e-55e5a6f1c903", "Retired laptops", ("VM_LICENSE",), isDisabled=True
        ),
    )


def activation_key(
    number: int, secret: str, title: str, licenses: tuple[str, ...], tags: tuple[int, ...] = (), **more: Any
) -> Record:
    """Return an activation key as it is stored."""
    return {
        "id": number,
        "activationKey": secret,
        "countPurchased": 0,
        "datePurchased": "2023-05-02T09:00:00Z",
        "type": "UNLIMITED",
        "title": title,
        "networkId": 0,
        "isDisabled": False,
        "modules": {"list": [{"ActivationKeyModule": {"license": name}} for name in licenses]},
        "tags": {"list": [{"Tag": {"id": tag}} for tag in tags]},
        **more,
    }


def installers() -> dict[tuple[str, str], Record]:
    """Return a few agent installers, small and of the right kind of file at their first bytes."""
    version = "6.0.0.41"
    return {
        ("WINDOWS", "X_86_64"): {"version": version, "extension": ".exe", "content": b"MZ simulated installer\n" * 20},
        ("MACOSX_M_1", "ARM_64"): {"version": version, "extension": ".pkg", "content": b"xar! simulated\n" * 20},
        ("LINUX", "X_64"): {"version": version, "extension": ".rpm", "content": b"\xed\xab\xee\xdb simulated\n" * 20},
        ("LINUX_UBUNTU", "X_64"): {"version": version, "extension": ".deb", "content": b"!<arch>\nsimulated\n" * 20},
    }
