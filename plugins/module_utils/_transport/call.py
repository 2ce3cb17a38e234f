# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sent and what comes back, free of any HTTP library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._errors import cut, printable


class Call(NamedTuple):
    """One request. ``is_write`` belongs to the operation: Qualys reads by POST too.

    A header that is None is left out though the session has it.
    ``can_shrink`` says that the caller would rather ask for less than wait again when nothing comes in time.
    """

    operation: str
    method: str
    path: str
    is_write: bool = False
    params: Mapping[str, str] | None = None
    body: bytes | None = None
    content_type: str | None = None
    accept: str | None = None
    headers: Mapping[str, str | None] | None = None
    can_shrink: bool = False

    @property
    def name(self) -> str:
        """How messages speak of it: what it does, and the request that somebody could look for in a log."""
        return "%s (%s %s)" % (self.operation, self.method, self.path)


class Answer(NamedTuple):
    """One complete answer: header names in lower case, body as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_html(self) -> bool:
        """Tell whether this is a page for people, as proxies and outages send, whatever its type claims."""
        if "html" in self.headers.get("content-type", "").lower():
            return True
        return self.body[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))

    @property
    def titled(self) -> str:
        """What a page calls itself, as the end of a phrase: cut short, without anything a terminal would act on."""
        lower = self.body[:65536].lower()
        start, end = lower.find(b"<title>"), lower.find(b"</title>")
        if not 0 <= start < end:
            return ""
        text = " ".join(self.body[start + 7 : end].decode("utf-8", "replace").split())
        return ' titled "%s"' % cut(printable(text), 80)
