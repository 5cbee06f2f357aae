"""What is said when a request cannot be answered: a page, or JSON below /api/."""

from __future__ import annotations

import logging
from collections.abc import Callable
from types import TracebackType
from typing import Any, NamedTuple

from flask import Flask, Request, Response, jsonify, make_response, request
from werkzeug.exceptions import BadHost, HTTPException
from werkzeug.routing import MapAdapter

from quiz.answer_reader import AnswerProblem
from quiz.assessment import where
from quiz.catalogue import N_
from quiz.model import Rulebook
from quiz.web.api.strict_json import NotAnObjectError, RepeatedNameError
from quiz.web.languages import PARAMETER
from quiz.web.pages.page import Frame
from quiz.web.site import MOST_BYTES, languages, site
from quiz.web.speaking import draw
from quiz.web.templates import SpokenEnvironment

_log = logging.getLogger(__name__)


class ErrorText(NamedTuple):
    """One kind of error in words: a code for programs, a title and a sentence for people."""

    code: str
    title: str
    message: str

    def said(self, rulebook: Rulebook) -> ErrorText:
        """Return it in the rulebook's language."""
        message = rulebook.say(self.message, most=MOST_BYTES // 1024)
        return ErrorText(self.code, rulebook.say(self.title), message)


class ErrorPage(NamedTuple):
    """All that the template of an error sees."""

    frame: Frame
    text: ErrorText


UNKNOWN_CLINIC = ErrorText(
    "unknown_clinic", N_("Clinic not found"), N_("No clinic of this name has its quiz here.")
)
NOT_AN_OBJECT = ErrorText(
    "not_an_object", N_("Not readable"), N_("Send one JSON object, in UTF-8.")
)
REPEATED_NAME = ErrorText(
    "repeated_name",
    N_("Not readable"),
    N_("Name each question only once in the JSON object."),
)
NOT_JSON = ErrorText(
    "wrong_content_type",
    N_("Wrong kind of content"),
    N_("Send the answers as application/json."),
)
IN_THE_ADDRESS = ErrorText(
    "unknown_parameter",
    N_("Not possible here"),
    N_("Send the answers in the body: an address is kept in histories and logs."),
)
REPEATED_PARAMETER = ErrorText(
    "repeated_parameter",
    N_("Not readable"),
    N_("Name the clinic and the language only once in the address."),
)
UNKNOWN_LANGUAGE = ErrorText(
    "unknown_language", N_("Language not found"), N_("The quiz does not speak this language.")
)
TEXTS = {
    400: ErrorText("bad_request", N_("Not readable"), N_("The request could not be read.")),
    404: ErrorText("not_found", N_("Page not found"), N_("There is no page at this address.")),
    405: ErrorText(
        "wrong_method", N_("Not possible here"), N_("This address cannot be used in this way.")
    ),
    411: ErrorText(
        "length_required", N_("Length missing"), N_("Send the answers with their length.")
    ),
    413: ErrorText(
        "too_large", N_("Too much was sent"), N_("The answers must fit into {most} KB.")
    ),
    415: ErrorText(
        "wrong_content_type",
        N_("Wrong kind of content"),
        N_("The answers came in a form not read here."),
    ),
    500: ErrorText(
        "internal_error",
        N_("Something went wrong"),
        N_("Something went wrong on our side. No answer was kept. Try again later."),
    ),
}


class RefusedError(HTTPException):
    """A request that is refused with words of its own."""

    def __init__(self, code: int, text: ErrorText) -> None:
        super().__init__(text.message)
        self.code = code
        self.text = text


class QuizFlask(Flask):
    """Flask that never logs what an exception or a request holds: it may be an answer."""

    jinja_environment = SpokenEnvironment

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function as it is: none of ours is async, which Flask looks at every time."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Bind addresses to the host that a request names; to none if it cannot be one.

        Flask would know no address then, not even those of the page that says what is wrong.
        """
        try:
            return super().create_url_adapter(request)
        except BadHost:
            if request is None:
                raise
            return self.url_map.bind_to_environ(request.environ, server_name="", subdomain="")

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        """Log what kind of exception it was and the lines it passed, and nothing else."""
        if exc_info[1] is not None:
            _log.error("could not answer: %s", where(exc_info[1]))


def install(app: Flask) -> None:
    """Answer every error of the application in words."""
    app.register_error_handler(HTTPException, _answer)


def errors_as_json(*problems: AnswerProblem) -> dict[str, list[dict[str, str | None]]]:
    """Return the one shape that errors have in the API and on the command line, each once."""
    return {
        "errors": [
            {"question": problem.question, "code": problem.code, "message": problem.message}
            for problem in dict.fromkeys(problems)
        ]
    }


def refuse_parameters(*known: str) -> None:
    """Refuse whatever else the address holds: it may be an answer. Raises RefusedError."""
    if not request.args.keys() <= set(known):
        raise RefusedError(400, IN_THE_ADDRESS)
    if any(len(values) > 1 for _, values in request.args.lists()):
        raise RefusedError(400, REPEATED_PARAMETER)
    refuse_unknown_language()


def refuse_unknown_language() -> None:
    """Refuse a language that the page cannot be had in. Raises RefusedError."""
    known = languages()
    if request.args.get(PARAMETER, known[0]) not in known:
        raise RefusedError(400, UNKNOWN_LANGUAGE)


def json_error(error: NotAnObjectError) -> ErrorText:
    """Say why a text is not the JSON object that it should be."""
    return REPEATED_NAME if isinstance(error, RepeatedNameError) else NOT_AN_OBJECT


def _answer(error: HTTPException) -> Response | HTTPException:
    code = error.code or 500
    if code < 400:  # noqa: PLR2004 - a redirect, which Flask raises as well
        return error
    written = error.text if isinstance(error, RefusedError) else TEXTS.get(code, TEXTS[400])
    text = written.said(site().rulebook)
    if request.path.startswith("/api/"):
        response = jsonify(errors_as_json(AnswerProblem(None, text.code, text.message)))
    else:
        page = ErrorPage(Frame.of(site()), text)
        response = make_response(draw("pages/error.html", page))
    response.status_code = code
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response
