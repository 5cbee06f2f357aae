"""The description of the API is true, of what it takes and of what it answers."""

from __future__ import annotations

from copy import deepcopy

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from quiz.answer_reader import read_answers
from quiz.answers import Answers
from quiz.beside import Case
from quiz.model import Rulebook
from quiz.web.api.openapi import openapi
from tests.people import Fields, examples, fields
from tests.web.api.test_bad_json import API_MISTAKES
from tests.web.asking import API, found


def validator(description: dict[str, object], schema: str) -> Draft202012Validator:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return Draft202012Validator(reference | {"components": description["components"]})


@pytest.fixture(scope="module")
def description(rulebook: Rulebook) -> dict[str, object]:
    return openapi(rulebook)


def test_it_is_what_the_api_sends(client: FlaskClient, description: dict[str, object]) -> None:
    assert found(client.get("/api/v1/openapi.json")) == description


def test_every_schema_is_a_json_schema(description: dict[str, object]) -> None:
    components = description["components"]
    assert isinstance(components, dict)

    for schema in components["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_no_answer_has_defaults(description: dict[str, object]) -> None:
    """A reader would take an urgency, or too many cautions, from where there are none."""

    def named(schema: object) -> list[str]:
        parts = list(schema.values()) if isinstance(schema, dict) else []
        parts += schema if isinstance(schema, list) else []
        here = ["default"] if isinstance(schema, dict) and "default" in schema else []
        return here + [name for part in parts for name in named(part)]

    components = description["components"]
    assert isinstance(components, dict)
    assert named({**components["schemas"], "Answers": None}) == []


def test_every_answer_to_a_case_is_as_described(
    client: FlaskClient, cases: tuple[Case, ...], description: dict[str, object]
) -> None:
    request, response = validator(description, "Answers"), validator(description, "Recommendation")

    for case in cases:
        request.validate(dict(case.fields))
        response.validate(found(client.post(API, json=dict(case.fields))))


def test_an_answer_with_more_or_less_than_described_is_not_valid(
    client: FlaskClient, plain_fields: Fields, description: dict[str, object]
) -> None:
    response = validator(description, "Recommendation")
    answer = found(client.post(API, json=plain_fields))

    more, less, other = deepcopy(answer), deepcopy(answer), deepcopy(answer)
    more["explanation"]["why"][0]["more"] = 1
    del less["treatments"]["mesotherapy"]
    other["outcome"] = "leeches"
    assert not any(response.is_valid(one) for one in (more, less, other))


def test_every_error_is_as_described(
    client: FlaskClient, plain_fields: Fields, description: dict[str, object]
) -> None:
    errors = validator(description, "Errors")

    for _, mistake, _ in API_MISTAKES:
        errors.validate(found(client.post(API, json=plain_fields | mistake)))
    errors.validate(found(client.post(API, json=[])))
    errors.validate(found(client.get(API)))


@pytest.mark.parametrize(
    "mistake", [row[1] for row in API_MISTAKES], ids=[r[0] for r in API_MISTAKES]
)
def test_what_is_refused_is_not_valid_by_the_description(
    plain_fields: Fields, mistake: Fields, description: dict[str, object]
) -> None:
    fraction_of_zero = mistake == {"age": 34.0}  # what JSON Schema cannot say

    assert validator(description, "Answers").is_valid(plain_fields | mistake) == fraction_of_zero


def test_reader_and_description_agree_on_any_answers(
    rulebook: Rulebook, description: dict[str, object]
) -> None:
    request = validator(description, "Answers")
    values = st.sampled_from(
        [0, 40, "face", "none", "scars", "not_sure", [], ["none"], ["scars"], ["none", "pregnant"]]
    )

    @given(st.data())
    @examples(150)
    def agree(data: st.DataObject) -> None:
        given = data.draw(fields(rulebook))
        for question in data.draw(st.sets(st.sampled_from(list(rulebook.questions)), max_size=2)):
            given.pop(question, None)
            if data.draw(st.booleans()):
                given[question] = data.draw(values)

        assert request.is_valid(given) == isinstance(read_answers(rulebook, given), Answers)

    agree()
