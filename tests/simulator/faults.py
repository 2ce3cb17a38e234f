# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults on demand: limit answers, error pages, cut and lost answers, slowness.

``sim.faults.add("limit_409_1965", operation="search/am", call=2, hint="item", wait=3)``; on the command line
``--fault kind=limit_409_1965,operation=search/am,call=2,hint=item,wait=3``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .meanwhile import CHANGES
from .state import State

# Options that every fault has: where it strikes, from which matching call on, how often, and whether the
# operation takes effect before the answer is spoilt.
COMMON = {
    "operation": "substring of the operation, for example update/was (default: every operation)",
    "path": "substring of the path",
    "call": "number of the first matching call that fails, from 1 (default 1)",
    "times": "how many matching calls fail (default 1; 0 = all from then on)",
    "acted": "yes or no: whether the operation takes effect (default depends on the kind)",
}
HINTS = ("header", "item", "retry_after", "none")


class FaultError(ValueError):
    """A fault that is not described properly; the message lists what is valid."""


@dataclass(frozen=True)
class Kind:
    """A kind of fault: its meaning, its own options with their defaults, and whether the operation takes effect."""

    meaning: str
    options: dict[str, Any] = field(default_factory=dict)
    acted: bool = False
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)


_HINTED: dict[str, tuple[str, ...]] = {"hint": HINTS}
KINDS: dict[str, Kind] = {
    "limit_409_1965": Kind(
        "rate limit: HTTP 409, SIMPLE_RETURN code 1965", {"hint": "header", "wait": 3}, choices=_HINTED
    ),
    "limit_409_1960": Kind("concurrency limit: HTTP 409, SIMPLE_RETURN code 1960, never a wait hint"),
    "limit_429": Kind(
        "HTTP 429",
        {"hint": "retry_after", "wait": 3, "body": "json"},
        choices={"hint": ("header", "retry_after", "none"), "body": ("json", "text")},
    ),
    "conflict_409_2003": Kind("HTTP 409, SIMPLE_RETURN code 2003: permanent, must not be repeated"),
    "status": Kind(
        "an error status with an HTML page or an OTHER_ERROR",
        {"status": 503, "body": "html"},
        choices={"body": ("html", "xml"), "status": ("500", "502", "503", "504")},
    ),
    "html_200": Kind("HTTP 200 with an HTML page"),
    "html_403": Kind("HTTP 403 with an HTML page"),
    "empty_200": Kind("HTTP 200 without a body"),
    "cut": Kind(
        "the answer stops in the middle: a length that fits what is sent, or the connection closed early",
        {"how": "length"},
        True,
        {"how": ("length", "connection")},
    ),
    "wrong_content_type": Kind("the right answer with another Content-Type", {"content_type": "text/html"}, True),
    "reset_before": Kind("connection dropped, nothing was done"),
    "reset_after": Kind("connection dropped after the operation took effect", acted=True),
    "slow": Kind("seconds before the first byte", {"seconds": 1.0}, True),
    "stall": Kind("half the answer, then seconds of silence, then the rest", {"seconds": 1.0}, True),
    "new_certificate": Kind(
        "connection dropped, and from then on the server shows another certificate, which its authority made or not",
        {"trusted": "no"},
        choices={"trusted": ("yes", "no")},
    ),
    "meanwhile": Kind(
        "the right answer, but right before it somebody else changes something",
        {"change": "asset_vanishes", "id": 712038},
        True,
        {"change": tuple(CHANGES)},
    ),
    "redirect": Kind(
        "HTTP redirect",
        {"location": "https://login.example.com/", "status": 302},
        choices={"status": ("301", "302", "303", "307", "308")},
    ),
    "more_but_empty": Kind("a search claims more records but has none", acted=True),
    "wrong_count": Kind("a search or count tells another number than there is", {"by": 10}, acted=True),
    "last_id_stuck": Kind("a search repeats its lastId and claims more records", acted=True),
}


@dataclass
class Fault:
    """One fault and how often it has been met."""

    kind: str
    operation: str = ""
    path: str = ""
    call: int = 1
    times: int = 1
    acted: bool = False
    options: dict[str, Any] = field(default_factory=dict)
    seen: int = 0
    fired: int = 0
    # The lastId that last_id_stuck keeps repeating.
    stuck: int | None = None

    def strikes(self, operation: str, path: str) -> bool:
        """Return whether this call fails; counts the calls that match."""
        if self.operation not in operation or self.path not in path:
            return False
        self.seen += 1
        if self.seen < self.call or (self.times and self.fired >= self.times):
            return False
        self.fired += 1
        return True

    @property
    def wait(self) -> int:
        """Return the seconds that a limit answer tells to wait."""
        return int(self.options["wait"])


class Faults:
    """The faults that are waiting to strike."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._initial: list[dict[str, Any]] = []

    def add(
        self,
        kind: str,
        operation: str = "",
        path: str = "",
        call: int = 1,
        times: int = 1,
        acted: bool | None = None,
        **options: Any,
    ) -> Fault:
        """Add a fault and return it; fault.fired tells how often it struck."""
        described = KINDS.get(kind)
        if described is None:
            raise FaultError(f"unknown fault {kind!r}; valid kinds: {', '.join(sorted(KINDS))}")
        for name, value in options.items():
            _check_option(kind, described, name, value)
        fault = Fault(
            kind,
            operation,
            path,
            call,
            times,
            described.acted if acted is None else acted,
            {**described.options, **options},
        )
        self._faults.append(fault)
        return fault

    def add_text(self, text: str) -> Fault:
        """Add a fault written as kind=...,name=value,..."""
        given = dict(_pair(part) for part in text.split(",") if part)
        kind = given.pop("kind", "")
        settings: dict[str, Any] = dict(given)
        for name in ("call", "times"):
            if name in settings:
                settings[name] = _number(name, settings[name])
        if "acted" in settings:
            settings["acted"] = settings["acted"] in ("yes", "true", "1")
        return self.add(kind, **settings)

    def keep(self) -> None:
        """Make the present faults the ones that reset() comes back to."""
        self._initial = [
            {
                "kind": fault.kind,
                "operation": fault.operation,
                "path": fault.path,
                "call": fault.call,
                "times": fault.times,
                "acted": fault.acted,
                **fault.options,
            }
            for fault in self._faults
        ]

    def clear(self) -> None:
        """Forget all faults."""
        self._faults.clear()

    def reset(self) -> None:
        """Go back to the faults of the start."""
        self.clear()
        for settings in self._initial:
            self.add(**settings)

    def pick(self, operation: str, path: str, state: State) -> Fault | None:
        """Return the fault that strikes this call; every matching fault counts the call.

        What somebody else does meanwhile is done here, and goes together with another fault.
        """
        striking = [fault for fault in self._faults if fault.strikes(operation, path)]
        for fault in striking:
            if fault.kind == "meanwhile":
                CHANGES[fault.options["change"]](state, int(fault.options["id"]))
        return next((fault for fault in striking if fault.kind != "meanwhile"), striking[0] if striking else None)

    @property
    def met(self) -> list[Fault]:
        """The faults that struck."""
        return [fault for fault in self._faults if fault.fired]


def _check_option(kind: str, described: Kind, name: str, value: Any) -> None:
    if name not in described.options:
        valid = ", ".join([*COMMON, *described.options])
        raise FaultError(f"fault {kind} has no option {name!r}; valid options: {valid}")
    choices = described.choices.get(name)
    if choices and str(value) not in choices:
        raise FaultError(f"option {name} of fault {kind} has no value {value!r}; valid values: {', '.join(choices)}")


def _pair(part: str) -> tuple[str, str]:
    name, separator, value = part.partition("=")
    if not separator:
        raise FaultError(f"{part!r} is not of the form name=value")
    return name.strip(), value.strip()


def _number(name: str, text: str) -> int:
    if not text.isdigit():
        raise FaultError(f"{name} must be a number, not {text!r}")
    return int(text)


def describe() -> str:
    """Return the kinds and options as text for --list-faults."""
    lines = ["options of every fault:"]
    lines += [f"    {name}: {meaning}" for name, meaning in COMMON.items()]
    for name, kind in KINDS.items():
        lines.append(f"{name}: {kind.meaning}")
        for option, default in kind.options.items():
            choices = kind.choices.get(option)
            lines.append(f"    {option}={default}" + (f" ({' | '.join(choices)})" if choices else ""))
    return "\n".join(lines)
