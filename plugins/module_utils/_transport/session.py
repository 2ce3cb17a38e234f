# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One connection to one server: TLS, proxy, repeats, waits. The only place that imports requests.

It knows nothing of XML, JSON or resources. What it promises: credentials go to the configured host alone;
a request that changes something is sent again only when it certainly was not carried out; an answer is
either complete or an error.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from typing import Any, Callable, TypeVar
from urllib.parse import quote, urlencode, urljoin, urlsplit

from ansible_collections.community.qualys.plugins.module_utils._errors import (
    CodecError,
    LimitError,
    LostAnswerError,
    QualysError,
    SlowAnswerError,
    UnreachableError,
)
from ansible_collections.community.qualys.plugins.module_utils._settings import Settings, is_loopback
from ansible_collections.community.qualys.plugins.module_utils._transport.allowance import Allowance, NoFellows
from ansible_collections.community.qualys.plugins.module_utils._transport.call import Answer, Call
from ansible_collections.community.qualys.plugins.module_utils._transport.ledger import Ledger
from ansible_collections.community.qualys.plugins.module_utils._transport.limits import (
    MARGIN,
    Limit,
    limit_in,
    pause,
    retry_after,
    slots_in,
)
from ansible_collections.community.qualys.plugins.module_utils._transport.trouble import (
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
# Seconds that a call waits for other tasks before it says so.
_LONG = 10
_CHUNK = 128 * 1024
_LONGEST_HEADER = 300
_LONGEST_HOST = 253

Result = TypeVar("Result")


class Session:
    """Sends calls, one after another; ``notify`` is told in one line of every wait and repeat.

    Calls that are to be under way at the same time need a twin each, and share the allowance.
    """

    # What other tasks know of the login, for whoever runs several.
    fellows: Any = NoFellows()

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        notify: Callable[[str], None] | None = None,
        allowance: Allowance | None = None,
        ledger: Ledger | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.sleep = sleep
        self.notify = notify or (lambda _line: None)
        self.allowance = allowance or Allowance(settings.max_wait)
        self.ledger = ledger or Ledger()
        self._http = _Http()
        self._http.headers.update(
            {"User-Agent": USER_AGENT, "X-Requested-With": "community.qualys", "Accept-Encoding": ACCEPTED}
        )
        # Bytes, because requests would encode text as Latin-1 and Qualys reads UTF-8.
        login = requests.auth.HTTPBasicAuth(
            settings.username.encode("utf-8", "surrogateescape"), settings.password.encode("utf-8", "surrogateescape")
        )
        self._http.auth = login
        self._proxies = _proxies(settings)
        if not settings.validate_certs:
            # The user has said so; a line on stderr for every request would say it no better.
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)

    def twin(self) -> Session:
        """Return a session for another thread: a connection of its own, the same settings, allowance and ledger."""
        return Session(self.settings, self.clock, self.sleep, self.notify, self.allowance, self.ledger)

    def send(self, call: Call, read: Callable[[Answer], Result]) -> Result:
        """Return what ``read`` makes of the answer, once it is complete and no limit stands in the way.

        ``read`` gets answers of any status below 500 and raises LostAnswerError when the content is cut.
        Raises UnreachableError, LostAnswerError, LimitError, QualysError (redirects), and what ``read`` raises.
        """
        failures = limits = 0
        while True:
            try:
                with self.allowance:
                    answer = self._in_turn(call)
                self._follow(slots_in(answer))
                limit = limit_in(answer)
                if limit is None:
                    self._refuse_outage(call, answer)
                    result = read(answer)
                    self.fellows.settle()
                    if call.is_write:
                        self.ledger.carried_out(call.operation)
                    return result
            except (UnreachableError, LostAnswerError) as error:
                failures += 1
                if call.is_write and isinstance(error, LostAnswerError):
                    self.ledger.lost(call.operation)
                self._may_repeat(call, error, failures)
                self._back_off(error, failures)
                continue
            except CodecError as error:
                if call.is_write:
                    # Whether it was carried out, what cannot be read does not say.
                    self.ledger.lost(call.operation)
                    raise LostAnswerError(str(error)) from error
                raise
            if limit.is_crowd and self._narrow():
                self.notify("Qualys lets fewer calls be under way at once; going on with fewer")
                continue
            self._wait(call, limit, limits)
            limits += 1

    def _follow(self, slots: int | None) -> None:
        self.allowance.follow(slots)
        self.fellows.slots.follow(slots)

    def _narrow(self) -> bool:
        return self.allowance.narrow() or bool(self.fellows.slots.narrow())

    def _in_turn(self, call: Call) -> Answer:
        since = self.clock()
        with self.fellows.slots:
            waited = self.clock() - since
            if waited >= _LONG:
                self.notify("waited %s while other tasks of this run had all calls under way" % _span(waited))
            return self._once(call)

    def _once(self, call: Call) -> Answer:
        try:
            with self._http.request(
                call.method,
                self.settings.url + call.path + _query(call),
                data=call.body,
                headers=_headers(call),
                timeout=(self.settings.connect_timeout, self.settings.read_timeout),
                # Given with every request, because the environment overrules what a session says.
                verify=(self.settings.ca_path or True) if self.settings.validate_certs else False,
                proxies=self._proxies,
                allow_redirects=False,
                stream=True,
            ) as response:
                self._refuse_redirect(call, response)
                self._refuse_proxy_login(call, response)
                return Answer(response.status_code, _plain_headers(response), self._body(call, response))
        except urllib3.exceptions.LocationParseError as error:
            # Its text would repeat the address of a proxy, which may hold a password.
            raise _Hopeless(UnreachableError(self._no_address())) from error
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError) as error:
            raise self._translated(call, error) from error
        except OSError as error:
            # Requests says so when the file with the certificates is not there.
            where = "ca_path %r" % self.settings.ca_path if self.settings.ca_path else "the trusted certificates"
            raise _Hopeless(UnreachableError("%s: %s" % (where, error))) from error

    def _translated(self, call: Call, error: Exception) -> QualysError:
        if isinstance(error, _NO_ADDRESS):
            return _Hopeless(UnreachableError(self._no_address()))
        if is_certificate_trouble(error):
            return _Hopeless(certificate_trouble(error, self.settings.url, self.settings.url_options))
        # A connection that breaks later is wrapped in the same exception, but then the request may have been passed on.
        if isinstance(error, requests.exceptions.ProxyError) and (was_never_sent(error) or is_tunnel_refusal(error)):
            trouble = proxy_trouble(error, self.settings.proxy)
            # A login that the proxy refuses is not tried again: accounts lock there, too.
            return _Hopeless(trouble) if is_login_refusal(error) else trouble
        if was_never_sent(error):
            trouble = connection_trouble(error, self.settings.url, self.settings.url_options)
            return _Hopeless(trouble) if is_hopeless(error) else trouble
        # An answer that has begun and does not go on is none of these: that is no matter of its size.
        if isinstance(error, requests.exceptions.Timeout):
            return SlowAnswerError("%s did not answer within %d s" % (_name(call), self.settings.read_timeout))
        return LostAnswerError("the connection broke while %s was under way" % _name(call))

    def _no_address(self) -> str:
        if self.settings.proxy:
            return "%s or proxy %s cannot be used as an address" % (self.settings.url, self.settings.proxy)
        return "%s, or the proxy that the environment names, cannot be used as an address" % self.settings.url

    def _body(self, call: Call, response: requests.Response) -> bytes:
        deadline = self.clock() + MAX_DURATION
        received = 0

        def pieces() -> Iterator[bytes]:
            nonlocal received
            # Pieces, so that the clock is looked at; not too small, because each may wait for its turn among threads.
            for piece in response.raw.stream(_CHUNK, decode_content=False):
                received += len(piece)
                if self.clock() > deadline:
                    raise SlowAnswerError("%s was still not complete after %d s" % (_name(call), MAX_DURATION))
                yield piece

        chunks, size = [], 0
        for chunk in unpacked(pieces(), response.headers.get("Content-Encoding", "")):
            chunks.append(chunk)
            size += len(chunk)
            if size > MAX_BODY:
                raise CodecError("the answer to %s is larger than %d MiB" % (_name(call), MAX_BODY >> 20))
        announced = response.headers.get("Content-Length", "")
        if re.fullmatch("[0-9]{1,18}", announced) and received < int(announced):
            raise LostAnswerError("the answer to %s was cut: %d of %s bytes" % (_name(call), received, announced))
        return b"".join(chunks)

    def _refuse_proxy_login(self, call: Call, response: requests.Response) -> None:
        """Tell the one status that only a proxy sends; it is not tried again, because accounts lock there, too."""
        if response.status_code == 407:
            name = "the proxy %s" % self.settings.proxy if self.settings.proxy else "a proxy"
            raise _Hopeless(
                UnreachableError(
                    "%s did not pass %s on: it wants a login (HTTP 407); set proxy_username and proxy_password; "
                    "this is the proxy's answer, not Qualys'" % (name, _name(call)),
                    status=407,
                )
            )

    def _refuse_redirect(self, call: Call, response: requests.Response) -> None:
        if 300 <= response.status_code < 400:
            raise QualysError(
                "%s is redirected to %s; redirects are not followed because they would carry the password "
                "along; check %s" % (_name(call), _place(response, self.settings.url), self.settings.url_options),
                status=response.status_code,
            )

    def _refuse_outage(self, call: Call, answer: Answer) -> None:
        """Treat pages for people, empty answers and server errors as no answer at all."""
        if answer.status >= 500:
            # 504: whatever stands before Qualys has waited long enough.
            kind = SlowAnswerError if answer.status == 504 else LostAnswerError
            raise kind(
                "%s met HTTP %d%s" % (_name(call), answer.status, answer.titled),
                status=answer.status,
                answer=answer,
            )
        if answer.status < 300 and (answer.is_html or not answer.body.strip()):
            what = "a web page%s" % answer.titled if answer.is_html else "nothing"
            raise LostAnswerError("%s was answered with %s" % (_name(call), what), status=answer.status)

    def _may_repeat(self, call: Call, error: QualysError, failures: int) -> None:
        if isinstance(error, _Hopeless):
            raise error.trouble from error
        if call.can_shrink and isinstance(error, SlowAnswerError):
            raise error
        never_sent = isinstance(error, UnreachableError)
        if (call.is_write and not never_sent) or failures > self.settings.retries:
            raise error

    def _back_off(self, error: QualysError, failures: int) -> None:
        # 2, 4, 8, 16 ... s; the jitter keeps many forks from coming back at the same moment.
        answer = getattr(error, "answer", None)
        hint = retry_after(answer) if answer else None
        seconds = hint or 2.0**failures * (0.75 + random.random() / 2)  # noqa: S311 - no secret hangs on it
        seconds = min(seconds, float(self.settings.max_wait))
        self.notify("%s; trying again in %.0f s (%d of %d)" % (error, seconds, failures, self.settings.retries))
        self.sleep(seconds)

    def _wait(self, call: Call, limit: Limit, attempt: int) -> None:
        seconds = pause(attempt) if limit.wait is None else limit.wait + MARGIN
        allowance = self.allowance
        if not allowance.may_wait(seconds, self.clock()):
            raise LimitError(
                "Qualys limits the calls of this subscription (%s) and asks to wait %s before %s; "
                "max_wait allows %s in all, %s of it used; set max_wait (QUALYS_MAX_WAIT) higher or run again later"
                % (limit.reason, _span(seconds), _name(call), _span(allowance.max_wait), _span(allowance.waited)),
                wait=int(seconds),
            )
        try:
            self.notify(
                "Qualys limits the calls (%s); waiting %s before %s" % (limit.reason, _span(seconds), _name(call))
            )
            self.sleep(seconds)
        finally:
            allowance.end_wait()


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


class _Hopeless(UnreachableError):
    """Wraps what no repeat can cure."""

    def __init__(self, trouble: UnreachableError) -> None:
        super().__init__(trouble.message, **trouble.facts)
        self.trouble = trouble


def _headers(call: Call) -> dict[str, str | None]:
    wanted = {"Content-Type": call.content_type, "Accept": call.accept}
    return {**{name: value for name, value in wanted.items() if value}, **(call.headers or {})}


def _utf8(text: str) -> bytes:
    # What came from the environment in another encoding goes out as it was.
    return text.encode("utf-8", "surrogateescape")


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


def _query(call: Call) -> str:
    # Commas stay as they are, which is how the documents print lists.
    return "?" + urlencode(call.params, safe=",") if call.params else ""


def _name(call: Call) -> str:
    return "%s (%s %s)" % (call.operation, call.method, call.path)


def _span(seconds: float) -> str:
    return "%d min" % round(seconds / 60) if seconds >= 120 else "%d s" % round(seconds)


def _proxies(settings: Settings) -> dict[str, str] | None:
    if not settings.proxy:
        # What stays on this machine needs no proxy, whatever the environment says; elsewhere the environment decides.
        return {"http": "", "https": ""} if is_loopback(urlsplit(settings.url).hostname or "") else None
    url = settings.proxy
    if settings.proxy_username:
        login = "%s:%s@" % (quote(settings.proxy_username, safe=""), quote(settings.proxy_password or "", safe=""))
        url = url.replace("://", "://" + login, 1)
    return {"http": url, "https": url}
