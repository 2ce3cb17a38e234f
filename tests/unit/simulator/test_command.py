# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: first line, signals, TLS, journal file, and errors that help."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from tests.simulator.__main__ import main
from tests.simulator.faults import KINDS
from tests.simulator.server import Simulator
from tests.simulator.switches import TABLE

ROOT = Path(__file__).resolve().parents[3]
VERSION = "/qps/rest/portal/version"


@contextmanager
def command(*arguments):
    with subprocess.Popen(
        [sys.executable, "-m", "tests.simulator", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_life_of_the_command(tmp_path, number):
    journal = tmp_path / "journal.jsonl"
    with command(
        "--port",
        "0",
        "--assets",
        "5",
        "--journal",
        str(journal),
        "--set",
        "error_http=real",
        "--fault",
        "kind=status,status=502,call=2",
    ) as (process, url):
        assert url.startswith("http://127.0.0.1:")
        assert requests.get(url + VERSION, auth=("demo", "wrong"), timeout=10).status_code == 401
        assert requests.get(url + VERSION, auth=("demo", "demo"), timeout=10).status_code == 502
        reply = requests.post(
            url + "/qps/rest/2.0/count/am/hostasset",
            auth=("demo", "demo"),
            timeout=10,
            headers={"Content-Type": "text/xml"},
        )
        assert "<count>15</count>" in reply.text
        entries = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
        assert [entry["operation"] for entry in entries] == ["portal/version", "portal/version", "count/am/hostasset"]
        assert {
            "operation",
            "is_write",
            "path",
            "status",
            "method",
            "params",
            "body",
            "user",
            "response_code",
            "object_id",
            "accept",
            "running",
        } <= set(entries[0])
        process.send_signal(number)
        assert process.wait(10) == 0
        assert process.stderr.read() == ""


def test_tls(tmp_path):
    with command("--tls", str(tmp_path / "tls"), "--port", "0") as (_process, url):
        assert url.startswith("https://127.0.0.1:")
        ca_path = str(tmp_path / "tls" / "ca.pem")
        assert requests.get(url + VERSION, auth=("demo", "demo"), verify=ca_path, timeout=10).status_code == 200
        named = url.replace("127.0.0.1", "localhost")
        assert requests.get(named + VERSION, auth=("demo", "demo"), verify=ca_path, timeout=10).status_code == 200
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(url + VERSION, timeout=10)


def test_tls_in_a_thread(tmp_path):
    with Simulator(tls_dir=tmp_path) as sim:
        assert sim.ca_path == str(tmp_path / "ca.pem")
        reply = requests.get(sim.url + VERSION, auth=("demo", "demo"), verify=sim.ca_path, timeout=10)
        assert sim.url + "/qps/xsd/version.xsd" in reply.text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "speed=1"], "unknown switch 'speed'; valid switches:"),
        (["--set", "error_http=7"], "valid values: 200, real"),
        (["--set", "error_http"], "is not of the form NAME=VALUE"),
        (["--fault", "kind=quake"], "unknown fault 'quake'"),
        (["--journal", "/nonexistent/journal"], "No such file"),
        (["--port", "many"], "invalid int value"),
        (["--host", "198.51.100.1"], "cannot serve"),
    ],
)
def test_errors_help(capsys, arguments, said):
    with pytest.raises(SystemExit) as ending:
        main(arguments)
    assert ending.value.code == 2
    assert said in capsys.readouterr().err


def test_lists(capsys):
    assert main(["--list-switches"]) == 0
    listed = capsys.readouterr().out
    assert all(f"{switch.name} = " in listed and switch.source in listed for switch in TABLE)
    assert main(["--list-faults"]) == 0
    listed = capsys.readouterr().out
    assert all(kind in listed for kind in KINDS)


def test_help(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    for option in (
        "--port",
        "--assets",
        "--seed",
        "--latency-ms",
        "--tls",
        "--journal",
        "--set",
        "--fault",
        "--host",
        "--list-switches",
        "--list-faults",
    ):
        assert option in text


def test_latency():
    with Simulator(latency_ms=60) as sim:
        reply = requests.get(sim.url + VERSION, auth=("demo", "demo"), timeout=10)
        assert reply.elapsed.total_seconds() >= 0.06


def test_taken_port():
    with Simulator() as sim:
        port = int(sim.url.rpartition(":")[2])
        with pytest.raises(OSError, match="address already in use"):
            Simulator(port=port).start()


def test_ipv6_address():
    try:
        with Simulator(host="::1") as sim:
            assert sim.url.startswith("http://[::1]:")
            assert requests.get(sim.url + VERSION, auth=("demo", "demo"), timeout=10).status_code == 200
    except OSError:
        pytest.skip("no IPv6 on this machine")


def test_journal_parts():
    with Simulator() as sim:
        session = requests.Session()
        session.auth = ("demo", "demo")
        session.get(sim.url + "/qps/rest/2.0/get/am/hostasset/2687821?fields=id")
        session.post(sim.url + "/qps/rest/3.0/activate/was/wasscanschedule/1688", headers={"Content-Type": "text/xml"})
        session.get(sim.url + "/elsewhere")
        assert sim.journal.operations() == ["get/am/hostasset", "activate/was/wasscanschedule", "unknown"]
        assert [entry["operation"] for entry in sim.journal.writes()] == ["activate/was/wasscanschedule"]
        assert len(sim.journal.reads()) == 2
        assert sim.journal[0]["params"] == {"fields": "id"}
        assert sim.journal[0]["object_id"] == 2687821
        assert sim.journal[2]["status"] == 404
        sim.journal.clear()
        assert sim.journal == []
