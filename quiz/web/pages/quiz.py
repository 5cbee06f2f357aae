"""The quiz at `/` and at `/c/<clinic>`: the page as its template sees it, and the views."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from flask import Blueprint, Response, g, make_response, request, url_for
from werkzeug.exceptions import UnsupportedMediaType

from quiz.answer_reader import AnswerProblem, not_alone, read_answers
from quiz.answers import Answers
from quiz.assessment import assess
from quiz.clinic import Clinic
from quiz.conditions import Chosen, leaves
from quiz.model import Rulebook
from quiz.questions import Kind, Means, Question
from quiz.web.errors import (
    UNKNOWN_CLINIC,
    RefusedError,
    refuse_parameters,
    refuse_unknown_language,
)
from quiz.web.follow_ups import option_id
from quiz.web.forms import QuizForm, field_name, form_fields
from quiz.web.languages import PARAMETER
from quiz.web.pages.page import Frame, send
from quiz.web.pages.result import result_page
from quiz.web.site import Stored, site
from quiz.web.speaking import draw

quiz_pages = Blueprint("quiz", __name__)

_FORM = "application/x-www-form-urlencoded"
#: The buttons that bring the form back as it is: to change an answer, or in another language.
_AGAIN = frozenset({"change", PARAMETER})
#: The template of each kind of question.
DRAWN_BY = {
    Kind.ONE: "fields/one.html",
    Kind.MANY: "fields/many.html",
    Kind.CHECKLIST: "fields/many.html",
    Kind.NUMBER: "fields/number.html",
}


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One choice, chosen or not."""

    id: str
    value: str
    label: str
    hint: str
    chosen: bool
    apart: bool  #: stands apart from the others, as it excludes them
    clears: bool  #: stands for none of the others, so that the script unticks them
    swatch: bool  #: whether a colour is shown beside it


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question with what was given for it."""

    id: str
    name: str
    kind: Kind
    label: str  #: what it is called in a list of answers
    text: str
    hint: str
    required: bool
    error: str  #: what to say when it is not answered
    low: int
    high: int
    alone: str  #: what to say when more is ticked beside what excludes it; "" if nothing does
    apart_from: str  #: the question whose answer cannot be chosen again here
    only_if: tuple[str, ...]  #: labels of the options that bring the question up; () for always
    options: tuple[ShownOption, ...]
    typed: str
    errors: tuple[str, ...]

    @property
    def folded(self) -> bool:
        """Whether its options are shown only to who asks for them: most people leave it empty."""
        return not self.required

    @property
    def open(self) -> bool:
        """Whether there is something in the fold that must be seen."""
        return bool(self.errors) or any(option.chosen for option in self.options)

    @property
    def template(self) -> str:
        """The template that draws it."""
        return DRAWN_BY[self.kind]

    @property
    def input_id(self) -> str:
        """The first input of the question, which an error links to."""
        return self.options[0].id if self.options else f"{self.id}-input"

    @property
    def described_by(self) -> str:
        """The ids of what a screen reader should read with the question."""
        parts = {"only-if": self.only_if, "hint": self.hint, "error": self.errors}
        return " ".join(f"{self.id}-{part}" for part, text in parts.items() if text)


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One group of questions."""

    id: str
    title: str
    questions: tuple[ShownQuestion, ...]


@dataclass(frozen=True, slots=True)
class ShownError:
    """One line of the error summary; without an address if it is about no question asked."""

    href: str
    message: str


@dataclass(frozen=True, slots=True)
class QuizPage:
    """All that the template of the quiz sees."""

    frame: Frame
    lead: str
    nothing_kept: str
    steps: tuple[ShownStep, ...]
    errors: tuple[ShownError, ...]


def quiz_page(
    frame: Frame,
    rulebook: Rulebook,
    form: QuizForm,
    problems: tuple[AnswerProblem, ...] = (),
) -> QuizPage:
    """Show the quiz with what a form holds, and the problems that its reader found."""
    form.mark(problems)
    steps = tuple(
        ShownStep(step.id, step.title, tuple(_shown(rulebook, q, form) for q in step.questions))
        for step in rulebook.steps
    )
    inputs = {shown.id: shown.input_id for step in steps for shown in step.questions}
    return QuizPage(
        frame=frame,
        lead=rulebook.fact("lead"),
        nothing_kept=rulebook.fact("nothing-kept"),
        steps=steps,
        errors=tuple(dict.fromkeys(_summary(inputs, problems))),
    )


def _summary(inputs: dict[str, str], problems: Iterable[AnswerProblem]) -> Iterator[ShownError]:
    """Yield the problems in the order of the page, those about no question at the end."""
    by_question = {field_name(problem.question or ""): problem for problem in problems}
    for id, input_id in inputs.items():
        if id in by_question:
            yield ShownError(f"#{input_id}", by_question[id].message)
    for id, problem in by_question.items():
        if id not in inputs:
            yield ShownError("", problem.message)


def _shown(rulebook: Rulebook, question: Question, form: QuizForm) -> ShownQuestion:
    field = form.asked(question)
    given = tuple(str(value) for value in field.raw_data or ())
    repeats = question.id == rulebook.other_concerns
    return ShownQuestion(
        id=field.name,
        name=field.name,
        kind=question.kind,
        label=question.name,
        text=question.text,
        hint=question.hint,
        required=not question.optional,
        error=question.error,
        low=question.low,
        high=question.high,
        alone=not_alone(rulebook, question).message if _has_apart(question) else "",
        apart_from=field_name(rulebook.main_concern) if repeats else "",
        only_if=tuple(dict.fromkeys(_raising(rulebook, question))),
        options=tuple(_options(question, given)),
        typed=given[0] if given else "",
        errors=tuple(field.errors),
    )


def _has_apart(question: Question) -> bool:
    return question.kind is Kind.CHECKLIST and any(option.means for option in question.options)


def _options(question: Question, given: tuple[str, ...]) -> Iterator[ShownOption]:
    for option in question.options:
        yield ShownOption(
            id=option_id(question.id, option.id),
            value=option.id,
            label=option.label,
            hint=option.hint,
            chosen=option.id in given,
            apart=option.means is not None,
            clears=option.means is Means.NOTHING,
            swatch=bool(option.swatch),
        )


def _raising(rulebook: Rulebook, question: Question) -> Iterator[str]:
    """Yield the labels of the options that bring a follow-up up."""
    for leaf in leaves(question.ask_when) if question.ask_when else ():
        if isinstance(leaf, Chosen):
            options = rulebook.questions[leaf.question].options
            yield from (option.label for option in options if option.id in leaf.options)


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
