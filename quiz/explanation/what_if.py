"""What could change the outcome, and what it rests on: the decision made again. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations

from quiz.answers import Answer, Answers
from quiz.conditions import cited, merged
from quiz.engine import InvalidAnswersError, prepare, recommend, standing
from quiz.explanation.items import Change, Item
from quiz.explanation.wording import Told
from quiz.model import Effect, Rule, Rulebook
from quiz.questions import Question

_CAN_PASS = frozenset({Effect.WAIT, Effect.PREF})


def could_change(told: Told) -> tuple[Change, ...]:
    """Give the fewest passing obstacles whose end leads to each more permissive outcome.

    As time passing, never as "answer this differently"; nothing where something lasting
    stands in the way.
    """
    wanted = [id for id, verdict in told.verdicts.items() if verdict.wanted]
    subsets = chain.from_iterable(combinations(wanted, n + 1) for n in range(len(wanted)))
    found: dict[str, Change] = {}
    for change in (_changed(told, _passing(told, subset)) for subset in subsets):
        if change:
            known = found.get(change.outcome, change)
            found[change.outcome] = min(known, change, key=lambda one: len(one.rules))
    return tuple(sorted(found.values(), key=lambda one: len(one.rules)))


def rests_on(told: Told) -> tuple[Item, ...]:
    """Give the questions of which a different answer would have led to see a specialist."""
    rulebook, answers = told.made.rulebook, told.made.answers
    if not told.made.recommended:
        return ()
    decisive = prepare(rulebook).decisive
    asked = [(rulebook.questions[id], answer) for id, answer in answers.given.items()]
    return tuple(
        Item(
            text=f"{question.name}: {question.label(answer)}",
            rules=(),
            answers={question.id: answer},
        )
        for question, answer in asked
        if question.id in decisive or _could_stop(rulebook, answers, question)
    )


def _passing(told: Told, treatments: tuple[str, ...]) -> list[Rule]:
    """Return all that stops these treatments, if all of it can pass; else nothing."""
    stopping = [(rule, id) for id in treatments for rule in told.verdicts[id].stopped_by]
    can_pass = all(rule.offer and rule.effects[id] in _CAN_PASS for rule, id in stopping)
    return list(dict.fromkeys(rule for rule, _ in stopping)) if can_pass else []


def _changed(told: Told, passing: list[Rule]) -> Change | None:
    made = told.made
    left = [rule for rule in made.rules if rule not in passing]
    then = made._replace(
        rules=tuple(left), recommended=standing(made.rulebook, made.answers, left, made.suits)
    )
    if not set(then.recommended) > set(made.recommended):
        return None
    after = tuple(_after(made.rulebook, rule) for rule in passing)
    words = {"outcome": told.named(then.recommended), "after": told.joined(after)}
    return Change(
        text=made.rulebook.fact("could-change", **words),
        rules=tuple(rule.id for rule in passing),
        answers=merged(cited(rule.when, made.answers) for rule in passing),
        sources=tuple(dict.fromkeys(source for rule in passing for source in rule.sources)),
        after=after,
        outcome=then.outcome,
    )


def _after(rulebook: Rulebook, rule: Rule) -> str:
    """Complete "could be looked at ...": a wait by its end, a wish by its advice."""
    if rule.until:
        return rulebook.fact("once", until=rule.until)
    return " ".join(rule.advised().values())


def _could_stop(rulebook: Rulebook, answers: Answers, question: Question) -> bool:
    return any(
        _stops(rulebook, answers.changed(question.id, answer))
        for answer in _others(question, answers.given[question.id])
    )


def _stops(rulebook: Rulebook, answers: Answers) -> bool:
    try:
        return not recommend(rulebook, answers).recommended
    except InvalidAnswersError:
        return False  # another follow-up would be asked: nobody knows what it would say


def _others(question: Question, answer: Answer) -> Iterator[Answer]:
    """Yield other answers: every other choice, or one more (or the only) row of a list."""
    if isinstance(answer, int):
        yield from (n for n in range(question.low, question.high + 1) if n != answer)
    for option in question.options:
        if not isinstance(answer, tuple):
            yield option.id
        elif option.means:
            yield (option.id,)
        elif option.id not in answer:
            yield (*answer, option.id)
