# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A refusal in the vocabulary of the API."""

from __future__ import annotations

HTTP_OF = {
    "AUTH_CREDENTIALS_NEEDED": 401,
    "INVALID_CREDENTIALS": 401,
    "UNAUTHORIZED": 403,
    "NOT_FOUND": 404,
    "OBJECT_NOT_FOUND": 404,
    "UNKNOWN_OBJECT": 404,
    "OTHER_ERROR": 500,
}


class ServiceFailure(Exception):
    """Carries responseCode, errorMessage and errorResolution; http forces a status whatever the switch says."""

    def __init__(self, code: str, message: str, resolution: str | None = None, http: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.resolution = resolution
        self.http = http

    def status(self, error_http: str) -> int:
        """Return the HTTP status: recorded refusals had 200, recent accounts speak of real ones."""
        if self.http is not None:
            return self.http
        return HTTP_OF.get(self.code, 400) if error_http == "real" else 200


def invalid_request(message: str, resolution: str | None = None) -> ServiceFailure:
    """Return the refusal for a business or criteria error."""
    return ServiceFailure("INVALID_REQUEST", message, resolution)


def invalid_xml(message: str) -> ServiceFailure:
    """Return the refusal for a request that is not well-formed or not valid."""
    return ServiceFailure("INVALID_XML", message, "Check the request against the schema of the object.")
