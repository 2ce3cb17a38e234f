# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Build an execution environment that holds the built collection, with podman, from nothing but package registries.

Usage: ee_image.py ARTEFACT IMAGE

The base is a Debian made by debootstrap, so that no image registry is needed, and kept for the next time. Everything is
made under build/ee, but for the images themselves, which podman keeps where it keeps them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

FOLDER = Path("build/ee").resolve()
EXAMPLE = Path("examples/ee/execution-environment.yml")
BASE = "localhost/community-qualys-ee-base:latest"
PACKAGES = "python3,python3-pip,python3-venv,ca-certificates"
SUITE = "bookworm"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
NEEDED = ("podman", "runc", "debootstrap")
# For machines that are containers themselves: limits that may be set there, and a runtime that takes a hybrid cgroup.
CONF = """\
[containers]
default_ulimits = ["nofile=1024:4096", "nproc=4096:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
"""
LAYER = """\
FROM localhost/community-qualys-ee-debian:latest
COPY ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY pip.conf /etc/pip.conf
"""
# The Python of Debian belongs to its package manager, which is of no concern in an image.
PIP = """\
[global]
break-system-packages = true
cert = /etc/ssl/certs/ca-certificates.crt
"""


def missing() -> str:
    """Return why no image can be built here; empty when one can."""
    lacking = [program for program in NEEDED if shutil.which(program) is None]
    if lacking:
        return "not installed: %s" % ", ".join(lacking)
    return "" if os.geteuid() == 0 else "debootstrap needs root"


def environment() -> dict[str, str]:
    """Return the environment for podman, with a configuration of its own."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    conf = FOLDER / "containers.conf"
    conf.write_text(CONF, encoding="utf-8")
    return {**os.environ, "CONTAINERS_CONF": str(conf)}


def run(*command: str | Path) -> None:
    """Show and run a command."""
    print("$", *command, flush=True)
    subprocess.run(command, check=True, env=environment())


def make_base() -> None:
    """Make the base image unless it is there."""
    if subprocess.run(["podman", "image", "exists", BASE], check=False, env=environment()).returncode == 0:
        return
    root, tarball = FOLDER / "root", FOLDER / "root.tar"
    shutil.rmtree(root, ignore_errors=True)
    run("debootstrap", "--variant=minbase", f"--include={PACKAGES}", SUITE, root)
    run("tar", "-C", root, "-cf", tarball, ".")
    run("podman", "import", tarball, "localhost/community-qualys-ee-debian:latest")
    shutil.rmtree(root)
    tarball.unlink()
    layer = FOLDER / "base"
    layer.mkdir(exist_ok=True)
    shutil.copy(CERTIFICATES, layer / "ca-certificates.crt")
    (layer / "pip.conf").write_text(PIP, encoding="utf-8")
    (layer / "Containerfile").write_text(LAYER, encoding="utf-8")
    run("podman", "build", "--network", "host", "--tag", BASE, layer)


def definition(artefact: Path) -> Path:
    """Write the example definition with our base and the built collection, and return where."""
    data = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    data["images"]["base_image"]["name"] = BASE
    data["additional_build_files"] = [{"src": str(artefact), "dest": "files"}]
    data["dependencies"]["galaxy"]["collections"] = [{"name": f"/build/files/{artefact.name}", "type": "file"}]
    # Debian has no ensurepip, and calls its package manager by another name.
    data["options"] = {"skip_pip_install": True, "package_manager_path": "/usr/bin/apt-get"}
    path = FOLDER / "execution-environment.yml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return path


def main() -> None:
    artefact, image = Path(sys.argv[1]).resolve(), sys.argv[2]
    make_base()
    run(
        Path(sys.executable).parent / "ansible-builder",
        "build",
        "--container-runtime=podman",
        f"--file={definition(artefact)}",
        f"--context={FOLDER / 'context'}",
        f"--tag={image}",
        "--extra-build-cli-args=--network=host",
    )


if __name__ == "__main__":
    main()
