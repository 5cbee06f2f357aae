"""A rulebook compiled for the engine: one table per question. Pure.

A table says for each possible answer what it sets off: rules at once, or a look at the
table of another question that they ask about as well. So a decision looks up the answers
given, and never tries a rule that none of them can set off.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeAlias, assert_never

from quiz.answers import Answer
from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf, Test, compiled
from quiz.model import NotCovered, Reasoned, Rule, Rulebook, Suit
from quiz.questions import Kind, Question

_Conditional: TypeAlias = tuple[Reasoned | Question, Condition | None]
_SetOff: TypeAlias = dict[tuple[str, Answer], list[_Conditional]]


class Then(NamedTuple):
    """What an answer sets off besides rules."""

    suits: tuple[Suit, ...]
    not_covered: tuple[NotCovered, ...]
    look_up: tuple[tuple[str, Table], ...]  #: questions on whose answers more depends
    raises: tuple[str, ...]  #: follow-ups
    tested: tuple[tuple[Effects, Test], ...]  #: what is not a matter of single answers


class Effects(NamedTuple):
    """What an answer sets off: rules at once, and the rest apart, because most have none."""

    rules: tuple[Rule, ...]
    then: Then | None


class Table(dict[Answer | None, tuple[Effects, ...]]):
    """What each answer to one question sets off.

    Holds every valid single answer, so that an invalid one is a KeyError and never a "no".
    Several options together set off what each of them does.
    """

    def __missing__(self, answer: Answer | None) -> tuple[Effects, ...]:
        if not isinstance(answer, tuple) or len(answer) <= 1:
            raise KeyError
        return tuple([effects for option in answer for effects in self[(option,)]])


class Tables(NamedTuple):
    """All tables of one rulebook."""

    fetch: Callable[[Mapping[str, Answer]], Iterable[Answer]]  #: the answers always asked for
    always: tuple[Table, ...]  #: in the same order
    follow_ups: Mapping[str, tuple[Test, Table]]  #: with the test whether each is asked
    untriggered: tuple[Effects, ...]  #: what no single answer sets off
    decisive: frozenset[str]  #: the questions with an answer that alone stops every treatment


class _Trigger(NamedTuple):
    """Answers of which one must be given for a condition to hold, and what must hold besides."""

    answers: frozenset[tuple[str, Answer]]
    rest: Condition | None


def compile_tables(rulebook: Rulebook) -> Tables:
    """Sort everything that can fire by the answers that can set it off."""
    compiler = _Compiler(rulebook)
    set_off, others = compiler.sort(list(_conditions(rulebook)))
    questions = rulebook.questions
    tables = {id: compiler.table(question, set_off) for id, question in questions.items()}
    asked_always = [id for id, question in questions.items() if not question.ask_when]
    return Tables(
        fetch=_fetch(asked_always),
        always=tuple(tables[id] for id in asked_always),
        follow_ups={
            id: (questions[id].asked, table)
            for id, table in tables.items()
            if id not in asked_always
        },
        untriggered=(compiler.effects(others),) if others else (),
        decisive=frozenset(
            question
            for (question, _), items in set_off.items()
            for item, rest in items
            if rest is None and isinstance(item, Rule) and item.stops >= rulebook.treatments.keys()
        ),
    )


class _Compiler:
    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        #: How likely each answer would be, were they all alike: the rarest is looked up first.
        self._weights = {id: 1 / len(_single(one)) for id, one in rulebook.questions.items()}

    def sort(self, items: list[_Conditional]) -> tuple[_SetOff, list[_Conditional]]:
        """Sort items by the answers that set them off; return apart what no single one does."""
        set_off: _SetOff = {}
        others: list[_Conditional] = []
        for item, condition in items:
            trigger = _trigger(condition, self._weights) if condition else None
            once = isinstance(item, Question) or (trigger and self._only_one(trigger.answers))
            if trigger is None or not once:
                others.append((item, condition))
                continue
            for answer in trigger.answers:
                set_off.setdefault(answer, []).append((item, trigger.rest))
        return set_off, others

    def table(self, question: Question, set_off: _SetOff) -> Table:
        """Make the table of one question, with an entry for every valid single answer."""
        listed = question.kind in (Kind.MANY, Kind.CHECKLIST)
        table = Table({(): ()} if question.optional else {})
        for answer in _single(question):
            items = set_off.get((question.id, answer), [])
            table[(str(answer),) if listed else answer] = (self.effects(items),) if items else ()
        return table

    def effects(self, items: list[_Conditional]) -> Effects:
        """Split what is set off into what fires at once and what depends on more answers."""
        at_once = [item for item, rest in items if rest is None]
        rules = tuple(item for item in at_once if isinstance(item, Rule))
        set_off, others = self.sort([pair for pair in items if pair[1]])
        questions = dict.fromkeys(question for question, _ in set_off)
        then = Then(
            suits=tuple(item for item in at_once if isinstance(item, Suit)),
            not_covered=tuple(item for item in at_once if isinstance(item, NotCovered)),
            look_up=tuple((id, self._further(id, set_off)) for id in questions),
            raises=tuple(item.id for item in at_once if isinstance(item, Question)),
            tested=tuple(
                (self.effects([(item, None)]), compiled(when)) for item, when in others if when
            ),
        )
        return Effects(rules, then if any(then) else None)

    def _further(self, id: str, set_off: _SetOff) -> Table:
        """Make a table that is looked up only after another one; unasked sets off nothing."""
        question = self._rulebook.questions[id]
        table = self.table(question, set_off)
        if question.ask_when:
            table[None] = ()
        return table

    def _only_one(self, answers: Collection[tuple[str, Answer]]) -> bool:
        """Say whether only one of these answers can be given, so that it sets off once."""
        questions = {question for question, _ in answers}
        if questions == {self._rulebook.main_concern, self._rulebook.other_concerns}:
            return len({option for _, option in answers}) == 1  # a concern is not given twice
        kinds = {self._rulebook.questions[question].kind for question in questions}
        return len(questions) == 1 and (len(answers) == 1 or kinds <= {Kind.ONE, Kind.NUMBER})


def _conditions(rulebook: Rulebook) -> Iterator[_Conditional]:
    for reason in rulebook.reasons():
        yield reason, reason.when
    for question in rulebook.questions.values():
        if question.ask_when:
            yield question, question.ask_when


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
