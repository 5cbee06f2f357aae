"""Whatever goes wrong ends in see a specialist, and nothing of it is told to a log."""

import json
import logging

import pytest

from quiz.answers import Answers
from quiz.assessment import as_json, assess
from quiz.model import Rulebook

BROKEN = Answers({"main_concern": "pregnant-and-secret"})


def test_an_error_ends_in_see_a_specialist_with_every_treatment_ruled_out(
    rulebook: Rulebook,
) -> None:
    shown = as_json(assess(rulebook, BROKEN))

    treatments = shown["treatments"]
    assert shown["outcome"] == "see_specialist"
    assert isinstance(treatments, dict)
    assert {t: one["allowed"] for t, one in treatments.items()} == dict.fromkeys(
        rulebook.treatments, False
    )
    assert rulebook.facts["could-not-be-assessed"] in json.dumps(shown, ensure_ascii=False)


def test_an_error_is_logged_without_any_answer(
    rulebook: Rulebook, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assess(rulebook, BROKEN)

    assert "InvalidAnswersError" in caplog.text
    assert "secret" not in caplog.text


def test_the_object_has_the_promised_shape(rulebook: Rulebook, plain: Answers) -> None:
    shown = as_json(assess(rulebook, plain.changed("skin_today", ("active_acne",))))

    acne = next(rule for rule in rulebook.rules if rule.id == "active-acne")
    assert list(shown) == [
        "outcome",
        "urgency",
        "language",
        "treatments",
        "findings",
        "explanation",
        "rulebook",
        "clinic",
    ]
    assert shown["treatments"] == {
        "microneedling": {
            "wanted": True,
            "allowed": False,
            "recommended": False,
            "ruled_out_by": ["active-acne"],
            "cautions": [],
        },
        "mesotherapy": {
            "wanted": False,
            "allowed": False,
            "recommended": False,
            "ruled_out_by": ["active-acne"],
            "cautions": [],
        },
    }
    assert shown["findings"] == [
        {
            "rule": "active-acne",
            "effects": {"microneedling": "wait", "mesotherapy": "wait"},
            "answers": {"skin_today": ["active_acne"]},
            "because": acne.because,
            "until": acne.until,
            "advice": acne.advice,
            "sources": list(acne.sources),
        }
    ]
    assert shown["rulebook"] == {
        "version": rulebook.version,
        "fingerprint": rulebook.fingerprint,
        "reviewed": False,
    }
