"""The JSON API."""

from __future__ import annotations

from flask import Blueprint, Response, g, jsonify, make_response, request

from quiz.answer_reader import read_answers
from quiz.answers import Answers
from quiz.assessment import as_json, assess
from quiz.clinic import Clinic
from quiz.web.api.openapi import openapi
from quiz.web.api.strict_json import NotAnObjectError, read_object
from quiz.web.errors import (
    NOT_JSON,
    UNKNOWN_CLINIC,
    RefusedError,
    errors_as_json,
    json_error,
    refuse_parameters,
)
from quiz.web.languages import PARAMETER
from quiz.web.pages.page import send
from quiz.web.site import Stored, site

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.post("/recommendations")
def recommendations() -> Response:
    """Turn answers into a recommendation with its explanation, or into errors."""
    refuse_parameters("clinic", PARAMETER)
    clinic = _clinic(request.args.get("clinic"))
    if request.mimetype != "application/json":
        raise RefusedError(415, NOT_JSON)
    try:
        fields = read_object(request.get_data())
    except NotAnObjectError as error:
        raise RefusedError(400, json_error(error)) from None
    rulebook = site().rules_of(clinic)
    answers = read_answers(rulebook, fields)
    if not isinstance(answers, Answers):
        return make_response(jsonify(errors_as_json(*answers)), 422)
    assessed = assess(rulebook, answers)
    g.outcome = assessed.recommendation.outcome
    return jsonify(as_json(assessed, clinic))


def _clinic(id: str | None) -> Clinic | None:
    """Return the clinic that was asked for. Raises RefusedError for an unknown one."""
    if id is not None and id not in site().clinics:
        raise RefusedError(404, UNKNOWN_CLINIC)
    return None if id is None else site().clinics[id]


@api.get("/openapi.json")
def description() -> Response:
    """Describe the API, as made from the rulebook."""
    refuse_parameters()
    stored = site().stored
    if request.path not in stored:
        body = jsonify(openapi(site().rulebook)).get_data()
        stored[request.path] = Stored(body, "application/json")
    return send(stored[request.path])
