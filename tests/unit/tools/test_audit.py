# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit without an answer is left out with a reason; it neither fails nor passes."""

from __future__ import annotations

import json
import os
import sys

import pytest

from tools import audit

KNOWN = {"name": "requests", "version": "1", "vulns": []}
UNKNOWN = {"name": "lxml", "skip_reason": "not found"}


def test_what_the_requirements_bring_is_audited_too(tmp_path):
    (tmp_path / "wanted").write_text("# the plugins' own\nrequests\n")
    names = {line.partition("==")[0] for line in audit.installed(tmp_path / "wanted")}
    assert {"requests", "urllib3", "certifi", "idna"} <= names
    assert "pytest" not in names


@pytest.mark.parametrize(
    ("code", "out", "err", "reason"),
    [
        (0, json.dumps({"dependencies": [KNOWN, KNOWN]}), "", ""),
        (1, json.dumps({"dependencies": [{**KNOWN, "vulns": [{"id": "X"}]}]}), "", ""),
        (0, json.dumps({"dependencies": [KNOWN, UNKNOWN]}), "", ""),
        (0, json.dumps({"dependencies": [UNKNOWN]}), "", "knows none of the libraries"),
        (1, "", "requests.exceptions.ProxyError: Max retries exceeded", "cannot be reached"),
        (1, "", "error: no such option", ""),
    ],
)
def test_only_what_got_no_answer_is_left_out(code, out, err, reason):
    script = f"import sys; sys.stdout.write({out!r}); sys.stderr.write({err!r}); sys.exit({code})"
    found = audit.unanswered((sys.executable, "-c", script), dict(os.environ))
    assert (reason in found) if reason else found == ""
