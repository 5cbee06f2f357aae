"""The mistakes that a maintainer really makes, in the real rules, each caught at its exact place.

Only ids, conditions and the names of fields are looked for, so that texts may change.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from quiz.reading import read
from tests.reading.mistakes import problems_with

RULES = Path(__file__).parents[2] / "rules"
TODAY = "safety/skin-today.yaml"
ACNE = r"(- id: active-acne\n  when: \{skin_today: )active_acne(\}\n  effect: wait\n)"

#: What is written, in which file, by which pattern; what for, with § where the problem must be
#: found; the code, and what the message must say.
MISTAKES = {
    "misspelt option": (
        TODAY, ACNE, r"\1§active_acen\2", "R07",
        'no option "active_acen" in skin_today; did you mean "active_acne"?',
    ),
    "misspelt field": (
        TODAY, r"(- id: active-acne\n  when: .*\n)  effect:", r"\1  §efect:", "R04",
        'did you mean "effect"?',
    ),
    "misspelt effect": (
        TODAY, r"(- id: active-acne\n  when: .*\n  effect: )wait", r"\1§wiat", "R16",
        'did you mean "wait"?',
    ),
    "misspelt source": (
        TODAY, r"sources: \[AAD-ACNE24\]", "sources: [§AAD-ACEN24]", "R10",
        'did you mean "AAD-ACNE24"?',
    ),
    "duplicate field": (
        TODAY, ACNE, r"\1active_acne\2  §effect: out\n", "R05", 'the field "effect" already',
    ),
    "reused id": (
        "safety/wellbeing.yaml", "- id: pressured\n", "- id: §active-acne\n", "R11",
        "rules/safety/skin-today.yaml",
    ),
    "missing brackets": (
        TODAY, r"sources: \[AAD-ACNE24\]", "sources: §AAD-ACNE24", "R13", "brackets",
    ),
    "missing braces": (
        TODAY, r"(- id: active-acne\n  when: )\{(skin_today)(: .*)\}", r"\1\2§\3", "R01", "braces",
    ),
    "bracket not closed": (
        TODAY, r"sources: \[AAD-ACNE24\]", "sources: §[AAD-ACNE24", "R01", "not closed",
    ),
    "tab": (TODAY, ACNE, r"\1active_acne}\n§\teffect: wait\n", "R02", "spaces"),
    "indented too far": (
        TODAY, ACNE, r"\1active_acne}\n    §effect: wait\n", "R01", "indented",
    ),
    "indented too little": (TODAY, ACNE, r"\1active_acne}\n §effect: wait\n", "R01", "indented"),
    "colon in a text": (
        TODAY, r"(- id: active-acne\n(?:  .*\n)*?  because:) ", r"\1 Note§: ", "R01", "in quotes",
    ),
    "quote at the start of a text": (
        TODAY, r"(- id: active-acne\n(?:  .*\n)*?  because:) ", r'\1 "Needles" §', "R01",
        "after its closing quote",
    ),
    "no as an option": (TODAY, ACNE, r"\1§no\2", "R07", 'no option "no" in skin_today'),
    "yes as an option": (TODAY, ACNE, r"\1§yes\2", "R07", 'no option "yes" in skin_today'),
    "missing field": (
        TODAY, r"- (id: active-acne\n(?:  .*\n)*?)  because: .*\n", r"- §\1", "R06", '"because"',
    ),
    "missing until": (
        TODAY, r"(- id: active-acne\n  when: .*\n  )(effect: wait\n)  until: .*\n", r"\1§\2", "R16",
        '"until"',
    ),
    "wrong date": (
        TODAY, r"(- id: active-acne\n(?:  .*\n)*?  reviewed: ).*", r"\1{by: Dr A, on: §31.11.2026}",
        "R13", "year-month-day",
    ),
    "empty list": (TODAY, ACNE, r"\1§[]\2", "R12", "empty"),
    "empty list of sources": (
        TODAY, r"sources: \[AAD-ACNE24\]", "sources: §[]", "R06", "unsourced",
    ),
    "rule in the wrong file": (
        "not_covered.yaml", r"- id: body-fat\n",
        "- §id: new-rule\n  when: {area: face}\n  effect: out\n\n- id: body-fat\n", "R15",
        "it belongs in safety/",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real rules alone: what stands beside them would only take time."""
    copy = tmp_path_factory.mktemp("real") / "rules"
    return Path(
        shutil.copytree(RULES, copy, ignore=shutil.ignore_patterns("cases", "population.yaml"))
    )


@pytest.mark.parametrize("name", MISTAKES)
def test_a_real_mistake_is_one_problem_at_its_place(name: str, rules: Path, tmp_path: Path) -> None:
    file, pattern, new, code, says = MISTAKES[name]
    marked, times = re.subn(pattern, new, (rules / file).read_text(encoding="utf-8"))
    assert times == 1
    place, problems = problems_with(marked, file, rules, tmp_path)

    assert [(problem.place, problem.code) for problem in problems] == [(place, code)]
    assert says in str(problems[0])


def test_an_option_removed_is_told_at_every_use(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(RULES, tmp_path / "rules"))
    path = copy / "questions/3-your-skin.yaml"
    text, times = re.subn(
        r"      - id: active_acne\n(        .*\n)+", "", path.read_text(encoding="utf-8")
    )
    path.write_text(text, encoding="utf-8")
    problems = read(copy).problems
    uses = [
        (f"rules/{used.relative_to(copy).as_posix()}", number)
        for used in sorted(copy.rglob("*.yaml"))
        for number, line in enumerate(used.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"\bactive_acne\b", line)
    ]

    assert times == 1
    assert {file.split("/")[1] for file, _ in uses} >= {"safety", "cases", "population.yaml"}
    assert sorted((problem.place.file, problem.place.line) for problem in problems) == uses
    assert "safety" in problems[0].place.file or "requirements" in problems[0].place.file
    assert {problem.code for problem in problems} == {"R07"}


def test_the_real_rules_have_no_problems() -> None:
    assert read(RULES).problems == ()
