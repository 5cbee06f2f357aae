"""The two questions that `concerns` means are of the kinds that it needs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quiz.reading import read

TINY = Path(__file__).parents[1] / "rulebooks" / "tiny"
RULEBOOK = "rulebook.yaml"
QUESTIONS = "questions/1-concerns.yaml"
WRITTEN = "{main: main_concern, others: other_concerns}"


@pytest.fixture
def rules(here: Path) -> Path:
    """The rules with nothing in them but what this is about."""
    return Path(shutil.copytree(TINY, here / "rules"))


def found(rules: Path, file: str, old: str, new: str) -> list[str]:
    path = rules / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    problems = read(rules).problems
    assert all(problem.code for problem in problems)
    return [f"{p.place.line}:{p.place.column} {p.what}" for p in problems if p.name == "bad-value"]


def test_two_that_are_swapped_are_told_at_both_places(rules: Path) -> None:
    told = found(rules, RULEBOOK, WRITTEN, "{main: other_concerns, others: main_concern}")

    assert told == [
        '5:18 "other_concerns" asks for the main concern, so it should be of kind one',
        '5:42 "main_concern" asks for the other concerns, so it should be of kind many',
    ]


def test_the_same_one_twice_is_told(rules: Path) -> None:
    told = found(rules, RULEBOOK, WRITTEN, "{main: main_concern, others: main_concern}")

    assert told == ['5:40 "main_concern" already asks for the main concern']


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "error: Select what you want most\n",
            "error: Select what you want most\n    ask_when: {area: face}\n",
            '"main_concern" asks for the main concern, so it should always be asked',
        ),
        (
            "    optional: true\n",
            "",
            '5:40 "other_concerns" asks for the other concerns, so it should be optional',
        ),
        (
            "    optional: true\n",
            "    optional: true\n    ask_when: {main_concern: lines}\n",
            '"other_concerns" asks for the other concerns, so it should always be asked',
        ),
        (
            "    options_of: main_concern\n",
            "    options: [{id: lines, label: Lines}, {id: fat, label: Fat}]\n",
            "so it should have the same options: options_of: main_concern",
        ),
    ],
)
def test_a_question_of_another_form_is_told(rules: Path, old: str, new: str, says: str) -> None:
    told = found(rules, QUESTIONS, old, new)

    assert len([one for one in told if says in one]) == 1
    assert read(rules).rulebook is None


def test_an_unknown_one_is_only_unknown(rules: Path) -> None:
    assert found(rules, RULEBOOK, WRITTEN, "{main: main_concern, others: nothing}") == []
