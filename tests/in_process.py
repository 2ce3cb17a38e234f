# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a module's own main() against the simulator, without a process for each run."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import time
from collections.abc import Iterator
from typing import Any
from unittest import mock

from ansible.module_utils import basic
from ansible.module_utils.common import warnings

from ansible_collections.community.qualys.plugins.module_utils._api import connect, connect_pci
from ansible_collections.community.qualys.plugins.module_utils._settings import Settings
from ansible_collections.community.qualys.plugins.module_utils._transport.session import Session
from tests.returns import Comparison
from tests.simulator.server import Simulator

try:
    from ansible.module_utils.testing import patch_module_args
except ImportError:  # ansible-core 2.18

    @contextlib.contextmanager
    def patch_module_args(args: dict[str, Any]):
        """Do what newer versions bring along."""
        before = basic._ANSIBLE_ARGS
        basic._ANSIBLE_ARGS = json.dumps({"ANSIBLE_MODULE_ARGS": args}).encode()
        try:
            yield
        finally:
            basic._ANSIBLE_ARGS = before


class Modules:
    """Calls modules with the simulator's address and login; pauses are noted, not slept."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.pauses: list[float] = []

    def clock(self) -> float:
        """Return the time as if the pauses had been slept."""
        return time.monotonic() + sum(self.pauses)

    def __call__(self, module_name: str, /, *, check: bool = False, **options: Any) -> dict[str, Any]:
        """Return the result; a failure is a result with ``failed``."""
        module = importlib.import_module("ansible_collections.community.qualys.plugins.modules." + module_name)
        prefix, url = ("pci_", "pci_url") if module_name.startswith("qualys_pci_") else ("", "api_url")
        args = {
            url: self.simulator.url,
            prefix + "username": self.simulator.user,
            prefix + "password": self.simulator.password,
            **options,
            "_ansible_check_mode": check,
            "_ansible_diff": True,
            "_ansible_verbosity": 1,
            "_ansible_remote_tmp": "/tmp",
            "_ansible_keep_remote_files": False,
            "_ansible_tmpdir": None,
        }
        # Ansible says every warning once in a process, and here many runs share one.
        warnings._global_warnings.clear()
        printed = io.StringIO()
        try:
            with patch_module_args(args), contextlib.redirect_stdout(printed):
                module.main()
        except SystemExit:
            pass
        else:
            raise AssertionError("the module ended without a result")
        result = json.loads(printed.getvalue())
        assert "exception" not in result, result["exception"]
        # Here, and not in a test of its own: so every result of every test is one that the documentation has to know.
        wrong = Comparison(module_name, result).wrong
        assert not wrong, wrong
        return result


@contextlib.contextmanager
def modules_of(simulator: Simulator, read_timeout: float | None = None) -> Iterator[Modules]:
    """Let modules run in this process; ``read_timeout`` in seconds, also such as no option takes."""
    modules = Modules(simulator)

    def made(settings: Settings, **more: Any) -> Session:
        if read_timeout is not None:
            settings = settings._replace(read_timeout=read_timeout)
        return Session(settings, sleep=modules.pauses.append, clock=modules.clock, **more)

    with contextlib.ExitStack() as stack:
        for module in (connect, connect_pci):
            stack.enter_context(mock.patch.object(module, "Session", made))
        # Where a test of the inventory was here before, Ansible takes this process for a controller, which prints
        # warnings instead of returning them.
        internal = importlib.import_module("ansible.module_utils._internal")
        # ansible-core 2.18 has the package, and nothing in it.
        stack.enter_context(mock.patch.object(internal, "is_controller", False, create=True))
        # Ansible guards against running a module's set-up twice in one process.
        stack.enter_context(mock.patch.object(basic, "_ANSIBLE_ARGS", None))
        yield modules
