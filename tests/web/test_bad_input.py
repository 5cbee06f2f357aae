"""Bad input is a clear error: never a 500, never a treatment, and never said back."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import create_environ, run_wsgi_app

from tests.people import Fields
from tests.web.asking import API, QUIZ, Form, codes_of, found
from tests.web.page_checks import Page

FORM = "application/x-www-form-urlencoded"
MARK = "zq7-secret"

FORM_MISTAKES: list[tuple[str, Form, str]] = [
    ("an unknown question", {"q_zq7-secret": ["1"]}, ""),
    ("an unknown option", {"q_area": [MARK]}, "area"),
    ("two answers where one is asked for", {"q_area": ["face", "neck"]}, "area"),
    ("an option twice", {"q_health": ["epilepsy", "epilepsy"]}, "health"),
    ("none with another", {"q_health": ["none", "epilepsy"]}, "health"),
    ("not sure with another", {"q_health": ["not_sure", "epilepsy"]}, "health"),
    ("the main concern again", {"q_other_concerns": ["fine_lines"]}, "other_concerns"),
    ("a missing question", {"q_skin_type": []}, "skin_type"),
    ("a blank one", {"q_skin_type": [""]}, "skin_type"),
    (
        "a follow-up left out",
        {"q_main_concern": ["scars"], "q_scar_age": ["not_sure"]},
        "scar_type",
    ),
    ("age 0", {"q_age": ["0"]}, "age"),
    ("age 121", {"q_age": ["121"]}, "age"),
    ("age -1", {"q_age": ["-1"]}, "age"),
    ("age with a fraction", {"q_age": ["34.5"]}, "age"),
    ("age in letters", {"q_age": ["abc"]}, "age"),
    ("an age of 401 digits", {"q_age": ["1" + "0" * 400]}, "age"),
    ("two ages", {"q_age": ["40", "41"]}, "age"),
    ("a null byte", {"q_age": ["4\0"]}, "age"),
    ("a right-to-left mark", {"q_age": ["\u200f40"]}, "age"),
    ("a null byte in an option", {"q_area": ["face\0"]}, "area"),
]


@pytest.mark.parametrize(
    ("mistake", "question"),
    [row[1:] for row in FORM_MISTAKES],
    ids=[row[0] for row in FORM_MISTAKES],
)
def test_a_mistake_on_the_form_is_named_and_linked_to_its_question(
    client: FlaskClient, plain_form: Form, mistake: Form, question: str
) -> None:
    answer = client.post(QUIZ, data=plain_form | mistake)

    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.text("title").startswith("Error: ")
    assert Page(answer.text).values("role").count("alert") == 1
    links = [href for href in page.values("href") if href.startswith("#q_")]
    assert len(links) == bool(question)
    assert all(link.startswith(f"#q_{question}-") for link in links)
    assert MARK not in answer.text
    assert "Your result" not in answer.text


def test_what_was_chosen_and_typed_is_still_there(client: FlaskClient, plain_form: Form) -> None:
    sent = plain_form | {"q_age": ['<b>"x"'], "q_other_concerns": ["dull_skin", "dry_skin"]}

    page = Page(client.post(QUIZ, data=sent).text)

    for name, values in sent.items():
        given = page.inputs(name)
        chosen = [one["value"] for one in given if "checked" in one or one["type"] == "text"]
        assert chosen == values


def test_a_wrong_age_is_described_by_its_message(client: FlaskClient, plain_form: Form) -> None:
    page = Page(client.post(QUIZ, data=plain_form | {"q_age": ["0"]}).text)

    (age,) = page.inputs("q_age")
    assert age["aria-invalid"] == "true"
    assert "q_age-error" in age["aria-describedby"].split()


@pytest.mark.parametrize("digits", ["٤٠", "۴۰", "४०", " 40 ", "040"])
def test_an_age_may_be_typed_in_the_digits_of_any_script(
    client: FlaskClient, plain_form: Form, digits: str
) -> None:
    assert client.post(QUIZ, data=plain_form | {"q_age": [digits]}).status_code == 200


def test_what_is_no_question_of_the_quiz_is_ignored(client: FlaskClient, plain_form: Form) -> None:
    assert client.post(QUIZ, data=plain_form | {"utm_source": ["x"]}).status_code == 200


def test_a_follow_up_that_does_not_apply_is_ignored_whatever_it_holds(
    client: FlaskClient, plain_form: Form, plain_fields: Fields
) -> None:
    assert client.post(QUIZ, data=plain_form | {"q_scar_type": [MARK, "x"]}).status_code == 200
    assert client.post(API, json=plain_fields | {"scar_type": 7}).status_code == 200


def test_the_same_mistake_many_times_is_one_error(
    client: FlaskClient, plain_fields: Fields, plain_form: Form
) -> None:
    many = {f"{MARK}{number}": "1" for number in range(2000)}
    errors = found(client.post(API, json=plain_fields | many | {"age": 0}))["errors"]
    form = {f"q_{name}": [value] for name, value in list(many.items())[:500]}
    page = client.post(QUIZ, data=plain_form | form)

    assert [error["code"] for error in errors] == ["unknown_question", "out_of_range"]
    assert page.text.count("There is no such question") == 1


@pytest.mark.parametrize("query", ["age=40", "clinic=demo&q_age=zq7-secret", "?"])
def test_answers_are_not_taken_from_the_address(
    client: FlaskClient, plain_fields: Fields, plain_form: Form, query: str
) -> None:
    api = client.post(f"{API}?{query}", json=plain_fields)
    description = client.get(f"/api/v1/openapi.json?{query}")
    page = client.post(f"{QUIZ}?{query}", data=plain_form)

    assert [one.status_code for one in (api, description, page)] == [400, 400, 400]
    assert codes_of(api) == codes_of(description) == ["unknown_parameter"]
    assert "Send the answers in the body" in page.text
    assert MARK not in api.text + page.text


def test_the_form_says_on_a_page_what_else_is_wrong(client: FlaskClient, plain_form: Form) -> None:
    text = client.post(QUIZ, data="q_age=40", content_type="text/plain")
    parts = client.post(QUIZ, data=plain_form, content_type="multipart/form-data")
    long = client.post(QUIZ, data=b"q_age=" + b"1" * 1_000_000, content_type=FORM)
    method = client.put(QUIZ, data=plain_form)

    answers = [text, parts, long, method]
    assert [answer.status_code for answer in answers] == [415, 415, 413, 405]
    assert {answer.mimetype for answer in answers} == {"text/html"}


def test_an_empty_form_is_shown_again_with_everything_missing(client: FlaskClient) -> None:
    answer = client.post(QUIZ, environ_overrides={"CONTENT_LENGTH": "0"})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize("address", [QUIZ, API])
def test_a_body_of_unknown_length_is_refused(client: FlaskClient, address: str) -> None:
    chunked = {"Transfer-Encoding": "chunked"}
    answer = client.post(address, data=b"{}", headers=chunked, content_type="application/json")

    assert answer.status_code == 411


def test_bytes_that_are_no_text_are_no_answer(client: FlaskClient) -> None:
    answer = client.post(QUIZ, data=b"q_area=%ED%A0%80&q_%FF=1&q_age=%00%FF", content_type=FORM)

    assert answer.status_code == 422


@pytest.mark.parametrize("host", ["x" * 64, "a..b", "a b", "", "@"])
def test_a_host_name_that_cannot_be_one_is_no_failure(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200
    assert client.get("/nowhere", headers={"Host": host}).status_code == 404


@pytest.mark.parametrize("address", [QUIZ, "/e/demo", "/embed?clinic=demo", "/oembed?url=x"])
def test_a_host_name_that_cannot_be_decoded_is_no_failure(app: Flask, address: str) -> None:
    """Flask's own client fails at it itself."""
    asked = create_environ(address) | {"HTTP_HOST": "xn--a"}
    _, status, headers = run_wsgi_app(app, asked)

    assert status[:3] in {"200", "404"}
    assert "Content-Security-Policy" in headers


def test_a_size_of_thousands_of_digits_is_no_size(client: FlaskClient) -> None:
    sizes = [
        found(client.get(f"/oembed?url=http://localhost{QUIZ}&maxwidth={digits}"))["width"]
        for digits in ("", "9" * 5000, "0" * 5000, "0300")
    ]

    assert sizes == [740, 740, 740, 300]


@pytest.mark.parametrize("address", ["/c//demo", "//c/demo", "/static//js/quiz.js"])
def test_an_address_is_never_led_on_with_what_it_holds(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}?q_age={MARK}")

    assert answer.status_code == 404
    assert MARK not in str(answer.headers)
