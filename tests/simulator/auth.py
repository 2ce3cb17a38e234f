# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users, what they may do, and how a request says who it comes from."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .failure import ServiceFailure

ALL_MODULES = frozenset({"WAS", "AM", "CA"})
CREATE_SCHEDULE = "Create WAS Schedule"
EDIT_SCHEDULE = "Edit WAS Schedule"
DELETE_SCHEDULE = "Delete WAS Schedule"
READ_ASSET = "Read Asset"
ACTIVATE_AGENT = "Activate Agent"
DEACTIVATE_AGENT = "Deactivate Agent"
CREATE_KEY = "Create Activation Key"
EDIT_KEY = "Edit Activation Key"
VIEW_KEY = "View Activation Key"
DELETE_KEY = "Delete Activation Key"
CHANGE_KEY = "Change Activation Key"
ALL_PERMISSIONS = frozenset(
    {
        CREATE_SCHEDULE,
        EDIT_SCHEDULE,
        DELETE_SCHEDULE,
        READ_ASSET,
        ACTIVATE_AGENT,
        DEACTIVATE_AGENT,
        CREATE_KEY,
        EDIT_KEY,
        VIEW_KEY,
        DELETE_KEY,
        CHANGE_KEY,
    }
)


@dataclass(frozen=True)
class User:
    """An account of the subscription."""

    id: int
    name: str
    password: str
    api_access: bool = True
    modules: frozenset[str] = ALL_MODULES
    permissions: frozenset[str] = ALL_PERMISSIONS
    first_name: str = "Demo"
    last_name: str = "User"


class Users:
    """The accounts that can log in; demo / demo is always one of them."""

    def __init__(self) -> None:
        self._users: dict[str, User] = {}
        self.reset()

    def reset(self) -> None:
        """Forget every account but demo."""
        self._users = {"demo": User(4101, "demo", "demo")}

    def add(
        self,
        name: str,
        password: str,
        *,
        api_access: bool = True,
        modules: Iterable[str] | None = None,
        permissions: Iterable[str] | None = None,
    ) -> User:
        """Add an account; without modules or permissions it has all of them."""
        user = User(
            4101 + len(self._users),
            name,
            password,
            api_access,
            ALL_MODULES if modules is None else frozenset(modules),
            ALL_PERMISSIONS if permissions is None else frozenset(permissions),
        )
        self._users[name] = user
        return user

    def by_id(self, number: int) -> User | None:
        """Return the account with that id."""
        return next((user for user in self._users.values() if user.id == number), None)

    def authenticate(self, headers: Mapping[str, str]) -> User:
        """Return who is asking, or raise the refusal (Platform page: responseCode values)."""
        name, password = credentials(headers)
        user = self._users.get(name)
        if user is None or user.password != password:
            raise ServiceFailure(
                "INVALID_CREDENTIALS", "Authentication failed", "Verify both, user and password credentials."
            )
        if not user.api_access:
            raise ServiceFailure(
                "UNAUTHORIZED",
                "You are not authorized to access the application through the API.",
                "Contact your subscription manager to be given the API access permission.",
            )
        return user


def credentials(headers: Mapping[str, str]) -> tuple[str, str]:
    """Read Basic credentials, or the plain headers 'user' and 'password' which the platform takes as well."""
    scheme, _blank, encoded = headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            name, _colon, password = base64.b64decode(encoded.strip(), validate=True).decode("utf-8").partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return "", ""
        return name, password
    if "user" in headers and "password" in headers:
        return headers["user"], headers["password"]
    raise ServiceFailure(
        "AUTH_CREDENTIALS_NEEDED",
        "Login and password are required",
        "Provide the user name and password in the Authorization header.",
    )


def may(user: User, module: str, permission: str | None) -> None:
    """Raise UNAUTHORIZED unless the user has the module and the permission."""
    if module and module not in user.modules:
        raise MissingModule(
            "UNAUTHORIZED",
            f"You are not authorized to access the {module} module.",
            "Ask your subscription manager to enable the module for your role.",
        )
    if permission and permission not in user.permissions:
        raise ServiceFailure(
            "UNAUTHORIZED",
            f"You are not allowed to do this. Permission needed: {permission}.",
            "Ask your subscription manager for the permission.",
        )


class MissingModule(ServiceFailure):
    """The role lacks a module: in the field also seen as an HTML page."""
