# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One page of a search (Host assets: paging): ascending id, limitResults, startFromOffset, startFromId."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from .envelope import Answer
from .failure import invalid_request
from .service_request import ServiceRequest, preference
from .switches import Switches

DEFAULT_LIMIT = 100
LARGEST_LIMIT = 1000

Found = TypeVar("Found")


@dataclass(frozen=True)
class Page:
    """Where a page starts and how long it may be; offset is counted from 1, from_id is inclusive."""

    limit: int
    offset: int
    from_id: int


def requested(request: ServiceRequest, switches: Switches) -> Page:
    """Return the page a request asks for."""
    limit = preference(request, "limitResults", DEFAULT_LIMIT)
    if limit > LARGEST_LIMIT:
        if switches.page_limit_over_1000 == "refuse":
            raise invalid_request(
                f"Preferences: Invalid value for 'limitResults' ({limit}).",
                f"Specify a value from 1 to {LARGEST_LIMIT}.",
            )
        limit = LARGEST_LIMIT
    return Page(limit, preference(request, "startFromOffset", 1), preference(request, "startFromId", 1))


def cut(found: Iterable[Found], page: Page) -> tuple[list[Found], bool]:
    """Return what stands on the page, and whether there is more after it."""
    on_page = list(islice(found, page.offset - 1, page.offset + page.limit))
    return on_page[: page.limit], len(on_page) > page.limit


def search_answer(ids: list[int], more: bool, switches: Switches) -> Answer:
    """Return the envelope of a search whose page holds these ids."""
    if not ids:
        with_data = switches.empty_search == "with_data"
        return Answer(count=0, more=False if with_data else None, data=with_data)
    show_last = more or switches.last_id_when_done == "present"
    return Answer(count=len(ids), more=more, last_id=ids[-1] if show_last else None, ids=ids)
