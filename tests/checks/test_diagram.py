"""Sets of answers as graphs: counted and searched as by going through them one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from typing import cast

import pytest

from quiz.answer_reader import read_answers
from quiz.answers import Answer, Answers
from quiz.checks.budget import BudgetExceededError
from quiz.checks.diagram import Diagram
from quiz.checks.examined import Examined
from quiz.checks.explained import engine_and_proofs_agree
from quiz.checks.space import Space
from quiz.engine import recommend
from quiz.model import Rulebook
from quiz.questions import Kind, Question
from quiz.reading import Reading, read
from tests.checks.agreement import disagreements
from tests.conftest import seldom
from tests.people import Fields, valid

TINY = Path(__file__).parent.parent / "rulebooks" / "tiny"


@pytest.fixture(scope="module")
def small() -> Rulebook:
    """A rulebook whose answers can all be gone through: people are from 16 to 19 years old."""
    rulebook = read(TINY).rulebook
    assert rulebook
    return replace(
        rulebook,
        steps=tuple(
            replace(
                step,
                questions=tuple(
                    replace(one, low=16, high=19) if one.kind is Kind.NUMBER else one
                    for one in step.questions
                ),
            )
            for step in rulebook.steps
        ),
    )


def test_every_valid_set_of_answers_is_counted_once(small: Rulebook) -> None:
    space = Space(small)

    assert space.count(space.valid) == sum(1 for _ in everybody(small))


@pytest.mark.thorough
def test_who_gets_what_is_counted_as_by_asking_the_engine_one_by_one(small: Rulebook) -> None:
    examined = Examined(small)
    asked: dict[str, int] = dict.fromkeys(examined.outcomes.by_name(), 0)
    for answers in everybody(small):
        asked[recommend(small, answers).outcome] += 1

    counted = {
        outcome: examined.space.count(node) for outcome, node in examined.outcomes.by_name().items()
    }
    assert counted == asked


def everybody(rulebook: Rulebook) -> Iterator[Answers]:
    """Yield every set of answers that the reader of answers takes."""
    questions = list(rulebook.questions.values())
    for chosen in product(*map(possible, questions)):
        given = {q.id: one for q, one in zip(questions, chosen, strict=True) if one is not None}
        asked = {q.id for q in questions if q.asked(as_answers(given))}
        if asked == given.keys() and isinstance(read_answers(rulebook, given), Answers):
            yield valid(rulebook, given)


def possible(question: Question) -> list[object]:
    ids = [option.id for option in question.options]
    unasked: list[object] = [None] if question.ask_when else []
    if question.kind is Kind.NUMBER:
        return [*unasked, *range(question.low, question.high + 1)]
    if question.kind is Kind.ONE:
        return [*unasked, *ids]
    lists = (list(one) for n in range(len(ids) + 1) for one in combinations(ids, n))
    return [*unasked, *lists]


def as_answers(given: Fields) -> dict[str, Answer]:
    return {id: tuple(o) if isinstance(o, list) else cast("Answer", o) for id, o in given.items()}


@pytest.mark.parametrize("people", [2_000, *seldom(50_000)])
def test_engine_and_diagrams_agree_on_random_people(rulebook: Rulebook, people: int) -> None:
    assert disagreements(rulebook, people) == 0


def test_a_disagreement_is_told(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reading.rulebook
    examined = Examined(reading.rulebook, reading.cases)
    nobody = dict.fromkeys(reading.rulebook.treatments, examined.diagram.nothing)
    monkeypatch.setitem(vars(examined.outcomes), "permitted", nobody)

    assert engine_and_proofs_agree.run(examined)


def test_a_proof_that_takes_too_much_says_so() -> None:
    names = [f"v{n}" for n in range(120)]
    diagram = Diagram(names, budget=50)

    with pytest.raises(BudgetExceededError, match="more than 50 nodes"):
        diagram.at_least(60, [diagram.ticked(one) for one in names])


def test_weights_multiply_along_a_member_and_add_up_over_all() -> None:
    diagram = Diagram(["a", "b", "c"])
    either = diagram.ticked("a") | diagram.ticked("c")

    weights = {"a": 2, "b": 3, "c": 5}
    members = [(a, b, c) for a, b, c in product([0, 1], repeat=3) if a or c]
    assert diagram.weigh(either, {}) == len(members)
    assert diagram.weigh(either, weights) == sum(2**a * 3**b * 5**c for a, b, c in members)


def test_the_lightest_member_has_nothing_true_that_it_does_not_need() -> None:
    diagram = Diagram(["a", "b", "c", "d"])
    wanted = (diagram.ticked("a") & diagram.ticked("b")) | diagram.ticked("d")

    assert diagram.lightest(wanted, {"a": 1, "b": 1, "d": 3}) == frozenset("ab")
    assert diagram.lightest(wanted, {"a": 1, "b": 1, "d": 1}) == frozenset("d")
    assert diagram.lightest(diagram.nothing, {}) is None
