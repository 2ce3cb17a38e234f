# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields that point to other objects, by id or by name.

A reference is a dict with id and name, either of which may be missing. What the user wrote is compared with what
Qualys shows without asking anything; only what really changes is looked up.
"""

from __future__ import annotations

import difflib
import re
from typing import Any

from ansible_collections.community.qualys.plugins.module_utils._api.envelope import Criterion
from ansible_collections.community.qualys.plugins.module_utils._api.qps import MAX_PAGE, ObjectType, Qps
from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError
from ansible_collections.community.qualys.plugins.module_utils._resource.kinds import Text, write_set
from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, contents

Ref = "dict[str, Any]"

WEB_APP = ObjectType("3.0", "was", "webapp", "WebApp", "web application")
OPTION_PROFILE = ObjectType("3.0", "was", "optionprofile", "OptionProfile", "option profile")
AUTH_RECORD = ObjectType("3.0", "was", "webappauthrecord", "WebAppAuthRecord", "authentication record")
# The path is not confirmed: a vendor script uses this one, another client dnsoverriderecord.
DNS_OVERRIDE = ObjectType("3.0", "was", "dnsoverride", "DnsOverride", "DNS override")
TAG = ObjectType("2.0", "am", "tag", "Tag", "tag")
# More names than this are found by reading the whole list once, because text criteria know no IN.
_SEARCHES = 2


def parse_reference(value: Any) -> dict[str, Any]:
    """Return what the user means: a number is an id, anything else a name."""
    text = str(value).strip()
    return {"id": int(text)} if re.fullmatch("[0-9]+", text) else {"name": str(value)}


def read_reference(wire: Any) -> dict[str, Any] | None:
    """Return the reference in an element, or None when it points nowhere."""
    found = as_object(wire)
    if not re.fullmatch("[0-9]+", str(found.get("id", ""))):
        return None
    return {"id": int(found["id"]), **({"name": str(found["name"])} if found.get("name") else {})}


def is_same(wanted: dict[str, Any], present: dict[str, Any] | None) -> bool:
    """Tell whether two references point to the same object, as far as they tell."""
    if not present:
        return False
    if "id" in wanted and "id" in present:
        return bool(wanted["id"] == present["id"])
    return "name" in wanted and wanted["name"] == present.get("name")


class Reference(Text):
    """One object; ``kind`` tells where to look its name up, None that only an id will do."""

    def __init__(self, kind: ObjectType | None) -> None:
        self.kind = kind

    def check(self, option: str, value: Any) -> Any:
        wanted = parse_reference(value)
        if self.kind is None and "id" not in wanted:
            raise OptionError(option, value, "must be an id; Qualys offers no search by name here")
        return wanted

    def read(self, wire: Any) -> Any:
        return read_reference(wire)

    def write(self, value: Any, present: Any) -> Any:
        return {"id": value["id"]} if value else None

    def same(self, wanted: Any, present: Any) -> bool:
        return is_same(wanted, present)

    def show(self, value: Any) -> Any:
        return {key: value[key] for key in ("id", "name") if key in value}


class References(Reference):
    """A set of objects whose element is that of their kind; the user may mix ids and names."""

    kind: ObjectType

    def argument(self) -> dict[str, Any]:
        return {"type": "list", "elements": "str"}

    def check(self, option: str, value: Any) -> Any:
        return [parse_reference(one) for one in value]

    def read(self, wire: Any) -> Any:
        found = [read_reference(one) for one in contents(wire, self.kind.element)]
        return sorted((one for one in found if one), key=lambda one: int(one["id"])) or None

    def write(self, value: Any, present: Any) -> Any:
        def ids(refs: Any) -> list[dict[str, Any]]:
            return [{"id": one["id"]} for one in refs or ()]

        return write_set(self.kind.element, ids(value), ids(present))

    def same(self, wanted: Any, present: Any) -> bool:
        wanted, left = list(wanted or ()), list(present or ())
        hits = [any(is_same(one, other) for other in left) for one in wanted]
        return all(hits) and all(any(is_same(one, other) for one in wanted) for other in left)

    def show(self, value: Any) -> Any:
        return [super(References, self).show(one) for one in value]


class Directory:
    """Looks references up, every name and id once per run."""

    def __init__(self, qps: Qps) -> None:
        self.qps = qps
        self._names: dict[str, dict[str, list[int]]] = {}
        self._ids: dict[str, dict[int, str]] = {}

    def complete(self, option: str, kind: ObjectType, wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the references with id and name.

        Raises OptionError for what does not exist (with similar names) or exists several times.
        """
        names = [one["name"] for one in wanted if "id" not in one]
        ids = [one["id"] for one in wanted if "id" in one]
        by_name = self._by_name(kind, names) if names else {}
        by_id = self._by_id(kind, ids) if ids else {}
        found = []
        for one in wanted:
            if "id" in one:
                if one["id"] not in by_id:
                    raise OptionError(
                        option, one["id"], "is the id of no %s in the account's scope; correct it" % kind.noun
                    )
                found.append({"id": one["id"], "name": by_id[one["id"]]})
            else:
                found.append({"id": self._only(option, kind, one["name"], by_name), "name": one["name"]})
        return found

    def _only(self, option: str, kind: ObjectType, name: str, by_name: dict[str, list[int]]) -> int:
        ids = by_name.get(name, [])
        if len(ids) == 1:
            return ids[0]
        if ids:
            raise OptionError(
                option,
                name,
                "is the name of several %ss (ids %s); give the id" % (kind.noun, ", ".join(str(one) for one in ids)),
            )
        similar = difflib.get_close_matches(name, list(self._all(kind)), n=3, cutoff=0.5)
        hint = "; similar names: %s" % ", ".join(similar) if similar else ""
        raise OptionError(
            option,
            name,
            "is the name of no %s in the account's scope%s; correct it, give its id, or have it added to the scope"
            % (kind.noun, hint),
        )

    def _by_id(self, kind: ObjectType, ids: list[int]) -> dict[int, str]:
        known = self._ids.setdefault(kind.name, {})
        unknown = sorted(set(ids) - set(known))
        if unknown:
            value = ",".join(str(one) for one in unknown)
            criterion = Criterion("id", "IN" if len(unknown) > 1 else "EQUALS", value)
            records = self.qps.search(kind, (criterion,), page_size=MAX_PAGE)
            known.update((int(record["id"]), str(record.get("name", ""))) for record in records)
        return known

    def _by_name(self, kind: ObjectType, names: list[str]) -> dict[str, list[int]]:
        known = self._names.setdefault(kind.name, {})
        unknown = sorted(set(names) - set(known))
        if len(unknown) > _SEARCHES:
            return self._all(kind)
        for name in unknown:
            # Whether EQUALS minds the case is not known: the names are compared once more here.
            records = self.qps.search(kind, (Criterion("name", "EQUALS", name),))
            known[name] = [int(record["id"]) for record in records if record.get("name") == name]
        return known

    def _all(self, kind: ObjectType) -> dict[str, list[int]]:
        """Return every name there is, also to find similar ones."""
        known: dict[str, list[int]] = {}
        for record in self.qps.search(kind, page_size=MAX_PAGE):
            known.setdefault(str(record.get("name", "")), []).append(int(record["id"]))
        self._names[kind.name] = known
        return known
