"""A rule's condition in the questions' own words, as a tree; tried on answers or not. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from quiz.answers import Answers
from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf, holds
from quiz.questions import Question


@dataclass(frozen=True, slots=True)
class ShownCondition:
    """A statement about one thing that is asked, or several statements joined."""

    join: str  #: "" for a statement, else how its parts are joined, in words
    text: str  #: the statement
    parts: tuple[ShownCondition, ...]
    holds: bool | None  #: None where no answers were tried
    forbids: bool = False  #: no part may hold

    @property
    def in_words(self) -> str:
        """The whole of it in one line."""
        if not self.join:
            return self.text
        parts = [f"({part.in_words})" if part.join else part.in_words for part in self.parts]
        return f"none of: {'; '.join(parts)}" if self.forbids else f"; {self.between} ".join(parts)

    @property
    def between(self) -> str:
        """The word between two parts."""
        return "and" if self.join == _ALL else "or"

    @property
    def failed(self) -> tuple[str, ...]:
        """The statements because of which it does not hold; () where it does."""
        return () if self.holds is not False else tuple(dict.fromkeys(self._failed()))

    def _failed(self) -> Iterator[str]:
        if not self.join:
            yield self.text
        for part in self.parts:
            if self.forbids and part.holds:
                yield f"not: {part.in_words}"
            elif not self.forbids:
                yield from part.failed


_ALL, _ANY, _NONE = "All of these", "Any of these", "None of these"


def shown_condition(
    condition: Condition, questions: Mapping[str, Question], answers: Answers | None = None
) -> ShownCondition:
    """Put a condition into words, and say of each part whether it holds for the answers."""
    found = None if answers is None else holds(condition, answers)
    match condition:
        case Chosen() | Between():
            return ShownCondition("", _statement(condition, questions), (), found)
        case AnyOf(parts) if together := _together(parts, questions):
            return ShownCondition("", together, (), found)
        case AllOf(parts) | AnyOf(parts) | NoneOf(parts):
            inner = tuple(shown_condition(part, questions, answers) for part in parts)
            if len(inner) == 1 and not isinstance(condition, NoneOf):
                return inner[0]
            return ShownCondition(_joined(condition), "", inner, found, _forbids(condition))
        case _:
            assert_never(condition)


def _joined(condition: AllOf | AnyOf | NoneOf) -> str:
    match condition:
        case AllOf():
            return _ALL
        case AnyOf():
            return _ANY
        case NoneOf():
            return _NONE


def _forbids(condition: Condition) -> bool:
    return isinstance(condition, NoneOf)


def _statement(condition: Chosen | Between, questions: Mapping[str, Question]) -> str:
    question = questions[condition.question]
    if isinstance(condition, Between):
        return f"{question.name}: {_numbers(condition, question)}"
    return f"{question.name}: {_options(condition, question)}"


def _numbers(condition: Between, question: Question) -> str:
    if condition.low <= question.low:
        return f"up to {condition.high}"
    if condition.high >= question.high:
        return f"from {condition.low}"
    return f"{condition.low} to {condition.high}"


def _options(condition: Chosen, question: Question) -> str:
    chosen = [option.label for option in question.options if option.id in condition.options]
    return " or ".join(f"“{label}”" for label in chosen)


def _together(parts: tuple[Condition, ...], questions: Mapping[str, Question]) -> str:
    """Say at once what is asked in several questions for the same options; "" if it is not."""
    chosen = [part for part in parts if isinstance(part, Chosen)]
    if len(chosen) < len(parts) or len({part.options for part in chosen}) > 1 or len(parts) < 2:  # noqa: PLR2004 - of one there is nothing to join
        return ""
    names = " or ".join(questions[part.question].name for part in chosen)
    return f"{names}: {_options(chosen[0], questions[chosen[0].question])}"
