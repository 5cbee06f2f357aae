"""Around the application: what became of each request, for the lines and the numbers."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from secrets import token_hex
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from flask import Flask, Response, g, request

from quiz.web.again import SEEN
from quiz.web.site import Site
from quiz.web.watching.lines import ID, Lines
from quiz.web.watching.metrics import Metrics

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


class Seen(NamedTuple):
    """What is told of a request: none of it was typed by anybody."""

    route: str = "unmatched"  #: with <clinic> for the name of one
    rulebook: str = ""
    clinic: str = ""
    language: str = ""
    outcome: str = ""  #: never told beside the rest


_UNSEEN = Seen()


class Watched:
    """A WSGI application whose requests are told and counted."""

    def __init__(
        self, inner: WSGIApplication, lines: Lines | None, metrics: Metrics | None
    ) -> None:
        self._inner, self._lines, self._metrics = inner, lines, metrics

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""
        began = perf_counter()
        environ[ID] = token_hex(8)
        answered: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], /, *more: Any) -> Any:  # noqa: ANN401 - as WSGI has it
            answered.append((status, headers))
            return start_response(status, headers, *more)

        body = self._inner(environ, start)
        (status, headers), seconds = answered[-1], perf_counter() - began
        seen: Seen = environ.get(SEEN) or _UNSEEN
        asked = environ["REQUEST_METHOD"]
        method = asked if asked in _METHODS else "other"
        with suppress(Exception):  # nothing that is told may cost somebody the answer
            self._count(seen, method, status[:3], seconds)
        with suppress(Exception):
            self._tell(seen, method, status[:3], seconds, headers, environ[ID])
        return body

    def _count(self, seen: Seen, method: str, status: str, seconds: float) -> None:
        if self._metrics:
            self._metrics.answered(seen.route, method, status, seconds)
            if seen.outcome:
                self._metrics.decided(seen.outcome)

    def _tell(
        self,
        seen: Seen,
        method: str,
        status: str,
        seconds: float,
        headers: list[tuple[str, str]],
        id: str,
    ) -> None:
        if self._lines:
            self._lines.request(
                id=id,
                method=method,
                route=seen.route,
                status=int(status),
                ms=round(seconds * 1000, 1),
                # How long a result is tells which one it is.
                bytes="" if method == "POST" else int(dict(headers).get("Content-Length", 0)),
                rulebook=seen.rulebook,
                clinic=seen.clinic,
                lang=seen.language,
            )


def install(app: Flask, lines: Lines | None, metrics: Metrics | None) -> None:
    """Watch an application; to be called before it gets any other `after_request`."""
    app.extensions["quiz_metrics"] = metrics
    if lines or metrics:
        app.after_request(_look)
        app.wsgi_app = Watched(app.wsgi_app, lines, metrics)  # type: ignore[method-assign]  # as Flask's documentation says


def _look(response: Response) -> Response:
    """Leave what may be told of the request where the layer around finds it."""
    site = cast("Site | None", g.get("site"))
    request.environ[SEEN] = Seen(
        route=request.url_rule.rule if request.url_rule else _UNSEEN.route,
        rulebook=site.rulebook.fingerprint if site else "",
        clinic=_clinic(site) if site else "",
        language=site.rulebook.language if site else "",
        outcome=g.get("outcome", ""),
    )
    return response


def _clinic(site: Site) -> str:
    """Return the id of the clinic that was asked for, if there is one of this name."""
    named = (request.view_args or {}).get("clinic", "")
    if named is None:
        named = site.rulebook.default_clinic
    elif not named and request.query_string:
        named = request.args.get("clinic", "")
    return named if named in site.clinics else ""
