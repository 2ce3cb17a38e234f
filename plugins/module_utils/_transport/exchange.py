# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request and its answer: TLS, proxy, no redirects. The only place that imports requests.

It knows nothing of XML, JSON or resources. What it promises: credentials go to the configured host alone, and an
answer is either complete or an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Callable
from urllib.parse import quote, urlencode, urljoin, urlsplit

from ansible_collections.community.qualys.plugins.module_utils._errors import (
    CodecError,
    LostAnswerError,
    QualysError,
    SlowAnswerError,
    UnreachableError,
)
from ansible_collections.community.qualys.plugins.module_utils._settings import Settings, is_loopback
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call
from ansible_collections.community.qualys.plugins.module_utils._transport.trouble import (
    Hopeless,
    certificate_trouble,
    connection_trouble,
    is_certificate_trouble,
    is_hopeless,
    is_login_refusal,
    is_tunnel_refusal,
    proxy_trouble,
    was_never_sent,
)
from ansible_collections.community.qualys.plugins.module_utils._transport.unpack import ACCEPTED, unpacked

try:
    import requests
    import urllib3
except ImportError:
    HAS_REQUESTS = False
else:
    HAS_REQUESTS = True

USER_AGENT = "community.qualys (Ansible collection)"
# A page of 1,000 assets has about 3 MB; what is far above that is no answer but an attack or a mistake.
MAX_BODY = 256 * 1024 * 1024
# Seconds one answer may take in all, however steadily it trickles in.
MAX_DURATION = 600
_CHUNK = 128 * 1024
_LONGEST_HEADER = 300
_LONGEST_HOST = 253


class Exchange:
    """Sends a request over one connection, which stays open for the next."""

    def __init__(self, settings: Settings, clock: Callable[[], float]) -> None:
        self._settings = settings
        self._clock = clock
        self._http = _Http()
        self._http.headers.update(
            {"User-Agent": USER_AGENT, "X-Requested-With": "community.qualys", "Accept-Encoding": ACCEPTED}
        )
        self._http.auth = requests.auth.HTTPBasicAuth(_utf8(settings.username), _utf8(settings.password))
        self._proxies = _proxies(settings)
        if not settings.validate_certs:
            # The user has said so; a line on stderr for every request would say it no better.
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)

    def answer(self, call: Call) -> Answer:
        """Return the complete answer to a call, whatever its status.

        Raises UnreachableError when the request certainly was not carried out, as Hopeless where no repeat can help;
        LostAnswerError when that is not known, as SlowAnswerError where the answer took too long; CodecError for one
        of no honest size; QualysError for a redirect.
        """
        try:
            with self._http.request(
                call.method,
                self._settings.url + call.path + _query(call),
                data=call.body,
                headers=_headers(call),
                timeout=(self._settings.connect_timeout, self._settings.read_timeout),
                # Given with every request, because the environment overrules what a session says.
                verify=(self._settings.ca_path or True) if self._settings.validate_certs else False,
                proxies=self._proxies,
                allow_redirects=False,
                stream=True,
            ) as response:
                self._refuse_redirect(call, response)
                self._refuse_proxy_login(call, response)
                return Answer(response.status_code, _plain_headers(response), self._body(call, response))
        except urllib3.exceptions.LocationParseError as error:
            # Its text would repeat the address of a proxy, which may hold a password.
            raise Hopeless(UnreachableError(self._no_address())) from error
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError) as error:
            raise self._translated(call, error) from error
        except OSError as error:
            # Requests says so when the file with the certificates is not there.
            where = "ca_path %r" % self._settings.ca_path if self._settings.ca_path else "the trusted certificates"
            raise Hopeless(UnreachableError("%s: %s" % (where, error))) from error

    def _translated(self, call: Call, error: Exception) -> QualysError:
        if isinstance(error, _NO_ADDRESS):
            return Hopeless(UnreachableError(self._no_address()))
        if is_certificate_trouble(error):
            return Hopeless(certificate_trouble(error, self._settings.url, self._settings.url_options))
        # A connection that breaks later is wrapped in the same exception, but then the request may have been passed on.
        if isinstance(error, requests.exceptions.ProxyError) and (was_never_sent(error) or is_tunnel_refusal(error)):
            trouble = proxy_trouble(error, self._settings.proxy)
            # A login that the proxy refuses is not tried again: accounts lock there, too.
            return Hopeless(trouble) if is_login_refusal(error) else trouble
        if was_never_sent(error):
            trouble = connection_trouble(error, self._settings.url, self._settings.url_options)
            return Hopeless(trouble) if is_hopeless(error) else trouble
        # An answer that has begun and does not go on is none of these: that is no matter of its size.
        if isinstance(error, requests.exceptions.Timeout):
            return SlowAnswerError("%s did not answer within %d s" % (call.name, self._settings.read_timeout))
        return LostAnswerError("the connection broke while %s was under way" % call.name)

    def _no_address(self) -> str:
        if self._settings.proxy:
            return "%s or proxy %s cannot be used as an address" % (self._settings.url, self._settings.proxy)
        return "%s, or the proxy that the environment names, cannot be used as an address" % self._settings.url

    def _body(self, call: Call, response: requests.Response) -> bytes:
        deadline = self._clock() + MAX_DURATION
        received = 0

        def pieces() -> Iterator[bytes]:
            nonlocal received
            # Pieces, so that the clock is looked at; not too small, because each may wait for its turn among threads.
            for piece in response.raw.stream(_CHUNK, decode_content=False):
                received += len(piece)
                if self._clock() > deadline:
                    raise SlowAnswerError("%s was still not complete after %d s" % (call.name, MAX_DURATION))
                yield piece

        chunks, size = [], 0
        for chunk in unpacked(pieces(), response.headers.get("Content-Encoding", "")):
            chunks.append(chunk)
            size += len(chunk)
            if size > MAX_BODY:
                raise CodecError("the answer to %s is larger than %d MiB" % (call.name, MAX_BODY >> 20))
        announced = response.headers.get("Content-Length", "")
        if re.fullmatch("[0-9]{1,18}", announced) and received < int(announced):
            raise LostAnswerError("the answer to %s was cut: %d of %s bytes" % (call.name, received, announced))
        return b"".join(chunks)

    def _refuse_proxy_login(self, call: Call, response: requests.Response) -> None:
        """Tell the one status that only a proxy sends; it is not tried again, because accounts lock there, too."""
        if response.status_code == 407:
            name = "the proxy %s" % self._settings.proxy if self._settings.proxy else "a proxy"
            raise Hopeless(
                UnreachableError(
                    "%s did not pass %s on: it wants a login (HTTP 407); set proxy_username and proxy_password; "
                    "this is the proxy's answer, not Qualys'" % (name, call.name),
                    status=407,
                )
            )

    def _refuse_redirect(self, call: Call, response: requests.Response) -> None:
        if 300 <= response.status_code < 400:
            raise QualysError(
                "%s is redirected to %s; redirects are not followed because they would carry the password "
                "along; check %s" % (call.name, _place(response, self._settings.url), self._settings.url_options),
                status=response.status_code,
            )


_NO_ADDRESS: tuple[type[Exception], ...] = ()
if HAS_REQUESTS:
    _NO_ADDRESS = (
        requests.exceptions.InvalidURL,
        requests.exceptions.InvalidSchema,
        requests.exceptions.MissingSchema,
        requests.exceptions.InvalidProxyURL,
    )

    class _Http(requests.Session):
        """Does not look at where a redirect leads: even where it is not to be followed, that reads the whole body."""

        def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002 - the name is theirs
            return None


def _headers(call: Call) -> dict[str, str | None]:
    wanted = {"Content-Type": call.content_type, "Accept": call.accept}
    return {**{name: value for name, value in wanted.items() if value}, **(call.headers or {})}


def _plain_headers(response: requests.Response) -> dict[str, str]:
    """Return the headers in ASCII and of bearable length: beyond it, digits are told that are none to Python."""
    return {
        name.lower(): value[:_LONGEST_HEADER].encode("ascii", "replace").decode("ascii")
        for name, value in response.headers.items()
    }


def _place(response: requests.Response, url: str) -> str:
    """Return where a redirect leads: scheme, host and port, never the user, path or query, which may hold secrets."""
    try:
        target = urlsplit(urljoin(url + "/", response.headers.get("Location", "")))
        host = "[%s]" % target.hostname if ":" in (target.hostname or "") else target.hostname
        port = ":%d" % target.port if target.port else ""
    except ValueError:
        return "what is no address"
    return "%s://%s%s" % (target.scheme, (host or "?")[:_LONGEST_HOST], port)


def _utf8(text: str) -> bytes:
    # Requests would encode text as Latin-1, and Qualys reads UTF-8. What came in another encoding goes out as it was.
    return text.encode("utf-8", "surrogateescape")


def _query(call: Call) -> str:
    # Commas stay as they are, which is how the documents print lists.
    return "?" + urlencode(call.params, safe=",") if call.params else ""


def _proxies(settings: Settings) -> dict[str, str] | None:
    if not settings.proxy:
        # What stays on this machine needs no proxy, whatever the environment says; elsewhere the environment decides.
        return {"http": "", "https": ""} if is_loopback(urlsplit(settings.url).hostname or "") else None
    url = settings.proxy
    if settings.proxy_username:
        login = "%s:%s@" % (quote(settings.proxy_username, safe=""), quote(settings.proxy_password or "", safe=""))
        url = url.replace("://", "://" + login, 1)
    return {"http": url, "https": url}
