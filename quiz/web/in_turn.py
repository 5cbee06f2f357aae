"""One request at a time is worked on, and none of them while its body is still on the way.

Python works on one thing at a time anyway: several threads that take turns in the middle of
their work only make the slowest requests slower. But where one thread did everything, whoever
sent half a body and no more kept everybody else waiting.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from quiz.web.site import MOST_BYTES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class InTurn:
    """A WSGI application for a server with many threads, nearly all of which only wait."""

    def __init__(self, inner: WSGIApplication) -> None:
        self._inner, self._turn = inner, Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Wait for the body, then for its turn, and answer."""
        length = environ.get("CONTENT_LENGTH", "")
        if length.isdecimal() and 0 < int(length) <= MOST_BYTES:
            environ["wsgi.input"] = BytesIO(_body(environ, int(length)))
        with self._turn:
            return self._inner(environ, start_response)


def _body(environ: WSGIEnvironment, length: int) -> bytes:
    """Read a body, nothing of one that breaks off: it is refused by its length."""
    with suppress(OSError):
        return bytes(environ["wsgi.input"].read(length))
    return b""
