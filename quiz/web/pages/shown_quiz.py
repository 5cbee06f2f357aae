"""The quiz as its template sees it: steps, questions, options, and what is wrong with answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quiz.answer_reader import AnswerProblem, not_alone
from quiz.conditions import Chosen, leaves
from quiz.model import Rulebook
from quiz.questions import Kind, Means, Question
from quiz.web.follow_ups import option_id
from quiz.web.forms import QuizForm, field_name
from quiz.web.pages.page import Frame

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
