"""The steps of the quiz: their questions, options and follow-ups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quiz.questions import Kind, Means, Option, Question, Step
from quiz.reading.codes import Code
from quiz.reading.conditions import WORDS, Conditions
from quiz.reading.hints import did_you_mean, shown
from quiz.reading.layout import Layout
from quiz.reading.names import Names
from quiz.reading.nodes import Fields, Items, Scalar, mappings, word
from quiz.reading.report import Report
from quiz.reading.shape_problems import shaped
from quiz.reading.shapes import OptionShape, QuestionShape, StepShape
from quiz.reading.shapes.base import is_whole
from quiz.reading.shapes.questions import ManyShape, NumberQuestionShape


def read_steps(layout: Layout, names: Names, report: Report) -> tuple[Step, ...]:
    """Read all steps; those with a problem of their own form are left out."""
    shapes = [(node, shaped(StepShape, node, report)) for node in layout.steps]
    checks = _Checks(names, report)
    for index, question in enumerate(layout.questions):
        checks.check(question, layout.questions[:index])
    options = {q.id: _options(q) for _, step in shapes if step for q in step.questions}
    conditions = Conditions(names, Report())  # what is wrong was reported by the checks
    return tuple(
        Step(
            shape.step,
            shape.title,
            tuple(_built(node, shape, options, conditions)),
            node.place,
        )
        for node, shape in shapes
        if shape is not None
    )


def _built(
    node: Fields,
    shape: StepShape,
    options: Mapping[str, tuple[Option, ...]],
    conditions: Conditions,
) -> Iterator[Question]:
    for question, written in zip(shape.questions, mappings(node.get("questions")), strict=True):
        number = question if isinstance(question, NumberQuestionShape) else None
        many = question if isinstance(question, ManyShape) else None
        owner = many.options_of if many and many.options_of else question.id
        yield Question(
            id=question.id,
            kind=Kind(question.kind),
            text=question.text,
            name=question.name,
            error=question.error,
            hint=question.hint,
            options=options.get(owner, ()),
            low=number.low if number else 0,
            high=number.high if number else 0,
            optional=many.optional if many else False,
            ask_when=conditions.read(written.get("ask_when")),
            place=written.place,
        )


def _options(question: QuestionShape) -> tuple[Option, ...]:
    if isinstance(question, NumberQuestionShape):
        return ()
    return tuple(map(_option, question.options or ()))


def _option(shape: OptionShape) -> Option:
    return Option(shape.id, shape.label, shape.hint, shape.means, shape.swatch or "")


@dataclass(frozen=True, slots=True)
class _Checks:
    """What a question's shape cannot say."""

    names: Names
    report: Report

    def check(self, question: Fields, before: tuple[Fields, ...]) -> None:
        id = question.get("id")
        if isinstance(id, Scalar) and id.text in WORDS:
            what = f"{shown(id.text)} is a word of conditions, so it cannot be a question's id"
            self.report.add(Code.BAD_VALUE, id.place, what)
        earlier = frozenset(word for asked in before if (word := asked.word("id")))
        Conditions(self.names, self.report, earlier).read(question.get("ask_when"))
        match question.word("kind"):
            case Kind.MANY:
                self._check_options_of(question)
            case Kind.NUMBER:
                self._check_span(question)
        self._check_meanings(question)

    def _check_options_of(self, question: Fields) -> None:
        other = question.get("options_of")
        if (other is None) == ("options" not in question.values):
            code = Code.MISSING_FIELD if other is None else Code.UNKNOWN_FIELD
            what = "a question of kind many has either options or options_of"
            self.report.add(code, question.where("options_of"), what)
        if not isinstance(other, Scalar) or not self.names.all_questions:
            return
        if other.text not in self.names.questions:
            hint = did_you_mean(other.text, self.names.questions)
            what = f"no question {shown(other.text)}"
            self.report.add(Code.UNKNOWN_QUESTION, other.place, what, hint)
        elif self.names.questions[other.text].kind is Kind.NUMBER or other.text == question.word(
            "id"
        ):
            what = f"{shown(other.text)} has no options of its own"
            self.report.add(Code.UNKNOWN_QUESTION, other.place, what)

    def _check_span(self, question: Fields) -> None:
        low, high = (word(question.get(name)) or "" for name in ("from", "to"))
        if is_whole(low) and is_whole(high) and int(low) > int(high):
            what = "the smallest number is larger than the largest"
            self.report.add(Code.BAD_VALUE, question.where("from"), what)

    def _check_meanings(self, question: Fields) -> None:
        options = question.get("options")
        if not isinstance(options, Items):
            return
        meanings = Counter(option.word("means") for option in mappings(options))
        if question.word("kind") != Kind.CHECKLIST:
            self._check_no_nothing(options)
            return
        for means in Means:
            if meanings[means] != 1:
                what = f"a checklist has exactly one option that means {means}"
                found = f"this one has {meanings[means]}"
                self.report.add(Code.BAD_VALUE, options.place, what, found)

    def _check_no_nothing(self, options: Items) -> None:
        for option in mappings(options):
            if option.word("means") == Means.NOTHING:
                what = "only a checklist has an option that means nothing"
                self.report.add(Code.BAD_VALUE, option.where("means"), what, "leave this out")
