# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs as AWX starts them: a private data directory for ansible-runner, and the login as its credential type sets it.

The folder looks as AWX lays it out: env/envvars from the injectors, env/extravars from the survey, env/settings, the
project, an inventory; for an inventory update a file ``args`` with the command.
"""

from __future__ import annotations

import base64
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tests.system.inventory_runs import COLLECTIONS, ROOT

AWX = ROOT / "examples" / "awx"
# ansible-runner beside the Python that runs the tests, whichever ansible-core it starts.
RUNNER = Path(sys.prefix) / "bin" / "ansible-runner"
UPDATE = """
import sys, ansible_runner
folder, ident, streamer = sys.argv[1:]
more = {"streamer": streamer} if streamer else {"json_mode": True}
done = ansible_runner.run(private_data_dir=folder, ident=ident, **more)
sys.exit(0 if streamer else done.rc)
"""
SECRETS = {
    "password": "canary-{{ 7*7 }}-p\u00e4ss/word",
    "pci_password": "canary-pci-9f2d",
    "proxy_password": "canary-proxy-3c1a",
}


def injected(inputs: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that AWX makes of a filled in credential: an empty field gives an empty variable."""
    injectors = json.loads((AWX / "credential_type.json").read_text(encoding="utf-8"))["injectors"]
    sandbox = ImmutableSandboxedEnvironment()
    return {name: sandbox.from_string(text).render(**inputs) for name, text in injectors["env"].items()}


def forms(user: str, secret: str) -> set[bytes]:
    """Return what a secret looks like when it gets out: as it is, in JSON, in addresses, in base64, as a login."""
    plain = secret.encode()
    texts = {plain, json.dumps(secret)[1:-1].encode(), quote(secret, safe="").encode()}
    login = base64.b64encode(user.encode() + b":" + plain)
    # Within other text, base64 begins at any of three places; the ends depend on the neighbours.
    shifted = {base64.b64encode(b"x" * shift + plain)[4:-4] for shift in range(3)}
    return texts | {login, login.rstrip(b"=")} | shifted


class Job:
    """One private data directory."""

    def __init__(
        self, folder: Path, core: Path, inputs: Mapping[str, str], extra: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.core = core
        self.inputs = dict(inputs)
        shutil.copytree(AWX / "project", folder / "project")
        (folder / "env").mkdir()
        (folder / "inventory").mkdir()
        (folder / "inventory" / "hosts").write_text("")
        variables = {
            **injected(inputs),
            "ANSIBLE_COLLECTIONS_PATH": COLLECTIONS,
            # The only places that may be written to: the home folder is none.
            "ANSIBLE_HOME": str(folder / "ansible"),
            "ANSIBLE_REMOTE_TMP": str(folder / "ansible" / "tmp"),
            "ANSIBLE_LOCALHOST_WARNING": "false",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
            "LC_ALL": "C.UTF-8",
            **(extra or {}),
        }
        self.write("env/envvars", variables)
        self.settle(suppress_ansible_output=False)

    def settle(self, **settings: Any) -> None:
        """Write the settings of ansible-runner. AWX suppresses the plain output, which would mix with a stream."""
        self.write("env/settings", {"job_timeout": 300, "idle_timeout": 300, **settings})

    def write(self, name: str, content: Any) -> None:
        """Write a file of the folder, data as YAML."""
        text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
        (self.folder / name).write_text(text, encoding="utf-8")

    def run(self, command: str, *arguments: str, folder: Path | None = None, stdin: bytes | None = None) -> bytes:
        """Run a command of ansible-runner and return what it printed."""
        where = ["--private-data-dir", str(folder)] if command == "worker" else [str(folder or self.folder)]
        return self._execute([str(RUNNER), command, *where, *arguments], stdin)

    def update(self, source: str, output: Path, *flags: str, ident: str, streamer: str = "") -> bytes:
        """Run the command of an inventory update by the interface that AWX uses; the program has no word for it."""
        self.write(
            "args",
            shlex.join(["ansible-inventory", "--list", "--export", "-i", source, "--output", str(output), *flags]),
        )
        return self._execute([sys.executable, "-c", UPDATE, str(self.folder), ident, streamer], None)

    def _execute(self, command: Sequence[str], stdin: bytes | None) -> bytes:
        """Return what a command printed; there is no home folder, and nothing of the login in the environment."""
        environment = {"PATH": "%s%s%s" % (self.core / "bin", os.pathsep, os.defpath), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            command,
            env={**environment, "HOME": "/proc/nowhere"},
            cwd=self.folder,
            input=stdin,
            capture_output=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")[-6000:]
        return done.stdout

    def artifacts(self, ident: str) -> Path:
        """Return the folder with what the job left."""
        return self.folder / "artifacts" / ident

    def events(self, ident: str) -> list[dict[str, Any]]:
        """Return the events in their order."""
        files = (self.artifacts(ident) / "job_events").glob("*.json")
        return sorted((json.loads(path.read_text("utf-8")) for path in files), key=lambda event: event["counter"])

    def leaks(self, *more: bytes) -> Iterator[str]:
        """Yield where a secret stands that must not be there, in what the job left and in further output.

        Not in ``command``, where ansible-runner keeps the variables of the job by design; AWX masks those itself.
        """
        written: dict[str, bytes] = {"output %d" % number: output for number, output in enumerate(more)}
        for path in (self.folder / "artifacts").rglob("*"):
            if path.is_file() and path.name != "command":
                written[str(path.relative_to(self.folder))] = path.read_bytes()
        for name, secret in SECRETS.items():
            user = self.inputs.get(name.replace("password", "username"), "")
            for form in forms(user, secret):
                yield from (
                    "%s: %s as %r" % (place, name, form) for place, content in written.items() if form in content
                )


def without_environment(stream: bytes) -> bytes:
    """Return what a worker streams back without the variables of the job.

    The first line of a job says its command and its variables, again by design of ansible-runner; AWX keeps a masked
    copy of its own instead.
    """
    lines = stream.splitlines()
    told = [index for index, line in enumerate(lines) if line.startswith(b'{"status": "starting"')]
    assert len(told) == 1
    started = json.loads(lines[told[0]])
    assert started.pop("env")
    return b"\n".join([*lines[: told[0]], json.dumps(started).encode(), *lines[told[0] + 1 :]])


def tasks(events: Sequence[Mapping[str, Any]], kind: str = "runner_on_ok") -> dict[str, Any]:
    """Return the results by task of the events of one kind."""
    return {event["event_data"]["task"]: event["event_data"]["res"] for event in events if event["event"] == kind}
