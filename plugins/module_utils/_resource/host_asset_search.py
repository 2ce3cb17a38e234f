# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for host assets as the module and the inventory plugin have it: options in, rows out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Callable, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import (
    MAX_PAGE,
    Page,
    PageForm,
    Qps,
    Search,
)
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
    second_look,
)
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_facts import fields_for, keys
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_row import Parts, RowReader
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_sources import tag_pairs

DETAILS = ("lean", "full")
# Lean records are small enough for the largest page; full ones, with software and vulnerabilities, timed out at that
# size in published clients, which settled at this one.
PAGE_SIZES = {"lean": MAX_PAGE, "full": 250}


class Query(NamedTuple):
    """What is searched for, checked; ``azure`` is None when records of any source are wanted.

    ``keys`` are those that the rows shall have.
    """

    criteria: tuple[Criterion, ...]
    azure: Mapping[str, Any] | None
    detail: str
    page_size: int
    keys: tuple[str, ...]

    @property
    def full(self) -> bool:
        """Tell whether everything that Qualys knows is wanted."""
        return self.detail == "full"

    @property
    def search(self) -> Search:
        """Return what is asked of Qualys."""
        looked_at = () if self.azure is None else second_look(self.azure)
        fields = () if self.full else fields_for((*self.keys, *looked_at))
        return Search(HOST_ASSET, self.criteria, fields)

    @property
    def form(self) -> PageForm:
        """Return how pages are asked for at first: as JSON, which takes a quarter of the time of XML to read."""
        return PageForm(self.page_size, as_json=True)


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
    return Query(criteria, azure, detail, size, keys(detail == "full"))


def host_assets(qps: Qps, query: Query, progress: Callable[[str], None] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the row of every host asset that the query finds, each once, in the order of ids.

    ``progress`` is told after each page how many were read. Raises what ``Qps.page`` raises, and QualysError when
    an answer lacks what must be known to choose the right assets.
    """
    return rows_in(qps.pages(query.search, query.form), query, progress)


def rows_in(
    pages: Iterable[Page],
    query: Query,
    progress: Callable[[str], None] | None = None,
    total: Callable[[], int | None] = lambda: None,
) -> Iterator[dict[str, Any]]:
    """Yield the rows for pages that come in the order of ids; see ``host_assets``.

    ``total`` returns how many there are, as soon as that is known. That pages come in the order of ids follows from
    how they are asked for; of the order within a page nothing is documented, so what comes early is remembered until
    it cannot come again.
    """
    tell = progress or (lambda line: None)
    look = _SecondLook(query)
    reader = RowReader(query.keys)
    needs_sources = query.azure is not None or reader.needs_sources
    ahead: set[int] = set()
    read = found = 0
    for page in pages:
        for record in page.records:
            parts = Parts(record, needs_sources)
            row = reader.read(record, parts)
            if row["id"] not in ahead:
                ahead.add(row["id"])
                if look.is_meant(parts):
                    found += 1
                    yield row
        read += len(page.records)
        ahead = {number for number in ahead if page.last_id is not None and number > page.last_id}
        known = total()
        tell("%s%s host assets read" % (format(read, ","), "" if known is None else " of %s" % format(known, ",")))
    tell("%s host assets found" % format(found, ","))
    look.check()
    if look.refused:
        tell("%s host assets met the Azure criteria without being such Azure VMs; left out" % format(look.refused, ","))


class _SecondLook:
    """Looks once more at what Qualys returned for Azure criteria, and notices when there is nothing to look at."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._needs_tags = query.azure is not None and "azure_tags" in second_look(query.azure)
        self._described = False
        self.refused = 0

    def is_meant(self, parts: Parts) -> bool:
        """Tell whether an asset is one of those that the query means."""
        if self._query.azure is None:
            return True
        if not self._described:
            self._described = any(not self._needs_tags or any(tag_pairs(source)) for _cloud, source in parts.sources)
        if is_azure_match(parts.sources, self._query.azure):
            return True
        self.refused += 1
        return False

    def check(self) -> None:
        """Never take an answer that says nothing of sources or tags for one that holds no such Azure VM."""
        if self.refused and self._query.criteria and not self._described and not self._query.full:
            raise QualysError(
                "Qualys found %d host assets and returned none of their cloud sources or cloud tags, so it cannot be "
                "told which of them are meant; use detail: full" % self.refused
            )


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
