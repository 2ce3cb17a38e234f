# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real deb and a real rpm that stand in for the Cloud Agent.

They bring what is known of the real one from the outside: the program that takes Key=Value, the configuration that it
writes, a service of that name, the proxy's file, and the host id that appears once the service was told whose it is.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

PROGRAM = "usr/local/qualys/cloud-agent/bin/qualys-cloud-agent.sh"
SERVICE = "etc/init.d/qualys-cloud-agent"
CONFIG = "/etc/qualys/cloud-agent/qualys-cloud-agent.conf"
HOSTID = "/etc/qualys/hostid"
LOG = "/var/log/qualys/stand-in.log"

# Refuses to work without both ids, as the real one does. What is told anew replaces what was told before.
PROGRAM_TEXT = f"""#!/bin/sh
set -e
mkdir -p /etc/qualys/cloud-agent /var/log/qualys
touch {CONFIG}
chmod 600 {CONFIG}
if [ -e /etc/qualys/stand-in-fails ]; then
    rm /etc/qualys/stand-in-fails
    echo "cannot use $*" >&2
    exit 3
fi
for word in "$@"; do
    key=${{word%%=*}}
    sed -i "/^$key=/d" {CONFIG}
    echo "$word" >>{CONFIG}
    echo "told $key" >>{LOG}
done
exec /{SERVICE} restart
"""
SERVICE_TEXT = f"""#!/bin/sh
### BEGIN INIT INFO
# Provides:          qualys-cloud-agent
# Required-Start:    $remote_fs
# Required-Stop:     $remote_fs
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: stands in for the agent
### END INIT INFO
pid=/run/qualys-cloud-agent.pid
runs() {{ [ -e $pid ] && kill -0 "$(cat $pid)" 2>/dev/null; }}
start() {{
    runs && return
    mkdir -p /var/log/qualys
    for file in /etc/default/qualys-cloud-agent /etc/sysconfig/qualys-cloud-agent; do
        if [ -e $file ]; then . $file; fi
    done
    echo "started with proxy ${{qualys_https_proxy:-none}}" >>{LOG}
    # Qualys gives the host its id once the agent says whose it is.
    if grep -q ^ActivationId= {CONFIG} 2>/dev/null && grep -q ^CustomerId= {CONFIG} && [ ! -e {HOSTID} ]; then
        cat /proc/sys/kernel/random/uuid >{HOSTID}
    fi
    setsid sleep 100000 >/dev/null 2>&1 </dev/null &
    echo $! >$pid
}}
stop() {{ if runs; then kill "$(cat $pid)"; fi; rm -f $pid; }}
case $1 in
    start) start ;;
    stop) stop ;;
    restart) stop; start ;;
    status) if runs; then echo "qualys-cloud-agent is running"; else echo "qualys-cloud-agent is stopped"; exit 3; fi ;;
esac
"""


def lay_out(folder: Path) -> None:
    """Write the files of the package below a folder."""
    for name, text in ((PROGRAM, PROGRAM_TEXT), (SERVICE, SERVICE_TEXT)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)


def deb(folder: Path, version: str) -> bytes:
    """Return a deb of this version, such as 6.0.0-41, built below an empty folder."""
    tree = folder / "tree"
    lay_out(tree)
    control = tree / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(
        f"Package: qualys-cloud-agent\nVersion: {version}\nArchitecture: all\nMaintainer: tests <tests@example.com>\n"
        "Description: stands in for the Cloud Agent\n"
    )
    (control / "prerm").write_text(f"#!/bin/sh\n/{SERVICE} stop\n")
    (control / "postrm").write_text(f'#!/bin/sh\nif [ "$1" = purge ]; then rm -f {HOSTID} {CONFIG}; fi\n')
    for script in ("prerm", "postrm"):
        (control / script).chmod(0o755)
    built = folder / "agent.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "--build", tree, built], check=True, capture_output=True)
    return built.read_bytes()


def rpm(folder: Path, version: str) -> bytes:
    """Return an rpm of this version, such as 6.0.0-41, built below an empty folder."""
    tree = folder / "tree"
    lay_out(tree)
    return _rpm(folder, "qualys-cloud-agent", version, f"cp -a {tree}/. %{{buildroot}}/", f"/{PROGRAM}\n/{SERVICE}\n")


def other_rpm(folder: Path) -> bytes:
    """Return an rpm that has nothing in it."""
    return _rpm(folder, "some-other-package", "1-1", "true", "")


def _rpm(folder: Path, name: str, version: str, install: str, files: str) -> bytes:
    number, _separator, release = version.partition("-")
    spec = folder / "agent.spec"
    spec.write_text(
        f"Name: {name}\nVersion: {number}\nRelease: {release}\nSummary: stands in for the Cloud Agent\n"
        "License: GPL-3.0-or-later\nBuildArch: noarch\nAutoReqProv: no\n%description\nFor tests.\n"
        f"%install\n{install}\n%files\n{files}"
    )
    command = ["rpmbuild", "-bb", "--define", f"_topdir {folder}/build", "--define", f"_rpmdir {folder}", spec]
    subprocess.run(command, check=True, capture_output=True)
    return next((folder / "noarch").glob("*.rpm")).read_bytes()
