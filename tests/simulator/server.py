# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator for tests: a server in a thread, its state and its journal within reach."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from .auth import User, Users
from .clock import Clock
from .faults import Faults
from .journal import Journal
from .limits import Limits
from .service import Hook, Service
from .state import State
from .switches import Switches
from .tls import Certificates
from .web import application, close, listen

START_SECONDS = 30


class Simulator:
    """``with Simulator(assets=100, switches={"error_http": "real"}) as sim:`` serves until the block ends."""

    user = "demo"
    password = "demo"

    def __init__(
        self,
        assets: int = 0,
        switches: Mapping[str, Any] | None = None,
        latency_ms: int = 0,
        tls_dir: str | Path | None = None,
        seed: int = 1,
        host: str = "127.0.0.1",
        port: int = 0,
        journal_path: str | Path | None = None,
        concurrency_limit: int | None = None,
        rate_limit: int | None = None,
    ) -> None:
        limits = Limits(concurrency_limit, rate_limit)
        self._service = Service(assets, seed, dict(switches or {}), journal_path, limits)
        self._latency_ms = latency_ms
        self._tls_dir = tls_dir
        self._address = (host, port)
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._started = threading.Event()
        self._problem: BaseException | None = None
        self.url = ""
        self.ca_path: str | None = None
        self.certificates: Certificates | None = None

    def __enter__(self) -> Simulator:
        self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def start(self) -> None:
        """Serve in a thread; returns when requests are answered."""
        self._thread = threading.Thread(target=self._run, name="qualys-simulator", daemon=True)
        self._thread.start()
        self._started.wait(START_SECONDS)
        if self._problem is not None:
            raise self._problem

    def stop(self) -> None:
        """Stop serving."""
        if self._loop is not None and self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        if self._thread is not None:
            self._thread.join(START_SECONDS)

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as problem:  # pylint: disable=broad-except
            # Handed over to the thread that called start().
            self._problem = problem
            self._started.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        context = None
        if self._tls_dir is not None:
            self._service.certificates = self.certificates = Certificates(self._tls_dir)
            context, self.ca_path = self.certificates.context, self.certificates.ca_path
        runner, self.url = await listen(application(self._service, self._latency_ms), *self._address, context)
        self._started.set()
        await self._stop.wait()
        await close(runner)

    @property
    def state(self) -> State:
        """What the subscription holds."""
        return self._service.state

    @property
    def switches(self) -> Switches:
        """The doubtful behaviours; may be changed at any time."""
        return self._service.switches

    @property
    def journal(self) -> Journal:
        """What was asked so far."""
        return self._service.journal

    @property
    def faults(self) -> Faults:
        """Faults that are waiting to strike."""
        return self._service.faults

    @property
    def limits(self) -> Limits:
        """The limits that are enforced, and ``peak``: the most calls that were under way at once."""
        return self._service.limits

    @property
    def clock(self) -> Clock:
        """The time as the platform sees it."""
        return self._service.clock

    @property
    def users(self) -> Users:
        """The accounts."""
        return self._service.users

    def add_user(
        self,
        name: str,
        password: str,
        *,
        api_access: bool = True,
        modules: Iterable[str] | None = None,
        permissions: Iterable[str] | None = None,
    ) -> User:
        """Add an account; without modules or permissions it has all of them."""
        return self.users.add(name, password, api_access=api_access, modules=modules, permissions=permissions)

    def hook(self, operation: str, function: Callable[[State], Any], once: bool = True, call: int = 1) -> None:
        """Call ``function(state)`` right before an operation acts (a substring of its name is enough).

        It happens before the call of that number, from 1, and without ``once`` before every later one as well. So
        assets can come, go and change while somebody reads them page by page.
        The function runs in the thread of the server: it must not send requests to the simulator.
        """
        self._service.hooks.append(Hook(operation, function, once, call))

    def reset(self) -> None:
        """Put state, switches, faults, users, hooks, clock and journal back to the start."""
        self._service.reset()
