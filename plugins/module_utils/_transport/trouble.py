# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turn what can go wrong below HTTP into one sentence that says what to do."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

from ansible_collections.community.qualys.plugins.module_utils._errors import UnreachableError

# Reasons as OpenSSL words them, and what a person can do about each.
_CERTIFICATE_REMEDIES = (
    ("certificate has expired", "its certificate has expired; whoever runs the server must renew it"),
    ("not yet valid", "its certificate is not valid yet; check the clock of this machine"),
    ("self-signed certificate", "its certificate is not signed by a trusted authority; set ca_path to the right file"),
    ("self signed certificate", "its certificate is not signed by a trusted authority; set ca_path to the right file"),
    ("unable to get local issuer", "its certificate is not signed by a trusted authority; set ca_path"),
    ("hostname mismatch", "its certificate is made out to another host; check %s"),
    ("ip address mismatch", "its certificate is made out to another host; check %s"),
)

# What OpenSSL says when the other side speaks no TLS, or none that both know.
_HANDSHAKE = frozenset(
    (
        "WRONG_VERSION_NUMBER",
        "HTTP_REQUEST",
        "UNSUPPORTED_PROTOCOL",
        "TLSV1_ALERT_PROTOCOL_VERSION",
        "SSLV3_ALERT_HANDSHAKE_FAILURE",
        "NO_CERTIFICATE_OR_CRL_FOUND",
        "RECORD_LAYER_FAILURE",
    )
)


class Hopeless(UnreachableError):
    """Wraps what no repeat can cure."""

    def __init__(self, trouble: UnreachableError) -> None:
        super().__init__(trouble.message, **trouble.facts)
        self.trouble = trouble


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and everything that led to it, libraries' wrappings included."""
    seen: set[int] = set()
    queue: list[BaseException] = [error]
    while queue:
        one = queue.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner = [one.__cause__, one.__context__, getattr(one, "reason", None), *getattr(one, "args", ())]
        queue.extend(each for each in inner if isinstance(each, BaseException))


def certificate_trouble(error: BaseException, url: str, options: str = "platform or api_url") -> UnreachableError:
    """Explain a failed TLS handshake; ``options`` are those that the address comes from."""
    said = " ".join(str(one) for one in causes(error) if isinstance(one, ssl.SSLError)) or str(error)
    for words, template in _CERTIFICATE_REMEDIES:
        if words in said.lower():
            remedy = template % options if "%s" in template else template
            return UnreachableError("%s is not trusted: %s" % (url, remedy), url=url)
    return UnreachableError("%s does not speak TLS as it should: %s" % (url, said), url=url)


def connection_trouble(error: BaseException, url: str, options: str = "platform or api_url") -> UnreachableError:
    """Explain a connection that never came about; ``options`` are those that the address comes from."""
    for one in causes(error):
        if isinstance(one, socket.gaierror):
            text = "%s cannot be found: %s; check %s, and the name service"
            return UnreachableError(text % (url, one.strerror or one, options), url=url)
        if isinstance(one, ConnectionRefusedError):
            return UnreachableError("%s refuses the connection; check %s" % (url, options), url=url)
        if isinstance(one, TimeoutError):
            return UnreachableError("%s does not answer; check %s, proxy and firewall" % (url, options), url=url)
    return UnreachableError("%s cannot be reached: %s; check %s, proxy and firewall" % (url, error, options), url=url)


def proxy_trouble(error: BaseException, proxy: str | None) -> UnreachableError:
    """Explain a refusal by the proxy, which is not Qualys' fault."""
    said = [str(one) for one in causes(error) if isinstance(one, OSError) and not hasattr(one, "request")]
    name = "the proxy %s" % proxy if proxy else "the proxy that the environment names"
    return UnreachableError(
        "%s did not pass the request on: %s; this is the proxy's answer, not Qualys'"
        % (name, said[-1] if said else error)
    )


def is_certificate_trouble(error: BaseException) -> bool:
    """Tell whether TLS failed before anything was sent: in the handshake, over the certificate or the protocol."""
    found = [one for one in causes(error) if isinstance(one, ssl.SSLError)]
    return any(isinstance(one, ssl.SSLCertVerificationError) or one.reason in _HANDSHAKE for one in found)


def is_tunnel_refusal(error: BaseException) -> bool:
    """Tell whether a proxy refused to open the way to the server."""
    return any("Tunnel connection failed" in str(one) for one in causes(error))


def is_login_refusal(error: BaseException) -> bool:
    """Tell whether a proxy refused its login."""
    return any("Tunnel connection failed: 407" in str(one) for one in causes(error))


def was_never_sent(error: BaseException) -> bool:
    """Tell whether a connection error came before the first byte of the request went out."""
    if any(isinstance(one, ConnectionRefusedError) for one in causes(error)):
        return True
    names = {type(one).__name__ for one in causes(error)}
    return not names.isdisjoint(("NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "gaierror"))


def is_hopeless(error: BaseException) -> bool:
    """Tell whether trying again cannot help: a host name that does not exist."""
    return any(isinstance(one, socket.gaierror) and one.errno == socket.EAI_NONAME for one in causes(error))
