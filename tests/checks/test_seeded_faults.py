"""Each fault is found by the check that is there for it, with somebody it would harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.beside import Population
from quiz.checks import CHECKS, Examined
from quiz.checks.coverage import outcomes_reachable
from quiz.checks.mutants import mutation
from quiz.model import Rulebook
from quiz.problems import Problem
from quiz.reading import Reading
from tests.checks import faults
from tests.checks.faults import FAULTS

Fault = Callable[[Rulebook], Rulebook]


def found(reading: Reading, fault: Fault, code: str) -> tuple[Problem, ...]:
    assert reading.rulebook
    examined = Examined(fault(reading.rulebook), population=reading.population)
    (check,) = (check for check in CHECKS if check.code == code)
    return check.run(examined)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_seeded_fault_is_found_by_its_check(reading: Reading, fault: Fault) -> None:
    assert found(reading, fault, FAULTS[fault])


@pytest.mark.parametrize("code", sorted(set(FAULTS.values())))
def test_the_rulebook_as_it_is_has_none_of_these_faults(reading: Reading, code: str) -> None:
    assert not found(reading, lambda rulebook: rulebook, code)


@pytest.mark.parametrize(
    "fault", [fault for fault, code in FAULTS.items() if code == "V07"], ids=lambda f: f.__name__
)
def test_a_broken_requirement_names_a_person_of_at_most_three_answers(
    reading: Reading, fault: Fault
) -> None:
    for problem in found(reading, fault, "V07"):
        answers = next(line for line in problem.case.splitlines() if "answers:" in line)
        assert answers.count(": ") - 1 <= 3, answers
        assert "let through by" in problem.what


def test_a_removed_pregnancy_rule_is_told_in_the_questions_own_words(reading: Reading) -> None:
    first = found(reading, faults.pregnancy_rule_removed, "V07")[0]

    assert '"never-in-pregnancy" is broken' in first.what
    assert "Your health: Pregnant, or could be; all else ordinary" in first.what
    assert "health: [pregnant]" in first.case


def test_what_hides_a_rule_is_named_even_if_two_do_it_together(reading: Reading) -> None:
    (problem,) = found(reading, faults.hidden_by_two_together, "V02")

    assert '"five-or-six" can never matter' in problem.what
    assert problem.what.endswith("it is hidden by four-or-five, six-or-one")


def test_an_exempted_medicine_names_the_rule_that_nearly_stopped_it(reading: Reading) -> None:
    for problem in found(reading, faults.isotretinoin_exempted, "V07"):
        assert 'the rule nearest to stopping it, "isotretinoin"' in problem.hint


def test_a_requirement_is_proved_for_everybody_even_without_a_population(
    reading: Reading,
) -> None:
    assert reading.rulebook
    faulty = faults.pregnancy_rule_removed(reading.rulebook)
    (check,) = (check for check in CHECKS if check.code == "V07")

    assert check.run(Examined(faulty, population=Population()))


def test_a_row_that_no_rule_reads_is_named(reading: Reading) -> None:
    (problem,) = found(reading, faults.row_that_no_rule_reads, "V11")

    assert problem.what == "in health the option asthma changes nothing"


@pytest.mark.parametrize("left_out", ["downtime", "age", "health"])
def test_outcomes_have_a_share_although_nothing_is_assumed_of_a_question(
    reading: Reading, left_out: str
) -> None:
    assert reading.rulebook
    shares = {id: one for id, one in reading.population.shares.items() if id != left_out}
    examined = Examined(reading.rulebook, population=Population(shares))
    parts = [examined.share(node) for node in examined.outcomes.by_name().values()]

    assert outcomes_reachable.run(examined) == ()
    assert sum(parts) == pytest.approx(1)


def test_everybody_may_be_assumed_to_tick_a_row(reading: Reading) -> None:
    assert reading.rulebook
    shares = {**reading.population.shares, "health": {"pregnant": 1.0}}
    examined = Examined(reading.rulebook, population=Population(shares))

    assert examined.share(examined.outcomes.specialist) == pytest.approx(1, abs=1e-6)


@pytest.mark.thorough
def test_the_case_that_is_proposed_says_how_urgent_it_is(reading: Reading) -> None:
    """Without the cases that somebody urgent is in, slips in an urgency survive; as do others."""
    assert reading.rulebook
    cases = [case for case in reading.cases if not case.urgency][len(reading.cases) // 10 :]
    examined = Examined(reading.rulebook, tuple(cases), population=reading.population)
    survivors = mutation(examined).survivors
    urgent = [one for one in survivors if one.expected.urgency]

    assert 0 < len(urgent) < len(survivors)
    assert all(f"    urgency: {one.expected.urgency}\n" in one.as_case() for one in urgent)
    assert all("urgency" not in one.as_case() for one in survivors if one not in urgent)
