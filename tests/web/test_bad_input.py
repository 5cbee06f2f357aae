"""Bad input is a clear error: never a 500, never a treatment, and never said back."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.people import Fields
from tests.web.asking import API, QUIZ, Form, found
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


API_MISTAKES: list[tuple[str, Fields, str | None]] = [
    ("an unknown question", {MARK: 1}, None),
    ("an unknown option", {"area": MARK}, "area"),
    ("a list for one answer", {"area": ["face"]}, "area"),
    ("text for a list", {"health": "none"}, "health"),
    ("a number in a list", {"health": [1]}, "health"),
    ("a list in a list", {"health": [["none"]]}, "health"),
    ("a number for text", {"skin_type": 3}, "skin_type"),
    ("null", {"area": None}, "area"),
    ("an object", {"area": {"face": True}}, "area"),
    ("an option twice", {"health": ["epilepsy", "epilepsy"]}, "health"),
    ("none with another", {"health": ["none", "epilepsy"]}, "health"),
    ("not sure with another", {"health": ["not_sure", "epilepsy"]}, "health"),
    ("an empty checklist", {"health": []}, "health"),
    ("the main concern again", {"other_concerns": ["fine_lines"]}, "other_concerns"),
    ("age 0", {"age": 0}, "age"),
    ("age 121", {"age": 121}, "age"),
    ("age -1", {"age": -1}, "age"),
    ("age with a fraction", {"age": 34.5}, "age"),
    ("age with a fraction of zero", {"age": 34.0}, "age"),
    ("age as text", {"age": "34"}, "age"),
    ("age true", {"age": True}, "age"),
    ("age 10^400", {"age": 10**400}, "age"),
    ("a null byte", {"area": "face\0"}, "area"),
    ("a lone surrogate", {"area": "\ud800"}, "area"),
    ("a lone surrogate as a question", {"\ud800": "face"}, None),
    ("a right-to-left mark", {"area": "\u200fface"}, "area"),
]


@pytest.mark.parametrize(
    ("mistake", "question"), [row[1:] for row in API_MISTAKES], ids=[row[0] for row in API_MISTAKES]
)
def test_a_mistake_in_json_is_one_error_that_names_its_question(
    client: FlaskClient, plain_fields: Fields, mistake: Fields, question: str | None
) -> None:
    answer = client.post(API, json=plain_fields | mistake)

    assert (answer.status_code, list(found(answer))) == (422, ["errors"])
    (error,) = found(answer)["errors"]
    assert error["question"] == question
    assert error["code"]
    assert error["message"]
    assert MARK not in answer.text


def test_all_mistakes_are_named_at_once(client: FlaskClient) -> None:
    errors = found(client.post(API, json={"main_concern": "scars", "age": 0}))["errors"]

    asked = [error["question"] for error in errors]
    assert {"scar_type", "scar_age", "age", "area", "health", "downtime"} <= set(asked)
    assert "hair_type" not in asked


NOT_OBJECTS = {
    "nothing": b"",
    "no JSON": b"age=40",
    "a list": b"[]",
    "a number": b"40",
    "null": b"null",
    "text": b'"face"',
    "half of it": b'{"age": 40',
    "two objects": b"{}{}",
    "a name twice": b'{"age": 40, "age": 41}',
    "NaN": b'{"age": NaN}',
    "Infinity": b'{"age": -Infinity}',
    "a number of 5000 digits": b'{"age": ' + b"9" * 5000 + b"}",
    "too many levels": b'{"age": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "not UTF-8": b'{"area": "\xff"}',
    "UTF-16": '{"age": 40}'.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "a null byte": b"{}\0",
}


@pytest.mark.parametrize("body", NOT_OBJECTS.values(), ids=NOT_OBJECTS)
def test_a_body_that_is_no_json_object_is_a_bad_request(client: FlaskClient, body: bytes) -> None:
    length = {"CONTENT_LENGTH": str(len(body))}
    answer = client.post(API, data=body, content_type="application/json", environ_overrides=length)

    (error,) = found(answer)["errors"]
    twice = body == NOT_OBJECTS["a name twice"]
    assert (answer.status_code, error["question"]) == (400, None)
    assert error["code"] == ("repeated_name" if twice else "not_an_object")
    assert ("only once" in error["message"]) == twice


def codes_of(answer: TestResponse) -> list[str]:
    return [error["code"] for error in found(answer)["errors"]]


def test_the_api_says_in_json_what_else_is_wrong(client: FlaskClient, plain_fields: Fields) -> None:
    text = json.dumps(plain_fields)
    typed = client.post(API, data=text, content_type="text/plain")
    form = client.post(API, data=text, content_type=FORM)
    long = client.post(API, data=b" " * 70_000, content_type="application/json")
    unknown = client.post(f"{API}?clinic=nowhere", json=plain_fields)
    method = client.get(API)

    answers = [typed, form, long, unknown, method, client.get("/api/v1/nowhere")]
    assert [answer.status_code for answer in answers] == [415, 415, 413, 404, 405, 404]
    assert [code for answer in answers for code in codes_of(answer)] == [
        "wrong_content_type",
        "wrong_content_type",
        "too_large",
        "unknown_clinic",
        "wrong_method",
        "not_found",
    ]
    assert "POST" in method.headers["Allow"]


@pytest.mark.parametrize("kind", ["text/plain", FORM, "multipart/form-data"])
def test_the_api_names_the_type_that_it_takes(client: FlaskClient, kind: str) -> None:
    (error,) = found(client.post(API, data="{}", content_type=kind))["errors"]

    assert "application/json" in error["message"]


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


def test_a_clinic_is_named_once(client: FlaskClient, plain_fields: Fields) -> None:
    once = client.post(f"{API}?clinic=demo", json=plain_fields)
    twice = client.post(f"{API}?clinic=demo&clinic=demo", json=plain_fields)

    assert (once.status_code, twice.status_code) == (200, 400)
    assert codes_of(twice) == ["repeated_parameter"]


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
