"""Bad JSON is a clear error of the API, in JSON: never a 500, and never said back."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from tests.people import Fields
from tests.web.asking import API, codes_of, found

FORM = "application/x-www-form-urlencoded"
MARK = "zq7-secret"

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


def test_a_clinic_is_named_once(client: FlaskClient, plain_fields: Fields) -> None:
    once = client.post(f"{API}?clinic=demo", json=plain_fields)
    twice = client.post(f"{API}?clinic=demo&clinic=demo", json=plain_fields)

    assert (once.status_code, twice.status_code) == (200, 400)
    assert codes_of(twice) == ["repeated_parameter"]
