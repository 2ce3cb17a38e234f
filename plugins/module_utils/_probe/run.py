# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks one probe after another. That a probe cannot be answered is a finding; only a refused login ends everything."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._errors import (
    LimitError,
    LoginError,
    OptionError,
    QualysError,
    UnreachableError,
)
from ansible_collections.community.qualys.plugins.module_utils._probe.account import Account
from ansible_collections.community.qualys.plugins.module_utils._probe.host_assets import HOST_ASSETS
from ansible_collections.community.qualys.plugins.module_utils._probe.key_writes import KEY_WRITES
from ansible_collections.community.qualys.plugins.module_utils._probe.keys import INSTALLERS, KEYS
from ansible_collections.community.qualys.plugins.module_utils._probe.model import (
    UNCLEAR,
    Area,
    NoAnswerError,
    Probe,
    Told,
    not_asked,
    unclear,
)
from ansible_collections.community.qualys.plugins.module_utils._probe.pci import PCI, Merchant
from ansible_collections.community.qualys.plugins.module_utils._probe.platform import PLATFORM
from ansible_collections.community.qualys.plugins.module_utils._probe.schedule_writes import SCHEDULE_WRITES
from ansible_collections.community.qualys.plugins.module_utils._probe.schedules import SCHEDULES
from ansible_collections.community.qualys.plugins.module_utils._probe.throwaway import Workshop

AREAS = (PLATFORM, HOST_ASSETS, SCHEDULES, KEYS, INSTALLERS, PCI, SCHEDULE_WRITES, KEY_WRITES)
# What data from outside can do to code that presumes its form.
_ODD_DATA = (AttributeError, IndexError, KeyError, TypeError, ValueError)
_MISSING = {
    "account": "no login for the platform is given",
    "workshop": "no login for the platform is given",
    "merchant": "no login for PCI is given",
}

Chosen = Sequence["tuple[Area, Probe]"]


class Scene(NamedTuple):
    """What probes ask through; None where there is no login."""

    account: Account | None
    merchant: Merchant | None
    workshop: Workshop | None


def chosen(names: Iterable[str] | None, allow_writes: bool) -> Chosen:
    """Return the probes that are meant, by their own names and those of areas; without names, all that may be asked.

    Raises OptionError for a name that there is not, and for one that writes where that is not allowed.
    """
    every = [(area, one) for area in AREAS for one in area.probes]
    if names is None:
        return [pair for pair in every if allow_writes or pair[1].changes is None]
    wanted: set[str] = set()
    for name in names:
        found = [one for area, one in every if name in (area.name, one.name)]
        if not found:
            known = [area.name for area in AREAS] + [one.name for _area, one in every]
            near = difflib.get_close_matches(name, known, 3)
            areas = ", ".join(area.name for area in AREAS)
            hint = "similar names: %s" % ", ".join(near) if near else "areas of probes are %s" % areas
            raise OptionError("probes", name, "is neither a probe nor an area of probes; %s" % hint)
        if not allow_writes and any(one.changes for one in found):
            raise OptionError("probes", name, "makes throwaway objects; give allow_writes: true too, or leave it out")
        wanted.update(one.name for one in found)
    return [pair for pair in every if pair[1].name in wanted]


def findings(probes: Chosen, scene: Scene, check_mode: bool) -> Iterator[dict[str, Any]]:
    """Yield what every probe found; in check mode, those that write only say what they would do.

    Raises LoginError, UnreachableError and OptionError.
    """
    blocked: set[str] = set()
    for area, one in probes:
        through = getattr(scene, area.through)
        try:
            if through is None:
                raise not_asked(_MISSING[area.through])
            if area.through in blocked:
                raise not_asked("Qualys limits the calls, and max_wait is used up")
            if check_mode and one.changes:
                raise not_asked("check mode: it %s, and removes what it made" % one.changes)
            told = _asked(one, through)
        except NoAnswerError as none:
            yield _finding(area, one, none.answer, none.reason, none.evidence)
        except LimitError:
            # The schedules and keys of the workshop are asked for over the same connection.
            blocked |= {"merchant"} if area.through == "merchant" else {"account", "workshop"}
            yield _finding(area, one, UNCLEAR, "Qualys limits the calls, and max_wait is used up", {})
        else:
            yield _finding(area, one, told.answer, None, told.evidence)


def _asked(one: Probe, through: Any) -> Told:
    """Ask, clean up after what writes, and turn what went wrong into no answer."""
    try:
        told = one.ask(through)
    except (LoginError, UnreachableError, OptionError, LimitError):
        raise
    except QualysError as error:
        status = error.facts.get("status")
        raise unclear("no usable answer came", {"http_status": status} if isinstance(status, int) else {}) from error
    except _ODD_DATA as error:
        raise unclear("an answer has a form that the probe does not know") from error
    finally:
        if isinstance(through, Workshop):
            through.clean()
    if told.answer not in one.answers:
        raise unclear("the answer is none that the probe knows")
    return told


def _finding(area: Area, one: Probe, answer: str, reason: str | None, evidence: dict[str, Any]) -> dict[str, Any]:
    is_settled = reason is None
    return {
        "probe": one.name,
        "area": area.name,
        "switch": one.switch,
        "question": one.question,
        "assumed": one.answers[0],
        "answer": answer,
        "settled": is_settled,
        "differs": is_settled and answer != one.answers[0],
        "reason": reason,
        "evidence": evidence,
    }
