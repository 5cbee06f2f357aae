"""What goes wrong on our side says nothing of anyone's answers, and never ends in a treatment."""

from __future__ import annotations

import logging

import pytest
from flask import Flask

import quiz.assessment
import quiz.web.pages.quiz
from quiz.web import create_app
from tests.conftest import ROOT
from tests.copies import proved_once
from tests.people import Fields
from tests.web.asking import API, QUIZ, Form, found
from tests.web.conftest import CheckingClient


class BrokenError(Exception):
    """An error whose text holds what nobody may read."""


def broken(*given: object, **named: object) -> None:
    answers = [getattr(one, "given", one) for one in given]
    raise BrokenError(f"zq7-secret {answers} {named}")


@pytest.fixture
def fresh() -> Flask:
    """An application of its own, since a test breaks it."""
    app = create_app(ROOT / "rules", prover=proved_once)
    app.test_client_class = CheckingClient
    return app


def test_an_error_in_the_engine_ends_in_see_a_specialist(
    fresh: Flask,
    plain_form: Form,
    plain_fields: Fields,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(quiz.assessment, "recommend", broken)

    with caplog.at_level(logging.DEBUG):
        page = fresh.test_client().post(QUIZ, data=plain_form)
        answer = fresh.test_client().post(API, json=plain_fields)

    assert (page.status_code, answer.status_code) == (200, 200)
    assert "could not be assessed" in page.text
    assert "See a specialist</h1>" in page.text
    assert found(answer)["outcome"] == "see_specialist"
    assert [t["allowed"] for t in found(answer)["treatments"].values()] == [False, False]
    assert "BrokenError" in caplog.text
    assert_nothing_is_told(caplog, page.text, plain_fields)


def test_an_error_in_a_page_says_that_nothing_was_kept(
    fresh: Flask,
    plain_form: Form,
    plain_fields: Fields,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(quiz.web.pages.quiz, "result_page", broken)

    with caplog.at_level(logging.DEBUG):
        page = fresh.test_client().post(QUIZ, data=plain_form)

    assert page.status_code == 500
    assert "No answer was kept" in page.text
    assert "BrokenError" in caplog.text
    assert f"{__file__}:" in caplog.text, "where it happened"
    assert_nothing_is_told(caplog, page.text, plain_fields)


def test_an_error_in_the_api_is_json(
    fresh: Flask, plain_fields: Fields, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.web.api.views.assess", broken)

    answer = fresh.test_client().post(API, json=plain_fields)

    assert answer.status_code == 500
    assert [error["code"] for error in found(answer)["errors"]] == ["internal_error"]
    assert "secret" not in answer.text


def assert_nothing_is_told(
    caplog: pytest.LogCaptureFixture, page: str, plain_fields: Fields
) -> None:
    assert "zq7-secret" not in caplog.text + page
    assert str(plain_fields["main_concern"]) not in caplog.text
    assert "q_age=" not in caplog.text
    assert all(record.exc_info is None for record in caplog.records)
