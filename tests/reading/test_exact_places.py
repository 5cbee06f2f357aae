"""Every kind of problem, at its exact line and column, and no other beside it.

The mistakes stand in tables, one on each line: name | file | old | new | code | part of the
message, with § where the problem must be found.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.reading.codes import Code
from tests.reading.mistakes import Mistake, listed, problems_after

TABLES = sorted((Path(__file__).parent / "mistakes").glob("*.txt"))
TINY = Path(__file__).parents[1] / "rulebooks" / "tiny"
RASH = "because: A rash gets worse."
HARD_TO_WRITE = [
    Mistake("control character", "safety/skin.yaml", RASH, "because: §\x07 A", "R17", "U+0007"),
    Mistake("line separator", "safety/skin.yaml", RASH, "because: A§\u2028A", "R17", "U+2028"),
    Mistake("escaped zero", "safety/skin.yaml", RASH, 'because: §"\\0"', "R17", "U+0000"),
    Mistake(
        "huge number",
        "treatments/rolling.yaml",
        "_days: 7",
        "_days: §" + "9" * 5000,
        "R13",
        "whole",
    ),
]
MISTAKES = [mistake for table in TABLES for mistake in listed(table)] + HARD_TO_WRITE


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_one_problem_at_its_exact_place(mistake: Mistake, tmp_path: Path) -> None:
    place, problems = problems_after(mistake, TINY, tmp_path)

    assert [(problem.place, problem.code) for problem in problems] == [(place, mistake.code)]
    assert mistake.says in str(problems[0])


def test_every_code_is_shown_by_a_mistake() -> None:
    of_catalogues = {"R20", "R21", "R22"}  # which have a test module of their own
    assert {mistake.code for mistake in MISTAKES} | of_catalogues == {code.id for code in Code}
