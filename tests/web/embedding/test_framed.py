"""`/e/<clinic>`: what its headers let happen, and to whom."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quiz.proving.examining import examine
from quiz.web import create_app
from quiz.web.settings import Settings
from tests.conftest import ROOT
from tests.web.asking import QUIZ, Form
from tests.web.conftest import CheckingClient
from tests.web.page_checks import Page

FRAMED = "/e/demo"
ORIGINS = "https://clinic.example https://www.clinic.example:8443"


@pytest.fixture(scope="module")
def with_origins(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    rules = shutil.copytree(ROOT / "rules", tmp_path_factory.mktemp("rules") / "rules")
    listed = ", ".join(f'"{one}"' for one in ORIGINS.split())
    (rules / "clinics" / "demo.yaml").write_text(f"name: Demo clinic\norigins: [{listed}]\n")
    app = create_app(rules, prover=examine, settings=Settings(origin="https://quiz.example"))
    app.test_client_class = CheckingClient
    return app


@pytest.fixture
def framed(with_origins: Flask) -> FlaskClient:
    return with_origins.test_client()


def policy(client: FlaskClient, address: str, **kwargs: object) -> dict[str, str]:
    answer = client.open(address, **kwargs)  # type: ignore[arg-type]  # as Flask's own
    directives = answer.headers["Content-Security-Policy"].split("; ")
    return {name: sources for name, _, sources in (one.partition(" ") for one in directives)}


def test_only_the_clinics_sites_and_our_own_preview_may_frame_it(
    framed: FlaskClient, plain_form: Form
) -> None:
    for kwargs in ({}, {"method": "POST", "data": plain_form}, {"method": "POST", "data": {}}):
        assert policy(framed, FRAMED, **kwargs)["frame-ancestors"] == f"'self' {ORIGINS}"


def test_a_sandboxed_frame_may_load_and_ask_what_is_ours(framed: FlaskClient) -> None:
    """WebKit matches 'self' with nothing there."""
    found = policy(framed, FRAMED)

    own = "'self' https://quiz.example"
    for directive in ("style-src", "script-src", "img-src", "form-action", "connect-src"):
        assert found[directive] == own
    assert (found["default-src"], found["base-uri"]) == ("'none'", "'none'")


def test_without_a_set_origin_that_of_the_request_is_named(client: FlaskClient) -> None:
    assert policy(client, FRAMED)["script-src"] == "'self' http://localhost"


def test_a_host_named_in_other_letters_is_named_as_browsers_do(client: FlaskClient) -> None:
    host = "xn--mnchen-3ya.example"
    named = policy(client, FRAMED, headers={"Host": host})

    assert named["script-src"] == f"'self' http://{host}"


def test_a_page_under_another_policy_is_another_page_for_caches(
    client: FlaskClient, framed: FlaskClient
) -> None:
    """With a 304 they go on with the policy that they have."""
    before, after = client.get(FRAMED), framed.get(FRAMED)

    assert before.data == after.data
    assert before.headers["ETag"] != after.headers["ETag"]
    assert framed.get(FRAMED, headers={"If-None-Match": before.headers["ETag"]}).status_code == 200
    assert framed.get(FRAMED, headers={"If-None-Match": after.headers["ETag"]}).status_code == 304


def test_what_a_request_calls_the_host_cannot_reach_into_the_policy(client: FlaskClient) -> None:
    answer = client.get(FRAMED, headers={"Host": "a;script-src *"})

    assert "script-src *" not in answer.headers["Content-Security-Policy"]


def test_nothing_else_forbids_the_frame(framed: FlaskClient) -> None:
    headers = framed.get(FRAMED).headers

    assert "X-Frame-Options" not in headers
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("data", [{}, {"q_age": "0"}, {"change": "age"}])
def test_a_frame_without_an_origin_may_read_the_answer_to_its_post(
    framed: FlaskClient, data: dict[str, str]
) -> None:
    headers = framed.post(FRAMED, data=data, headers={"Origin": "null"}).headers

    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers
    assert "Access-Control-Allow-Origin" not in framed.get(FRAMED).headers
    assert "Access-Control-Allow-Origin" not in framed.post(QUIZ, data=data).headers


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_clinic_says_so_and_nobody_may_frame_it(
    framed: FlaskClient, method: str
) -> None:
    answer = framed.open("/e/nowhere", method=method, data={"q_age": "40"})

    assert answer.status_code == 404
    assert "Clinic not found" in answer.text
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_refused_post_shows_inside_the_frame_and_leads_back_inside_it(
    framed: FlaskClient,
) -> None:
    answer = framed.post(FRAMED, data=b"{}", content_type="application/json")

    assert answer.status_code == 415
    assert f"frame-ancestors 'self' {ORIGINS}" in answer.headers["Content-Security-Policy"]
    assert f'class="button" href="{FRAMED}' in answer.text


def test_no_page_inside_the_frame_leads_elsewhere_in_it(
    framed: FlaskClient, plain_form: Form
) -> None:
    """Whatever may not be framed would show nothing there."""
    for text in (framed.get(FRAMED).text, framed.post(FRAMED, data=plain_form).text):
        links = [given for tag, given in Page(text).elements if tag == "a"]
        inside = [one["href"] for one in links if "target" not in one]
        assert all(href.startswith(("#", "?", FRAMED)) for href in inside), inside
        assert f'action="{FRAMED}' in text


def test_only_a_framed_page_brings_the_script_for_inside(framed: FlaskClient) -> None:
    assert "/static/js/frame.js?v=" in framed.get(FRAMED).text
    assert "/static/js/wordpress.js" not in framed.get(FRAMED).text
    assert "/static/js/wordpress.js?v=" in framed.get(f"{FRAMED}/wordpress").text
    assert "/static/js/frame.js" not in framed.get(QUIZ).text


def test_a_clinic_without_origins_is_framed_by_the_preview_alone(tmp_path: Path) -> None:
    rules = shutil.copytree(ROOT / "rules", tmp_path / "rules")
    (rules / "clinics" / "demo.yaml").write_text("name: Demo clinic\n")

    assert (
        policy(create_app(rules, prover=examine).test_client(), FRAMED)["frame-ancestors"]
        == "'self'"
    )


def test_the_language_can_be_switched_inside_wordpress(
    framed: FlaskClient, plain_form: Form
) -> None:
    """Its buttons lead to the address that the frame has."""
    answer = framed.post(f"{FRAMED}/wordpress?lang=fr", data=plain_form | {"lang": ["fr"]})

    assert answer.status_code == 200
    assert 'lang="fr"' in answer.text
