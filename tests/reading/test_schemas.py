"""The JSON Schemas that editors use: they accept what reading accepts, and refuse mistakes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from quiz.reading import read
from quiz.reading.schemas import KINDS, schema, written

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "rulebooks" / "tiny"
SCHEMAS = ROOT / "static" / "schemas"
FILES = [
    path
    for folder in (ROOT / "rules", TINY)
    for path in sorted(folder.rglob("*.yaml"))
    if path.relative_to(folder).parts[0] != "translations"
]
SHIPPED = [path for path in FILES if TINY not in path.parents]


class _Editor(SafeConstructor):
    """YAML 1.2 as editors know it: numbers, true, false and null, but no dates."""


_Editor.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def as_an_editor_reads(text: str) -> object:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Editor
    return yaml.load(text)


def kind_of(path: Path) -> str:
    return path.stem if path.stem in KINDS else path.parent.name


def complaints(path: Path, text: str) -> list[object]:
    return list(Draft202012Validator(schema(kind_of(path))).iter_errors(as_an_editor_reads(text)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_schema_accepts_every_file(path: Path) -> None:
    assert complaints(path, path.read_text(encoding="utf-8")) == []


def test_every_kind_of_file_is_among_them() -> None:
    assert {kind_of(path) for path in SHIPPED} == set(KINDS)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_shipped_file_names_its_schema_to_editors(path: Path) -> None:
    there = os.path.relpath(SCHEMAS / f"{kind_of(path)}.json", path.parent)
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]

    assert first == f"# yaml-language-server: $schema={there}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_written_schema_is_current(kind: str) -> None:
    Draft202012Validator.check_schema(schema(kind))

    assert (SCHEMAS / f"{kind}.json").read_text(encoding="utf-8") == written(kind), "run make docs"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rulebook.yaml", 'version: "1"', "version: 1.5"),
        ("rulebook.yaml", "cautions_allowed: 1", 'cautions_allowed: "1"'),
        ("questions/2-you.yaml", "label: Face", "label: 1"),
        ("questions/2-you.yaml", "to: 120", 'to: "120"'),
        ("questions/1-concerns.yaml", "optional: true", 'optional: "true"'),
        ("safety/you.yaml", "offer: false", 'offer: "false"'),
        ("safety/you.yaml", "because: You are under 18.", "because: true"),
        ("safety/you.yaml", 'depth: "2"', "depth: 2"),
        ("safety/you.yaml", "{below: 18}", '{below: "18"}'),
        ("treatments/rolling.yaml", "plan_days: 7", 'plan_days: "7"'),
        ("treatments/rolling.yaml", "sessions: [3, 4]", 'sessions: ["3", 4]'),
        ("cases/plain.yaml", "age: 40", 'age: "40"'),
        ("cases/whole.yaml", 'depth: "2"', "depth: 2"),
    ],
)
def test_what_reading_accepts_the_schema_accepts(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    path = Path(shutil.copytree(TINY, tmp_path / "rules")) / file
    text = path.read_text(encoding="utf-8").replace(old, new, 1)
    path.write_text(text, encoding="utf-8")

    assert new in text
    assert read(tmp_path / "rules").problems == ()
    assert complaints(path, text) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("safety/skin.yaml", "effect: wait", "effect: wiat"),
        ("safety/skin.yaml", "effect: wait", "efect: wait"),
        ("safety/skin.yaml", "because: A rash gets worse.", ""),
        ("safety/skin.yaml", "{skin: rash}", "{}"),
        ("safety/skin.yaml", "urgency: same_day", "urgency: null"),
        ("safety/you.yaml", "{below: 18}", "{above: 18}"),
        ("safety/you.yaml", "{below: 18}", "{below: soon}"),
        ("questions/2-you.yaml", "kind: number", "kind: numbr"),
        ("questions/2-you.yaml", "    from: 1", "    form: 1"),
        ("treatments/rolling.yaml", "plan_days: 7", "plan_days: soon"),
        ("treatments/rolling.yaml", "strength: moderate", "strength: strong"),
        ("evidence.yaml", "read: [passage]", "read: []"),
    ],
)
def test_the_schema_refuses_mistakes(file: str, old: str, new: str) -> None:
    text = (TINY / file).read_text(encoding="utf-8")
    assert old in text

    assert complaints(TINY / file, text.replace(old, new, 1))


def test_every_field_of_a_rule_is_described() -> None:
    fields = schema("safety")["$defs"]["RuleShape"]["properties"]

    assert [name for name, field in fields.items() if "description" not in field] == []


def test_the_effects_are_offered_as_words() -> None:
    effects = schema("safety")["$defs"]["Effect"]["enum"]

    assert effects == ["refer", "out", "wait", "pref", "caution", "note"]
