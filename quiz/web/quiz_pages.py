"""The quiz and its result, at `/` and at `/c/<clinic>`."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request, url_for
from werkzeug.exceptions import UnsupportedMediaType

from quiz.answer_reader import AnswerProblem, read_answers
from quiz.answers import Answers
from quiz.assessment import assess
from quiz.web.errors import UNKNOWN_CLINIC, RefusedError, refuse_parameters
from quiz.web.forms import QuizForm, form_fields
from quiz.web.page import Frame, send
from quiz.web.quiz_page import quiz_page
from quiz.web.result_page import result_page
from quiz.web.site import Stored, site

quiz_pages = Blueprint("quiz", __name__)

_FORM = "application/x-www-form-urlencoded"


@quiz_pages.get("/", defaults={"clinic": None})
@quiz_pages.get("/c/<clinic>")
def show(clinic: str | None) -> Response:
    """Send the empty quiz, the same bytes to everybody."""
    frame, stored = _frame(clinic), site().stored
    if request.path not in stored:
        body = _quiz(frame, site().form_class(formdata=None)).encode()
        stored[request.path] = Stored(body, "text/html")
    return send(stored[request.path])


@quiz_pages.post("/", defaults={"clinic": None})
@quiz_pages.post("/c/<clinic>")
def answer(clinic: str | None) -> Response:
    """Send the result, or the quiz again: with its errors, or to change an answer."""
    frame, rulebook = _frame(clinic), site().rulebook
    refuse_parameters()
    if request.content_length and request.mimetype != _FORM:
        raise UnsupportedMediaType
    form = site().form_class(formdata=request.form)
    if "change" in request.form:
        return make_response(_quiz(frame, form))
    answers = read_answers(rulebook, form_fields(rulebook, request.form))
    if not isinstance(answers, Answers):
        return make_response(_quiz(frame, form, answers), 422)
    page = result_page(frame, assess(rulebook, answers))
    return make_response(render_template("pages/result.html", page=page))


def _frame(clinic: str | None) -> Frame:
    """Return the frame of a clinic's pages. Raises RefusedError for an unknown clinic."""
    if clinic is not None and clinic not in site().clinics:
        raise RefusedError(404, UNKNOWN_CLINIC)
    chosen = site().clinics[clinic] if clinic is not None else site().default_clinic
    return Frame.of(site(), chosen, home=url_for("quiz.show", clinic=clinic))


def _quiz(frame: Frame, form: QuizForm, problems: tuple[AnswerProblem, ...] = ()) -> str:
    page = quiz_page(frame, site().rulebook, form, problems)
    return render_template("pages/quiz.html", page=page)
