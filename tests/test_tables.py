"""The tables set off what the conditions say, however these stand within each other."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.answers import Answers
from quiz.checks.sampling import random_answers
from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf, holds
from quiz.engine import prepare, recommend
from quiz.model import Reasoned, Rulebook
from quiz.questions import Kind, Question
from tests.people import examples


@pytest.fixture(scope="module")
def people(rulebook: Rulebook) -> list[Answers]:
    random = Random(1)
    return [random_answers(rulebook, random) for _ in range(300)]


@examples(200)
@given(st.integers(0, 2**64 - 1))
def test_it_finds_what_holds_under_any_conditions(
    rulebook: Rulebook, people: list[Answers], seed: int
) -> None:
    random = Random(seed)
    changed = with_random_conditions(rulebook, random)

    for answers in random.sample(people, 20):
        made = recommend(changed, answers)

        for found, all_of_them in (
            (made.rules, changed.rules),
            (made.suits, changed.suits),
            (made.not_covered, changed.not_covered),
        ):
            assert sorted(map(named, found)) == sorted(holding(all_of_them, answers))


def chosen(question: str, *options: str) -> Chosen:
    return Chosen(question, frozenset(options))


SKIN, NO_DOWNTIME = chosen("skin_type", "5"), chosen("downtime", "none")
NO_INJECTIONS = chosen("injections", "rather_not")


@pytest.mark.parametrize(
    "when",
    [
        AnyOf((AllOf((SKIN, NO_DOWNTIME)), chosen("skin_type", "6"))),
        AnyOf((AllOf((NO_DOWNTIME, NO_INJECTIONS)), chosen("downtime", "few_days"))),
        AllOf((AllOf((SKIN, NO_INJECTIONS)), NO_DOWNTIME)),
    ],
)
def test_a_question_within_alternatives_that_ask_it_again(
    rulebook: Rulebook, when: Condition
) -> None:
    changed = with_rule(rulebook, when)
    random = Random(1)

    for _ in range(300):
        answers = random_answers(changed, random)
        assert any(one.id == "new" for one in recommend(changed, answers).rules) == holds(
            when, answers
        )


def test_tables_do_not_grow_with_the_product_of_all_answers(rulebook: Rulebook) -> None:
    ones = [one for one in always_asked(rulebook) if one.kind is Kind.ONE]
    parts = [chosen(one.id, *sorted(one.option_ids)[1:]) for one in ones]
    changed = with_rule(rulebook, AllOf((*parts, Between(rulebook.age, 40, 120))))

    tracemalloc.start()
    prepare(changed)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 3_000_000


def with_rule(rulebook: Rulebook, when: Condition) -> Rulebook:
    return replace(
        rulebook, rules=(*rulebook.rules, replace(rulebook.rules[0], id="new", when=when))
    )


def always_asked(rulebook: Rulebook) -> Iterator[Question]:
    return (one for one in rulebook.questions.values() if not one.ask_when)


def with_random_conditions(rulebook: Rulebook, random: Random) -> Rulebook:
    """Return a rulebook of which each rule, and what suits, asks for something else."""
    kept = random.sample(rulebook.rules, 8)
    treatments = {
        id: replace(
            one,
            suits=tuple(replace(suit, when=condition(rulebook, random)) for suit in one.suits),
        )
        for id, one in rulebook.treatments.items()
    }
    rules = tuple(replace(one, when=condition(rulebook, random)) for one in kept)
    return replace(rulebook, rules=rules, treatments=treatments)


def condition(rulebook: Rulebook, random: Random, depth: int = 3) -> Condition:
    """Draw a condition; of few questions, so that it asks for some of them again."""
    if not depth or random.random() < 0.25:
        return leaf(random.choice(list(rulebook.questions.values())), random)
    kind = random.choice((AllOf, AnyOf, AllOf, AnyOf, NoneOf))
    return kind(tuple(condition(rulebook, random, depth - 1) for _ in range(random.randint(1, 3))))


def leaf(question: Question, random: Random) -> Condition:
    if question.kind is Kind.NUMBER:
        low, high = sorted(random.choices(range(question.low, question.high + 1), k=2))
        return Between(question.id, low, high)
    options = sorted(question.option_ids)
    return chosen(question.id, *random.sample(options, random.randint(1, min(4, len(options)))))


def holding(reasons: tuple[Reasoned, ...], answers: Answers) -> list[str]:
    return [named(one) for one in reasons if holds(one.when, answers)]


def named(reason: Reasoned) -> str:
    return reason.id
