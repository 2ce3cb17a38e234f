# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text from outside is data, never a template: how each ansible-core is told so.

Up to 2.18 every string is a template unless it is marked unsafe, so what might be one is marked. From 2.19 no string
is one unless it is marked trusted; but untrusted strings leave ``ansible-inventory --list`` as mappings
(``__ansible_unsafe``), which AWX stores as they are. So strings that cannot be a template are marked trusted there.
"""

from __future__ import annotations

from typing import Any

try:
    from ansible.template import trust_as_template
except ImportError:
    # ansible-core 2.18 and older.
    from ansible.utils.unsafe_proxy import AnsibleUnsafeText

    MARKS_TRUST = False
    _mark_plain, _mark_suspect = str, AnsibleUnsafeText
else:
    MARKS_TRUST = True
    _mark_plain, _mark_suspect = trust_as_template, str


def may_be_template(text: str) -> bool:
    """Tell whether any ansible-core could see a template in a text.

    Every Jinja marker begins with a brace, except where the text itself declares others in a header.
    """
    return "{" in text or text.startswith("#jinja2:")


class Protection:
    """Marks plain data for the ansible-core that runs; equal strings share one marked copy."""

    def __init__(self) -> None:
        self._marked: dict[str, str] = {}

    def protect(self, value: Any) -> Any:
        """Return the same data with every string marked, the keys of mappings as well."""
        if isinstance(value, str):
            return self._marked.get(value) or self._remember(value)
        if isinstance(value, dict):
            return {self.protect(key): self.protect(one) for key, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.protect(one) for one in value]
        return value

    def mark_once(self, value: Any) -> Any:
        """Do the same without remembering the copy: for text that is not likely to come again."""
        return _marked(value) if isinstance(value, str) else self.protect(value)

    def _remember(self, text: str) -> str:
        marked = self._marked[str.__str__(text)] = _marked(text)
        return marked


def _marked(text: str) -> str:
    # Plain text first: it may come from a template or a cache with marks of its own.
    plain = str.__str__(text)
    marked: str = _mark_suspect(plain) if may_be_template(plain) else _mark_plain(plain)
    return marked
