# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The aiohttp face of the service: reads requests, delivers outcomes, also the broken ones."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import struct
import weakref
from typing import Any

from aiohttp import web

from .exchange import Exchange, Outcome
from .service import Service

LARGEST_BODY = 64 * 1024 * 1024
# The connections that had a request, until they are gone.
OPEN: web.AppKey[Any] = web.AppKey("open", weakref.WeakSet)
# SO_LINGER on with zero seconds: closing the socket sends a reset instead of an orderly end.
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


def application(service: Service, latency_ms: int = 0) -> web.Application:
    """Return the web application."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if request.transport is not None:
            app[OPEN].add(request.transport)
        with service.under_way(request.path) as running:
            exchange = Exchange(
                request.method,
                request.path,
                request.query,
                request.headers,
                await request.read(),
                f"{request.scheme}://{request.host}",
                running,
            )
            if latency_ms and not service.limits.is_crowded(running):
                await asyncio.sleep(latency_ms / 1000)
            return await deliver(request, service.handle(exchange))

    app = web.Application(client_max_size=LARGEST_BODY)
    app[OPEN] = weakref.WeakSet()
    app.router.add_route("*", "/{path:.*}", handle)
    return app


async def deliver(request: web.Request, outcome: Outcome) -> web.StreamResponse:
    """Send an outcome the way it is to be delivered."""
    if outcome.delivery == "reset":
        return reset(request)
    if outcome.delivery == "slow":
        await asyncio.sleep(outcome.seconds)
    headers = {"Server": "Apache", "Content-Type": outcome.content_type, **outcome.headers}
    if outcome.delivery in ("cut", "stall"):
        return await in_two_parts(request, outcome, headers)
    response = web.Response(status=outcome.status, headers=headers, body=outcome.body)
    with contextlib.suppress(ConnectionError):
        # Sent here and not by the framework: a call is under way until its answer is out.
        await response.prepare(request)
        await response.write_eof()
    return response


def reset(request: web.Request) -> web.StreamResponse:
    """Drop the connection; the answer that is returned never leaves."""
    transport = request.transport
    if transport is not None:
        connection = transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        transport.abort()
    return web.Response(status=500)


async def in_two_parts(request: web.Request, outcome: Outcome, headers: dict[str, str]) -> web.StreamResponse:
    """Announce the whole answer and send half of it; then close, or go on after a pause."""
    response = web.StreamResponse(status=outcome.status, headers=headers)
    response.content_length = len(outcome.body)
    await response.prepare(request)
    half = len(outcome.body) // 2
    await response.write(outcome.body[:half])
    if outcome.delivery == "cut":
        if request.transport is not None:
            # close() and not abort(): what was written still has to reach the client.
            request.transport.close()
        return response
    await asyncio.sleep(outcome.seconds)
    with contextlib.suppress(ConnectionError):
        # The client may have lost its patience.
        await response.write(outcome.body[half:])
        await response.write_eof()
    return response


async def close(runner: web.AppRunner) -> None:
    """Stop serving. A closed TLS connection would wait for its client's farewell: nobody is left to wait for it."""
    await runner.cleanup()
    for transport in list(runner.app[OPEN]):
        transport.abort()
    for _turn in range(3):
        await asyncio.sleep(0)


async def listen(app: web.Application, host: str, port: int, tls: ssl.SSLContext | None) -> tuple[web.AppRunner, str]:
    """Start listening; return what must be cleaned up in the end, and the base address."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, host, port, ssl_context=tls)
    await site.start()
    bound = runner.addresses[0]
    shown = f"[{bound[0]}]" if ":" in bound[0] else bound[0]
    return runner, f"{'https' if tls else 'http'}://{shown}:{bound[1]}"
