"""The decision: which treatments the rules leave standing. Pure.

A rulebook is compiled once (`quiz.tables`): what each possible answer sets off. A decision
looks up the answers given instead of trying every rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from operator import getitem
from weakref import finalize

from quiz.answers import Answer, Answers
from quiz.model import NotCovered, Policy, Rule, Rulebook, Suit
from quiz.questions import Question
from quiz.recommendation import Recommendation
from quiz.tables import LookUp, Tables, compile_tables

#: By `id`, for as long as the rulebook lives: asked for in every decision.
_tables: dict[int, Tables] = {}


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
        rules, suits, not_covered = _fire(prepare(rulebook), answers.given)
    except KeyError:
        raise InvalidAnswersError("the answers do not fit the rulebook") from None
    recommended = standing(rulebook, answers, rules, suits)
    return Recommendation(
        rulebook, answers, recommended, tuple(rules), tuple(suits), tuple(not_covered)
    )


def prepare(rulebook: Rulebook) -> Tables:
    """Compile a rulebook, once; the first decision does it otherwise."""
    tables = _tables.get(id(rulebook))
    if tables is None:
        tables = _tables[id(rulebook)] = compile_tables(rulebook)
        finalize(rulebook, _tables.pop, id(rulebook), None)
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
            careful.append(rule.cautions)
    if careful:
        left = _careful(rulebook.policy, left, for_main, careful)
    if left.isdisjoint(for_main):
        return ()
    if len(left) == 1:
        return tuple(left)
    in_order = [treatment for treatment in rulebook.treatments if treatment in left]
    in_order.sort(key=for_main.__contains__, reverse=True)
    return tuple(in_order)


def _careful(
    policy: Policy, left: set[str], for_main: set[str], careful: list[frozenset[str]]
) -> set[str]:
    for treatment in tuple(left):
        if len([one for one in careful if treatment in one]) > policy.cautions_allowed:
            left.remove(treatment)
    if len(left) > 1 and len(careful) > policy.cautions_allowed_for_combination:
        return left & for_main
    return left


def _fire(
    tables: Tables, given: Mapping[str, Answer]
) -> tuple[list[Rule], list[Suit], list[NotCovered]]:
    """Look up what fires. Raises KeyError for a bad answer."""
    rules = list(chain.from_iterable(filter(None, map(getitem, tables.rules, tables.fetch(given)))))
    suits: list[Suit] = []
    not_covered: list[NotCovered] = []
    asked: set[str] = set()
    set_off = list(tables.untriggered)
    for question, table in tables.leading:
        set_off += table[given[question]]
    for one in set_off:  # grows by where it leads
        if isinstance(one, LookUp):
            set_off += one.table[given.get(one.question)]
        elif isinstance(one, Suit):
            suits.append(one)
        elif isinstance(one, Question):
            if one.id not in asked:
                asked.add(one.id)
                set_off += tables.follow_ups[one.id][given[one.id]]
        elif isinstance(one, Rule):
            rules.append(one)
        elif isinstance(one, NotCovered):
            not_covered.append(one)
        elif one.test(given):
            set_off.append(one.item)
    return rules, suits, not_covered
