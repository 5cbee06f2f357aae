"""The questions of a rulebook as SurveyJS takes them."""

from __future__ import annotations

import json
from typing import assert_never

from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf
from quiz.model import Rulebook
from quiz.questions import Kind, Question


def as_survey(rulebook: Rulebook) -> dict[str, object]:
    """Put the questions into the JSON of SurveyJS: the same steps, options and follow-ups."""
    pages = [
        {
            "name": step.id,
            "title": step.title,
            "elements": [_element(one) for one in step.questions],
        }
        for step in rulebook.steps
    ]
    return {"title": rulebook.title, "pages": pages, "showProgressBar": True}


def _element(question: Question) -> dict[str, object]:
    shown: dict[str, object] = {
        "name": question.id,
        "title": question.text,
        "description": question.hint,
        "isRequired": not question.optional,
        "requiredErrorText": question.error,
    }
    if question.ask_when:
        shown["visibleIf"] = _visible(question.ask_when)
    if question.kind is Kind.NUMBER:
        return shown | {"type": "text", "inputType": "number"} | {
            "min": question.low, "max": question.high,
        }  # fmt: skip
    choices = [{"value": one.id, "text": one.label} for one in question.options]
    kind = "radiogroup" if question.kind is Kind.ONE else "checkbox"
    return shown | {"type": kind, "choices": choices}


def _visible(condition: Condition) -> str:
    match condition:
        case Chosen(question, options):
            return f"{{{question}}} anyof {json.dumps(sorted(options))}"
        case Between(question, low, high):
            return f"({{{question}}} >= {low} and {{{question}}} <= {high})"
        case AllOf(parts):
            return "(" + " and ".join(map(_visible, parts)) + ")"
        case AnyOf(parts):
            return "(" + " or ".join(map(_visible, parts)) + ")"
        case NoneOf(parts):
            return "!(" + " or ".join(map(_visible, parts)) + ")"
        case _:
            assert_never(condition)
