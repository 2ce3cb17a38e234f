# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which operations there are: path, verbs, module, permission, schema, and the function that acts.

The PCI API, which has paths and answers of its own, stands apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import (
    activation,
    activation_key_effects,
    activation_keys,
    assets,
    catalog,
    host_assets,
    installers,
    portal,
    schedules,
)
from .auth import (
    ACTIVATE_AGENT,
    CHANGE_KEY,
    CREATE_KEY,
    CREATE_SCHEDULE,
    DEACTIVATE_AGENT,
    DELETE_KEY,
    DELETE_SCHEDULE,
    EDIT_KEY,
    EDIT_SCHEDULE,
    READ_ASSET,
    VIEW_KEY,
)
from .call import Call
from .envelope import Answer

NO_ID, WITH_ID, EITHER = "no id", "id", "id or criteria"


@dataclass(frozen=True)
class Route:
    """One operation on one kind of object."""

    operation: str
    version: str
    act: Callable[[Call], Answer]
    verbs: tuple[str, ...] = ("POST",)
    ids: str = NO_ID
    is_write: bool = False
    permission: str | None = None
    schema: str = "search.xsd"
    subject: Any = None

    @property
    def module(self) -> str:
        """Return the module a user needs, or nothing."""
        parts = self.operation.split("/")
        return parts[1].upper() if len(parts) == 3 else ""

    @property
    def is_limited(self) -> bool:
        """Return whether it is one of the QPS APIs, to which the enforced limits apply."""
        return self is not ABOUT

    @property
    def xsd(self) -> str:
        """Return the path of the schema that answers name."""
        parts = self.operation.split("/")
        return "/qps/xsd/version.xsd" if len(parts) != 3 else f"/qps/xsd/{self.version}/{parts[1]}/{parts[2]}.xsd"


def _schedule(operation: str, act: Callable[[Call], Answer], **rest: Any) -> Route:
    return Route(f"{operation}/was/wasscanschedule", "3.0", act, schema="wasscanschedule.xsd", **rest)


def _key(operation: str, act: Callable[[Call], Answer], permission: str, **rest: Any) -> Route:
    return Route(f"{operation}/ca/agentactkey", "1.0", act, permission=permission, schema="agentactkey.xsd", **rest)


def _read_only(version: str, path: str, kind: catalog.Kind) -> list[Route]:
    schema = "webapp.xsd" if kind is catalog.WEBAPP else "search.xsd"
    return [
        Route(f"search/{path}", version, catalog.search, subject=kind, schema=schema),
        Route(f"count/{path}", version, catalog.count, ("GET", "POST"), subject=kind, schema=schema),
        Route(f"get/{path}", version, catalog.get, ("GET",), WITH_ID, subject=kind, schema=schema),
    ]


ROUTES: tuple[Route, ...] = (
    Route("portal/version", "", portal.version, ("GET",)),
    _schedule("count", schedules.count, verbs=("GET", "POST")),
    _schedule("search", schedules.search),
    _schedule("get", schedules.get, verbs=("GET",), ids=WITH_ID),
    _schedule("create", schedules.create, is_write=True, permission=CREATE_SCHEDULE),
    _schedule("update", schedules.update, ids=WITH_ID, is_write=True, permission=EDIT_SCHEDULE),
    _schedule("activate", schedules.activate, ids=EITHER, is_write=True, permission=EDIT_SCHEDULE),
    _schedule("deactivate", schedules.deactivate, ids=EITHER, is_write=True, permission=EDIT_SCHEDULE),
    _schedule("delete", schedules.delete, ids=EITHER, is_write=True, permission=DELETE_SCHEDULE),
    _schedule("download", schedules.download, ids=EITHER),
    *_read_only("3.0", "was/webapp", catalog.WEBAPP),
    *_read_only("3.0", "was/optionprofile", catalog.OPTION_PROFILE),
    *_read_only("3.0", "was/webappauthrecord", catalog.AUTH_RECORD),
    *_read_only("3.0", "was/dnsoverride", catalog.DNS_OVERRIDE),
    *_read_only("2.0", "am/tag", catalog.TAG),
    Route("search/am/hostasset", "2.0", host_assets.search, permission=READ_ASSET),
    Route("count/am/hostasset", "2.0", host_assets.count, ("GET", "POST"), permission=READ_ASSET),
    Route("get/am/hostasset", "2.0", host_assets.get, ("GET",), WITH_ID, permission=READ_ASSET),
    Route("search/am/asset", "2.0", assets.search, permission=READ_ASSET),
    Route("count/am/asset", "2.0", assets.count, ("GET", "POST"), permission=READ_ASSET),
    Route("get/am/asset", "2.0", assets.get, ("GET", "POST"), WITH_ID, permission=READ_ASSET),
    Route("activate/am/asset", "2.0", activation.activate, ids=EITHER, is_write=True, permission=ACTIVATE_AGENT),
    Route("deactivate/am/asset", "2.0", activation.deactivate, ids=EITHER, is_write=True, permission=DEACTIVATE_AGENT),
    _key("search", activation_keys.search, VIEW_KEY),
    _key("count", activation_keys.count, VIEW_KEY, verbs=("GET", "POST")),
    _key("get", activation_keys.get, VIEW_KEY, verbs=("GET", "POST"), ids=WITH_ID),
    _key("create", activation_keys.create, CREATE_KEY, is_write=True),
    _key("update", activation_keys.update, EDIT_KEY, ids=WITH_ID, is_write=True),
    _key("delete", activation_keys.delete, DELETE_KEY, ids=WITH_ID, is_write=True),
    Route(
        "cak/ca/changeactkey",
        "1.0",
        activation_key_effects.change_key,
        is_write=True,
        permission=CHANGE_KEY,
        schema="changeactkey.xsd",
    ),
    Route("process/ca/binaryinfo", "1.0", installers.information, permission=READ_ASSET, schema="binaryinfo.xsd"),
    Route("download/ca/downloadbinary", "1.0", installers.download, permission=READ_ASSET, schema="binaryinfo.xsd"),
)
BY_OPERATION = {route.operation: route for route in ROUTES}
# Of an older API: clients call it to see whether the login is right.
ABOUT = Route("msp/about", "", portal.about, ("GET",))


@dataclass(frozen=True)
class Match:
    """A path that was recognised; id_text is what stands where the id belongs."""

    route: Route
    id_text: str | None = None


class WrongVersion(Exception):
    """The operation exists, but not in that version of the API."""

    def __init__(self, route: Route) -> None:
        super().__init__(route.operation)
        self.route = route


def resolve(path: str) -> Match | None:
    """Return the operation of a path, or None where there is nothing."""
    parts = path.strip("/").split("/")
    if parts == ["msp", "about.php"]:
        return Match(ABOUT)
    if parts[:2] != ["qps", "rest"]:
        return None
    if parts[2:] == ["portal", "version"]:
        return Match(BY_OPERATION["portal/version"])
    if len(parts) not in (6, 7):
        return None
    route = BY_OPERATION.get("/".join(parts[3:6]))
    if route is None:
        return None
    if parts[2] != route.version:
        raise WrongVersion(route)
    id_text = parts[6] if len(parts) == 7 else None
    missing = id_text is None and route.ids == WITH_ID
    return None if missing or (id_text is not None and route.ids == NO_ID) else Match(route, id_text)
