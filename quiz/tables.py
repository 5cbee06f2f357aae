"""A rulebook compiled for the engine: one table per question. Pure.

A table says for each possible answer what it sets off. Most rules ask about one answer, so
most need no test at all; the others are tested only when one of their answers is given.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeAlias, assert_never

from quiz.answers import Answer
from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf, Test, always, compiled
from quiz.model import Reasoned, Rule, Rulebook
from quiz.questions import Kind, Question

_Item: TypeAlias = Reasoned | Question


class Effects(NamedTuple):
    """What an answer sets off: rules at once, other reasons if a test holds, follow-ups.

    A rule that several of the answers could set off stands among the tested: those are
    taken once however often they come up.
    """

    rules: tuple[Rule, ...] = ()
    tested: tuple[tuple[Reasoned, Test], ...] = ()
    follow_ups: tuple[str, ...] = ()


class Table(dict[Answer, Effects | None]):
    """What each answer to one question sets off, None for nothing.

    Holds every valid single answer, so that an invalid one is a KeyError and never a "no".
    Several options together set off what each of them does.
    """

    def __missing__(self, answer: Answer) -> Effects | None:
        if not isinstance(answer, tuple) or not answer:
            raise KeyError
        each = [effects for option in answer if (effects := self[(option,)])]
        return _united(each) if each else None


class Tables(NamedTuple):
    """All tables of one rulebook."""

    fetch: Callable[[Mapping[str, Answer]], Iterable[Answer]]  #: the answers always asked for
    always: tuple[Table, ...]  #: in the same order
    follow_ups: Mapping[str, tuple[Test, Table]]  #: with the test whether each is asked
    untriggered: tuple[tuple[Reasoned, Test], ...]  #: what no single answer sets off
    decisive: frozenset[str]  #: the questions with an answer that alone stops every treatment


class _Trigger(NamedTuple):
    """Answers of which one must be given for a condition to hold, and what must hold besides."""

    answers: frozenset[tuple[str, Answer]]
    rest: Condition | None


def compile_tables(rulebook: Rulebook) -> Tables:
    """Sort everything that can fire by the answers that can set it off."""
    questions = rulebook.questions
    weights = {id: 1 / max(1, len(_single(one))) for id, one in questions.items()}
    triggers = [(item, when, _trigger(when, weights)) for item, when in _conditions(rulebook)]
    set_off: dict[tuple[str, Answer], list[Effects]] = {}
    for item, _, trigger in triggers:
        if trigger:
            effects = _effects(item, trigger.rest, at_once=_only_one(rulebook, trigger.answers))
            for answer in trigger.answers:
                set_off.setdefault(answer, []).append(effects)
    tables = {id: _table(question, set_off) for id, question in questions.items()}
    asked_always = [id for id, question in questions.items() if not question.ask_when]
    return Tables(
        fetch=_fetch(asked_always),
        always=tuple(tables[id] for id in asked_always),
        follow_ups={
            id: (questions[id].asked, table)
            for id, table in tables.items()
            if id not in asked_always
        },
        untriggered=tuple(
            (item, compiled(when))
            for item, when, trigger in triggers
            if not trigger and isinstance(item, Reasoned)
        ),
        decisive=frozenset(
            question
            for (question, _), effects in set_off.items()
            if any(
                rule.stops >= rulebook.treatments.keys() for one in effects for rule in one.rules
            )
        ),
    )


def _conditions(rulebook: Rulebook) -> Iterator[tuple[_Item, Condition]]:
    for reason in rulebook.reasons():
        yield reason, reason.when
    for question in rulebook.questions.values():
        if question.ask_when:
            yield question, question.ask_when


def _effects(item: _Item, rest: Condition | None, *, at_once: bool) -> Effects:
    if isinstance(item, Question):
        return Effects(follow_ups=(item.id,))
    if isinstance(item, Rule) and rest is None and at_once:
        return Effects(rules=(item,))
    return Effects(tested=((item, compiled(rest) if rest else always),))


def _only_one(rulebook: Rulebook, answers: Collection[tuple[str, Answer]]) -> bool:
    """Say whether only one of these answers can be given, so that it sets a rule off once."""
    questions = {question for question, _ in answers}
    if questions == {rulebook.main_concern, rulebook.other_concerns}:
        return len({option for _, option in answers}) == 1  # a concern is not given twice
    kinds = {rulebook.questions[question].kind for question in questions}
    return len(questions) == 1 and (len(answers) == 1 or kinds <= {Kind.ONE, Kind.NUMBER})


def _table(question: Question, set_off: Mapping[tuple[str, Answer], list[Effects]]) -> Table:
    table = Table()
    if question.optional:
        table[()] = None
    for answer in _single(question):
        each = set_off.get((question.id, answer), [])
        listed = question.kind in (Kind.MANY, Kind.CHECKLIST)
        table[(str(answer),) if listed else answer] = _united(each) if each else None
    return table


def _united(each: list[Effects]) -> Effects:
    return Effects(
        rules=tuple([rule for one in each for rule in one.rules]),
        tested=tuple([pair for one in each for pair in one.tested]),
        follow_ups=tuple([question for one in each for question in one.follow_ups]),
    )


def _single(question: Question) -> Sequence[Answer]:
    if question.kind is Kind.NUMBER:
        return range(question.low, question.high + 1)
    return [option.id for option in question.options]


def _fetch(questions: list[str]) -> Callable[[Mapping[str, Answer]], Iterable[Answer]]:
    """Return a function that gets all these answers; a missing one is a KeyError."""
    if len(questions) == 1:
        return lambda given: (given[questions[0]],)
    return itemgetter(*questions)


def _trigger(condition: Condition, weights: Mapping[str, float]) -> _Trigger | None:
    """Find the answers that can set a condition off, the rarest where there is a choice."""
    match condition:
        case Chosen(question, options):
            return _Trigger(frozenset((question, option) for option in options), None)
        case Between(question, low, high):
            return _Trigger(frozenset((question, n) for n in range(low, high + 1)), None)
        case AnyOf(parts):
            triggers = [_trigger(part, weights) for part in parts]
            found = [trigger for trigger in triggers if trigger]
            if len(found) < len(parts):
                return None
            sure = all(trigger.rest is None for trigger in found)
            answers = frozenset(answer for trigger in found for answer in trigger.answers)
            return _Trigger(answers, None if sure else condition)
        case AllOf(parts):
            return _rarest(parts, weights)
        case NoneOf():
            return None
        case _:
            assert_never(condition)


def _rarest(parts: tuple[Condition, ...], weights: Mapping[str, float]) -> _Trigger | None:
    triggers = [(trigger, part) for part in parts if (trigger := _trigger(part, weights))]
    if not triggers:
        return None
    trigger, chosen = min(triggers, key=lambda pair: sum(weights[q] for q, _ in pair[0].answers))
    others = tuple(part for part in parts if part is not chosen or trigger.rest)
    if not others:
        return _Trigger(trigger.answers, None)
    return _Trigger(trigger.answers, others[0] if len(others) == 1 else AllOf(others))
