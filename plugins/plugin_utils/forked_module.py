# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module in a child of this process: as separate as in an interpreter of its own, without starting one.

Whatever it does to environment, folder, locale, signals or Ansible's own state ends with the child. What kills it
leaves this process alive, and what kills this process lets the child finish, as with any module.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import selectors
import signal
import sys
import traceback
from collections.abc import Iterator, Mapping
from typing import Any, Callable, NamedTuple

from ansible_collections.community.qualys.plugins.plugin_utils.core_module import become_module, report

_CHUNK = 64 * 1024

# Imported by the first strptime of a process, which would be that of every child.
importlib.import_module("_strptime")


class Start(NamedTuple):
    """What a module gets from outside; ``environment`` is added to that of this process."""

    main: Callable[[], None]
    arguments: bytes
    environment: Mapping[str, str]
    folder: str


class End(NamedTuple):
    """What a module leaves behind; a negative code is the signal that killed it."""

    code: int
    out: bytes
    err: bytes


def run_forked(start: Start) -> End:
    """Run a module to its end; raises OSError when no process can be had."""
    with _pipe() as (out, out_end), _pipe() as (err, err_end):
        child = os.fork()
        if not child:
            _live(start, out_end, err_end)
        os.close(out_end)
        os.close(err_end)
        texts = _read(out, err)
    _child, status = os.waitpid(child, 0)
    return End(os.waitstatus_to_exitcode(status), texts[out], texts[err])


@contextlib.contextmanager
def _pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    try:
        yield ends
    finally:
        for end in ends:
            # The end of the child is closed already, unless there is no child.
            with contextlib.suppress(OSError):
                os.close(end)


def _read(*pipes: int) -> dict[int, bytes]:
    """Read all of them at once, because a child that fills one of them would wait for ever."""
    found = {pipe: bytearray() for pipe in pipes}
    with selectors.DefaultSelector() as selector:
        for pipe in pipes:
            selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map():
            for key, _events in selector.select():
                chunk = os.read(key.fd, _CHUNK)
                found[key.fd] += chunk
                if not chunk:
                    selector.unregister(key.fd)
    return {pipe: bytes(content) for pipe, content in found.items()}


def _live(start: Start, out: int, err: int) -> Any:
    """Be the child, from birth to death: nothing above this in the stack may ever run in it."""
    code = 1
    try:
        _put_on(out, err)
        os.environ.update(start.environment)
        os.chdir(start.folder)
        become_module(start.arguments)
        code = _run(start.main)
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _put_on(out: int, err: int) -> None:
    """Take off what a new interpreter would not have either."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    logging.root.handlers.clear()
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, place in ((nothing, 0), (out, 1), (err, 2)):
        os.dup2(source, place)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as a new interpreter does
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115


def _run(main: Callable[[], None]) -> int:
    try:
        try:
            main()
        except Exception as error:
            report(error)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 1
