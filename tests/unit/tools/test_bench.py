# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of the benchmark that only compute: ratios, verdicts, rounds, tables, files."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tools.bench import compare, rounds, sources, table
from tools.bench.fetching import Fetch, _rows
from tools.bench.growth import Cost, _time
from tools.bench.process import CommandFailed, run
from tools.bench.results import Result, load, merged, middle, save
from tools.bench.rounds import Contender, counted, in_turns


class Clock:
    """Goes on by what each run takes."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def taking(self, seconds, order=None, name=""):
        def work():
            self.now += seconds
            if order is not None:
                order.append(name)
            return seconds

        return work


@pytest.mark.parametrize(
    ("result", "ratio", "verdict"),
    [
        (Result("reached", 3.5, 10.0, "s", 0.35), 0.35, "target 0.35, reached"),
        (Result("missed", 3.6, 10.0, "s", 0.35), 0.36, "target 0.35, missed"),
        (Result("informs", 1.0, 4.0, "s"), 0.25, ""),
        (Result("none", 0, 50, "calls", 0.0), 0.0, "target 0, reached"),
        (Result("some", 1, 50, "calls", 0.0), 0.02, "target 0, missed"),
        (Result("theirs is nothing", 1.0, 0.0, "s", 0.5), None, "target 0.5, missed"),
    ],
    ids=lambda value: value.name if isinstance(value, Result) else None,
)
def test_ratio_and_verdict(result, ratio, verdict):
    assert (result.ratio, result.verdict) == (pytest.approx(ratio), verdict)


def test_one_disturbed_round_does_not_count():
    assert middle([2.0, 2.2, 90.0]) == 2.2


def test_results_file(tmp_path):
    path = tmp_path / "results.json"
    results = [Result("a", 1.23456, 4.0, "s", 0.35, "5 rounds"), Result("b", 1, 0, "calls")]
    save(results, path)
    assert json.loads(path.read_text(encoding="utf-8")) == [
        {"name": "a", "ours": 1.2346, "theirs": 4.0, "unit": "s", "ratio": 0.3086, "target": 0.35, "note": "5 rounds"},
        {"name": "b", "ours": 1, "theirs": 0, "unit": "calls", "ratio": None, "target": None, "note": ""},
    ]
    assert [result.verdict for result in load(path)] == ["target 0.35, reached", ""]


def test_what_is_measured_again_takes_the_place_of_what_was():
    earlier = [Result("a", 1, 2, "s"), Result("b", 1, 2, "s")]
    newer = [Result("c", 3, 3, "s"), Result("a", 9, 9, "s")]
    assert [(one.name, one.ours) for one in merged(earlier, newer)] == [("a", 9), ("b", 1), ("c", 3)]
    assert merged([], newer) == newer


def test_contenders_take_turns():
    clock, order = Clock(), []
    contenders = {name: Contender(clock.taking(1, order, name), 3) for name in "ab"}
    samples = in_turns(contenders, 100, lambda line: None, clock)
    assert order == ["a", "b"] * 3
    assert samples == {"a": [1, 1, 1], "b": [1, 1, 1]}


@pytest.mark.parametrize(("seconds", "number"), [(1, 1), (39, 3), (40, 4), (1000, 5)])
def test_rounds_that_do_not_fit_are_left_out(seconds, number):
    clock = Clock()
    contenders = {"quick": Contender(clock.taking(2)), "slow": Contender(clock.taking(8))}
    assert len(in_turns(contenders, seconds, lambda line: None, clock)["slow"]) == number


def test_a_very_slow_one_runs_less_often_and_does_not_stop_the_others():
    clock = Clock()
    contenders = {"quick": Contender(clock.taking(1)), "slow": Contender(clock.taking(20), 2)}
    samples = in_turns(contenders, 100, lambda line: None, clock)
    assert {name: len(some) for name, some in samples.items()} == {"quick": 5, "slow": 2}
    assert counted(samples) == "5 and 2 rounds"


def test_rounds_are_told():
    assert counted({"a": [1], "b": [1]}) == "1 round"
    assert counted({"a": [1, 2], "b": [1, 2]}) == "2 rounds"
    told = []
    rounds.in_turns({"a": Contender(lambda: 1, 2)}, 100, told.append)
    assert told == ["a: round 1", "a: round 2"]


RESULTS = [
    Result("fetch, against others", 3.6, 10, "s", 0.35, "5 rounds"),
    Result("memory", 88.25, 95, "MiB"),
    Result("calls", 0, 1234, "calls", 0.0),
]


def test_plain_table():
    lines = table.plain(RESULTS).splitlines()
    assert lines[0].split() == ["measured", "ours", "theirs", "ratio", "target", "note"]
    assert lines[2].split("  ")[-1] == "5 rounds"
    assert "target 0.35, missed" in lines[2]
    assert [line.split()[-1] for line in lines[3:4]] == ["0.93"]
    assert "1,234 calls" in lines[4]
    assert lines[-1] == "1 of 2 targets reached"


def test_markdown_table_goes_into_its_section_and_can_be_replaced():
    page = f"# Figures\n\n{table.START}\n{table.END}\n\nThe end.\n"
    first = table.placed(page, table.markdown(RESULTS))
    assert first.startswith("# Figures\n")
    assert first.endswith("The end.\n")
    assert "| fetch, against others | 3.60 s | 10 s | 0.36 | target 0.35, missed | 5 rounds |" in first
    assert table.placed(first, table.markdown(RESULTS)) == first
    assert "fetch" not in table.placed(first, "nothing")
    with pytest.raises(ValueError, match="no section"):
        table.placed("# Figures\n", "nothing")


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0 s"), (3, "3 s"), (0.0614, "0.061 s"), (0.156, "0.16 s"), (12.34, "12.3 s"), (123.4, "123 s")],
)
def test_figures_have_the_digits_they_are_worth(number, shown):
    assert table.figure(number, "s") == shown


class Fleet(NamedTuple):
    """All that growth needs to know of a simulator."""

    hosts: int


def test_growth_compares_one_host_with_one_host():
    samples = {10: [Cost(20, 0), Cost(20, 0), Cost(90, 0)], 100: [Cost(230, 0)] * 3}
    found = _time("fetch", samples, Fleet(10), Fleet(100))
    assert (found.name, found.ratio) == ("fetch: one of 100 hosts, against one of 10", pytest.approx(1.15))
    assert (found.is_missed, found.note) == (True, "3 rounds")


def test_calls_of_a_fetch():
    asked = [{"running": 1, "status": 200}, {"running": 3, "status": 200}, {"running": 5, "status": 409}]
    assert Fetch(1, 1, 1, 1, "", asked).told_of_calls == "3 calls, up to 5 at once, 1 BLOCKED"
    assert Fetch(1, 1, 1, 1, "", asked[:1] * 2).told_of_calls == "2 calls"


def test_rows_of_two_fetches():
    ours = Fetch(1, 1, 10, 10, "same", [])
    assert _rows(ours, Fetch(2, 2, 10, 10, "same", [])) == "the same 10 rows"
    assert _rows(ours, Fetch(2, 2, 11, 10, "other", [])) == "theirs 11 rows of 10 hosts"
    assert _rows(ours, Fetch(2, 2, 10, 10, "other", [])) == "OTHER ROWS: 10 and 10"


def test_what_a_command_costs(tmp_path):
    usage = run([sys.executable, "-c", "print('x' * 3); bytearray(64 << 20)"], tmp_path, dict(os.environ))
    assert usage.out.read_text(encoding="utf-8") == "xxx\n"
    assert usage.seconds > 0
    assert usage.mebibytes > 64


def test_a_command_that_fails_is_not_measured(tmp_path):
    with pytest.raises(CommandFailed, match="ended with 3:\nwhy"):
        run([sys.executable, "-c", "import sys; print('why', file=sys.stderr); sys.exit(3)"], tmp_path, {})


def test_keys_for_jinja_mean_the_same():
    groups = [{"key": "qualys_tags", "prefix": "tag"}]
    assert sources.without_fast_path(groups) == [{"key": "(qualys_tags)", "prefix": "tag"}]
    assert groups == [{"key": "qualys_tags", "prefix": "tag"}]


def test_static_source_is_a_script_that_shows_the_listing(tmp_path):
    listing = tmp_path / "it's a listing.json"
    listing.write_text('{"_meta": {}}', encoding="utf-8")
    script = sources.static_source(tmp_path, listing)
    assert Path(script).stat().st_mode & stat.S_IXUSR
    assert subprocess.check_output([script, "--list"], text=True) == '{"_meta": {}}'


def test_a_play_repeats_its_task(tmp_path):
    path = sources.play(tmp_path, "uri", sources.uri_task("https://127.0.0.1:1", "/ca.pem"), 11)
    (play,) = json.loads(Path(path).read_text(encoding="utf-8"))
    assert len({task["name"] for task in play["tasks"]}) == 11
    assert play["gather_facts"] is False


def test_listings_are_the_same_in_any_order():
    one = {"all": {"children": ["a", "b"]}, "a": {"hosts": ["x", "y"]}, "_meta": {"hostvars": {"x": {"n": [1, 2]}}}}
    other = {"_meta": {"hostvars": {"x": {"n": [1, 2]}}}, "a": {"hosts": ["y", "x"]}, "all": {"children": ["b", "a"]}}
    assert compare.ordered(one) == compare.ordered(other)
    other["_meta"]["hostvars"]["x"]["n"] = [2, 1]
    assert compare.ordered(one) != compare.ordered(other)
