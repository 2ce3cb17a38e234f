# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules of a Cloud Agent: their three spellings, and which may be active together.

Values of the parameter and of activatedModule: Host assets page, 5.2 and 5.6; licences of keys: Activation keys
page, 3.1; rules: Host assets page, 5.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .failure import ServiceFailure, invalid_request
from .state import State
from .switches import Switches

# Neutral name (as in state.subscribed_modules) to the value that activates it and that activatedModule shows.
AGENT_VALUES: Mapping[str, str] = {
    "VM": "AGENT_VM",
    "PC": "AGENT_PC",
    "SCA": "AGENT_SCA",
    "PM": "AGENT_PM",
    "SA": "AGENT_SA",
    "FIM": "AGENT_FIM",
    "EDR": "AGENT_EDR",
    "SWCA": "AGENT_SwCA",
    "CAPS": "AGENT_CAPS",
    "MTG": "AGENT_MTG",
    "PAF": "AGENT_PAF",
}
# Licence of an activation key to the neutral name; GAV is a licence without a module on the agent.
LICENSES: Mapping[str, str] = {
    "VM_LICENSE": "VM",
    "PC_LICENSE": "PC",
    **{name: name for name in ("SCA", "PM", "SA", "FIM", "EDR", "SWCA", "CAPS", "MTG", "PAF", "GAV")},
}
BY_VALUE: Mapping[str, str] = {value: name for name, value in AGENT_VALUES.items()}
BY_FOLDED_VALUE: Mapping[str, str] = {**{value.upper(): name for value, name in BY_VALUE.items()}, "AGENT_IOC": "EDR"}

CONFIGURATION_PAIR = frozenset({"PC", "SCA"})
WINDOWS, LINUX = "Windows", "Linux"


def modules_of(info: Mapping[str, Any]) -> list[str]:
    """Return the neutral names of the modules that are active; a value nobody knows stands for itself."""
    values = [value.strip() for value in (info.get("activatedModule") or "").split(",")]
    return [BY_FOLDED_VALUE.get(value.upper(), value) for value in values if value]


def as_text(modules: Iterable[str]) -> str:
    """Return modules in the form activatedModule is stored in."""
    return ",".join(AGENT_VALUES.get(name, name) for name in modules)


def shown(text: str | None, switches: Switches) -> str | None:
    """Return activatedModule as it is read, or None where it is left out."""
    values = [value.strip() for value in (text or "").split(",") if value.strip()]
    if not values:
        return None if switches.activated_module_empty == "missing" else ""
    if switches.activated_module_case != "documented":
        values = [value.upper() for value in values]
    if switches.activated_module_case == "ioc":
        values = ["AGENT_IOC" if value == "AGENT_EDR" else value for value in values]
    return (", " if switches.activated_module_spacing == "spaces" else ",").join(values)


def licensed(state: State) -> set[str]:
    """Return the modules of the subscription; SA comes with the Log Collector."""
    return state.subscribed_modules - (set() if state.log_collector else {"SA"})


def asked(parameter: str | None, switches: Switches) -> list[str]:
    """Return the modules of the parameter ``module``, or raise the refusal for one that does not exist."""
    values = [value.strip() for value in (parameter or "").split(",")]
    if not parameter or not all(values):
        raise invalid_request(
            "Parameter 'module' must name at least one module.", f"Values expected: {', '.join(BY_VALUE)}."
        )
    return list(dict.fromkeys(_named(value, switches) for value in values))


def _named(value: str, switches: Switches) -> str:
    folding = switches.module_param_case == "insensitive"
    name = BY_FOLDED_VALUE.get(value.upper()) if folding else BY_VALUE.get(value)
    if name is None:
        raise invalid_request(
            f"Invalid value for parameter 'module' ({value}).", f"Values expected: {', '.join(BY_VALUE)}."
        )
    return name


def check_activation(state: State, modules: list[str]) -> None:
    """Refuse what no agent of this subscription could activate."""
    missing = [name for name in modules if name not in licensed(state)]
    if missing:
        raise invalid_request(
            f"The subscription does not include {as_text(missing)}.",
            "Contact your account manager to add the module to the subscription.",
        )
    if set(modules) >= CONFIGURATION_PAIR:
        raise invalid_request("AGENT_PC and AGENT_SCA cannot be activated together.", "Specify one of them.")
    if "CAPS" in modules and not state.caps_configured:
        raise invalid_request("AGENT_CAPS needs a configuration of the passive sensor.", "Create one first.")


def activated(info: Mapping[str, Any], modules: list[str], switches: Switches) -> list[str]:
    """Return the modules of an agent after activation, or raise the refusal of the rule that forbids it."""
    have = modules_of(info)
    new = [name for name in modules if name not in have]
    if len(new) < len(modules) and switches.module_already_active == "refuse":
        raise invalid_request("The module is already active on the agent.")
    available = set(have) | (set(new) if switches.dependent_in_one_call == "accept" else set())
    problem = (
        _pair_conflict(have, new) or _platform_conflict(info.get("platform"), new) or _missing_need(available, new)
    )
    if problem:
        raise invalid_request(problem)
    return have + new


def _pair_conflict(have: list[str], new: list[str]) -> str | None:
    if CONFIGURATION_PAIR & set(new) and {*have, *new} >= CONFIGURATION_PAIR:
        return "AGENT_PC and AGENT_SCA cannot be active at the same time."
    return None


def _platform_conflict(platform: str | None, new: list[str]) -> str | None:
    if "CAPS" in new and platform != WINDOWS:
        return "AGENT_CAPS can be activated on Windows agents only."
    if "SWCA" in new and platform not in (WINDOWS, LINUX):
        return "AGENT_SwCA can be activated on Windows and Linux agents only."
    return None


def _missing_need(available: set[str], new: list[str]) -> str | None:
    if "SWCA" in new and "VM" not in available:
        return "AGENT_SwCA needs AGENT_VM to be active."
    if "PAF" in new and not CONFIGURATION_PAIR & available:
        return "AGENT_PAF needs AGENT_PC or AGENT_SCA to be active."
    return None


def deactivated(info: Mapping[str, Any], modules: list[str], switches: Switches) -> list[str]:
    """Return the modules of an agent after deactivation, or raise the refusal of the rule that forbids it."""
    have = modules_of(info)
    rest = [name for name in have if name not in modules]
    if switches.module_not_active == "refuse" and any(name not in have for name in modules):
        raise invalid_request("The module is not active on the agent.")
    if switches.deactivate_needed == "refuse" and len(rest) < len(have):
        _refuse_needed(set(rest), set(have))
    return rest


def _refuse_needed(rest: set[str], have: set[str]) -> None:
    if "SWCA" in rest and "VM" in have - rest:
        raise invalid_request("AGENT_VM is needed by AGENT_SwCA.", "Deactivate AGENT_SwCA first.")
    if "PAF" in rest and CONFIGURATION_PAIR & (have - rest) and not CONFIGURATION_PAIR & rest:
        raise invalid_request("AGENT_PC or AGENT_SCA is needed by AGENT_PAF.", "Deactivate AGENT_PAF first.")


def of_key(licenses: Iterable[str], platform: str | None) -> list[str]:
    """Return the modules that the licences of a key bring to an agent; what cannot be there is left out."""
    names = [LICENSES[text] for text in licenses if LICENSES[text] in AGENT_VALUES]
    kept: list[str] = []
    for name in names:
        alone = [name]
        if not (_pair_conflict(kept, alone) or _platform_conflict(platform, alone) or _missing_need(set(names), alone)):
            kept.append(name)
    return kept


def nothing_selected() -> ServiceFailure:
    """Return the refusal of an action that finds no agent it may act on."""
    return invalid_request(
        "The request could not be processed.",
        "There were no results for this request, or you lack the permission for it.",
    )
