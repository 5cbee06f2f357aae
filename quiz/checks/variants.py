"""Conditions a little different: with one part dropped or moved. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf, leaves
from quiz.model import Reasoned, Rule
from quiz.questions import Question

#: A condition, and in words what is different about it.
Variant = tuple[str, Condition]


def without_one(reason: Reasoned) -> Iterator[Variant]:
    """Drop each part of a reason's condition in turn, but for the concern that it is about."""
    kept, condition = _apart(reason)
    for dropped, rest in _reduced(condition):
        yield dropped, AllOf((*kept, rest)) if kept else rest


def moved(reason: Reasoned, questions: Mapping[str, Question]) -> Iterator[Variant]:
    """Move each part in turn: an option to the one beside it, a bound of a number by one."""
    kept, condition = _apart(reason)
    for what, changed in _moved(condition, questions):
        yield what, AllOf((*kept, changed)) if kept else changed


def _apart(reason: Reasoned) -> tuple[tuple[Condition, ...], Condition]:
    """Split a condition into what belongs to the reason's subject, and the rest."""
    if isinstance(reason, Rule) or not isinstance(reason.when, AllOf):
        return (), reason.when
    # The first part of what suits, or is not covered, is its concern.
    concern, *others = reason.when.parts
    return (concern,), AllOf(tuple(others))


def _moved(condition: Condition, questions: Mapping[str, Question]) -> Iterator[Variant]:
    match condition:
        case Chosen(question, options):
            for option, beside in _neighbours(questions[question]).items():
                if option in options and beside not in options:
                    there = (options - {option}) | {beside}
                    yield f"{question}: {beside} for {option}", Chosen(question, there)
        case Between(question, low, high):
            yield f"{question}: to {high + 1}", Between(question, low, high + 1)
            yield f"{question}: to {high - 1}", Between(question, low, high - 1)
            yield f"{question}: from {low + 1}", Between(question, low + 1, high)
            yield f"{question}: from {low - 1}", Between(question, low - 1, high)
        case AllOf(parts) | AnyOf(parts) | NoneOf(parts):
            for n, part in enumerate(parts):
                for what, changed in _moved(part, questions):
                    yield what, type(condition)((*parts[:n], changed, *parts[n + 1 :]))


def _neighbours(question: Question) -> Mapping[str, str]:
    ids = [option.id for option in question.options]
    return dict(pairwise([*ids, ids[0]])) if ids else {}


def _reduced(condition: Condition) -> Iterator[Variant]:
    """Yield each condition that is left when one part is dropped, with the name of that part."""
    if isinstance(condition, Chosen) and len(condition.options) > 1:
        for option in sorted(condition.options):
            others = Chosen(condition.question, condition.options - {option})
            yield f"{condition.question}: {option}", others
    elif isinstance(condition, (AllOf, AnyOf, NoneOf)):
        kind, parts = type(condition), condition.parts
        for n, part in enumerate(parts):
            before, after = parts[:n], parts[n + 1 :]
            yield _named(part), kind((*before, *after))
            if not isinstance(part, Between):
                for dropped, rest in _reduced(part):
                    yield dropped, kind((*before, rest, *after))


def _named(condition: Condition) -> str:
    return " and ".join(dict.fromkeys(leaf.question for leaf in leaves(condition)))
