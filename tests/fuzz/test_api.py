"""The API keeps to its own description, whatever is sent to it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from quiz.model import Rulebook
from tests.copies import plain_app
from tests.fuzz.lengths import TRIED
from tests.fuzz.requests import any_json, changed
from tests.web.asking import API, found


class Described:
    """What the description promises of the one address that takes answers."""

    def __init__(self, client: FlaskClient) -> None:
        self._all = found(client.get("/api/v1/openapi.json"))
        self.operation = self._all["paths"][API]["post"]
        self.answers = self._of(self.operation["requestBody"])
        self.by_status = {
            int(status): self._of(answer) for status, answer in self.operation["responses"].items()
        }

    def _of(self, part: dict[str, Any]) -> Draft202012Validator:
        schema = part["content"]["application/json"]["schema"]
        return Draft202012Validator({**schema, "components": self._all["components"]})


@pytest.fixture(scope="module")
def described() -> tuple[FlaskClient, Described]:
    app: Flask = plain_app()
    client = app.test_client()
    return client, Described(client)


@settings(
    max_examples=TRIED,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_every_answer_of_the_api_is_one_of_those_that_are_described(
    described: tuple[FlaskClient, Described], rulebook: Rulebook, data: st.DataObject
) -> None:
    client, promised = described
    sent = data.draw(st.one_of(changed(rulebook), changed(rulebook), any_json()))
    clinic = data.draw(st.sampled_from(("", "", "", "?clinic=demo", "?lang=fr", "?clinic=nowhere")))

    answer = client.post(API + clinic, data=json.dumps(sent), content_type="application/json")

    event(f"{answer.status_code}")
    assert answer.status_code in promised.by_status
    assert answer.status_code < 500
    assert answer.mimetype == "application/json"
    promised.by_status[answer.status_code].validate(json.loads(answer.text))
    if answer.status_code == 200:
        promised.answers.validate(json.loads(json.dumps(sent)))
