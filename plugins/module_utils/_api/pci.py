# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The PCI dialect: how the merchant API is asked over /pci, in JSON.

Facts: PCI Compliance release notes 1.6.2 (assets, launch, details), 1.6.5 (list of scans), 1.6.0 (summary).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Callable, TypeVar

from ansible_collections.community.qualys.plugins.module_utils._api.pci_answer import Receipt, data_of, receipt_of
from ansible_collections.community.qualys.plugins.module_utils._api.pci_assumptions import (
    ASSET_LIST_PARAMETER,
    ASSET_LIST_PATH,
    PAGE_SIZE,
)
from ansible_collections.community.qualys.plugins.module_utils._errors import ApiError, LostAnswerError, QualysError
from ansible_collections.community.qualys.plugins.module_utils._settings import Settings
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call
from ansible_collections.community.qualys.plugins.module_utils._transport.session import Session
from ansible_collections.community.qualys.plugins.module_utils._wire.bounds import whole_number

# On every call of the documents, those that have no body included; X-Requested-With is the session's.
_CONTENT_TYPE = "application/json"
_HEADERS = {"apiVersion": "V1"}

Result = TypeVar("Result")


class UnreadableError(QualysError):
    """A list has a shape that nobody could foresee: it is not taken for an empty one."""


class Pci:
    """Speaks with one server about one merchant account.

    All methods raise the errors of the session, and LoginError, AccessError, ApiError for what Qualys refuses.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def add_assets(self, asset_type: str, entries: Sequence[str]) -> Receipt:
        """Take assets into the account. ``asset_type`` is Qualys' word, such as VIRTUALHOST."""
        return self._change("add", "POST", asset_type, entries)

    def remove_assets(self, asset_type: str, entries: Sequence[str]) -> Receipt:
        """Take assets out of the account; Qualys deletes their findings with them."""
        return self._change("delete", "DELETE", asset_type, entries)

    def assets(self, asset_type: str) -> list[Any]:
        """Return every row of the asset list; raises UnreadableError when it is not one."""
        return self._rows("list PCI assets", ASSET_LIST_PATH, {ASSET_LIST_PARAMETER: asset_type})

    def compliance_summary(self) -> list[Any]:
        """Return every row of the compliance summary; raises UnreadableError when it is not one."""
        return self._rows("read the PCI compliance summary", "/pci/compliance/summary", {})

    def scans(self) -> list[dict[str, Any]]:
        """Return every row of the list of scans."""
        rows = self._rows("list PCI scans", "/pci/scan/list", {})
        return [row for row in rows if isinstance(row, dict)]

    def scan(self, number: int) -> dict[str, Any] | None:
        """Return the details of a scan, None when there is no such scan."""
        call = _call("read PCI scan", "GET", "/pci/scan/%d/details" % number)
        try:
            data = self._ask(call, data_of)
        except ApiError as error:
            if error.code in ("NOT_THERE", "HTTP_404"):
                return None
            raise
        if not isinstance(data, dict):
            raise UnreadableError("the details of PCI scan %d have a form that is not known" % number)
        return data

    def launch(self, fields: Mapping[str, str]) -> int:
        """Launch a scan and return its id."""
        data = self._ask(_call("launch PCI scan", "POST", "/pci/scan/launch", dict(fields), is_write=True), data_of)
        number = whole_number(data.get("id")) if isinstance(data, dict) else None
        if number is None:
            raise LostAnswerError("Qualys launched a scan without telling its id")
        return number

    def _change(self, operation: str, method: str, asset_type: str, entries: Sequence[str]) -> Receipt:
        body = {"assetType": asset_type, "assets": ", ".join(entries)}
        call = _call("%s PCI assets" % operation, method, "/pci/asset/%s" % operation, body, is_write=True)
        return self._ask(call, receipt_of)

    def _rows(self, operation: str, path: str, params: Mapping[str, str]) -> list[Any]:
        """Collect all pages. Offsets count records from 1; the number received is what the next one starts from."""
        found: list[Any] = []
        last: list[Any] = []
        while True:
            page = {"offset": str(len(found) + 1), "limit": str(PAGE_SIZE)}
            data = self._ask(_call(operation, "GET", path, params={**params, **page}), data_of)
            rows = list_in(data)
            if rows is None:
                raise UnreadableError("the answer to %s holds no list that is known" % operation, operation=operation)
            total = _total(data)
            found += rows
            if (total is not None and len(found) >= total) or (total is None and not rows):
                return found
            if not rows or rows == last:
                raise QualysError(
                    "Qualys announces %s records and delivers %d of them (%s); the list would be incomplete, so it is "
                    "not used; run again later" % ("more" if total is None else total, len(found), operation),
                    operation=operation,
                )
            last = rows

    def _ask(self, call: Call, read: Callable[[Call, Answer, Settings], Result]) -> Result:
        return self.session.send(call, lambda answer: read(call, answer, self.session.settings))


def _call(
    operation: str,
    method: str,
    path: str,
    body: Any = None,
    params: Mapping[str, str] | None = None,
    is_write: bool = False,
) -> Call:
    return Call(
        operation=operation,
        method=method,
        path=path,
        is_write=is_write,
        params=params,
        body=None if body is None else json.dumps(body).encode("utf-8"),
        content_type=_CONTENT_TYPE,
        headers=_HEADERS,
    )


def list_in(data: Any) -> list[Any] | None:
    """Return the one list in an answer, whatever its name."""
    if isinstance(data, list):
        return data
    lists = [value for value in data.values() if isinstance(value, list)] if isinstance(data, dict) else []
    return lists[0] if len(lists) == 1 else None


def _total(data: Any) -> int | None:
    return whole_number(data.get("totalCount")) if isinstance(data, dict) else None
