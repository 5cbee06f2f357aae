"""Which clinics are served, which are left out, and who decides at the root."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.checks import examined
from quiz.proving.examining import examine
from quiz.web import create_app
from tests.web.asking import PLAIN, TINY, as_form, asked


def test_a_broken_clinic_is_left_out_and_named_and_the_others_are_served(tmp_path: Path) -> None:
    rules = Path(shutil.copytree(TINY, tmp_path / "rules"))
    (rules / "clinics" / "bad.yaml").write_text("name: Bad\norigins: [http://a.example]\n")
    (rules / "clinics" / "one.yaml").write_text("nme: One\n", encoding="utf-8")
    client = create_app(rules, prover=examine).test_client()
    left_out = client.get("/readyz").get_json()["left_out"]

    assert {one.split(":")[0] for one in left_out} == {
        "rules/clinics/bad.yaml",
        "rules/clinics/one.yaml",
    }
    assert client.get("/c/bad").status_code == 404
    assert client.get("/c/clinic-two").status_code == 200


STRICT = "name: One\nminimum_age: 50\n"
BROKEN = STRICT + "nme: One\n"
SCARRED = """\
house_rules:
  - id: one-scar
    when: {none: [{skin: scar}]}
    effect: out
    because: This clinic treats scars alone.
    clinician: Policy of the clinic.
    sources: []
    unsourced: A rule of this clinic.
    reviewed: {by: nobody, on: null}
"""


@pytest.mark.parametrize("content", [BROKEN, STRICT + SCARRED, None], ids=["broken", "V09", "gone"])
def test_the_root_is_not_found_while_its_clinic_is_not_served_and_readyz_says_so(
    tmp_path: Path, content: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    rules = Path(shutil.copytree(TINY, tmp_path / "rules"))
    file = rules / "clinics" / "one.yaml"
    if content:
        file.write_text(content, encoding="utf-8")
    else:
        shutil.rmtree(rules / "clinics")
    client = create_app(rules, prover=examine).test_client()
    shown, answered = client.get("/"), client.post("/", data=as_form(PLAIN))
    ready = client.get("/readyz").get_json()

    assert (shown.status_code, answered.status_code) == (404, 404)
    assert "Clinic not found" in answered.text
    assert "is an option" not in answered.text
    assert client.get("/c/one").status_code == 404
    assert client.get("/c/clinic-two").status_code == (200 if content else 404)
    assert ready["ok"], "the others are served: nobody may take this server out for one clinic"
    assert ready["at_the_root"] == {"clinic": "one", "served": False}
    assert ready["left_out"]
    assert 'nobody gets the quiz at /: its clinic "one" is not served' in caplog.text
    assert asked(client, PLAIN)["outcome"] == "rolling", "who names no clinic asks the rulebook"


def test_the_clinic_at_the_root_decides_there_by_its_own_rules(tmp_path: Path) -> None:
    rules = Path(shutil.copytree(TINY, tmp_path / "rules"))
    (rules / "clinics" / "one.yaml").write_text(STRICT, encoding="utf-8")
    client = create_app(rules, prover=examine).test_client()

    assert "Nobody under 50 here." in client.post("/", data=as_form(PLAIN)).text
    assert client.get("/readyz").get_json()["at_the_root"] == {"clinic": "one", "served": True}


@pytest.mark.parametrize("clinics", [True, False], ids=["with clinics", "without any"])
def test_a_rulebook_that_names_nobody_for_the_root_decides_there_itself(
    tmp_path: Path, *, clinics: bool
) -> None:
    rules = Path(shutil.copytree(TINY, tmp_path / "rules"))
    file = rules / "rulebook.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("default_clinic: one\n", ""))
    if not clinics:
        shutil.rmtree(rules / "clinics")
    client = create_app(rules, prover=examine).test_client()

    assert "Rolling is an option." in client.post("/", data=as_form(PLAIN)).text
    assert client.get("/readyz").get_json()["at_the_root"] == {"clinic": None, "served": True}


def test_a_clinic_whose_rules_loosen_is_left_out_and_named_and_the_others_are_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        examined, "with_house_rules", lambda rulebook, _: replace(rulebook, rules=())
    )  # nothing that reads can loosen
    proof = examine(TINY)

    assert proof.rulebook
    assert set(proof.clinics) == {"one"}
    assert {(one.code, Path(one.place.file).name) for one in proof.problems} == {
        ("V19", "clinic-two.yaml")
    }
