# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the role onboarding_report: what it counts, how it lays out a week, what it remembers, how it looks."""

from __future__ import annotations

import base64
import html
import re
from datetime import datetime, timezone
from pathlib import Path

import jinja2
import jinja2.meta
import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.community.qualys.plugins.filter.report_view import FilterModule
from ansible_collections.community.qualys.plugins.plugin_utils.report.memory import Memory, remembered
from ansible_collections.community.qualys.plugins.plugin_utils.report.text import percent, safe

NOW = "2026-11-25T08:00:00Z"
LATER = "2026-11-26T09:30:00Z"
TEMPLATES = Path(__file__).resolve().parents[4] / "roles" / "onboarding_report" / "templates"
ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(TEMPLATES), undefined=jinja2.StrictUndefined, trim_blocks=True, autoescape=False
)
report_view = FilterModule().filters()["report_view"]


def view(**data):
    return report_view({"now": NOW, **data})


def page(**data):
    """Return the page as the role writes it."""
    return ENVIRONMENT.get_template("report.html.j2").render(onboarding_report_view=view(**data))


def host(number, **facts):
    row = {"id": number, "name": "web-%d" % number, "azure_state": "RUNNING", "azure_location": "eastus"}
    return {**row, "azure_subscription_id": "s", "agent_id": None, "agent_modules": None, **facts}


def agent(number, *modules, **facts):
    return host(number, agent_id="a", agent_status="STATUS_ACTIVE", agent_modules=list(modules), **facts)


def schedule(number, next_launch_date, **facts):
    row = {"id": number, "name": "s%d" % number, "enabled": True, "type": "vulnerability", "target": {}}
    return {**row, "next_launch_date": next_launch_date, "scheduling": {}, **facts}


def launches(found):
    """Return the launches of the calendar as (day, time, name, is it told)."""
    return [
        (day["day"], entry["time"], entry["name"], entry["is_told"])
        for day in found["week"]["days"]
        for entry in day["entries"]
    ]


class TestHosts:
    def test_deleted_machines_are_not_counted(self):
        found = view(hosts=[agent(1, "AGENT_VM"), host(2), host(3, azure_state="DELETED"), host(4, azure_state=None)])
        assert found["hosts"]["total"] == "3"
        assert found["hosts"]["deleted"] == "1"
        assert [(row["name"], row["count"]) for row in found["hosts"]["states"]] == [("RUNNING", "2"), ("unknown", "1")]
        assert found["agents"]["with_agent"] == "1"
        assert [row["name"] for row in found["agents"]["without"]] == ["web-2", "web-4"]

    def test_locations_by_size_and_the_rest_in_one_row(self):
        hosts = [host(n, azure_location="r%02d" % (n % 40)) for n in range(80)] + [agent(99, azure_location="r07")]
        table = view(hosts=hosts)["hosts"]["locations"]
        assert table["count"] == "40"
        assert len(table["rows"]) == 30
        first = table["rows"][0]
        assert (first["name"], first["count"], first["with_agent"], first["width"]) == ("r07", "3", "33%", 100.0)
        assert table["more"] == {"rows": "10", "count": "20"}

    def test_modules_wanted_first_then_by_number(self):
        hosts = [agent(1, "AGENT_VM", "AGENT_SA"), agent(2, "AGENT_SA"), host(3)]
        found = view(hosts=hosts, modules=["AGENT_PC", "VM"])
        rows = [(row["word"], row["count"], row["percent"], row["wanted"]) for row in found["agents"]["modules"]]
        assert rows == [("PC", "0", "0%", True), ("VM", "1", "33%", True), ("SA", "2", "67%", False)]
        told = [(entry["tone"], entry["count"], entry["text"]) for entry in found["attention"]]
        assert told == [
            ("bad", "1", "running host has no agent"),
            ("warn", "2", "agents are not activated for PC"),
            ("warn", "1", "agent is not activated for VM"),
        ]

    @pytest.mark.parametrize(
        ("part", "whole", "text"),
        [(0, 0, "\u2013"), (0, 9, "0%"), (9, 9, "100%"), (1, 9999, "1%"), (9998, 9999, "99%"), (1, 3, "33%")],
    )
    def test_neither_all_nor_none_is_claimed_falsely(self, part, whole, text):
        assert percent(part, whole) == text


class TestCalendar:
    def test_it_begins_with_the_next_launch(self):
        found = view(schedules=[schedule(1, "2026-12-03T22:00:00Z"), schedule(2, "2027-03-01T00:00:00Z")])
        assert found["week"]["from"] == "Thu 3 Dec 2026"
        assert found["week"]["to"] == "Wed 9 Dec 2026"
        assert launches(found) == [("3 Dec", "22:00", "s1", True)]
        assert [row["when"] for row in found["coming"]["rows"]] == ["Thu 3 Dec 2026, 22:00", "Mon 1 Mar 2027, 00:00"]

    def test_rhythms(self):
        daily = {"occurrence": "daily", "every": 3}
        weekly = {"occurrence": "weekly", "every": 1, "on_days": ["monday", "thursday"]}
        seldom = {"occurrence": "weekly", "every": 2, "on_days": ["monday", "thursday"]}
        told_little = {"occurrence": "weekly"}
        rows = [
            schedule(n, "2026-11-26T0%d:00:00Z" % n, scheduling=timing)
            for n, timing in enumerate((daily, weekly, seldom, told_little))
        ]
        assert launches(view(schedules=rows)) == [
            ("26 Nov", "00:00", "s0", True),
            ("26 Nov", "01:00", "s1", True),
            ("26 Nov", "02:00", "s2", True),
            ("26 Nov", "03:00", "s3", True),
            ("29 Nov", "00:00", "s0", False),
            ("30 Nov", "01:00", "s1", False),
            ("2 Dec", "00:00", "s0", False),
        ]

    def test_the_clock_of_the_schedule_is_kept_when_summer_time_ends(self):
        pytest.importorskip("zoneinfo").ZoneInfo("Europe/Paris")
        timing = {"occurrence": "daily", "every": 1, "time_zone": "Europe/Paris"}
        found = launches(
            view(schedules=[schedule(1, "2026-10-24T20:00:00Z", scheduling=timing)], now="2026-10-20T00:00:00Z")
        )
        assert [time for _day, time, _name, _told in found[:3]] == ["20:00", "21:00", "21:00"]

    def test_no_more_than_the_launches_that_are_left(self):
        timing = {"occurrence": "daily", "every": 1, "occurrence_count": 5}
        rows = [
            schedule(1, "2026-11-26T01:00:00Z", scheduling=timing, launched_count=3),
            schedule(2, "2026-11-26T02:00:00Z", scheduling=timing),
        ]
        assert launches(view(schedules=rows)) == [
            ("26 Nov", "01:00", "s1", True),
            ("26 Nov", "02:00", "s2", True),
            ("27 Nov", "01:00", "s1", False),
        ]

    def test_what_a_search_does_not_tell_comes_from_what_is_known(self):
        known = {"id": 1, "name": "old", "scheduling": {"occurrence": "daily", "every": 6}, "launched_count": 1}
        searched = schedule(1, "2026-11-26T01:00:00Z", scheduling={"occurrence": "daily"})
        found = view(schedules=[searched], known_schedules=[known, {**known, "id": 9}])
        assert [launch[:3] for launch in launches(found)] == [("26 Nov", "01:00", "s1"), ("2 Dec", "01:00", "s1")]

    def test_off_idle_invalid_and_overdue_schedules_are_told(self):
        rows = [
            schedule(1, "2026-11-26T01:00:00Z", enabled=False),
            schedule(2, None),
            schedule(3, None, invalid=True),
            schedule(4, "2026-11-24T07:59:59Z"),
        ]
        found = view(schedules=rows, sections=["schedules"])
        assert found["week"] is None
        assert [entry["text"] for entry in found["attention"]] == [
            "schedule has lost its web application",
            "schedule should have launched already",
            "active schedule has no launch planned",
            "schedule is switched off",
        ]

    def test_a_busy_day_shows_the_first_launches_and_a_number(self):
        rows = [schedule(n, "2026-11-26T%02d:00:00Z" % (n % 3)) for n in range(30)]
        day = view(schedules=rows)["week"]["days"][0]
        assert day["words"] == "30 launches"
        assert len(day["entries"]) == 8
        assert day["more"] == "22"
        assert day["bars"] == [{"hour": hour, "height": 20.0} for hour in range(3)]


def test_pci_verdicts_of_the_newest_scan_of_each_title():
    def scan(number, title, state="finished", compliance="Pass", started="2026-11-01T00:00:00Z"):
        return {"id": number, "title": title, "state": state, "compliance": compliance, "started": started}

    scans = [
        scan(1, "a", compliance="Fail"),
        scan(2, "a", started="2026-11-02T00:00:00Z"),
        scan(3, "b", compliance="Fail"),
        scan(4, "c", state="running", compliance=None),
        scan(5, "d", state="canceled", compliance=None),
    ]
    found = view(pci_scans=scans, sections=["pci"])
    assert [(row["title"], row["mark"], row["word"]) for row in found["pci"]["rows"]] == [
        ("d", "fail", "no verdict"),
        ("b", "fail", "Fail"),
        ("c", "open", "running"),
        ("a", "pass", "Pass"),
    ]
    assert found["tiles"] == [
        {"section": "pci", "label": "PCI scans passed", "value": "1 of 3", "note": "2 failed, 1 open"}
    ]
    assert found["attention"][0]["text"] == "PCI scans ended without a pass: d, b"


SUMMARIES = {"was_onboarding": [{"counts": {"created": 2}}], "agent_onboarding": [{"action": "install"}]}


class TestMemory:
    def next(self, before, **data):
        return page(previous=base64.b64encode(before.encode()).decode(), **data)

    def test_the_same_data_give_the_same_page_whatever_the_time(self):
        first = page(hosts=[host(1)], summaries=SUMMARIES)
        assert "Scan schedules created" in first
        assert self.next(first, hosts=[host(1)], now=LATER) == first

    def test_new_data_move_the_time_and_keep_the_changes(self):
        first = page(hosts=[host(1)], summaries=SUMMARIES)
        second = self.next(first, hosts=[host(1), host(2)], now=LATER)
        assert "As of Thu 26 Nov 2026, 09:30" in second
        assert "By the run of Wed 25 Nov 2026, 08:00" in second

    def test_new_changes_move_both(self):
        first = page(hosts=[host(1)], summaries=SUMMARIES)
        second = self.next(first, hosts=[host(1)], now=LATER, summaries={"pci_onboarding": [{"counts": {"added": 1}}]})
        assert "As of Thu 26 Nov 2026, 09:30" in second
        assert "By the run of Thu 26 Nov 2026, 09:30" in second
        assert "Scan schedules created" not in second

    @pytest.mark.parametrize(
        "content",
        ["", "!!!!", "bm90IGpzb24=", base64.b64encode(b'{"other": 1}').decode(), base64.b64encode(b"[1]").decode()]
        + [base64.b64encode(text).decode() for text in (b'{"changes": [{"what": 1}]}', b'{"since": 5}', b"\xff")],
    )
    def test_a_damaged_memory_is_none(self, content):
        assert remembered('<meta name="qualys-report-memory" content="%s">' % content) == Memory()
        assert remembered("<html>another page</html>") == Memory()

    def test_planted_markup_in_a_memory_is_escaped(self):
        memory = Memory("d", NOW, [{"what": "<script>", "count": '"><b>'}], NOW)
        before = '<meta name="qualys-report-memory" content="%s">' % memory.packed()
        assert "<script>" not in self.next(before, hosts=[])


class TestSafety:
    @given(st.text())
    def test_no_text_gets_out_of_its_place(self, text):
        found = safe({"a": [text]})["a"][0]
        assert not set("<>\"'") & set(found)
        assert not re.search("&(?!amp;|lt;|gt;|quot;|#x27;)", found)
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", found)
        found.encode("utf-8")

    def test_ordinary_text_stays_as_it_is(self):
        for text in ("Gr\u00fc\u00dfe an \u6771\u4eac, 5 \u20ac", "{{ no_template }}", "a & b < c"):
            assert html.unescape(safe(text)) == text

    def test_the_template_knows_no_other_variable(self):
        source = (TEMPLATES / "report.html.j2").read_text(encoding="utf-8")
        assert jinja2.meta.find_undeclared_variables(ENVIRONMENT.parse(source)) <= {"onboarding_report_view", "range"}
        assert "safe" not in re.findall(r"\|\s*(\w+)", source)


class TestBadInput:
    @pytest.mark.parametrize(
        ("data", "message"),
        [
            ({"time_zone": "Mars/North"}, "time_zone: 'Mars/North' is no time zone that the controller knows"),
            ({"time_zone": "../../etc/passwd"}, "time_zone: '../../etc/passwd' is no time zone"),
            (
                {"sections": ["host"]},
                "sections: 'host' is no section; there are hosts, agents, schedules, pci, changes",
            ),
            ({"now": "today"}, "now: 'today' is no time"),
        ],
    )
    def test_it_is_named(self, data, message):
        with pytest.raises(AnsibleFilterError) as error:
            view(**data)
        assert message in str(error.value)


STYLE = re.search("<style>(.*?)</style>", (TEMPLATES / "report.html.j2").read_text(encoding="utf-8"), re.DOTALL)[1]
PALETTES = [
    dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
]


class TestLook:
    @staticmethod
    def light(colour):
        """Return the relative luminance of WCAG 2."""
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))

    def contrast(self, one, other):
        high, low = sorted((self.light(one), self.light(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    def test_there_are_palettes_for_light_dark_and_paper(self):
        light, dark, paper = PALETTES
        assert light == paper != dark
        assert "prefers-color-scheme: dark" in STYLE
        assert "@media print" in STYLE

    @pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark", "print"])
    def test_text_can_be_read(self, palette):
        for ink in ("ink", "muted", "good", "bad", "warn"):
            for ground in ("paper", "soft"):
                assert self.contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground)
        assert self.contrast(palette["fill"], palette["paper"]) >= 3
        assert self.contrast(palette["fill"], palette["track"]) >= 3

    def test_tables_have_captions_and_headers_and_drawings_are_hidden_from_readers(self):
        text = page(hosts=[agent(1, "AGENT_VM"), host(2)], schedules=[schedule(1, LATER)], pci_scans=[{"id": 1}])
        assert text.count("<table") == text.count("<caption") == 7
        assert text.count("<svg") == text.count('aria-hidden="true" focusable="false"') > 5
        for row in re.findall("<tr.*?</tr>", text):
            assert 'scope="row"' in row or 'scope="col"' in row
        assert '<html lang="en">' in text

    def test_an_empty_account_has_words_for_it(self):
        text = page()
        for words in ("No Azure hosts were found.", "No launches are planned.", "There are no PCI scans."):
            assert words in text
        assert "No run has changed anything yet." in text
        assert '<p class="well">Nothing.</p>' in text

    def test_nothing_but_the_page_is_needed(self):
        text = page(hosts=[host(1)])
        assert "default-src 'none'" in text
        assert not re.search(r"https?://|url\(|@import|<script|<link|<img| src=| href=", text)

    def test_ten_thousand_hosts_stay_a_small_page(self):
        hosts = [
            host(n, azure_location="r%d" % (n % 30), azure_subscription_id="s%d" % (n % 90)) for n in range(10_000)
        ]
        rows = [schedule(n, "2026-11-%02dT%02d:00:00Z" % (26 + n % 5, n % 24)) for n in range(200)]
        assert len(page(hosts=hosts, schedules=rows)) < 100_000


def test_all_moments_are_in_the_zone_of_the_page():
    pytest.importorskip("zoneinfo").ZoneInfo("Asia/Kolkata")
    found = view(schedules=[schedule(1, "2026-11-26T20:00:00Z")], time_zone="Asia/Kolkata")
    assert launches(found) == [("27 Nov", "01:30", "s1", True)]
    assert found["as_of"] == "Wed 25 Nov 2026, 13:30"
    assert datetime(2026, 11, 27, tzinfo=timezone.utc).weekday() == 4
