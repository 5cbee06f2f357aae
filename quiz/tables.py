"""A rulebook compiled for the engine: one table per question. Pure.

A table says for each possible answer what it sets off: rules at once, or a look at the
table of another question that they ask about as well. So a decision looks up the answers
given, and never tries a rule that none of them can set off.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeAlias, TypeVar, assert_never

from quiz.answers import Answer
from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf, Test, compiled
from quiz.model import NotCovered, Rule, Rulebook, Suit
from quiz.questions import Kind, Question

#: Not more questions than this are looked up one after another, the rest is tried: tables grow
#: with the product of the answers.
_LOOK_UPS = 2

_T = TypeVar("_T")


class Table(dict[Answer | None, tuple[_T, ...]]):
    """What each answer to one question sets off.

    Holds every valid single answer, so that an invalid one is a KeyError and never a "no".
    Several options together set off what each of them does.
    """

    def __init__(self, answers: dict[Answer | None, tuple[_T, ...]]) -> None:
        super().__init__(answers)
        listed = {answer: found for answer, found in answers.items() if isinstance(answer, tuple)}
        self._options = {option: found for answer, found in listed.items() for option in answer}

    def __missing__(self, answer: Answer | None) -> tuple[_T, ...]:
        if not isinstance(answer, tuple) or len(answer) <= 1:
            raise KeyError
        options = self._options
        return tuple([one for option in answer for one in options[option]])


class LookUp(NamedTuple):
    """Another question, on whose answer more depends."""

    question: str
    table: Table[SetOff]


class Trial(NamedTuple):
    """What is not a matter of single answers: tried as it stands."""

    test: Test
    item: Rule | Suit | NotCovered | Question


#: What an answer sets off: what fires, follow-ups that are asked, and where to look next.
SetOff: TypeAlias = Rule | Suit | NotCovered | Question | LookUp | Trial


class Tables(NamedTuple):
    """All tables of one rulebook."""

    fetch: Callable[[Mapping[str, Answer]], Iterable[Answer]]  #: the answers always asked for
    rules: tuple[Table[Rule], ...]  #: what each of them makes fire alone, in the same order
    leading: tuple[tuple[str, Table[SetOff]], ...]  #: those that set off more than that
    follow_ups: Mapping[str, Table[SetOff]]
    untriggered: tuple[SetOff, ...]  #: what no single answer sets off
    decisive: frozenset[str]  #: the questions with an answer that alone stops every treatment


_Item: TypeAlias = Rule | Suit | NotCovered | Question
_Conditional: TypeAlias = tuple[_Item, Condition | None]
_Sorted: TypeAlias = dict[tuple[str, Answer], list[_Conditional]]


class _Trigger(NamedTuple):
    """A condition holds where one of these answers is given, and the rest of it holds as well."""

    answers: frozenset[tuple[str, Answer]]
    rest: Condition | None


def compile_tables(rulebook: Rulebook) -> Tables:
    """Sort everything that can fire by the answers that can set it off."""
    compiler = _Compiler(rulebook)
    by_answer, others = compiler.sort(list(_conditions(rulebook)))
    questions = rulebook.questions
    tables = {id: compiler.table(question, by_answer) for id, question in questions.items()}
    always = {id: table for id, table in tables.items() if not questions[id].ask_when}
    leading = {id: _leading(table) for id, table in always.items()}
    return Tables(
        fetch=_fetch(list(always)),
        rules=tuple(map(_rules, always.values())),
        leading=tuple((id, table) for id, table in leading.items() if any(table.values())),
        follow_ups={id: table for id, table in tables.items() if id not in always},
        untriggered=compiler.set_off(others),
        decisive=frozenset(
            question
            for (question, _), items in by_answer.items()
            for item, rest in items
            if rest is None and isinstance(item, Rule) and item.stops >= rulebook.treatments.keys()
        ),
    )


def _rules(table: Table[SetOff]) -> Table[Rule]:
    """Leave of a table the rules that an answer alone makes fire."""
    return Table(
        {answer: tuple(r for r in found if isinstance(r, Rule)) for answer, found in table.items()}
    )


def _leading(table: Table[SetOff]) -> Table[SetOff]:
    """Leave of a table all but those rules."""
    return Table(
        {
            answer: tuple(one for one in found if not isinstance(one, Rule))
            for answer, found in table.items()
        }
    )


class _Compiler:
    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        #: How likely each answer would be, were they all alike: the rarest is looked up first.
        self._weights = {id: 1 / len(_single(one)) for id, one in rulebook.questions.items()}

    def sort(
        self, items: list[_Conditional], known: frozenset[str] = frozenset()
    ) -> tuple[_Sorted, list[_Conditional]]:
        """Sort items by the answers to look up; return apart what is not a matter of these."""
        by_answer: _Sorted = {}
        others: list[_Conditional] = []
        for item, condition in items:
            trigger = _trigger(condition, self._weights) if condition else None
            once = isinstance(item, Question) or (trigger and self._only_one(trigger.answers))
            if trigger is None or not once or not _may_look_up(trigger, known):
                others.append((item, condition))
                continue
            for answer in trigger.answers:
                by_answer.setdefault(answer, []).append((item, trigger.rest))
        return by_answer, others

    def table(
        self, question: Question, by_answer: _Sorted, known: frozenset[str] = frozenset()
    ) -> Table[SetOff]:
        """Make the table of one question, with an entry for every valid single answer."""
        listed = question.kind in (Kind.MANY, Kind.CHECKLIST)
        found: dict[Answer | None, tuple[SetOff, ...]] = {}
        for answer in _single(question):
            items = by_answer.get((question.id, answer), [])
            found[(str(answer),) if listed else answer] = self.set_off(items, known | {question.id})
        if question.optional:
            found[()] = ()
        return Table(found)

    def set_off(
        self, items: list[_Conditional], known: frozenset[str] = frozenset()
    ) -> tuple[SetOff, ...]:
        """Return what fires at once, then where to look for what depends on more answers."""
        by_answer, others = self.sort([pair for pair in items if pair[1]], known)
        questions = dict.fromkeys(question for question, _ in by_answer)
        return (
            *(item for item, rest in items if rest is None),
            *(LookUp(id, self._further(id, by_answer, known)) for id in questions),
            *(Trial(compiled(when), item) for item, when in others if when),
        )

    def _further(self, id: str, by_answer: _Sorted, known: frozenset[str]) -> Table[SetOff]:
        """Make a table that is looked up only after another one; unasked sets off nothing."""
        question = self._rulebook.questions[id]
        table = self.table(question, by_answer, known)
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


def _may_look_up(trigger: _Trigger, known: frozenset[str]) -> bool:
    return len(known) < _LOOK_UPS and known.isdisjoint(question for question, _ in trigger.answers)


def _conditions(rulebook: Rulebook) -> Iterator[_Conditional]:
    for items in (rulebook.rules, rulebook.suits, rulebook.not_covered):
        yield from ((item, item.when) for item in items)
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
    others = [part for part in parts if part is not chosen]
    rest = (*others, trigger.rest) if trigger.rest else tuple(others)
    if not rest:
        return _Trigger(trigger.answers, None)
    return _Trigger(trigger.answers, rest[0] if len(rest) == 1 else AllOf(rest))
