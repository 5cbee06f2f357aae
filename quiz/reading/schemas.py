"""What each kind of rule file may hold, as JSON Schema: for editors, not for reading. Pure.

Made from the shapes. A schema accepts what reading accepts, and more: reading also knows
what refers to what. A value stands here as an editor sees it, a number as a number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from quiz.reading.shapes import (
    CaseFileShape,
    ClinicShape,
    JargonShape,
    NotCoveredShape,
    PopulationShape,
    RequirementShape,
    RulebookShape,
    RuleShape,
    SourceShape,
    StepShape,
    TreatmentShape,
)

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Digits as the reader takes them, for a number that somebody put in quotes.
_DIGITS = r"^-?[0-9]+(\.[0-9]+)?$"

#: What a whole file holds, by the name of the file or of its folder.
_FILES: Mapping[str, type[object]] = {
    "rulebook": RulebookShape,
    "questions": StepShape,
    "treatments": TreatmentShape,
    "safety": list[RuleShape],
    "not_covered": list[NotCoveredShape],
    "requirements": list[RequirementShape],
    "evidence": list[SourceShape],
    "population": PopulationShape,
    "plain_words": list[JargonShape],
    "cases": CaseFileShape,
    "clinics": ClinicShape,
}

#: The kinds of rule files.
KINDS = tuple(_FILES)


class _ForEditors(GenerateJsonSchema):
    """Says what a field may hold once YAML has made numbers and true or false of plain words.

    Reading takes every plain word as text, so that a text may look like a number.
    """

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return super().str_schema(schema) | {"type": ["string", "number", "boolean"]}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return super().int_schema(schema) | {"type": ["integer", "string"], "pattern": _DIGITS}

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        return super().float_schema(schema) | {"type": ["number", "string"], "pattern": _DIGITS}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:  # noqa: ARG002 - as pydantic
        return {"enum": [True, False, "true", "false"]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave out defaults that are nothing: an editor would write them into the file."""
        made = super().default_schema(schema)
        return made if made.get("default") else {k: v for k, v in made.items() if k != "default"}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Leave out the name of the class, which says nothing to whoever edits."""
        return {key: one for key, one in super().model_schema(schema).items() if key != "title"}

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - as pydantic
        return False


def schema(kind: str) -> JsonSchemaValue:
    """Return the JSON Schema of one kind of file. Raises KeyError for any other kind."""
    made = TypeAdapter(_FILES[kind]).json_schema(schema_generator=_ForEditors)
    return {"$schema": _DIALECT, "title": f"Rule files of the quiz: {kind}"} | made


def written(kind: str) -> str:
    """Return the JSON Schema of one kind of file, as the text of a file."""
    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"
