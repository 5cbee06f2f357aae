"""The quiz at `/` and at `/c/<clinic>`."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from flask import Blueprint, Response, g, make_response, request, url_for
from werkzeug.exceptions import UnsupportedMediaType

from quiz.answer_reader import AnswerProblem, read_answers
from quiz.answers import Answers
from quiz.assessment import assess
from quiz.clinic import Clinic
from quiz.web.errors import (
    UNKNOWN_CLINIC,
    RefusedError,
    refuse_parameters,
    refuse_unknown_language,
)
from quiz.web.forms import QuizForm, form_fields
from quiz.web.languages import PARAMETER
from quiz.web.pages.page import Frame, send
from quiz.web.pages.result import result_page
from quiz.web.pages.shown_quiz import quiz_page
from quiz.web.site import Stored, site
from quiz.web.speaking import draw

quiz_pages = Blueprint("quiz", __name__)

_FORM = "application/x-www-form-urlencoded"
#: The buttons that bring the form back as it is: to change an answer, or in another language.
_AGAIN = frozenset({"change", PARAMETER})


@quiz_pages.get("/", defaults={"clinic": None})
@quiz_pages.get("/c/<clinic>")
def show(clinic: str | None) -> Response:
    """Send the empty quiz, the same bytes to everybody."""
    refuse_unknown_language()
    chosen = _clinic(clinic)
    return send(site().of_clinics.get(request.path, lambda: _empty(_frame(chosen, clinic))))


@quiz_pages.post("/", defaults={"clinic": None})
@quiz_pages.post("/c/<clinic>")
def answer(clinic: str | None) -> Response:
    """Send the result, or the quiz again: with its errors, or to change an answer."""
    chosen = _clinic(clinic)
    frame, rulebook = _frame_again(chosen, clinic), site().rules_of(chosen)
    refuse_parameters(PARAMETER)
    if request.content_length and request.mimetype != _FORM:
        raise UnsupportedMediaType
    if request.form.keys() & _AGAIN:
        return make_response(_filled(frame))
    answers = read_answers(rulebook, form_fields(rulebook, request.form))
    if not isinstance(answers, Answers):
        return make_response(_filled(frame, answers), 422)
    assessed = assess(rulebook, answers)
    g.outcome = assessed.recommendation.outcome
    page = result_page(frame, assessed, chosen)
    return make_response(draw("pages/result.html", page))


def _clinic(id: str | None) -> Clinic | None:
    """Return a clinic, for None the one at the root, if the rulebook names one there.

    Raises RefusedError for one that is not served: at the root as well, where the rulebook alone
    would decide without the clinic's rules.
    """
    named = site().rulebook.default_clinic if id is None else id
    if named and named not in site().clinics:
        raise RefusedError(404, UNKNOWN_CLINIC)
    return site().clinics.get(named)


def _frame_again(clinic: Clinic | None, named: str | None) -> Frame:
    """Return the frame of a result, whose form holds the answers again."""
    made = site().frames.get(request.path, lambda: replace(_frame(clinic, named), form="again"))
    return cast("Frame", made)


def _frame(clinic: Clinic | None, named: str | None) -> Frame:
    return Frame.of(site(), clinic, home=url_for(".show", clinic=named))


def _empty(frame: Frame) -> Stored:
    return Stored(_quiz(frame, site().form_class(formdata=None)).encode(), "text/html")


def _filled(frame: Frame, problems: tuple[AnswerProblem, ...] = ()) -> str:
    return _quiz(frame, site().form_class(formdata=request.form), problems)


def _quiz(frame: Frame, form: QuizForm, problems: tuple[AnswerProblem, ...] = ()) -> str:
    frame = replace(frame, form="quiz", unfinished=True)
    page = quiz_page(frame, site().rulebook, form, problems)
    return draw("pages/quiz.html", page)
