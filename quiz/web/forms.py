"""The form: its class made once from the rulebook, and what it was given as JSON has it.

The form only holds what was given, to show it again; `quiz.answer_reader` alone decides
whether that is an answer.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask_wtf import FlaskForm  # type: ignore[import-untyped]  # Flask-WTF ships no types
from werkzeug.datastructures import MultiDict
from wtforms import Field, RadioField, SelectMultipleField, StringField

from quiz.answer_reader import AnswerProblem
from quiz.model import Rulebook
from quiz.questions import Kind, Question

#: A question called `data` or `validate` would otherwise break the form.
PREFIX = "q_"

#: The number read from a form; more digits than this are nobody's answer, and slow to convert.
MOST_DIGITS = 20


class QuizForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What every quiz form has in common: it needs no token, as there is nothing to forge."""

    class Meta:
        """No token: rendering one would set a cookie, and cookies do not survive in a frame."""

        csrf = False

    def asked(self, question: Question) -> Field:
        """Return the field of a question."""
        field: Field = self[field_name(question.id)]
        return field

    def mark(self, problems: Iterable[AnswerProblem]) -> None:
        """Put the reader's problems beside the fields they are about."""
        for problem in problems:
            name = field_name(problem.question or "")
            if name in self:
                self[name].errors = [*self[name].errors, problem.message]


def quiz_form_class(rulebook: Rulebook) -> type[QuizForm]:
    """Make the form's class, one field for each question, in order."""
    fields = {field_name(id): _field(question) for id, question in rulebook.questions.items()}
    return type("RulebookForm", (QuizForm,), dict(fields))


def field_name(question: str) -> str:
    """Return the name that a question has in the form."""
    return PREFIX + question


def form_fields(rulebook: Rulebook, form: MultiDict[str, str]) -> dict[str, object]:
    """Turn what a form sent into what the reader of answers takes.

    What is blank is left out, a single answer given twice becomes a list, and an unknown
    question is passed on, so that the reader refuses both.
    """
    fields: dict[str, object] = {}
    for name in form:
        if name.startswith(PREFIX):
            id = name.removeprefix(PREFIX)
            given = [value for value in form.getlist(name) if value.strip()]
            if given or id not in rulebook.questions:
                fields[id] = _value(rulebook.questions.get(id), given)
    return fields


def _value(question: Question | None, given: list[str]) -> object:
    if question is None or question.kind in (Kind.MANY, Kind.CHECKLIST) or len(given) > 1:
        return given
    return _number(given[0]) if question.kind is Kind.NUMBER else given[0]


def _number(typed: str) -> int | str:
    """Read a whole number in the digits of any script; leave anything else as it is."""
    digits = typed.strip()
    return int(digits) if digits.isdecimal() and len(digits) <= MOST_DIGITS else typed


def _field(question: Question) -> Field:
    match question.kind:
        case Kind.ONE:
            return RadioField(question.text, choices=_choices(question))
        case Kind.MANY | Kind.CHECKLIST:
            return SelectMultipleField(question.text, choices=_choices(question))
        case Kind.NUMBER:
            return StringField(question.text)


def _choices(question: Question) -> dict[str, str]:
    return {option.id: option.label for option in question.options}
