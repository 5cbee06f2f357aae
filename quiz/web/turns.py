"""Requests answered one at a time, while those that are slow to arrive keep nobody waiting.

A server's thread that reads a body waits for whoever sends it: somebody whose connection hangs
would hold up all others if it were the only thread. With several threads at work at once, the
slowest answers take far longer. So there are many threads, and all but one of them wait.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class InTurn:
    """A WSGI application whose turn comes once the whole body is there."""

    def __init__(self, application: WSGIApplication, most_bytes: int) -> None:
        """Take the most that is read of a body: of a longer one nothing, as it is refused."""
        self.application, self._most = application, most_bytes
        self._turn = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and 0 < int(length[:20]) <= self._most:
            environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(length)))
        with self._turn:
            return self.application(environ, start_response)
