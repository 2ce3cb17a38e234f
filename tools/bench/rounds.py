# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Contenders in turns, A B A B: what slows the machine down for a while slows all of them down."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Generic, NamedTuple, TypeVar

Sample = TypeVar("Sample")


class Contender(NamedTuple, Generic[Sample]):
    """What is run, and how often at most."""

    run: Callable[[], Sample]
    most: int = 5


def in_turns(
    contenders: Mapping[str, Contender[Sample]],
    seconds: float,
    say: Callable[[str], None],
    clock: Callable[[], float] = time.monotonic,
) -> dict[str, list[Sample]]:
    """Return the samples of each contender: at least one, more while rounds fit into the seconds."""
    samples: dict[str, list[Sample]] = {name: [] for name in contenders}
    start = clock()
    longest = 0.0
    while True:
        began = clock()
        for name, contender in contenders.items():
            if len(samples[name]) < contender.most:
                samples[name].append(contender.run())
                say(f"{name}: round {len(samples[name])}")
        longest = max(longest, clock() - began)
        is_over = clock() - start + longest > seconds
        if is_over or all(len(samples[name]) >= contender.most for name, contender in contenders.items()):
            return samples


def counted(samples: Mapping[str, list[Sample]]) -> str:
    """How many rounds the figures are the medians of, such as "5 rounds" or "5 and 2 rounds"."""
    numbers = [len(some) for some in samples.values()]
    if len(set(numbers)) == 1:
        return f"{numbers[0]} round{'s' if numbers[0] > 1 else ''}"
    return " and ".join(map(str, dict.fromkeys(numbers))) + " rounds"
