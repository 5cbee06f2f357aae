"""The web form, the API and the command line give the same answer for the same answers."""

from __future__ import annotations

import html
import json
from typing import Any

from click.testing import CliRunner
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.model import Rulebook
from quiz.web.commands import main
from tests.conftest import ROOT
from tests.people import Fields, examples, fields
from tests.web.asking import API, QUIZ, as_form, found

ENVIRONMENT = {"QUIZ_RULES": str(ROOT / "rules")}


def test_form_and_api_give_the_same_answer(client: FlaskClient, rulebook: Rulebook) -> None:
    @given(fields(rulebook))
    @examples(40)
    def agree(person: Fields) -> None:
        answer = found(client.post(API, json=person))
        page = html.unescape(client.post(QUIZ, data=as_form(person)).text)

        assert f"outcome-{tone(answer)}" in page
        assert all(text in page for text in texts_of(answer["explanation"]))

    agree()


def tone(answer: dict[str, Any]) -> str:
    calm = "calm" if answer["outcome"] == "see_specialist" else "treatment"
    return {"same_day": "now", "soon": "soon"}.get(answer["urgency"], calm)


def texts_of(explanation: object) -> list[str]:
    """Return every sentence of an explanation but the ones about answers, which stand in parts."""
    if isinstance(explanation, list):
        return [text for one in explanation for text in texts_of(one)]
    if not isinstance(explanation, dict):
        return []
    parts = [
        text for key, one in explanation.items() if key != "rests_on" for text in texts_of(one)
    ]
    return [explanation["text"], *parts] if "text" in explanation else parts


def test_api_and_command_line_give_the_same_answer(client: FlaskClient, rulebook: Rulebook) -> None:
    @given(st.lists(fields(rulebook), min_size=25, max_size=25))
    @settings(examples(2), suppress_health_check=list(HealthCheck))
    def agree(people: list[Fields]) -> None:
        lines = "\n".join(json.dumps(one) for one in people)
        result = CliRunner().invoke(
            main, ["recommend", "--lines"], input=lines, env=ENVIRONMENT, catch_exceptions=False
        )

        printed = [json.loads(line) for line in result.stdout.splitlines()]
        assert printed == [found(client.post(API, json=one)) for one in people]

    agree()
