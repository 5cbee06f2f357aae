"""Fetch somebody's page, carefully: only what is public, not for long, and not much of it."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage
from urllib.parse import SplitResult, urljoin, urlsplit

_MOST_BYTES = 2_000_000
_SECONDS, _MOST_HOPS = 15.0, 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGENT = "quiz-embed-check"


class UnreachableError(Exception):
    """The page was not fetched; its text says why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as its server sent it."""

    address: str  #: after redirects
    status: int
    headers: HTTPMessage
    html: str

    @property
    def origin(self) -> str:
        """The origin as browsers write it: without the usual port."""
        parts = urlsplit(self.address)
        usual = {"http": 80, "https": 443}[parts.scheme]
        port = f":{parts.port}" if parts.port and parts.port != usual else ""
        return f"{parts.scheme}://{_in_address(parts.hostname or '')}{port}".lower()


def fetch(address: str, *, private: bool = False) -> Fetched:
    """Fetch a page over http or https, following redirects; each hop is looked at like the first.

    Private addresses are refused unless `private`. Raises UnreachableError.
    """
    until = time.monotonic() + _SECONDS
    for _ in range(_MOST_HOPS + 1):
        found = _one(address, until, private=private)
        if found.status not in _REDIRECTS or not found.headers["Location"]:
            return found
        address = urljoin(address, found.headers["Location"])
    raise UnreachableError(f"more than {_MOST_HOPS} redirects")


def _one(address: str, until: float, *, private: bool) -> Fetched:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise UnreachableError("this is no address") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise UnreachableError("only http:// and https:// addresses, without a name in them")
    port = port or {"http": 80, "https": 443}[parts.scheme]
    number = _number(parts.hostname, port, private=private)
    try:
        return _sent(address, parts, (number, port), until)
    except ssl.SSLError as error:
        raise UnreachableError(f"no safe connection: {error.reason or 'TLS failed'}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise UnreachableError(f"no answer: {type(error).__name__}") from None


def _number(host: str, port: int, *, private: bool) -> str:
    """Return the address of a host, the very one that is connected to then."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnreachableError(f"no host of this name: {host}") from None
    numbers = [str(one[4][0]) for one in found]
    hidden = [one for one in numbers if not ipaddress.ip_address(one.split("%")[0]).is_global]
    if hidden and not private:
        raise UnreachableError(f"{host} is a private address ({hidden[0]}): --private allows it")
    return numbers[0]


def _sent(address: str, parts: SplitResult, at: tuple[str, int], until: float) -> Fetched:
    host = parts.hostname or ""
    connection = HTTPConnection(_in_address(host), at[1])
    plain = socket.create_connection(at, timeout=_left(until))
    try:
        safe = ssl.create_default_context() if parts.scheme == "https" else None
        connection.sock = safe.wrap_socket(plain, server_hostname=host) if safe else plain
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        named = {"User-Agent": _AGENT, "Accept": "text/html", "Accept-Encoding": "identity"}
        connection.request("GET", path, headers=named)
        answer = connection.getresponse()
        body = b""
        while len(body) < _MOST_BYTES:
            plain.settimeout(_left(until)) if not safe else connection.sock.settimeout(_left(until))
            if not (part := answer.read1(65_536)):
                break
            body += part
        html = body[:_MOST_BYTES].decode("utf-8", "replace")
        return Fetched(address, answer.status, answer.headers, html)
    finally:
        connection.close()
        plain.close()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise UnreachableError(f"not within {_SECONDS:.0f} seconds")
    return left


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
