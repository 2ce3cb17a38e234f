# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that answers with the very bytes it is given: for what no web server would send."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

# Gets the head of a request, returns the bytes to answer with.
Script = Callable[[bytes], bytes]


class RawServer:
    """Listens on the loopback interface; answers each connection once and closes it.

    ``url`` is where it listens, ``heads`` are the heads of the requests that came, ``sent`` counts the bytes of answers
    that were taken.
    """

    def __init__(self, script: bytes | Script) -> None:
        self._script: Script = (lambda _head: script) if isinstance(script, bytes) else script
        self.heads: list[bytes] = []
        self.sent = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = "http://127.0.0.1:%d" % self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> RawServer:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        # Closing alone would not wake the thread.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                connection, _peer = self._socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(10)
                try:
                    self._answer(connection)
                except OSError:
                    # The client has seen enough.
                    continue

    def _answer(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(65536)
            if not piece:
                return
            head += piece
        head, _end, rest = head.partition(b"\r\n\r\n")
        self.heads.append(head)
        # What is left unread would reset the connection, and with it the answer.
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        while len(rest) < length:
            rest += connection.recv(65536)
        answer = memoryview(self._script(head))
        for start in range(0, len(answer), 65536):
            connection.sendall(answer[start : start + 65536])
            self.sent += min(65536, len(answer) - start)
