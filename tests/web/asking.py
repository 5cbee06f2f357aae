"""Asking the quiz: answers as a form has them, and the addresses that take answers."""

from __future__ import annotations

import json
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.people import Fields

Form = dict[str, list[str]]
QUIZ = "/c/demo"
API = "/api/v1/recommendations"


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


def ask(client: FlaskClient, fields: Fields, **changed: object) -> str:
    """Return the result for some answers, as it reads without escapes."""
    answer = client.post(QUIZ, data=as_form(fields | changed))
    assert answer.status_code == 200, answer.text
    return answer.text.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")


def on_screen(text: str) -> str:
    """Leave out the sheet, which is on paper only."""
    before, _, sheet = text.partition('<section class="sheet">')
    return before + sheet.partition("</section>")[2]
