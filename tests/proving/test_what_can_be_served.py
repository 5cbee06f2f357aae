"""What is proved can be served: the engine can decide by it, and was tried on random people."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.engine import recommend
from quiz.model import Rulebook
from quiz.proving.examining import examine
from quiz.tables import Tables, compile_tables
from tests.conftest import ROOT

#: The module; the check of that name stands in its place in the package.
EXPLAINED = sys.modules["quiz.checks.explained"]

HOUSE_RULE = """
house_rules:
  - id: not-here
    when: {any: [{area: neck, needles: fine}, {area: face}]}
    effect: out
    because: We do not treat this.
    clinician: House rule.
    sources: []
    unsourced: A rule of this clinic.
    reviewed: {by: nobody, on: null}
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    copied = shutil.copytree(ROOT / "tests" / "rulebooks" / "tiny", tmp_path / "rules")
    file = copied / "clinics" / "one.yaml"
    file.write_text(file.read_text(encoding="utf-8") + HOUSE_RULE, encoding="utf-8")
    return copied


def refuse(monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    """Let the engine fail to compile one rule, as it once did for ever."""

    def compiled(rulebook: Rulebook) -> Tables:
        if any(one.id == rule for one in rulebook.rules):
            raise RecursionError
        return compile_tables(rulebook)

    monkeypatch.setattr(EXPLAINED, "compile_tables", compiled)


def test_a_rule_by_which_the_engine_cannot_decide_is_refused_in_its_file(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, "aged-18-to-21")

    proof = examine(rules)

    assert proof.rulebook is None
    (problem,) = proof.problems
    assert (problem.code, problem.place.file) == ("V17", f"{rules}/safety/you.yaml")
    assert problem.what.startswith("the engine cannot decide by these rules: it went deeper")


def test_so_is_a_clinic_and_no_other_one(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(examine(rules).clinics) == {"one", "clinic-two"}
    refuse(monkeypatch, "not-here")

    proof = examine(rules)

    assert proof.rulebook
    assert set(proof.clinics) == {"clinic-two"}
    (problem,) = proof.problems
    assert (problem.code, problem.place.file) == ("V19", f"{rules}/clinics/one.yaml")
    assert problem.what.startswith('by the rules of "one", the engine cannot decide')


def test_a_clinic_that_is_taken_over_is_not_compiled_again(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = examine(rules)
    refuse(monkeypatch, "not-here")

    assert set(examine(rules, former).clinics) == {"one", "clinic-two"}


def test_engine_and_proofs_are_compared_before_anything_is_served(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        EXPLAINED, "recommend", lambda one, answers: recommend(replace(one, rules=()), answers)
    )

    proof = examine(rules)

    assert proof.rulebook is None
    assert {one.code for one in proof.problems} == {"V17"}
