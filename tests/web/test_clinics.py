"""What a clinic's file does to its pages, the API and the command line, and to nobody else's."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from quiz.checks import examined
from quiz.proving import Proof
from quiz.proving.examining import examine
from quiz.web import create_app
from quiz.web.kept import Kept
from tests.conftest import ROOT
from tests.people import Fields
from tests.web.asking import API, as_form
from tests.web.conftest import CheckingClient
from tests.web.test_commands import run

TINY = ROOT / "tests" / "rulebooks" / "tiny"
PLAIN: Fields = {
    "main_concern": "lines",
    "other_concerns": [],
    "depth": "shallow",
    "area": "face",
    "age": 40,
    "skin": ["none"],
    "needles": "fine",
}
BOTH = PLAIN | {"other_concerns": ["dryness"]}
FILLING = PLAIN | {"main_concern": "dryness"}
BOOK = 'href="https://two.example/book?from=quiz"'


@pytest.fixture(scope="module")
def proof() -> Proof:
    return examine(TINY)


@pytest.fixture(scope="module")
def client(proof: Proof) -> FlaskClient:
    app = create_app(TINY, prover=lambda _: proof)
    app.test_client_class = CheckingClient
    return app.test_client()


def page(client: FlaskClient, fields: Fields, clinic: str = "clinic-two") -> str:
    response = client.post(f"/c/{clinic}", data=as_form(fields))
    assert response.status_code == 200
    return response.text


def plain_text(page: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", page))


def asked(client: FlaskClient, fields: Fields, clinic: str = "") -> dict[str, Any]:
    found: dict[str, Any] = client.post(
        f"{API}?clinic={clinic}" if clinic else API, json=fields
    ).get_json()
    return found


def test_the_rulebook_names_the_clinic_at_the_root(client: FlaskClient) -> None:
    assert ">Clinic One</a>" in client.get("/").text


def test_what_a_clinic_offers_can_be_booked_by_leaving_the_whole_page(client: FlaskClient) -> None:
    link = re.search(r"<a [^>]*two\.example/book[^>]*>", page(client, PLAIN))

    assert link
    assert BOOK in link[0]
    assert 'target="_top"' in link[0]
    assert 'rel="noopener noreferrer"' in link[0]


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        (FILLING, "filling"),
        (BOTH, "combination"),
        (PLAIN | {"skin": ["rash"]}, "see_specialist"),
        (PLAIN | {"skin": ["infection"]}, "see_specialist"),
        (PLAIN | {"skin": ["scar"]}, "see_specialist"),
    ],
)
def test_nothing_else_can_be_booked(client: FlaskClient, fields: Fields, outcome: str) -> None:
    found = asked(client, fields, "clinic-two")

    assert found["outcome"] == outcome
    assert found["clinic"]["booking"] is None
    assert "two.example/book" not in page(client, fields)


@pytest.mark.parametrize("fields", [FILLING, BOTH])
def test_a_treatment_that_is_not_offered_stays_the_outcome(
    client: FlaskClient, fields: Fields
) -> None:
    own, base = asked(client, fields, "clinic-two"), asked(client, fields)

    assert own["outcome"] == base["outcome"]
    assert own["clinic"]["not_offered"] == ["filling"]
    assert own["clinic"]["text"] == "Clinic: Two does not offer Filling."
    assert "Clinic: Two does not offer Filling." in page(client, fields)


def test_a_clinic_without_a_list_offers_everything_and_has_nothing_to_book(
    client: FlaskClient,
) -> None:
    said = asked(client, FILLING, "one")["clinic"]

    assert (said["not_offered"], said["text"], said["booking"]) == ([], None, None)
    assert "does not offer" not in page(client, FILLING, "one")


def test_a_house_rule_decides_for_its_clinic_alone_and_the_answer_names_it(
    client: FlaskClient, proof: Proof
) -> None:
    scarred = PLAIN | {"skin": ["scar"]}
    own, base, other = (asked(client, scarred, clinic) for clinic in ("clinic-two", "", "one"))

    assert [one["outcome"] for one in (own, base, other)] == [
        "see_specialist",
        "rolling",
        "rolling",
    ]
    assert own["clinic"]["rules"] == ["two-scar"]
    assert own["clinic"]["fingerprint"] == proof.clinics["clinic-two"].fingerprint
    assert own["rulebook"] == base["rulebook"]
    assert base["clinic"] is None
    assert other["clinic"]["rules"] == []


def test_a_house_rule_is_named_on_the_page_and_links_nowhere(client: FlaskClient) -> None:
    shown = page(client, PLAIN | {"skin": ["scar"]})

    assert "This clinic does not treat scars." in shown
    assert "two-scar (a rule of this clinic)" in shown
    assert "#rule-two-scar" not in shown


def test_the_minimum_age_is_said_with_its_number(client: FlaskClient) -> None:
    assert "Nobody under 25 here." in page(client, PLAIN | {"age": 24})
    assert asked(client, PLAIN | {"age": 24}, "clinic-two")["clinic"]["rules"] == ["minimum-age"]


def test_the_foot_says_whose_rules_these_are_where_there_are_any(
    client: FlaskClient, proof: Proof
) -> None:
    own = proof.clinics["clinic-two"].fingerprint

    assert own in client.get("/c/clinic-two").text
    assert proof.clinics["one"].fingerprint not in client.get("/c/one").text


def test_its_numbers_stand_where_the_emergency_sentence_stands(client: FlaskClient) -> None:
    for shown in (client.get("/c/clinic-two").text, page(client, PLAIN)):
        assert 'Call <a href="tel:112" target="_top" dir="ltr">112</a>.' in shown
        assert "Call Clinic: Two at +44 20 7946 0000." in plain_text(shown)
        assert "Call the emergency number." not in shown
    assert "Call the emergency number." in client.get("/c/one").text


def test_its_phone_is_called_by_the_digits_of_its_number(client: FlaskClient) -> None:
    for shown in (client.get("/c/clinic-two").text, page(client, PLAIN)):
        links = re.findall(r'<a href="(tel:[^"]+)"([^>]*)>([^<]+)</a>', shown)

        assert ("tel:+442079460000", ' target="_top" dir="ltr"', "+44 20 7946 0000") in links
    assert "tel:" not in client.get("/c/one").text


def test_a_name_beside_a_number_to_call_stays_a_text(tmp_path: Path) -> None:
    rules = Path(shutil.copytree(TINY, tmp_path / "rules"))
    (rules / "clinics" / "one.yaml").write_text('name: "<b>R&D</b>"\nphone: "+44 20 7946 0000"\n')
    shown = create_app(rules, prover=examine).test_client().get("/c/one").text

    assert "Call &lt;b&gt;R&amp;D&lt;/b&gt; at <a " in shown
    assert "<b>R&D" not in shown


def test_its_logo_and_colours_are_files_of_its_own_that_may_be_kept(client: FlaskClient) -> None:
    shown = client.get("/c/clinic-two").text
    image = re.search(r'<img class="logo" src="([^"]+)" alt="" width="120" height="40">', shown)
    sheet = re.search(r'<link rel="stylesheet" href="(/clinics/[^"]+)">', shown)

    assert image
    assert sheet
    logo, colours = client.get(image[1]), client.get(sheet[1])
    assert logo.data == (TINY / "clinics" / "logos" / "two.svg").read_bytes()
    assert (logo.mimetype, colours.mimetype) == ("image/svg+xml", "text/css")
    assert "immutable" in logo.headers["Cache-Control"]
    assert "immutable" in colours.headers["Cache-Control"]
    assert "dark) { :root { --accent: #f0b3d9; --on-accent: #2b0a20; } }" in colours.text
    assert "style=" not in shown


def test_a_clinic_without_logo_and_colours_loads_neither(client: FlaskClient) -> None:
    assert "/clinics/" not in client.get("/c/one").text
    assert client.get("/clinics/one/logo").status_code == 404
    assert client.get("/clinics/one/colours.css").status_code == 404
    assert client.get("/clinics/nobody/logo").status_code == 404


def test_an_unknown_clinic_is_said_to_be_so(client: FlaskClient) -> None:
    assert client.get("/c/nobody").status_code == 404
    assert client.post(f"{API}?clinic=nobody", json=PLAIN).status_code == 404
    assert run("recommend", "--clinic", "nobody", rules=TINY).exit_code == 2


def test_the_command_line_takes_a_clinic(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(FILLING), encoding="utf-8")
    told = run("recommend", "--clinic", "clinic-two", str(file), rules=TINY).output
    found = json.loads(
        run("recommend", "--json", "--clinic", "clinic-two", str(file), rules=TINY).output
    )
    file.write_text(json.dumps(PLAIN), encoding="utf-8")

    assert "Clinic: Two does not offer Filling." in told
    assert "Call 112. Call Clinic: Two at +44 20 7946 0000." in told
    assert found["clinic"]["not_offered"] == ["filling"]
    assert "To book: https://two.example/book?from=quiz" in (
        run("recommend", "--clinic", "clinic-two", str(file), rules=TINY).output
    )


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


def test_never_more_is_kept_than_allowed_and_what_is_asked_for_stays() -> None:
    kept: Kept[str] = Kept(2)
    made = [kept.get(name, lambda name=name: f"made {name}") for name in "abacab"]  # type: ignore[misc]  # mypy infers no lambda with a default

    recent: Kept[int] = Kept(2)
    for name in "abac":
        recent.get(name, lambda: 1)

    assert recent.get("a", lambda: 2) == 1, "it was asked for after b, which made room"
    assert made == [f"made {name}" for name in "abacab"]
    assert len(kept) == 2
    assert kept.get("b", lambda: "made again") == "made b"
    assert kept.get("c", lambda: "made again") == "made again"


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
