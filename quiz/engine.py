"""The decision: which treatments the rules leave standing. Pure.

A rulebook is compiled once (`quiz.tables`): what each possible answer sets off. A decision
looks up the answers given instead of trying every rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from operator import getitem
from typing import NamedTuple
from weakref import WeakKeyDictionary

from quiz.answers import Answer, Answers
from quiz.model import NotCovered, Policy, Rule, Rulebook, Suit
from quiz.recommendation import Recommendation
from quiz.tables import Tables, compile_tables

_tables: WeakKeyDictionary[Rulebook, Tables] = WeakKeyDictionary()


class InvalidAnswersError(ValueError):
    """The answers are not complete and valid for the rulebook; it never says which."""


def recommend(rulebook: Rulebook, answers: Answers) -> Recommendation:
    """Decide which treatments the rules leave standing.

    Every rule is evaluated; order never matters, and a rule can only take treatments away
    from what the concerns asked for. Reads nothing but its arguments.

    Raises InvalidAnswersError when an answer is missing or unknown: nobody may be told to go
    ahead because a question was skipped.
    """
    try:
        fired = _fire(prepare(rulebook), answers.given)
    except KeyError:
        raise InvalidAnswersError("the answers do not fit the rulebook") from None
    rules, suits, not_covered = tuple(fired.rules), tuple(fired.suits), tuple(fired.not_covered)
    recommended = standing(rulebook, answers, rules, suits)
    return Recommendation(rulebook, answers, recommended, rules, suits, not_covered)


def prepare(rulebook: Rulebook) -> Tables:
    """Compile a rulebook, once; the first decision does it otherwise."""
    tables = _tables.get(rulebook)
    if tables is None:
        tables = _tables[rulebook] = compile_tables(rulebook)
    return tables


def standing(
    rulebook: Rulebook, answers: Answers, rules: Iterable[Rule], suits: Iterable[Suit]
) -> tuple[str, ...]:
    """Decide from what fired: the treatments that are left, the main concern's first.

    Wanted and not stopped; with any caution too many for a combination, only what suits the
    main concern; and nothing at all unless the main concern is served.
    """
    main = answers.given[rulebook.main_concern]
    left, for_main = set(), set()
    for suit in suits:
        left.add(suit.treatment)
        if suit.concern == main:
            for_main.add(suit.treatment)
    careful = []
    for rule in rules:
        left -= rule.stops
        if not left:
            return ()
        if rule.cautions:
            careful.append(rule)
    if careful:
        left = _careful(rulebook.policy, left, for_main, careful)
    if left.isdisjoint(for_main):
        return ()
    if len(left) == 1:
        return tuple(left)
    in_order = [treatment for treatment in rulebook.treatments if treatment in left]
    return tuple(sorted(in_order, key=lambda treatment: treatment not in for_main))


def _careful(policy: Policy, left: set[str], for_main: set[str], careful: list[Rule]) -> set[str]:
    left = {
        treatment
        for treatment in left
        if sum(treatment in rule.cautions for rule in careful) <= policy.cautions_allowed
    }
    if len(left) > 1 and len(careful) > policy.cautions_allowed_for_combination:
        return left & for_main
    return left


class _Fired(NamedTuple):
    rules: list[Rule]
    suits: list[Suit]
    not_covered: list[NotCovered]


def _fire(tables: Tables, given: Mapping[str, Answer]) -> _Fired:
    """Look up what fires. Raises KeyError for a bad answer."""
    fired = _Fired([], [], [])
    rules, suits, not_covered = fired
    raised: set[str] = set()
    effects = list(chain.from_iterable(map(getitem, tables.always, tables.fetch(given))))
    effects += tables.untriggered
    for at_once, then in effects:  # grows by what answers lead to
        rules += at_once
        if then is None:
            continue
        suits += then.suits
        not_covered += then.not_covered
        for question, table in then.look_up:
            effects += table[given.get(question)]
        for question in then.raises:
            asked, table = tables.follow_ups[question]
            if question not in raised and asked(given):
                raised.add(question)
                effects += table[given[question]]
        effects += [on_top for on_top, test in then.tested if test(given)]
    return fired
