# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run the project's checks one after another, all of them or those named, and print one table at the end.

Usage: checks.py [CHECK ...]

Without a name, all run but what has to be asked for: ee-image.

A failing check does not stop the others. Logs are in build/logs. The last line is "N passed, N failed", with
", N skipped" where something could not run on this machine; the reason stands in the table.
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import audit
import ee_image
from cores import CORES, environment
from interpreters import interpreter
from report import Outcome, Report
from stream import Step, run

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = ROOT / ".venv" / "bin"
COLLECTIONS = ROOT / "build" / "collections"
TREE = ROOT / "build" / "tree"
IN_TREE = TREE / "ansible_collections" / "community" / "qualys"
ARTEFACT = ROOT / "build" / "artefact" / "community-qualys.tar.gz"
LOGS = ROOT / "build" / "logs"
# The Pythons of tests/config.yml; those found on this machine are used.
OLDEST = "3.9"
PYTHONS = ("3.9", "3.10", "3.11", "3.12", "3.13", "3.14")


class SkipCheck(Exception):
    """This machine lacks something; the message says what."""


def clean_environment() -> dict[str, str]:
    """The caller's environment without what would change a result: Ansible's settings and a real Qualys account."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "QUALYS_"))}
    env["PATH"] = os.pathsep.join([str(PROGRAMS), env.get("PATH", os.defpath)])
    env["PYTHONUNBUFFERED"] = "1"
    env["ANSIBLE_HOME"] = str(ROOT / "build" / "ansible")
    env["HYPOTHESIS_STORAGE_DIRECTORY"] = str(ROOT / "build" / "hypothesis")
    locale = env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or ""
    if "utf" not in locale.lower():
        env["LC_ALL"] = "C.UTF-8"  # ansible-test refuses anything else
    return env


def in_checkout(*command: str, **env: str) -> Step:
    return Step(command, ROOT, {**clean_environment(), **env})


def in_tree(*command: str, **env: str) -> Step:
    """For tools that have to stand inside the collection."""
    return Step(command, IN_TREE, {**clean_environment(), "ANSIBLE_COLLECTIONS_PATH": str(TREE), **env})


def ansible_test(*arguments: str, programs: Path = PROGRAMS) -> Iterator[Step]:
    """Real interpreters go first on PATH: ansible-test takes a version manager's stubs for interpreters."""
    found = [str(program.parent) for program in map(interpreter, PYTHONS) if program]
    path = os.pathsep.join([str(programs), str(PROGRAMS), *found, os.environ.get("PATH", os.defpath)])
    yield in_checkout(str(programs / "python"), str(ROOT / "tools" / "pip_bootstrap.py"))
    yield in_tree(str(programs / "ansible-test"), *arguments, "--color", "no", PATH=path)


def core_programs(core: str) -> Path:
    """Where the commands of an ansible-core are; raises SkipCheck."""
    path, line = environment(core)
    print(line, flush=True)
    if path is None:
        raise SkipCheck(line)
    return path / "bin"


def unit() -> Iterator[Step]:
    """Every test in place, and how many lines and branches of the plugins they come through."""
    yield in_checkout(sys.executable, "-m", "pytest", "tests/unit", "-n", "auto", "--cov", "--cov-report=term")


def units(core: str) -> Iterator[Step]:
    """The same tests as ansible-test runs them, with the loader and the libraries of that ansible-core."""
    programs = core_programs(core)
    return ansible_test("units", "--target-python", f"venv/{python_of(programs)}", programs=programs)


def units_oldest() -> Iterator[Step]:
    """Modules and what they import, on the oldest Python that a target may have."""
    if interpreter(OLDEST) is None:
        raise SkipCheck(f"no working Python {OLDEST} found")
    return ansible_test("units", "--target-python", f"venv/{OLDEST}")


def sanity(core: str) -> Iterator[Step | str]:
    """With the newest ansible-core on every Python there is, with the others on their own."""
    programs = core_programs(core)
    if core == max(CORES):
        yield "with Python " + ", ".join(version for version in PYTHONS if interpreter(version))
        yield from ansible_test("sanity", programs=programs)
    else:
        version = python_of(programs)
        yield f"with Python {version}"
        yield from ansible_test("sanity", "--python", version, programs=programs)


def python_of(programs: Path) -> str:
    """The version of the Python in a virtual environment, such as 3.12."""
    return next(path.name for path in programs.glob("python3.*")).removeprefix("python")


def integration() -> Iterator[Step]:
    return ansible_test("integration", "--python", f"{sys.version_info.major}.{sys.version_info.minor}")


def faults() -> Iterator[Step]:
    """Seeded tasks while the simulator misbehaves: most in process, some by the real commands."""
    settings = {"ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS)}
    yield in_checkout(sys.executable, "-m", "pytest", "tests/faults", "-n", "auto", **settings)


def system() -> Iterator[Step | str]:
    """The installed artefact under every supported ansible-core that this machine can have."""
    found = []
    for core in CORES:
        path, line = environment(core)
        print(line, flush=True)
        if path is None:
            yield line
        else:
            found.append(str(path))
    settings = {"ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS), "QUALYS_TEST_CORES": os.pathsep.join(found)}
    yield in_checkout(sys.executable, "-m", "pytest", "tests/system", "-n", "4", **settings)


def ansible_lint() -> Iterator[Step]:
    yield in_checkout("ansible-lint", "--offline", "--strict", ANSIBLE_COLLECTIONS_PATH=str(TREE))


def ruff() -> Iterator[Step]:
    yield in_checkout("ruff", "check", "--no-cache", "--output-format", "concise", ".")
    yield in_checkout("ruff", "format", "--no-cache", "--check", ".")


def mypy() -> Iterator[Step]:
    plugins = "ansible_collections.community.qualys.plugins"
    packages = [f"--package={plugins}.{name}" for name in ("module_utils", "plugin_utils")]
    yield in_tree("mypy", "--cache-dir", str(ROOT / "build" / "mypy"), *packages)


def libraries_audited() -> Iterator[Step]:
    """Known weaknesses of what the plugins import; not what only developers install."""
    command = audit.command(PROGRAMS / "pip-audit", ROOT / "requirements.txt", ROOT / "build" / "audit.txt")
    # Strict: where one library is not known, the others being fine is no pass.
    step = in_checkout(*command, "--strict")
    reason = audit.unanswered(command, step.env)
    if reason:
        raise SkipCheck(reason)
    return iter((step,))


def changelog() -> Iterator[Step]:
    yield in_checkout("antsibull-changelog", "lint")


def docs() -> Iterator[Step]:
    """What is made from something else is up to date, the documentation is sound, and the site builds."""
    for tool in ("connection_docs", "open_questions", "curl_page", "drawings"):
        yield in_checkout(sys.executable, str(ROOT / "tools" / f"{tool}.py"), "--check")
    # It writes a log of its own into the home folder.
    options = ("--plugin-docs", "--validate-collection-refs=all", "--disallow-unknown-collection-refs")
    yield in_tree("antsibull-docs", "lint-collection-docs", *options, ".", HOME=str(ROOT / "build"))
    yield in_checkout(sys.executable, str(ROOT / "tools" / "docs_site.py"))


def galaxy_importer() -> Iterator[Step]:
    """What Galaxy does with an upload, and refuses or warns of."""
    yield in_checkout(sys.executable, str(ROOT / "tools" / "galaxy_import.py"), str(ARTEFACT))


def ee_image_built() -> Iterator[Step]:
    """An execution environment is built, and a job runs in it as in a container group of AWX."""
    reason = ee_image.missing()
    if reason:
        raise SkipCheck(reason)
    image = "localhost/community-qualys-ee:latest"
    build = in_checkout(sys.executable, str(ROOT / "tools" / "ee_image.py"), str(ARTEFACT), image)
    settings = {"QUALYS_TEST_IMAGE": image, "CONTAINERS_CONF": ee_image.environment()["CONTAINERS_CONF"]}
    return iter((build, in_checkout(sys.executable, "-m", "pytest", "tests/ee", **settings)))


# In this order: what fails fast and says most comes first.
CHECKS: dict[str, Callable[[], Iterable[Step | str]]] = {
    "unit": unit,
    "ruff": ruff,
    "mypy": mypy,
    "audit": libraries_audited,
    "changelog": changelog,
    "docs": docs,
    "ansible-lint": ansible_lint,
    "galaxy-importer": galaxy_importer,
    f"units-{OLDEST}": units_oldest,
    **{f"units-{core}": functools.partial(units, core) for core in CORES},
    "integration": integration,
    "faults": faults,
    "system": system,
    **{f"sanity-{core}": functools.partial(sanity, core) for core in CORES},
}
# One name for the same check on every ansible-core.
GROUPS = {group: [name for name in CHECKS if name.startswith(f"{group}-")] for group in ("units", "sanity")}
# On request only, for machines with podman.
ON_REQUEST: dict[str, Callable[[], Iterable[Step | str]]] = {"ee-image": ee_image_built}


def outcome(name: str) -> Outcome:
    print(f"\n===== {name} =====", flush=True)
    try:
        steps = {**CHECKS, **ON_REQUEST}[name]()
    except SkipCheck as reason:
        print(f"Skipped: {reason}", flush=True)
        return Outcome(name, "skipped", 0, str(reason))
    return run(name, steps, (LOGS / f"{name}.log").relative_to(ROOT))


def main() -> None:
    names = [one for name in sys.argv[1:] for one in GROUPS.get(name, [name])] or list(CHECKS)
    known = [*CHECKS, *GROUPS, *ON_REQUEST]
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"error: no check called {', '.join(unknown)}; there are: {' '.join(known)}")
    os.chdir(ROOT)
    shutil.rmtree(LOGS, ignore_errors=True)
    LOGS.mkdir(parents=True)
    report = Report([outcome(name) for name in names])
    (LOGS / "summary.txt").write_text(f"{report}\n")
    print(f"\n{report}", flush=True)
    sys.exit(report.failed)


if __name__ == "__main__":
    main()
