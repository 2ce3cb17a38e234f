# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules of the Cloud Agent: one vocabulary for users, two for Qualys, and which go together.

Facts: Cloud Agent API, "Activate agents" (values of the parameter module, rules), "Create activation key" (licenses),
platform release notes 3.1.1 (SA), 3.19.1 (MTG), 3.24 (PAF), and values seen in answers (PM).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError


class AgentModule(NamedTuple):
    """One module: as users write it, in module= of an activation, in the license of an activation key."""

    word: str
    activation: str
    license: str


MODULES = (
    AgentModule("VM", "AGENT_VM", "VM_LICENSE"),
    AgentModule("PC", "AGENT_PC", "PC_LICENSE"),
    AgentModule("SCA", "AGENT_SCA", "SCA"),
    AgentModule("SA", "AGENT_SA", "SA"),
    AgentModule("FIM", "AGENT_FIM", "FIM"),
    AgentModule("EDR", "AGENT_EDR", "EDR"),
    AgentModule("PM", "AGENT_PM", "PM"),
    # The mixed case is Qualys'; keys have it in capitals.
    AgentModule("SWCA", "AGENT_SwCA", "SWCA"),
    AgentModule("CAPS", "AGENT_CAPS", "CAPS"),
    AgentModule("MTG", "AGENT_MTG", "MTG"),
    # The spelling of the next two is presumed from other interfaces and not confirmed.
    AgentModule("PAF", "AGENT_PAF", "PAF"),
    AgentModule("GAV", "AGENT_GAV", "GAV"),
)
# Former and later names of the same thing.
ALIASES = {"PA": "PC", "IOC": "EDR"}
_BY_WORD = {module.word: module for module in MODULES}
_PREFIX = "AGENT_"
_SUFFIX = "_LICENSE"


def module_word(text: str) -> str:
    """Return the user's word for any spelling; what is not known stays as it is, in capitals."""
    word = text.strip().upper()
    if word.startswith(_PREFIX):
        word = word[len(_PREFIX) :]
    if word.endswith(_SUFFIX):
        word = word[: -len(_SUFFIX)]
    return ALIASES.get(word, word)


def check_modules(option: str, values: Iterable[Any]) -> list[str]:
    """Return the words, each once, in the order of the table; raises OptionError for an unknown one.

    A value that the table lacks passes when it is spelled with AGENT_, for modules that Qualys added since.
    """
    found = []
    for value in values:
        word = module_word(str(value))
        if word not in _BY_WORD and not re.fullmatch(r"AGENT_[A-Za-z]+", str(value).strip()):
            similar = difflib.get_close_matches(word, list(_BY_WORD), n=2)
            hint = "did you mean %s" % " or ".join(similar) if similar else "known are %s" % ", ".join(_BY_WORD)
            raise OptionError(
                option,
                value,
                "is no module of the agent; %s? A new one is sent when spelled AGENT_..." % hint,
            )
        found.append(word)
    return sort_modules(found)


def sort_modules(words: Iterable[str]) -> list[str]:
    """Return words without doubles, in the order of the table."""
    order = list(_BY_WORD)
    return sorted(set(words), key=lambda word: (order.index(word) if word in _BY_WORD else len(order), word))


def activation_value(word: str) -> str:
    """Return the value of the parameter module."""
    return _BY_WORD[word].activation if word in _BY_WORD else _PREFIX + word


def license_value(word: str) -> str:
    """Return the license of an activation key."""
    return _BY_WORD[word].license if word in _BY_WORD else word


def read_modules(text: Any) -> list[str]:
    """Return the words in the text of activatedModule, which is missing or empty when there are none."""
    return sort_modules(module_word(part) for part in str(text or "").split(",") if part.strip())


def conflict_in(words: Iterable[str], platform: str | None) -> str | None:
    """Return what is wrong with a set of modules on one agent, or None."""
    active = set(words)
    if {"PC", "SCA"} <= active:
        return "PC and SCA exclude each other"
    if "SWCA" in active and "VM" not in active:
        return "SWCA needs VM"
    if "PAF" in active and not active & {"PC", "SCA"}:
        return "PAF needs PC or SCA"
    if "CAPS" in active and platform and "windows" not in platform.lower():
        return "CAPS is for Windows only, this is %s" % platform
    return None


# Modules that need others: switched on after them and off before them.
DEPENDENT = frozenset(("SWCA", "PAF"))
