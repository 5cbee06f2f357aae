"""Asking the quiz: answers as a form has them, and the addresses that take answers."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import ROOT
from tests.people import Fields

Form = dict[str, list[str]]
QUIZ = "/c/demo"
API = "/api/v1/recommendations"
#: A small rulebook with two clinics, and answers to it that one treatment suits.
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


def as_form(fields: Fields) -> Form:
    """Put answers as JSON has them into the fields of the form."""
    return {
        f"q_{id}": [str(one) for one in given] if isinstance(given, list) else [str(given)]
        for id, given in fields.items()
    }


def found(answer: TestResponse) -> dict[str, Any]:
    """Return the JSON object of an answer."""
    body: dict[str, Any] = json.loads(answer.text)
    return body


def codes_of(answer: TestResponse) -> list[str]:
    """Return what the API calls each mistake in an answer."""
    return [error["code"] for error in found(answer)["errors"]]


def ask(client: FlaskClient, fields: Fields, **changed: object) -> str:
    """Return the result for some answers, as it reads without escapes."""
    answer = client.post(QUIZ, data=as_form(fields | changed))
    assert answer.status_code == 200, answer.text
    return answer.text.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")


def on_screen(text: str) -> str:
    """Leave out the sheet, which is on paper only."""
    before, _, sheet = text.partition('<section class="sheet">')
    return before + sheet.partition("</section>")[2]


def asked(client: FlaskClient, fields: Fields, clinic: str = "") -> dict[str, Any]:
    """Return what the API answers, for a clinic or for the rulebook alone."""
    return found(client.post(f"{API}?clinic={clinic}" if clinic else API, json=fields))


def plain_text(page: str) -> str:
    """Return what a page reads as, without elements and escapes."""
    return unescape(re.sub(r"<[^>]*>", "", page))
