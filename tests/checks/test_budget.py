"""Proofs end: by nodes, by memory within a single step, by time; each is said in words."""

from __future__ import annotations

from random import Random

import pytest
from dd import autoref

from quiz.checks import Examined, diagram, ran_out, run
from quiz.checks.budget import BudgetExceededError
from quiz.checks.diagram import Diagram
from quiz.checks.safety import safe
from quiz.model import Rulebook

NAMES = [f"v{n}" for n in range(130)]


def explode(made: Diagram) -> str:
    """Unite what no order of the variables keeps small, with plain operators; say how it ends."""
    random, union = Random(1), made.nothing
    try:
        for _ in range(60):
            one, two, three = (made.ticked(random.choice(NAMES)) for _ in range(3))
            union = union | (one & two & ~three)
    except (ValueError, BudgetExceededError) as error:  # kept nowhere: it would keep nodes
        return ran_out(error)
    return "all was well"


def test_a_single_step_cannot_take_all_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagram, "_MEMORY", 30_000_000)

    assert explode(Diagram(NAMES)) == "a single step of it took more memory than it may"


def test_nor_with_the_python_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagram, "backend", autoref)
    made = Diagram(NAMES, budget=5_000)

    assert explode(made) == "a proof took more than 5,000 nodes"
    assert explode(made) == "a proof took more than 5,000 nodes", "it is left whole"


def test_too_much_memory_and_too_deep_are_told_apart() -> None:
    assert ran_out(MemoryError()) == "it took more memory than there is"
    assert ran_out(RecursionError()).startswith("it went deeper than Python follows")


def test_other_errors_are_not_taken_for_it() -> None:
    assert not ran_out(ValueError("Sample larger than population"))
    assert not ran_out(KeyError("x"))


def test_after_the_deadline_every_step_raises() -> None:
    made = Diagram(NAMES, deadline=0)

    with pytest.raises(BudgetExceededError, match="the time for all proofs was over"):
        made.any_of([made.ticked("v1")])


def test_a_check_that_ran_out_is_a_problem_of_its_own(rulebook: Rulebook) -> None:
    ((check, problems),) = run(Examined(rulebook, deadline=0), [safe])

    assert check is safe
    assert [(one.code, one.name, one.level) for one in problems] == [
        ("V18", "over-budget", "error")
    ]
    assert problems[0].what.startswith("V07 unsafe could not be proved: ")


def test_a_defect_of_a_check_is_never_taken_for_a_proof_that_ran_out(
    rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    examined = Examined(rulebook)
    monkeypatch.setitem(vars(examined), "outcomes", None)

    with pytest.raises(AttributeError):
        list(run(examined, [safe]))
