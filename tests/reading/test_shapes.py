"""The JSON Schema of the shapes, for editors: it accepts the real files and refuses mistakes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types
from pydantic import TypeAdapter
from ruamel.yaml import YAML

from quiz.reading.shapes import (
    CaseFileShape,
    ClinicShape,
    NotCoveredShape,
    RequirementShape,
    RulebookShape,
    RuleShape,
    SourceShape,
    StepShape,
    TreatmentShape,
)

ROOT = Path(__file__).parents[2]
SHAPES: dict[str, Any] = {
    "rulebook.yaml": RulebookShape,
    "evidence.yaml": list[SourceShape],
    "requirements.yaml": list[RequirementShape],
    "not_covered.yaml": list[NotCoveredShape],
    "questions/*.yaml": StepShape,
    "treatments/*.yaml": TreatmentShape,
    "safety/*.yaml": list[RuleShape],
    "cases/*.yaml": CaseFileShape,
    "clinics/*.yaml": ClinicShape,
}


def validator(pattern: str) -> Draft202012Validator:
    return Draft202012Validator(TypeAdapter(SHAPES[pattern]).json_schema())


def as_an_editor_reads(text: str) -> object:
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


@pytest.mark.parametrize("pattern", SHAPES)
@pytest.mark.parametrize("folder", ["tests/rulebooks/tiny", "rules"])
def test_the_schema_accepts_the_files(folder: str, pattern: str) -> None:
    for path in (ROOT / folder).glob(pattern):
        written = as_an_editor_reads(path.read_text(encoding="utf-8"))

        assert list(validator(pattern).iter_errors(written)) == [], path


@pytest.mark.parametrize(
    ("pattern", "file", "old", "new"),
    [
        ("safety/*.yaml", "safety/skin.yaml", "effect: wait", "effect: wiat"),
        ("safety/*.yaml", "safety/skin.yaml", "effect: wait", "efect: wait"),
        ("safety/*.yaml", "safety/skin.yaml", "because: A rash gets worse.", ""),
        ("safety/*.yaml", "safety/skin.yaml", "{skin: rash}", "{}"),
        ("safety/*.yaml", "safety/skin.yaml", "urgency: same_day", "urgency: null"),
        ("safety/*.yaml", "safety/you.yaml", "{below: 18}", "{above: 18}"),
        ("questions/*.yaml", "questions/2-you.yaml", "kind: number", "kind: numbr"),
        ("questions/*.yaml", "questions/2-you.yaml", "    from: 1", "    form: 1"),
        ("treatments/*.yaml", "treatments/rolling.yaml", "plan_days: 7", "plan_days: soon"),
        ("evidence.yaml", "evidence.yaml", "read: [passage]", "read: []"),
    ],
)
def test_the_schema_refuses_mistakes(pattern: str, file: str, old: str, new: str) -> None:
    text = (ROOT / "tests/rulebooks/tiny" / file).read_text(encoding="utf-8")
    assert old in text

    assert list(validator(pattern).iter_errors(as_an_editor_reads(text.replace(old, new, 1))))


def test_every_field_of_a_rule_is_described() -> None:
    fields = RuleShape.model_json_schema()["properties"]

    assert [name for name, field in fields.items() if "description" not in field] == []
