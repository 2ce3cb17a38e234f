# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The printed samples of "update schedule", sent as their curl lines say and nothing more."""

from __future__ import annotations

import requests
from lxml import etree

NOTIFICATION = """<ServiceRequest>
<data>
<WasScanSchedule>
<notification>
<active>true</active>
<delay>
<nb>4</nb>
<scale>DAY</scale>
</delay>
<recipients>
<set>
<EmailAddress>
<![CDATA[name1@company.com]]>
</EmailAddress>
<EmailAddress>
<![CDATA[name2@company.com]]>
</EmailAddress>
<EmailAddress>
<![CDATA[name3@company.com]]>
</EmailAddress>
</set>
</recipients>
<message>
<![CDATA[The schedule notification message]]>
</message>
</notification>
</WasScanSchedule>
</data>
</ServiceRequest>
"""
RESCHEDULE = """<ServiceRequest>
<data>
<WasScanSchedule>
<name>
<![CDATA[Update Notification to enable Reschedule]]>
</name>
<notification>
<active>true</active>
<reschedule>true</reschedule>
<delay>
<nb>1</nb>
<scale>DAY</scale>
</delay>
<message>
<![CDATA[A Qualys scan is scheduled to start soon.]]>
</message>
</notification>
</WasScanSchedule>
</data>
</ServiceRequest>
"""
ONE_MAIL = """<ServiceRequest>
<data>
<WasScanSchedule>
<name>Schedule with sendOneMail enabled</name>
<sendMail>true</sendMail>
<sendOneMail>true</sendOneMail>
</WasScanSchedule>
</data>
</ServiceRequest>
"""
ANSWER = """<?xml version="1.0" encoding="UTF-8"?>
<ServiceResponse xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
xsi:noNamespaceSchemaLocation="{url}/qps/xsd/3.0/was/wasscanschedule.xsd">
<responseCode>SUCCESS</responseCode>
<count>1</count>
<data>
<WasScanSchedule>
<id>{id}</id>
</WasScanSchedule>
</data>
</ServiceResponse>"""


def curl(sim, number, body):
    """Do what the curl line does: -u, content-type: text/xml, POST, --data-binary."""
    return requests.post(
        f"{sim.url}/qps/rest/3.0/update/was/wasscanschedule/{number}",
        data=body.encode(),
        headers={"content-type": "text/xml"},
        auth=("demo", "demo"),
        timeout=10,
    )


def same_xml(answer, expected):
    parser = etree.XMLParser(remove_blank_text=True)
    return etree.tostring(etree.fromstring(answer, parser)) == etree.tostring(etree.fromstring(expected, parser))


def answered_as_printed(sim, response, number):
    return response.status_code == 200 and same_xml(response.content, ANSWER.format(url=sim.url, id=number).encode())


def test_notification_sample(sim, api):
    before = api.schedule(1688)
    response = curl(sim, 1688, NOTIFICATION)
    assert answered_as_printed(sim, response, 1688)
    after = api.schedule(1688)
    assert after["notification"] == {
        "active": "true",
        "reschedule": "false",
        "delay": {"nb": 4, "scale": "DAY"},
        "recipients": {"count": 3, "list": [{"EmailAddress": f"name{number}@company.com"} for number in (1, 2, 3)]},
        "message": "The schedule notification message",
    }
    assert before["notification"] != after["notification"]
    changed = {key for key in after if after[key] != before.get(key)}
    assert changed == {"notification", "updatedDate"}


def test_reschedule_sample(sim, api):
    assert api.schedule(171425669)["notification"]["reschedule"] == "false"
    assert answered_as_printed(sim, curl(sim, 171425669, RESCHEDULE), 171425669)
    after = api.schedule(171425669)
    assert after["name"] == "Update Notification to enable Reschedule"
    assert after["notification"]["reschedule"] == "true"
    assert after["notification"]["delay"] == {"nb": 1, "scale": "DAY"}
    assert after["notification"]["message"] == "A Qualys scan is scheduled to start soon."
    assert after["notification"]["recipients"]["list"] == [{"EmailAddress": "web-team@example.org"}]


def test_one_mail_sample(sim, api):
    before = api.schedule(171425669)
    assert (before["sendMail"], before["sendOneMail"]) == ("false", "false")
    assert answered_as_printed(sim, curl(sim, 171425669, ONE_MAIL), 171425669)
    after = api.schedule(171425669)
    assert after["name"] == "Schedule with sendOneMail enabled"
    assert (after["sendMail"], after["sendOneMail"]) == ("true", "true")


def test_each_sample_is_journaled_as_a_write(sim):
    curl(sim, 1688, NOTIFICATION)
    entry = sim.journal[-1]
    assert (entry["operation"], entry["is_write"], entry["object_id"]) == ("update/was/wasscanschedule", True, 1688)
    assert (entry["status"], entry["response_code"], entry["user"]) == (200, "SUCCESS", "demo")
    assert "name1@company.com" in entry["body"]
