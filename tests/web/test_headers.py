import pytest
from flask.testing import FlaskClient

from tests.people import Fields
from tests.web.asking import API, QUIZ, Form

SCRIPT = "/static/js/quiz.js"

ADDRESSES = [
    "/",
    QUIZ,
    "/treatments/microneedling",
    "/rulebook",
    "/rulebook/try",
    "/rulebook.css",
    "/static/js/rulebook.js",
    "/static/css/pages.css",
    "/healthz",
    "/api/v1/openapi.json",
    "/c/nowhere",
    "/nowhere",
    "/api/v1/nowhere",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_kind_of_page_carries_the_security_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"} <= set(policy)
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_no_answer_to_a_post_is_ever_stored(
    client: FlaskClient, plain_form: Form, plain_fields: Fields
) -> None:
    answers = [
        client.post(QUIZ, data=plain_form),
        client.post(QUIZ, data={"q_age": "0"}),
        client.post(QUIZ, data=plain_form | {"change": ["age"]}),
        client.post(API, json=plain_fields),
        client.post(API, json={}),
        client.post("/nowhere", data=plain_form),
        client.post("/rulebook/try", data=plain_form),
        client.post("/rulebook/try", data={"q_age": "0"}),
    ]

    assert [answer.status_code for answer in answers] == [200, 422, 200, 200, 422, 404, 200, 422]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def test_an_error_page_is_not_stored(client: FlaskClient) -> None:
    assert client.get("/nowhere").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/", QUIZ, "/treatments/mesotherapy", "/api/v1/openapi.json"])
def test_a_page_that_never_changes_is_sent_once(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    second = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["ETag"].startswith('"'), "only a strong one survives a range or a proxy"
    assert first.headers["Cache-Control"] == "public, max-age=0, s-maxage=5, must-revalidate"
    assert (second.status_code, second.data) == (304, b"")
    assert "Content-Security-Policy" in second.headers
    assert client.get(address).data == first.data


@pytest.mark.parametrize("address", [QUIZ, SCRIPT, "/embed/v1.js"])
def test_an_answer_to_an_unmet_condition_is_an_error_that_nobody_keeps(
    client: FlaskClient, address: str
) -> None:
    answer = client.get(address, headers={"If-Match": '"another"'})

    assert (answer.status_code, answer.headers["Cache-Control"]) == (412, "no-store")


def test_a_stylesheet_is_kept_for_ever_under_its_own_version_only(client: FlaskClient) -> None:
    named = client.get("/rulebook").text.split('stylesheet" href="')[1:]

    for address in (part.split('"')[0] for part in named):
        old = address.split("?")[0] + "?v=old"
        assert "immutable" in client.get(address).headers["Cache-Control"]
        assert "immutable" not in client.get(old).headers["Cache-Control"]
    assert len(named) == 2
