"""All problems of all files in one run, and what stays usable beside them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.reading import read
from tests.people import examples

TINY = Path(__file__).parents[1] / "rulebooks" / "tiny"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "rules"))


def change(rules: Path, file: str, old: str, new: str) -> None:
    path = rules / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_problems_come_sorted_causes_before_their_consequences(rules: Path) -> None:
    change(rules, "questions/2-you.yaml", "label: Neck", "label: Neck, hnit: Here")
    change(rules, "safety/you.yaml", "effect: out", "effect: otu")
    change(rules, "safety/skin.yaml", "[LABEL-1]", "[LABEL-2]")
    change(rules, "requirements.yaml", "{skin: infection}", "{skin: infektion}")
    change(rules, "cases/plain.yaml", "outcome: rolling", "outcome: walking")
    change(rules, "clinics/one.yaml", "name", "nmae")
    problems = read(rules).problems

    assert [(problem.place.file, problem.place.line, problem.code) for problem in problems] == [
        ("rules/questions/2-you.yaml", 11, "R04"),
        ("rules/requirements.yaml", 2, "R07"),
        ("rules/safety/skin.yaml", 8, "R10"),
        ("rules/safety/you.yaml", 3, "R16"),
        ("rules/cases/plain.yaml", 6, "R09"),
        ("rules/clinics/one.yaml", 1, "R04"),
    ]


def test_a_removed_option_is_told_wherever_it_is_used(rules: Path) -> None:
    change(rules, "questions/2-you.yaml", "      - {id: infection, label: An infection}\n", "")
    problems = read(rules).problems

    assert [(problem.place.file, problem.place.line) for problem in problems] == [
        ("rules/requirements.yaml", 2),
        ("rules/safety/skin.yaml", 3),
        ("rules/cases/plain.yaml", 10),
    ]
    assert {problem.code for problem in problems} == {"R07"}


@pytest.mark.parametrize(
    "file",
    [
        "questions/2-you.yaml",
        "evidence.yaml",
        "safety/skin.yaml",
        "treatments/rolling.yaml",
        "rulebook.yaml",
        "not_covered.yaml",
    ],
)
def test_what_a_broken_file_may_define_is_not_called_unknown(rules: Path, file: str) -> None:
    (rules / file).write_text("a: b: c", encoding="utf-8")

    assert [(p.place.file, p.code) for p in read(rules).problems] == [(f"rules/{file}", "R01")]


def test_a_broken_case_leaves_the_rulebook_standing(rules: Path) -> None:
    change(rules, "cases/plain.yaml", "outcome: rolling", "outcome: walking")
    change(rules, "cases/whole.yaml", "because:", "becuase:")
    reading = read(rules)

    assert reading.rulebook
    assert len(reading.problems) == 2


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("[infection, scar]", "[infection, scarr]", ["plain", "both", "fat-only"]),
        ("age: 41", "age: 141", ["plain", "both", "fat-only"]),
        ("outcome: see_specialist", "outcome: see_nobody", ["plain", "both", "fat-only"]),
        ("decided_by: [infection]", "decided_by: [infektion]", ["plain", "both", "fat-only"]),
        ("id: infected", "id: plain", ["plain", "both", "fat-only"]),
        ("age: 40", "age: 140", ["fat-only"]),
        ("mentions", "mention", ["fat-only"]),
    ],
)
def test_a_case_with_a_problem_is_left_out(
    rules: Path, old: str, new: str, left: list[str]
) -> None:
    """And with it all that start from a wrong answer, or stand in a file of another form."""
    change(rules, "cases/plain.yaml", old, new)
    reading = read(rules)

    assert [case.id for case in reading.cases] == left
    assert len(reading.problems) == 1


def test_a_broken_clinic_is_left_out_and_named(rules: Path) -> None:
    change(rules, "clinics/one.yaml", "name", "nmae")
    (rules / "clinics" / "Two Clinics.yaml").write_text("name: Two", encoding="utf-8")
    reading = read(rules)

    assert reading.rulebook
    assert list(reading.clinics) == ["clinic-two"]
    assert [(p.place.file, p.code) for p in reading.problems] == [
        ("rules/clinics/Two Clinics.yaml", "R13"),
        ("rules/clinics/one.yaml", "R04"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name: One\nminimum_age: 20\nminimum_age: 50\n", "R05"),
        ("name: One\nhouse_rules: []\nhouse_rules: [{id: lost}]\n", "R05"),
        ("name: One and #two\nminimum_age: 50\n", "R23"),
    ],
)
def test_a_clinic_of_which_something_was_not_read_is_left_out(
    rules: Path, text: str, code: str
) -> None:
    (rules / "clinics" / "one.yaml").write_text(text, encoding="utf-8")
    reading = read(rules)

    assert [(p.place.file, p.code) for p in reading.problems] == [("rules/clinics/one.yaml", code)]
    assert list(reading.clinics) == ["clinic-two"]


FILES = sorted(str(path.relative_to(TINY)) for path in TINY.rglob("*.yaml"))


@settings(examples(100), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_change_of_a_file_makes_reading_raise(tmp_path: Path, data: st.DataObject) -> None:
    copy = tmp_path / "rules"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(TINY, copy)
    path = copy / data.draw(st.sampled_from(FILES))
    text = path.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    pieces = [
        "",
        "- ",
        ": ",
        "{}",
        "[]",
        "[{a: b}]",
        "null",
        "\n",
        "\n  ",
        "x",
        '"',
        "? ",
        ",",
        "#",
    ]
    path.write_text(
        text[:start] + data.draw(st.sampled_from(pieces)) + text[end:], encoding="utf-8"
    )
    reading = read(copy)

    assert reading.rulebook or reading.problems
