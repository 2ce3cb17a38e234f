# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for host assets as the module and the inventory plugin have it: options in, rows out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Callable, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import MAX_PAGE, Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError, QualysError
from ansible_collections.community.qualys.plugins.module_utils._resource.asset_ids import (
    HOST_ASSET,
    ids_criterion,
    in_portions,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.criteria import checked_criteria
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset import (
    SEARCH_FIELDS,
    azure_criteria,
    given_azure,
    is_azure_match,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_row import (
    lean_fields,
    read_host_asset,
)

DETAILS = ("lean", "full")
# Lean records are small enough for the largest page; full ones, with software and vulnerabilities, timed out at that
# size in published clients, which settled at this one.
PAGE_SIZES = {"lean": MAX_PAGE, "full": 250}


class Query(NamedTuple):
    """What is searched for, checked; ``azure`` is None when records of any source are wanted."""

    criteria: tuple[Criterion, ...]
    azure: Mapping[str, Any] | None
    detail: str
    page_size: int

    @property
    def full(self) -> bool:
        """Tell whether everything that Qualys knows is wanted."""
        return self.detail == "full"


def query_from(options: Mapping[str, Any]) -> Query:
    """Return the query for the options azure, criteria, check_fields, detail and page_size.

    Raises OptionError.
    """
    known_only, detail = options["check_fields"], options["detail"]
    if detail not in DETAILS:
        raise OptionError("detail", detail, "must be lean or full")
    size = options.get("page_size")
    size = PAGE_SIZES[detail] if size is None else size
    if not 1 <= size <= MAX_PAGE:
        raise OptionError("page_size", size, "must be from 1 to %d" % MAX_PAGE)
    azure = given_azure(options.get("azure"))
    criteria = azure_criteria(azure or {}, known_only)
    criteria += checked_criteria("criteria", options.get("criteria") or [], SEARCH_FIELDS, known_only)
    return Query(criteria, azure, detail, size)


def host_assets(qps: Qps, query: Query, progress: Callable[[str], None] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the row of every host asset that the query finds, each once, in the order of ids.

    ``progress`` is told after each page how many were read. Raises what ``Qps.search`` raises, and QualysError when
    an answer lacks what must be known to choose the right assets.
    """
    tell = progress or (lambda line: None)
    seen: set[int] = set()
    refused = described = 0
    fields = () if query.full else lean_fields()
    needs_tags = query.azure is not None and "tag_key" in query.azure and "tag_value" in query.azure
    for number, record in enumerate(qps.search(HOST_ASSET, query.criteria, fields, query.page_size), 1):
        if number % query.page_size == 0:
            tell("%s host assets read" % format(number, ","))
        row = read_host_asset(record, query.full)
        described += bool(row["azure_tags"] if needs_tags else row["sources"])
        if query.azure is not None and not is_azure_match(record, query.azure):
            refused += 1
        elif row["id"] not in seen:
            seen.add(row["id"])
            yield row
    tell("%s host assets found" % format(len(seen), ","))
    if refused:
        _check_refusal(query, refused, described)
        tell("%s host assets met the Azure criteria without being such Azure VMs; left out" % format(refused, ","))


def host_assets_by_id(qps: Qps, query: Query, ids: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Yield the rows of those of the given assets that the query finds, in the order of ids.

    Raises what ``host_assets`` raises.
    """
    for some in in_portions(sorted(set(ids))):
        yield from host_assets(qps, query._replace(criteria=(*query.criteria, ids_criterion(some))))


def found_assets(qps: Qps, options: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows for the options of a query, asset_ids and limit.

    Raises OptionError and what ``host_assets`` raises.
    """
    query, ids, limit = query_from(options), options.get("asset_ids"), options.get("limit")
    if limit is not None and limit < 1:
        raise OptionError("limit", limit, "must be 1 or more")
    if limit is not None and query.azure is None:
        # Nothing is left out afterwards, so no more need be sent than is wanted.
        query = query._replace(page_size=min(query.page_size, limit))
    rows = host_assets(qps, query) if ids is None else host_assets_by_id(qps, query, ids)
    return list(islice(rows, limit))


def _check_refusal(query: Query, refused: int, described: int) -> None:
    """Never take an answer that says nothing of sources or tags for one that holds no such Azure virtual machine."""
    if query.criteria and not described and not query.full:
        raise QualysError(
            "Qualys found %d host assets and returned none of their cloud sources or cloud tags, so it cannot be told "
            "which of them are meant; use detail: full" % refused
        )
