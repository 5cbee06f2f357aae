"""The last net, below everything: what even the application's own errors did not catch."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

from quiz.assessment import where
from quiz.web.headers import bare

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_log = logging.getLogger(__name__)

_SAID = b"Something went wrong on our side. No answer was kept. Try again later.\n"


class Net:
    """Answers 500 plainly: a server would log the error with its text, which may be an answer."""

    def __init__(self, inner: WSGIApplication) -> None:
        self._inner = inner

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does, if it does."""
        try:
            return self._inner(environ, start_response)
        except Exception as error:  # noqa: BLE001 - that is what it is there for
            _log.error("could not answer: %s", where(error))
            start_response("500 INTERNAL SERVER ERROR", bare(len(_SAID)))
            return [_SAID]


def install(app: Flask) -> None:
    """Put the net below an application."""
    app.wsgi_app = Net(app.wsgi_app)  # type: ignore[method-assign]  # as Flask's documentation says
