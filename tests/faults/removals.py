# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What would happen without it? Takes the handling of each fault out of a copy of the source and runs the tests.

Usage: python -m tests.faults.removals [FAULT ...]

Shows for each removal the first test that notices. The exit code is 1 where none does.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
COPY = ROOT / "build" / "removals"
EXCHANGE, SESSION, LIMITS = "_transport/exchange.py", "_transport/session.py", "_transport/limits.py"
ENVELOPE, QPS = "_api/envelope.py", "_api/qps.py"
OF_SESSION = "tests/unit/plugins/module_utils/test_session.py"
OF_FETCH = "tests/unit/plugins/plugin_utils/test_fetch.py"
OF_LOST = "tests/unit/plugins/modules/test_lost_answers.py"
SEEDED = "tests/faults/test_in_process.py::test_the_promise_is_kept"
NOTICED = re.compile(r"^(?:FAILED|ERROR) \S*?([^/\s]+\.py::\w+)", re.MULTILINE)
# Seconds; a run that does not end has noticed nothing.
PATIENCE = 600


class Removal(NamedTuple):
    """``handling`` in words; in the file below plugins/module_utils, ``old`` becomes ``new``."""

    fault: str
    handling: str
    file: str
    old: str
    new: str
    tests: str


REMOVALS = (
    Removal(
        "limit_409_1965",
        "it is a limit, and is waited out",
        LIMITS,
        'frozenset(("1959", "1960", "1965", "1966"))',
        'frozenset(("1959", "1960"))',
        OF_SESSION,
    ),
    Removal(
        "limit_409_1960",
        "it is a limit, and is waited out",
        LIMITS,
        'frozenset(("1959", "1960", "1965", "1966"))',
        'frozenset(("1965", "1966"))',
        OF_SESSION,
    ),
    Removal(
        "limit_409_1960",
        "fewer calls at once from then on",
        SESSION,
        "if limit.is_crowd and self._narrow():",
        "if False:",
        OF_FETCH,
    ),
    Removal(
        "limit_429",
        "it is a limit, and is waited out",
        LIMITS,
        "answer.status == 429",
        "answer.status == 999",
        OF_SESSION,
    ),
    Removal(
        "limit_429",
        "`Retry-After` says how long",
        LIMITS,
        "    return retry_after(answer)\n",
        "    return None\n",
        OF_SESSION,
    ),
    Removal(
        "conflict_409_2003",
        "it is no limit, and fails at once",
        LIMITS,
        "if number not in LIMIT_CODES:",
        "if False:",
        OF_SESSION,
    ),
    Removal(
        "status", "a status from 500 on is no answer", SESSION, "if answer.status >= 500:", "if False:", OF_SESSION
    ),
    Removal(
        "html_200",
        "a page is no answer",
        SESSION,
        "(answer.is_html or not answer.body.strip())",
        "(not answer.body.strip())",
        SEEDED,
    ),
    Removal(
        "html_403",
        "it is told as a missing permission",
        ENVELOPE,
        "if answer.status == 403:",
        "if False:",
        OF_SESSION,
    ),
    Removal(
        "empty_200",
        "nothing is no answer",
        SESSION,
        "(answer.is_html or not answer.body.strip())",
        "answer.is_html",
        OF_SESSION,
    ),
    Removal(
        "cut",
        "a document that ends early is asked for again",
        ENVELOPE,
        "kind = LostAnswerError if isinstance(error, BrokenDocumentError) else CodecError",
        "kind = CodecError",
        OF_SESSION,
    ),
    Removal(
        "wrong_content_type",
        "what stands in an answer decides how it is read",
        ENVELOPE,
        'if not answer.body[:_START].lstrip(b"\\xef\\xbb\\xbf \\t\\r\\n").startswith(b"{"):',
        'if "json" not in answer.headers.get("content-type", ""):',
        OF_SESSION,
    ),
    Removal(
        "reset_before",
        "a read is repeated",
        SESSION,
        "if (call.is_write and not never_sent) or failures > self.settings.retries:",
        "if True:",
        OF_SESSION,
    ),
    Removal(
        "reset_after",
        "a change is never repeated blindly",
        SESSION,
        "if (call.is_write and not never_sent) or failures > self.settings.retries:",
        "if failures > self.settings.retries:",
        OF_LOST,
    ),
    Removal(
        "reset_after",
        "what is there is looked at before anything is sent again",
        "_reconcile/write.py",
        "                found = seen()\n                if found is not None:\n                    session",
        "                found = None\n                if found is not None:\n                    session",
        OF_LOST,
    ),
    Removal(
        "slow",
        "smaller pages are asked for",
        EXCHANGE,
        "            return SlowAnswerError(",
        "            return LostAnswerError(",
        OF_FETCH,
    ),
    Removal(
        "stall",
        "an answer that does not go on is a lost one",
        EXCHANGE,
        "except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError) as error:",
        "except requests.exceptions.RequestException as error:",
        OF_FETCH,
    ),
    Removal(
        "new_certificate",
        "every connection is verified anew",
        EXCHANGE,
        "verify=(self._settings.ca_path or True) if self._settings.validate_certs else False,",
        "verify=False,",
        OF_SESSION,
    ),
    Removal(
        "meanwhile",
        "agents that vanished are told",
        "_reconcile/activator.py",
        "        self._gone |= set(ids) - set(found)\n",
        "",
        SEEDED,
    ),
    Removal(
        "redirect",
        "it is refused",
        EXCHANGE,
        "if 300 <= response.status_code < 400:",
        "if False:",
        OF_SESSION,
    ),
    Removal(
        "more_but_empty",
        "a list that does not go on is an error",
        QPS,
        "if not records or envelope.last_id is None",
        "if not records:\n        return Page(records, None)\n    if envelope.last_id is None",
        OF_FETCH,
    ),
    Removal(
        "wrong_count",
        "a page that holds fewer than it says is asked for again",
        QPS,
        "if envelope.size is not None and len(records) < envelope.size:",
        "if False:",
        OF_FETCH,
    ),
    Removal(
        "last_id_stuck",
        "a list that does not go on is an error",
        QPS,
        "    if not records or envelope.last_id is None",
        "    if envelope.last_id is not None and envelope.last_id <= after:\n        return Page(records, None)\n"
        "    if not records or envelope.last_id is None",
        OF_FETCH,
    ),
)


def copied() -> None:
    """Copy what the tests need."""
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    for name in ("plugins", "tests", "tools", "docs", "roles", "meta", "examples", "galaxy.yml", "pytest.ini"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, COPY / name)


def tried(removal: Removal) -> str:
    """Take the handling out, run the tests, put it back; return the test that noticed, empty where none did."""
    path = COPY / "plugins" / "module_utils" / removal.file
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(removal.old, removal.new), encoding="utf-8")
    command = (
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "auto",
        "-q",
        "--maxfail=1",
        "-p",
        "no:cacheprovider",
        removal.tests,
    )
    try:
        run = subprocess.run(command, cwd=COPY, capture_output=True, text=True, timeout=PATIENCE, check=False)
    finally:
        path.write_text(whole, encoding="utf-8")
    found = NOTICED.search(run.stdout)
    return found[1] if found else ""


def table(removals: Sequence[Removal]) -> Iterator[str]:
    """Yield the lines of the table, each as soon as it is known."""
    yield "| fault | what was taken out | what failed |"
    yield "| --- | --- | --- |"
    for removal in removals:
        place = "`%s`: %s" % (removal.file, removal.handling)
        yield "| `%s` | %s | %s |" % (removal.fault, place, "`%s`" % (tried(removal) or "NOTHING").replace("::", " "))


def main(arguments: Sequence[str]) -> int:
    """Run the command."""
    copied()
    lines = []
    for line in table([one for one in REMOVALS if not arguments or one.fault in arguments]):
        print(line, flush=True)
        lines.append(line)
    return 1 if any("NOTHING" in line for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
