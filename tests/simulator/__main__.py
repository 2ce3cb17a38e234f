# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the simulator: ``python -m tests.simulator --port 8123``."""

from __future__ import annotations

import argparse
import asyncio
import gc
import signal
import sys
from collections.abc import Sequence

from .faults import FaultError
from .faults import describe as describe_faults
from .limits import LimitError, Limits
from .service import Service
from .switches import SwitchError
from .switches import describe as describe_switches
from .tls import Certificates
from .web import application, close, listen

EPILOG = """\
The first line on stdout is the base address. Login: demo / demo.
SIGTERM and SIGINT end the simulator with exit code 0.

examples:
  python -m tests.simulator --port 8123 --assets 1000 --journal journal.jsonl
  python -m tests.simulator --port 0 --tls /tmp/sim-tls --set error_http=real --set empty_search=with_data
  python -m tests.simulator --assets 50000 --latency-ms 250 --concurrency-limit 4 --set limit_headers=all
  python -m tests.simulator --fault kind=status,status=503,operation=search/am,call=2,times=1
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        prog="python -m tests.simulator",
        description="A strict, stateful simulator of the Qualys API.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    made.add_argument("--port", type=int, default=0, help="port to listen on; 0 picks a free one (default)")
    made.add_argument(
        "--assets",
        type=int,
        default=0,
        metavar="N",
        help="size of the generated fleet, beside the hosts of the documents (default: %(default)s)",
    )
    made.add_argument(
        "--seed", type=int, default=1, metavar="S", help="the same seed makes the same fleet (default: %(default)s)"
    )
    made.add_argument("--latency-ms", type=int, default=0, metavar="MS", help="wait before every answer")
    made.add_argument(
        "--concurrency-limit",
        type=int,
        metavar="N",
        help="calls that may be under way at once; one more is answered with HTTP 409, code 1960 (default: any number)",
    )
    made.add_argument(
        "--rate-limit",
        type=int,
        metavar="N",
        help="calls that are carried out within an hour; one more is answered with HTTP 409, code 1965"
        " (default: any number)",
    )
    made.add_argument(
        "--tls",
        metavar="DIR",
        help="serve https with a certificate made at start; its authority is written to DIR/ca.pem",
    )
    made.add_argument(
        "--clock-skew",
        type=int,
        default=0,
        metavar="SECONDS",
        help="how far the clock is ahead of this machine's; behind it when negative",
    )
    made.add_argument("--journal", metavar="FILE", help="append every exchange to FILE as one line of JSON")
    made.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        dest="switches",
        help="position of a switch, repeatable; see --list-switches",
    )
    made.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="kind=KIND,NAME=VALUE,...",
        dest="faults",
        help="a fault to play, repeatable; see --list-faults",
    )
    made.add_argument("--list-switches", action="store_true", help="print all switches and exit")
    made.add_argument("--list-faults", action="store_true", help="print all kinds of faults and exit")
    return made


def settings(pairs: Sequence[str]) -> dict[str, str]:
    """Return NAME=VALUE pairs as a dict."""
    found = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator:
            raise SwitchError(f"--set {pair!r} is not of the form NAME=VALUE")
        found[name.strip()] = value.strip()
    return found


async def serve(service: Service, options: argparse.Namespace) -> None:
    """Serve until a signal comes."""
    context = None
    if options.tls:
        service.certificates = Certificates(options.tls)
        context = service.certificates.context
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    runner, url = await listen(application(service, options.latency_ms), options.host, options.port, context)
    print(url, flush=True)
    await stop.wait()
    await close(runner)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    command = parser()
    options = command.parse_args(arguments)
    if options.list_switches or options.list_faults:
        print(describe_switches() if options.list_switches else describe_faults())
        return 0
    try:
        limits = Limits(options.concurrency_limit, options.rate_limit)
        service = Service(options.assets, options.seed, settings(options.switches), options.journal, limits)
        service.clock.skew = options.clock_skew
        for text in options.faults:
            service.faults.add_text(text)
    except (SwitchError, FaultError, LimitError, OSError) as problem:
        command.error(str(problem))
    service.faults.keep()
    # The fleet stays: the collector need not look at it again.
    gc.freeze()
    try:
        asyncio.run(serve(service, options))
    except OSError as problem:
        command.error(f"cannot serve: {problem}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
