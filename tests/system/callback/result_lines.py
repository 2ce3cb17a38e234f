# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes every result as a callback sees it into a file, one line of JSON each."""

from __future__ import annotations

import json
import os
from pathlib import Path

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = r"""
name: result_lines
type: aggregate
short_description: Write every result into a file
description:
  - Adds one line of JSON per result to the file that E(RESULT_LINES) names.
"""


class CallbackModule(CallbackBase):
    """Listens to everything that ends a task or an item."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "result_lines"
    CALLBACK_NEEDS_ENABLED = True

    def _write(self, event, result):
        line = [event, result._task.get_name(), result._result]
        with Path(os.environ["RESULT_LINES"]).open("a", encoding="utf-8") as file:
            # Not sorted, so that the order of the keys is compared as well. What JSON does not know is shown whole.
            file.write(json.dumps(line, default=repr) + "\n")

    def v2_runner_on_ok(self, result):
        self._write("ok", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._write("failed", result)

    def v2_runner_on_unreachable(self, result):
        self._write("unreachable", result)

    def v2_runner_on_skipped(self, result):
        self._write("skipped", result)

    def v2_runner_retry(self, result):
        self._write("retry", result)

    def v2_runner_item_on_ok(self, result):
        self._write("item ok", result)

    def v2_runner_item_on_failed(self, result):
        self._write("item failed", result)
