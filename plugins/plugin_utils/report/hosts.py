# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fleet in numbers: where the hosts are, in which state, and what their agents are activated for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._resource.agent_module import module_word
from ansible_collections.community.qualys.plugins.plugin_utils.report.text import number, percent, share

# Rows that a reader takes in; the others are summed up in one.
MOST_ROWS = 30
MOST_NAMES = 12
DELETED = "DELETED"
UNKNOWN = "unknown"


def existing(hosts: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the hosts without the machines that Azure has deleted and Qualys still lists."""
    return [host for host in hosts if _state(host) != DELETED]


def fleet(hosts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the hosts by location, state and subscription."""
    there = existing(hosts)
    return {
        "total": number(len(there)),
        "deleted": number(len(hosts) - len(there)) if len(there) < len(hosts) else None,
        "locations": _table(there, "azure_location"),
        "subscriptions": _table(there, "azure_subscription_id"),
        "states": _states(Counter(_state(host) for host in there), len(there)),
    }


def coverage(hosts: Sequence[Mapping[str, Any]], wanted: Iterable[str]) -> dict[str, Any]:
    """Return how many of the hosts have an agent, and each module; the wanted modules come first."""
    there = existing(hosts)
    agents = [host for host in there if host.get("agent_id")]
    modules = Counter(word for host in agents for word in _words(host))
    first = list(dict.fromkeys(module_word(str(word)) for word in wanted))
    order = first + sorted(set(modules) - set(first), key=lambda word: (-modules[word], word))
    without = [host for host in there if not host.get("agent_id")]
    without.sort(key=lambda host: (_state(host) != "RUNNING", str(host.get("name") or ""), host.get("id") or 0))
    return {
        "total": number(len(there)),
        "with_agent": number(len(agents)),
        "with_agent_percent": percent(len(agents), len(there)),
        "with_agent_width": share(len(agents), len(there)),
        "modules": [
            {
                "word": word,
                "wanted": word in first,
                "count": number(modules[word]),
                "percent": percent(modules[word], len(there)),
                "width": share(modules[word], len(there)),
            }
            for word in order
        ],
        "without": [_named(host) for host in without[:MOST_NAMES]],
        "without_count": number(len(without)),
        "without_more": number(len(without) - MOST_NAMES) if len(without) > MOST_NAMES else None,
    }


def running_without_agent(hosts: Iterable[Mapping[str, Any]]) -> int:
    """Return how many running machines nobody looks into."""
    return sum(_state(host) == "RUNNING" and not host.get("agent_id") for host in hosts)


def inactive_agents(hosts: Iterable[Mapping[str, Any]]) -> int:
    """Return how many agents Qualys calls inactive."""
    return sum(bool(host.get("agent_id")) and host.get("agent_status") == "STATUS_INACTIVE" for host in existing(hosts))


def lacking(hosts: Iterable[Mapping[str, Any]], wanted: Iterable[str]) -> dict[str, int]:
    """Return how many agents lack a wanted module, by module."""
    agents = [_words(host) for host in existing(hosts) if host.get("agent_id")]
    words = dict.fromkeys(module_word(str(word)) for word in wanted)
    counts = {word: sum(word not in has for has in agents) for word in words}
    return {word: count for word, count in counts.items() if count}


def running(hosts: Iterable[Mapping[str, Any]]) -> int:
    """Return how many machines are running."""
    return sum(_state(host) == "RUNNING" for host in hosts)


def _state(host: Mapping[str, Any]) -> str:
    return str(host.get("azure_state") or UNKNOWN)


def _words(host: Mapping[str, Any]) -> set[str]:
    return {module_word(str(module)) for module in host.get("agent_modules") or ()}


def _count(hosts: Iterable[Mapping[str, Any]], key: str) -> Counter[str]:
    return Counter(str(host.get(key) or UNKNOWN) for host in hosts)


def _table(hosts: Sequence[Mapping[str, Any]], key: str) -> dict[str, Any]:
    """Return the hosts by what they have under a key, the most frequent first."""
    counts = _count(hosts, key)
    up = _count((host for host in hosts if _state(host) == "RUNNING"), key)
    agents = _count((host for host in hosts if host.get("agent_id")), key)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    widest = rows[0][1] if rows else 0
    rest = rows[MOST_ROWS:]
    return {
        "count": number(len(rows)),
        "rows": [
            {
                "name": name,
                "count": number(count),
                "running": number(up[name]),
                "with_agent": percent(agents[name], count),
                "width": share(count, widest),
                "running_width": share(up[name], widest),
            }
            for name, count in rows[:MOST_ROWS]
        ],
        "more": {"rows": number(len(rest)), "count": number(sum(count for _name, count in rest))} if rest else None,
    }


def _states(counts: Mapping[str, int], total: int) -> list[dict[str, Any]]:
    """Return the states with their places on one bar, the running machines first."""
    rows = sorted(counts.items(), key=lambda item: (item[0] != "RUNNING", -item[1], item[0]))
    found, before = [], 0
    for index, (name, count) in enumerate(rows):
        found.append(
            {
                "name": name,
                "count": number(count),
                "percent": percent(count, total),
                "from": share(before, total),
                "width": share(count, total),
                # The page has six shades; further states share the last one, and all have names.
                "shade": min(index, 5),
            }
        )
        before += count
    return found


def _named(host: Mapping[str, Any]) -> dict[str, str]:
    return {
        "name": str(host.get("name") or host.get("azure_name") or host.get("id") or ""),
        "state": _state(host),
        "location": str(host.get("azure_location") or UNKNOWN),
    }
