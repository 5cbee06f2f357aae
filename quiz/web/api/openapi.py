"""The description of the API, made from the rulebook and the models of its answers. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic.json_schema import models_json_schema

from quiz import __version__
from quiz.model import Rulebook
from quiz.recommendation import COMBINATION, SEE_SPECIALIST
from quiz.web.api.request_schema import Schema, request_schema
from quiz.web.api.shapes import Errors, Recommendation
from quiz.web.languages import PARAMETER

_ERRORS = {
    "400": "The body is no JSON object or names something twice, or the address holds more than "
    "a clinic and a known language.",
    "404": "There is no such clinic.",
    "411": "The request does not say its length.",
    "413": "The body is larger than 64 KB.",
    "415": "The body is not sent as application/json.",
    "422": "Some answers are missing or not valid: all of what is wrong.",
    "500": "Something went wrong on our side.",
}


def openapi(rulebook: Rulebook) -> Schema:
    """Describe the API in OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": rulebook.title,
            "version": __version__,
            "description": f"{rulebook.fact('information-only')} {rulebook.fact('nothing-kept')}",
        },
        "paths": {"/api/v1/recommendations": {"post": _recommend(rulebook.languages)}},
        "components": {"schemas": _schemas(rulebook)},
    }


def _recommend(languages: Sequence[str]) -> Schema:
    spoken: Schema = {"type": "string", "enum": list(languages), "default": languages[0]}
    return {
        "operationId": "recommend",
        "summary": "Turn answers into an outcome and its reasons",
        "parameters": [
            _parameter(
                "clinic", "Whose rules to use; the base rules without it.", {"type": "string"}
            ),
            _parameter(PARAMETER, "The language of sentences and errors.", spoken),
        ],
        "requestBody": {"required": True, "content": _json("Answers")},
        "responses": {"200": _response("One answer.", "Recommendation")}
        | {code: _response(meaning, "Errors") for code, meaning in _ERRORS.items()},
    }


def _parameter(name: str, meaning: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "description": meaning, "schema": schema}


def _response(meaning: str, schema: str) -> Schema:
    return {"description": meaning, "content": _json(schema)}


def _json(schema: str) -> Schema:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _schemas(rulebook: Rulebook) -> Schema:
    _, made = models_json_schema(
        [(Recommendation, "validation"), (Errors, "validation")],
        ref_template="#/components/schemas/{model}",
    )
    schemas = made["$defs"]
    _take_defaults_away(schemas)
    _name_treatments(schemas, list(rulebook.treatments))
    return {"Answers": request_schema(rulebook), **schemas}


def _take_defaults_away(schemas: Schema) -> None:
    """Leave no defaults: in an answer, what is not there does not hold."""
    for schema in schemas.values():
        for field in schema.get("properties", {}).values():
            field.pop("default", None)


def _name_treatments(schemas: Schema, treatments: list[str]) -> None:
    """Say which treatments and outcomes there are, which the models do not know."""
    offered = [*treatments, COMBINATION]
    why_not = schemas["Explanation"]["properties"]["why_not"]
    schemas["Recommendation"]["properties"] |= {
        "outcome": {"type": "string", "enum": [*offered, SEE_SPECIALIST]},
        "treatments": _by_name(treatments, schemas["Recommendation"]["properties"]["treatments"]),
    }
    schemas["Change"]["properties"]["outcome"] = {"type": "string", "enum": offered}
    schemas["Explanation"]["properties"]["why_not"] = _by_name(offered, why_not)


def _by_name(names: list[str], schema: Schema) -> Schema:
    """Turn "any names" into exactly these, all of them."""
    value = schema["additionalProperties"]
    exact = {"properties": dict.fromkeys(names, value), "required": names}
    return schema | exact | {"additionalProperties": False}
