"""What a clinic's file does to its pages, the API and the command line, and to nobody else's."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from quiz.clinic import Logo
from quiz.proving import Proof
from quiz.proving.examining import examine
from quiz.web import create_app, site
from tests.people import Fields
from tests.web.asking import API, PLAIN, TINY, as_form, asked, plain_text
from tests.web.conftest import CheckingClient
from tests.web.test_commands import run

COMPRESSED = {"Accept-Encoding": "br"}
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


def test_its_logo_and_colours_are_made_small_once(
    proof: Proof, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bytes] = []

    def small(body: bytes, _: str) -> bytes:
        made.append(body)
        return body

    monkeypatch.setattr(site, "small", small)
    client = create_app(TINY, prover=lambda _: proof).test_client()
    for name in ("logo", "colours.css") * 2:
        client.get(f"/clinics/clinic-two/{name}?any={len(made)}", headers=COMPRESSED)

    assert len(made) == 2


def test_a_picture_of_dots_is_sent_as_it_is(proof: Proof) -> None:
    dots = replace(proof.clinics["clinic-two"], logo=Logo(b"dots", "image/png", 12, 4))
    drawn = replace(proof, clinics={**proof.clinics, "clinic-two": dots})
    client = create_app(TINY, prover=lambda _: drawn).test_client()

    answer = client.get("/clinics/clinic-two/logo", headers=COMPRESSED)
    assert (answer.data, answer.mimetype) == (b"dots", "image/png")
    assert "Content-Encoding" not in answer.headers


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
