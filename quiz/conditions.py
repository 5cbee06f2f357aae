"""What a rule's `when` can say, and what that means for a set of answers. Pure.

A question that was not asked has none of its options chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from quiz.answers import Answer, Answers


@dataclass(frozen=True, slots=True)
class Chosen:
    """Any of these options of one question is chosen."""

    question: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Between:
    """A number lies between two numbers, both included."""

    question: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """No part holds."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = Chosen | Between | AllOf | AnyOf | NoneOf
Test: TypeAlias = Callable[[Mapping[str, Answer]], bool]


def compiled(condition: Condition) -> Test:
    """Turn a condition into a function of the given answers: the one meaning it has."""
    match condition:
        case Chosen():
            return _test_chosen(condition)
        case Between(question, low, high):
            return lambda given: low <= _number(given.get(question)) <= high
        case AllOf(parts):
            return _test_all(tuple(map(compiled, parts)))
        case AnyOf(parts):
            return _test_any(tuple(map(compiled, parts)))
        case NoneOf(parts):
            found = _test_any(tuple(map(compiled, parts)))
            return lambda given: not found(given)
        case _:
            assert_never(condition)


def always(given: Mapping[str, Answer]) -> bool:  # noqa: ARG001 - shaped like every other test
    """Hold whatever is answered."""
    return True


def never(given: Mapping[str, Answer]) -> bool:  # noqa: ARG001 - shaped like every other test
    """Hold for nobody."""
    return False


def holds(condition: Condition, answers: Answers) -> bool:
    """Say whether a condition holds; compile it first where it is asked often."""
    return compiled(condition)(answers.given)


def cited(condition: Condition, answers: Answers) -> dict[str, Answer]:
    """Return the answers that make a condition hold, shaped as they were given.

    Of a list only the options that count; of an alternative only the parts that hold;
    of a `none` the whole answers to its questions.
    """
    match condition:
        case Chosen(question, options):
            answer = answers.given[question]
            if isinstance(answer, tuple):
                answer = tuple(option for option in answer if option in options)
            return {question: answer}
        case Between(question):
            return {question: answers.given[question]}
        case AllOf(parts):
            return merged(cited(part, answers) for part in parts)
        case AnyOf(parts):
            return merged(cited(part, answers) for part in parts if holds(part, answers))
        case NoneOf():
            questions = dict.fromkeys(leaf.question for leaf in leaves(condition))
            return {q: answers.given[q] for q in questions if q in answers.given}
        case _:
            assert_never(condition)


def leaves(condition: Condition) -> Iterator[Chosen | Between]:
    """Yield every statement about a single question, in order."""
    match condition:
        case Chosen() | Between():
            yield condition
        case AllOf(parts) | AnyOf(parts) | NoneOf(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            assert_never(condition)


def merged(parts: Iterable[Mapping[str, Answer]]) -> dict[str, Answer]:
    """Put answers together; the options of a list are united."""
    together: dict[str, Answer] = {}
    for part in parts:
        for question, answer in part.items():
            before = together.get(question)
            if isinstance(before, tuple) and isinstance(answer, tuple):
                together[question] = tuple(dict.fromkeys(before + answer))
            else:
                together[question] = answer
    return together


def _test_chosen(condition: Chosen) -> Test:
    question, options = condition.question, condition.options

    def test(given: Mapping[str, Answer]) -> bool:
        answer = given.get(question)
        if isinstance(answer, tuple):
            return not options.isdisjoint(answer)
        return answer in options

    return test


# Loops rather than all() and any(): a generator for each test doubles the time of a decision.
def _test_all(tests: tuple[Test, ...]) -> Test:
    def test(given: Mapping[str, Answer]) -> bool:
        for part in tests:  # noqa: SIM110 - see above
            if not part(given):
                return False
        return True

    return test


def _test_any(tests: tuple[Test, ...]) -> Test:
    def test(given: Mapping[str, Answer]) -> bool:
        for part in tests:  # noqa: SIM110 - see above
            if part(given):
                return True
        return False

    return test


def _number(answer: Answer | None) -> float:
    return answer if isinstance(answer, int) else float("nan")
