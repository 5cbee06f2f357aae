"""What is the same for everybody is worked out once: a request like an earlier one gets its answer.

Only answers that are stored as bytes (`pages.page.send`) are kept, and none longer than the
rulebook that they were made from is served. Nothing of a POST ever comes here.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from flask import Flask, request

from quiz.web.kept import Kept

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Asked: TypeAlias = tuple[str | None, ...]
#: All of a request that such an answer can depend on: what comes to matter must stand here.
_ASKED = (
    "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "CONTENT_LENGTH", "wsgi.url_scheme",
    "SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE",
    "HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE",
)  # fmt: skip
#: Strangers write the requests that answers are kept by: so many, and none longer than this.
_MOST, _LONGEST = 256, 1000
#: What became an error on the way is none of it.
_KEPT = frozenset({"200", "304"})
_MAY_BE_KEPT = "quiz.may_be_kept"
#: Where a request leaves what may be told of it: the same again for the same answer.
SEEN = "quiz.seen"


@dataclass(frozen=True, slots=True)
class _Answer:
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    seen: object


def may_be_kept() -> None:
    """Say that the answer to the current request is the same for whoever asks the same."""
    request.environ[_MAY_BE_KEPT] = True


def install(app: Flask) -> None:
    """Ask an application only for what was not asked before."""
    kept = app.extensions["quiz_again"] = Again(app)
    app.wsgi_app = kept  # type: ignore[method-assign]  # as Flask's documentation says


class Again:
    """A WSGI application that answers as another one did before."""

    def __init__(self, app: Flask) -> None:
        self._app, self._inner = app, app.wsgi_app
        self._site: object = None  #: that what is kept was made from
        self._kept: Kept[_Answer] = Kept(_MOST)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Give the answer that is kept, if the rulebook is still the same."""
        if environ["REQUEST_METHOD"] != "GET":
            return self._inner(environ, start_response)
        asked, site = tuple(map(environ.get, _ASKED)), self._app.extensions["quiz"]
        if site is not self._site:  # an answer nobody asks for again would keep an old one alive
            self._site, self._kept = site, Kept(_MOST)
        answer = self._kept.find(asked)
        if answer is None:
            return self._ask(environ, start_response, asked, self._kept)
        environ[SEEN] = answer.seen
        start_response(answer.status, list(answer.headers))
        return [answer.body]

    def _ask(
        self,
        environ: WSGIEnvironment,
        start_response: StartResponse,
        asked: Asked,
        kept: Kept[_Answer],
    ) -> Iterable[bytes]:
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], /, *more: Any) -> Any:  # noqa: ANN401 - as WSGI has it
            begun.append((status, headers))
            return start_response(status, headers, *more)

        body = self._inner(environ, start)
        status, headers = begun[-1]
        short = sum(len(one or "") for one in asked) <= _LONGEST
        if not (short and _MAY_BE_KEPT in environ and status[:3] in _KEPT):
            return body
        with closing(body):  # type: ignore[type-var]  # Flask's own can be closed
            whole = b"".join(body)
        # The server adds the date of each answer.
        lasting = [(name, value) for name, value in headers if name != "Date"]
        kept.keep(asked, _Answer(status, lasting, whole, environ.get(SEEN)))
        return [whole]
