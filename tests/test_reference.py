"""The reference pages are what the code says, and the examples in them do what they claim."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.checks import CHECKS, Check, Examined
from quiz.checks.safety import total
from quiz.model import Rulebook
from quiz.reading.codes import Code
from tests.reference import EXAMPLES, PAGES, Example, pages, write

#: What no rule file can bring about: the engine and the proofs at odds, no outcome at all, or a
#: clinic's rule that loosens.
WITHOUT_EXAMPLE = {"V06", "V17", "V19"}
WITH_EXAMPLE = [check for check in CHECKS if check.code not in WITHOUT_EXAMPLE]


@pytest.mark.parametrize("check", WITH_EXAMPLE, ids=lambda check: check.code)
def test_the_example_that_fires_fires(check: Check) -> None:
    found = Example(check.code, "fires").problems(check)

    assert {(problem.code, problem.name) for problem in found} == {(check.code, check.name)}


@pytest.mark.parametrize("check", WITH_EXAMPLE, ids=lambda check: check.code)
def test_the_example_that_does_not_fire_does_not(check: Check) -> None:
    assert Example(check.code, "holds").problems(check) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_small_rulebook_of_the_examples_is_clean(check: Check) -> None:
    assert Example("base", "").problems(check) == []


def test_every_example_belongs_to_a_check() -> None:
    folders = {path.name for path in EXAMPLES.iterdir()} - {"base"}

    assert folders == {check.code for check in WITH_EXAMPLE}


def test_the_pages_are_current() -> None:
    written = {
        path.relative_to(PAGES).as_posix(): path.read_text(encoding="utf-8")
        for path in (PAGES / "reading.md", PAGES / "settings.md", *PAGES.glob("checks/*.md"))
    }

    assert written == pages(), "run make docs"


def test_writing_removes_the_page_of_a_check_that_is_no_more(tmp_path: Path) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "V00-older.md").touch()
    write(tmp_path)

    assert {path.name for path in (tmp_path / "checks").iterdir()} == {
        name.split("/")[1] for name in pages() if name.startswith("checks/")
    }


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_check_says_what_it_means_and_how_to_mend_it(check: Check) -> None:
    assert check.page.splitlines()[0].endswith(".")
    assert re.search(r"To mend it|It cannot be mended|find out which", check.page)


def test_questions_that_nobody_can_answer_are_told(rulebook: Rulebook) -> None:
    """What reading refuses by now, so that no example of V06 can stand in rule files."""
    main, others = rulebook.main_concern, rulebook.other_concerns
    alone = rulebook.questions[main].options[:1]
    steps = tuple(
        replace(
            step,
            questions=tuple(
                replace(one, options=alone, optional=False)
                for one in step.questions
                if one.id in (main, others)
            ),
        )
        for step in rulebook.steps
    )
    bare = replace(rulebook, steps=steps, rules=(), treatments={}, not_covered=(), requirements=())
    found = total.run(Examined(bare))

    assert [(one.code, one.what) for one in found] == [
        ("V06", "nobody can answer the questions: they exclude each other")
    ]


def test_every_code_of_reading_has_its_line() -> None:
    text = pages()["reading.md"]

    assert all(f"| {code.id} | {code.slug} | {code.meaning} |" in text for code in Code)
