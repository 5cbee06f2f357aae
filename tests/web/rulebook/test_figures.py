from __future__ import annotations

import sys
from datetime import date
from subprocess import run

import pytest

from quiz.checks import Examined
from quiz.checks.counting import _mattering
from quiz.engine import recommend
from quiz.figures import Figures
from quiz.reading import Reading
from quiz.web.rulebook.rule_words import rounded

pytestmark = pytest.mark.xdist_group("rulebook")  # which is counted once for all of them


@pytest.fixture(scope="module")
def examined(reading: Reading) -> Examined:
    assert reading.rulebook
    return Examined(reading.rulebook, reading.cases, reading.population, date(2026, 11, 21))


def test_the_example_of_a_stop_is_someone_whom_nothing_else_stops(
    examined: Examined, figures: Figures
) -> None:
    for rule in examined.rulebook.rules:
        for treatment, node in _mattering(examined, rule, examined.fires(rule)).items():
            person = examined.people.find(node)
            if person is None:  # nothing suits where it fires: then anybody for whom it does
                found = figures.reasons[rule.id]
                assert found.examples[treatment] == found.example
                continue
            made = recommend(examined.rulebook, person.answers)
            if treatment in rule.stops:
                assert made.verdicts[treatment].stopped_by == (rule,)
                assert made.verdicts[treatment].wanted
            else:
                assert treatment in made.recommended


def test_the_example_of_a_suit_is_someone_who_is_offered_it(examined: Examined) -> None:
    for suit in examined.rulebook.suits:
        nodes = _mattering(examined, suit, examined.fires(suit))
        person = examined.people.find(nodes[suit.treatment])

        assert person
        made = recommend(examined.rulebook, person.answers)
        assert suit in made.suits
        assert suit.treatment in made.recommended


def test_outcomes_share_everybody_out(figures: Figures) -> None:
    assert sum(one.sets for one in figures.outcomes.values()) == figures.answers
    assert sum(one.share or 0 for one in figures.outcomes.values()) == pytest.approx(1)


def test_what_always_fires_with_a_rule_is_found(figures: Figures) -> None:
    together = {id: one.always_with for id, one in figures.reasons.items() if one.always_with}

    assert together == {"hair-loss-trying-for-a-baby": ("trying-for-a-baby",)}


def test_a_worker_loads_no_decision_diagrams() -> None:
    code = "import quiz.web, sys; print('dd' in sys.modules, 'quiz.checks' in sys.modules)"
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False False\n"


def test_a_number_too_large_for_a_float_is_told_as_well() -> None:
    assert rounded(3 * 10**400) == "3.0 × 10⁴⁰⁰"  # noqa: RUF001 - as people write it
