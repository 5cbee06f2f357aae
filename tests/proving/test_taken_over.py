"""What has not changed since an earlier proof is taken over from it, and nothing else is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.clinic import Clinic
from quiz.proving import Proof, SharedProofs, prove
from quiz.proving.examining import examine
from tests.conftest import ROOT

MARKED = "Taken over"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "tests" / "rulebooks" / "tiny", tmp_path / "rules")


def marked(proof: Proof) -> Proof:
    """Return the proof with each clinic under another name: so it is known where one came from."""
    renamed = {id: replace(one, name=MARKED) for id, one in proof.clinics.items()}
    return replace(proof, clinics=renamed)


def fingerprint(proof: Proof | None) -> str:
    return proof.rulebook.fingerprint if proof and proof.rulebook else ""


def in_full(clinic: Clinic) -> tuple[str, bytes]:
    return repr(clinic), clinic.logo.content if clinic.logo else b""


def taken_over(proof: Proof) -> set[str]:
    return {id for id, one in proof.clinics.items() if one.name == MARKED}


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def nothing(_: Path) -> None: ...


def a_clinic(rules: Path) -> None:
    change(rules / "clinics" / "clinic-two.yaml", "minimum_age: 25", "minimum_age: 26")


def a_logo(rules: Path) -> None:
    change(rules / "clinics" / "logos" / "two.svg", "<svg", "<svg id='a'")


def a_logo_that_is_refused(rules: Path) -> None:
    change(rules / "clinics" / "logos" / "two.svg", "</svg>", "<script/></svg>")


def a_logo_that_is_gone(rules: Path) -> None:
    (rules / "clinics" / "logos" / "two.svg").unlink()


def a_broken_clinic(rules: Path) -> None:
    (rules / "clinics" / "one.yaml").write_text("nme: One\n", encoding="utf-8")


def a_clinic_that_loosens(rules: Path) -> None:
    change(rules / "clinics" / "clinic-two.yaml", "{skin: scar}", "{none: [{skin: scar}]}")


def another_name(rules: Path) -> None:
    (rules / "clinics" / "one.yaml").rename(rules / "clinics" / "three.yaml")


def a_new_clinic(rules: Path) -> None:
    (rules / "clinics" / "new.yaml").write_text("name: New\nminimum_age: 30\n", encoding="utf-8")


def a_rule(rules: Path) -> None:
    change(rules / "safety" / "you.yaml", "{below: 18}", "{below: 19}")


def a_remark_beside_a_rule(rules: Path) -> None:
    change(rules / "safety" / "you.yaml", "- id", "# fine\n- id")


def the_option_of_a_house_rule(rules: Path) -> None:
    for file in (*rules.glob("*/*.yaml"), *rules.glob("*.yaml")):
        if file.parent.name != "clinics":
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("scar", "mark"), encoding="utf-8")


def an_unsafe_rule(rules: Path) -> None:
    change(rules / "safety" / "you.yaml", "{below: 18}", "{below: 17}")


CHANGES: tuple[tuple[Callable[[Path], None], set[str]], ...] = (
    (nothing, {"one", "clinic-two"}),
    (a_clinic, {"one"}),
    (a_logo, {"one"}),
    (a_logo_that_is_refused, {"one"}),
    (a_logo_that_is_gone, {"one"}),
    (a_broken_clinic, {"clinic-two"}),
    (a_clinic_that_loosens, {"one"}),
    (another_name, {"clinic-two"}),
    (a_new_clinic, {"one", "clinic-two"}),
    (a_rule, set()),
    (a_remark_beside_a_rule, set()),
    (the_option_of_a_house_rule, set()),
    (an_unsafe_rule, set()),
)


@pytest.mark.parametrize(("make", "same"), CHANGES, ids=[one.__name__ for one, _ in CHANGES])
def test_only_clinics_of_which_all_is_as_it_was_are_taken_over(
    make: Callable[[Path], None], same: set[str], rules: Path
) -> None:
    former = examine(rules)
    make(rules)

    assert taken_over(examine(rules, marked(former))) == same


@pytest.mark.parametrize("make", [one for one, _ in CHANGES])
def test_what_comes_of_it_is_what_comes_of_reading_and_proving_everything(
    make: Callable[[Path], None], rules: Path
) -> None:
    former = examine(rules)
    make(rules)
    renewed, anew = examine(rules, former), examine(rules)

    assert fingerprint(renewed) == fingerprint(anew)
    assert (renewed.problems, renewed.answers) == (anew.problems, anew.answers)
    assert list(map(in_full, renewed.clinics.values())) == [*map(in_full, anew.clinics.values())]


def test_a_clinic_that_was_left_out_is_named_again_until_it_is_mended(rules: Path) -> None:
    whole = (rules / "clinics" / "clinic-two.yaml").read_text(encoding="utf-8")
    a_clinic_that_loosens(rules)
    former = examine(rules)
    again = examine(rules, former)
    (rules / "clinics" / "clinic-two.yaml").write_text(whole, encoding="utf-8")

    assert [(one.code, one.place) for one in again.problems] == [
        (one.code, one.place) for one in former.problems
    ]
    assert {one.code for one in again.problems} == {"V09"}
    assert set(again.clinics) == {"one"}
    assert set(examine(rules, again).clinics) == {"one", "clinic-two"}


def test_nothing_is_taken_over_from_another_program(rules: Path) -> None:
    former = marked(examine(rules))

    assert former.program
    for program in ("", "0" * 64):
        assert taken_over(examine(rules, replace(former, program=program))) == set()


def test_it_is_handed_to_the_process_that_proves_and_comes_back(rules: Path) -> None:
    former = marked(prove(rules))
    a_clinic(rules)

    renewed = prove(rules, former)

    assert renewed.rulebook
    assert taken_over(renewed) == {"one"}
    assert renewed.clinics["clinic-two"].minimum_age == 26
    assert renewed.clinics["one"].place == former.clinics["one"].place


def test_it_is_taken_from_the_last_good_proof_though_a_change_was_refused(rules: Path) -> None:
    given: list[Proof | None] = []

    def noting(folder: Path, former: Proof | None) -> Proof:
        given.append(former)
        return examine(folder, former)

    shared = SharedProofs(noting)
    good = shared(rules)
    an_unsafe_rule(rules)
    refused = shared(rules)
    change(rules / "safety" / "you.yaml", "{below: 17}", "{below: 18}")
    shared(rules)

    assert refused.rulebook is None
    assert [fingerprint(one) for one in given] == ["", fingerprint(good), fingerprint(good)]
