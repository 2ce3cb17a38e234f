# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Fetch all host assets as the inventory plugin does: rows, and nothing of Ansible."""

from __future__ import annotations

import sys

from report import measured

from ansible_collections.community.qualys.plugins.module_utils._api.connect import connect_qps
from ansible_collections.community.qualys.plugins.module_utils._resource.host_asset_search import (
    query_from,
    rows_in,
)
from ansible_collections.community.qualys.plugins.module_utils._settings import OPTIONS
from ansible_collections.community.qualys.plugins.plugin_utils.collector import collector_at_rest
from ansible_collections.community.qualys.plugins.plugin_utils.fetch import Fetch, slots_for

DEFAULTS = {"azure": None, "criteria": None, "check_fields": True, "detail": "lean", "page_size": None}


def rows_of(url):
    """Yield the rows as the plugin gets them. This is the one place that knows how it fetches."""
    options = {option.name: None for option in OPTIONS}
    options.update(api_url=url, username="demo", password="demo")  # noqa: S106
    query, told = query_from(DEFAULTS), []
    search = Fetch(connect_qps(options, None, *slots_for(None)), query.search, query.form)
    yield from rows_in(search.pages(), query, told.append, lambda: search.total)


def fetch(url):
    """Return ids and rows."""
    with collector_at_rest():
        rows = list(rows_of(url))
    return [row["id"] for row in rows], rows


def pass_by(url):
    """Return ids and no rows: each is dropped as soon as it is there, as by somebody who writes it elsewhere."""
    return [row["id"] for row in rows_of(url)], []


if __name__ == "__main__":
    measured(pass_by if sys.argv[2:] == ["pass-by"] else fetch, sys.argv[1])
