"""One more rule that fires never adds a treatment, whatever fires beside it.

V09 rests on it: where ticking a row only makes more rules fire, it has nothing else to prove.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations_with_replacement, product
from random import Random

import pytest

from quiz.answers import Answers
from quiz.engine import standing
from quiz.model import Effect, Policy, Rule, Rulebook, Suit

EFFECTS = (None, Effect.OUT, Effect.CAUTION)
MAIN, OTHER = "main", "other"


def kinds(rulebook: Rulebook, treatments: tuple[str, ...]) -> list[Rule]:
    """Every rule that there could be, as far as deciding goes."""
    return [
        replace(rulebook.rules[0], urgency=None, effects=dict(zip(treatments, done, strict=True)))
        for chosen in product(EFFECTS, repeat=len(treatments))
        if (done := [one or Effect.NOTE for one in chosen])
    ]


def suiting(rulebook: Rulebook, treatments: tuple[str, ...]) -> Iterator[list[Suit]]:
    """Every way in which treatments could suit the main concern, another one, or none."""
    for concerns in product((MAIN, OTHER, None), repeat=len(treatments)):
        yield [
            replace(rulebook.suits[0], treatment=treatment, concern=concern)
            for treatment, concern in zip(treatments, concerns, strict=True)
            if concern
        ]


def with_treatments(rulebook: Rulebook, number: int, policy: Policy) -> Rulebook:
    (first, *_) = rulebook.treatments.values()
    treatments = {f"t{n}": replace(first, id=f"t{n}", suits=()) for n in range(number)}
    return replace(rulebook, treatments=treatments, policy=policy)


def never_adds(rulebook: Rulebook, rules: list[Rule], one: Rule, suits: list[Suit]) -> bool:
    answers = Answers({rulebook.main_concern: MAIN})
    with_it = standing(rulebook, answers, [*rules, one], suits)
    return set(with_it) <= set(standing(rulebook, answers, rules, suits))


@pytest.mark.parametrize("policy", [Policy(2, 0), Policy(1, 1), Policy(0, 0)], ids=str)
def test_one_more_rule_never_adds_a_treatment(rulebook: Rulebook, policy: Policy) -> None:
    two = with_treatments(rulebook, 2, policy)
    every = kinds(rulebook, tuple(two.treatments))

    for suits in suiting(rulebook, tuple(two.treatments)):
        for number in range(4):
            for rules in combinations_with_replacement(every, number):
                assert all(never_adds(two, list(rules), one, suits) for one in every)


def test_nor_with_three_treatments(rulebook: Rulebook) -> None:
    three = with_treatments(rulebook, 3, Policy(1, 0))
    every = kinds(rulebook, tuple(three.treatments))
    random = Random(1)

    for suits in suiting(rulebook, tuple(three.treatments)):
        for _ in range(300):
            rules = random.choices(every, k=random.randrange(4))
            assert never_adds(three, rules, random.choice(every), suits)
