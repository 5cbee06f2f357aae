"""A client as light as can be, for it shares the machine with the server that it loads."""

from __future__ import annotations

import re
import socket
import time
from dataclasses import dataclass, field

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
#: Nobody waits longer than this for an answer, in seconds.
_PATIENCE = 60


class CutOffError(OSError):
    """The server closed the connection before it had answered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """Return a header, nothing if it is not there."""
        found = re.search(rf"\r\n{name}: *([^\r]*)".encode(), self.head, re.IGNORECASE)
        return found[1].decode("latin-1") if found else ""


def request(
    method: str,
    address: str,
    body: bytes = b"",
    kind: str = "",
    *more: str,
    host: str = "localhost",
) -> bytes:
    """Put a request into bytes, once, to be sent often."""
    lines = [f"{method} {address} HTTP/1.1", f"Host: {host}", *more]
    if method == "POST":
        lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Connection:
    """One kept open for several requests, which knows the port that the server sees it by."""

    port: int  #: of the server
    own_port: int = 0
    begun: float = 0.0  #: when it was opened, on the clock of the whole machine
    used: int = 0
    _socket: socket.socket | None = field(default=None, repr=False)

    def ask(self, request: bytes) -> Answer:
        """Send a request and return its answer. Raises OSError, CutOffError among them."""
        sock = self._socket or self._open()
        self.used += 1
        sock.sendall(request)
        head, _, body = self._until_head(sock).partition(b"\r\n\r\n")
        status, found = int(head[9:12]), _LENGTH.search(head)
        missing = int(found[1]) - len(body) if found and status != 304 else 0
        parts = [body]
        while missing > 0:
            parts.append(_more(sock))
            missing -= len(parts[-1])
        if missing:
            raise CutOffError("more than was announced")
        return Answer(status, head, b"".join(parts))

    def close(self) -> None:
        """Close it: the next request opens another."""
        if self._socket is not None:
            self._socket.close()
        self._socket, self.used = None, 0

    def _open(self) -> socket.socket:
        self.begun, self.own_port = time.monotonic(), 0
        self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=_PATIENCE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.own_port = self._socket.getsockname()[1]
        return self._socket

    @staticmethod
    def _until_head(sock: socket.socket) -> bytes:
        found = b""
        while b"\r\n\r\n" not in found:
            found += _more(sock)
        return found


def _more(sock: socket.socket) -> bytes:
    found = sock.recv(1 << 17)
    if not found:
        raise CutOffError("closed before the answer was whole")
    return found
