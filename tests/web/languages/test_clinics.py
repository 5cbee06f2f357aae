"""In which languages a clinic speaks, and how its own words stand among others."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from quiz.proving.examining import examine
from quiz.web import create_app
from tests.conftest import ROOT
from tests.people import Fields
from tests.web.asking import as_form, plain_text
from tests.web.conftest import CheckingClient


def test_a_clinic_speaks_its_own_languages_its_own_first(tmp_path: Path) -> None:
    rules = Path(shutil.copytree(ROOT / "rules", tmp_path / "rules"))
    (rules / "clinics" / "paris.yaml").write_text(
        'name: Paris\nlanguages: [fr, en]\nminimum_age: 30\nphone: "+33 1 00 00 00 00"\n'
    )
    app = create_app(rules, prover=examine)
    app.test_client_class = CheckingClient
    client = app.test_client()
    shown = client.get("/c/paris").text

    assert '<html lang="fr" dir="ltr">' in shown
    assert 'formaction="?lang=en"' in shown
    assert "lang=ur" not in shown
    assert '<html lang="en"' in client.get("/c/paris", headers={"Accept-Language": "en"}).text
    assert client.get("/c/paris?lang=ur").status_code == 400
    assert client.get("/c/demo?lang=ur").status_code == 200
    assert "Vous pouvez appeler Paris au +33 1 00 00 00 00." in plain_text(shown)


IN_ENGLISH = """
house_rules:
  - id: paris-peel
    when: {skin_history: cold_sores}
    effect: wait
    until: six weeks have passed & it healed
    advice: Ask <us> first.
    because: This clinic waits after cold sores.
    clinician: Policy on herpes labialis.
    sources: []
    unsourced: A rule of this clinic.
    reviewed: {by: nobody, on: null}
"""
OWN = (
    "six weeks have passed &amp; it healed",
    "Ask &lt;us&gt; first.",
    "This clinic waits after cold sores.",
    "Policy on herpes labialis.",
)


@pytest.mark.parametrize("language", ["fr", "ur", "en"])
def test_the_words_of_a_house_rule_are_marked_on_pages_in_other_languages(
    tmp_path: Path, plain_fields: Fields, language: str
) -> None:
    rules = Path(shutil.copytree(ROOT / "rules", tmp_path / "rules"))
    (rules / "clinics" / "paris.yaml").write_text(f"name: Paris\n{IN_ENGLISH}")
    client = create_app(rules, prover=examine).test_client()
    fields = as_form(plain_fields | {"skin_history": ["cold_sores"]})
    shown = client.post(f"/c/paris?lang={language}", data=fields).text
    marked = re.findall(r'<span lang="en" dir="auto">([^<]*)</span>', shown)

    assert f'<html lang="{language}"' in shown
    assert set(marked) == (set() if language == "en" else set(OWN))
    for text in OWN:
        assert shown.count(text) == marked.count(text) or language == "en", text
        assert text in shown
    assert ("A rule of this clinic." in shown) == (language == "en"), "this one is translated"
