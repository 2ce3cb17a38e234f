# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The simulator as a process of its own, warmed before anything is measured, and what it costs without a reader."""

from __future__ import annotations

import http.client
import json
import os
import ssl
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[2]
USER = PASSWORD = "demo"  # noqa: S105
# Calls at once, as the slow server allows and enforces them.
SLOTS = 4
CHUNK = 1 << 18
# The host assets of the documents, which every simulator has besides its fleet.
OWN_HOSTS = 10


class PageCost(NamedTuple):
    """What one call costs when its answer is only read: median milliseconds, and mean mebibytes."""

    milliseconds: float
    mebibytes: float
    calls: int

    def __str__(self) -> str:
        return f"{self.milliseconds:.1f} ms and {self.mebibytes:.2f} MiB a call ({self.calls} calls)"


class Simulated:
    """A subscription of a size behind https; with a latency, it allows a few calls at once, says so and means it."""

    def __init__(self, hosts: int, folder: Path, latency_ms: int = 0) -> None:
        self.hosts = hosts
        self.own_hosts = OWN_HOSTS
        self.latency_ms = latency_ms
        self.folder = folder
        self.url = ""
        self.ca_path = str(folder / "tls" / "ca.pem")
        self._journal = folder / "journal"
        self._seen = 0
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Simulated:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._journal.write_bytes(b"")
        command = [sys.executable, "-m", "tests.simulator", "--port", "0", "--assets", str(self.hosts)]
        command += ["--tls", str(self.folder / "tls"), "--journal", str(self._journal), "--set", "bare_body=xml"]
        if self.latency_ms:
            command += ["--latency-ms", str(self.latency_ms), "--concurrency-limit", str(SLOTS)]
            command += ["--set", "limit_headers=all"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.url = (self._process.stdout.readline() if self._process.stdout else "").strip()
        if not self.url:
            raise RuntimeError("the simulator did not start")
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def environment(self) -> dict[str, str]:
        """The caller's environment without settings of its own, and the simulator as every client finds it."""
        env = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "QUALYS_"))}
        return {
            **env,
            "NO_PROXY": "127.0.0.1",
            "REQUESTS_CA_BUNDLE": self.ca_path,
            "QUALYS_API_URL": self.url,
            "QUALYS_USERNAME": USER,
            "QUALYS_PASSWORD": PASSWORD,
        }

    def calls(self) -> list[dict[str, Any]]:
        """Return what was asked since this was called last."""
        with self._journal.open("rb") as file:
            file.seek(self._seen)
            lines = file.readlines()
            self._seen = file.tell()
        return [json.loads(line) for line in lines]

    def cost_of(self, calls: list[dict[str, Any]]) -> PageCost:
        """Send calls of the journal again and read the answers without looking at them."""
        address = urlsplit(self.url)
        context = ssl.create_default_context(cafile=self.ca_path)
        connection = http.client.HTTPSConnection(address.hostname or "", address.port, context=context)
        taken, sizes = [], []
        for call in calls:
            start = time.perf_counter()
            sizes.append(_drained(connection, call))
            taken.append(time.perf_counter() - start)
        connection.close()
        self.calls()
        return PageCost(median(taken) * 1000, sum(sizes) / len(sizes) / 2**20, len(calls))


def _drained(connection: http.client.HTTPSConnection, call: dict[str, Any]) -> int:
    path = call["path"] + ("?" + urlencode(call["params"]) if call["params"] else "")
    headers = {
        "Authorization": "Basic " + b64encode(f"{USER}:{PASSWORD}".encode()).decode(),
        "Content-Type": "application/json" if call["body"].startswith("{") else "text/xml",
        "Accept": call["accept"] or "*/*",
    }
    connection.request(call["method"], path, call["body"].encode() or None, headers)
    response = connection.getresponse()
    size, buffer = 0, bytearray(CHUNK)
    while part := response.readinto(buffer):
        size += part
    return size
