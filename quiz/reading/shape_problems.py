"""A node -> its shape, or every problem of it at its exact place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, TypeVar, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from quiz.problems import Place
from quiz.reading.codes import Code
from quiz.reading.hints import did_you_mean, one_of, shown
from quiz.reading.nodes import Fields, Items, Node, Scalar, plain
from quiz.reading.report import Report
from quiz.reading.shapes.base import FORMS, Shape
from quiz.reading.syntax import QUOTES

_Shaped = TypeVar("_Shaped", bound=Shape)
_Path = tuple[int | str, ...]


class _Found(NamedTuple):
    """Where an error is: the nearest node above it, the node itself, and the field's name."""

    parent: Node
    node: Node | None
    name: str

    @property
    def place(self) -> Place:
        """Where the value stands, or else the whole that lacks it."""
        return (self.node or self.parent).place


def shaped(shape: type[_Shaped], node: Node, report: Report) -> _Shaped | None:
    """Give a node its shape; None, and the problems, if it does not have it."""
    try:
        return shape.model_validate(plain(node))
    except ValidationError as error:
        errors = error.errors(include_url=False)
    unknown = [e for e in errors if e["type"] == "extra_forbidden"]
    misspelt = {name for e in unknown for name in _meant(shape, e, errors)}
    for e in errors:
        if (e["loc"]) not in misspelt:
            report.add(*_problem(shape, e, _find(node, e["loc"])))
    return None


def _meant(shape: type[Shape], unknown: ErrorDetails, errors: list[ErrorDetails]) -> Iterator[_Path]:
    """Yield the missing field that an unknown one is a misspelling of."""
    hint = did_you_mean(str(unknown["loc"][-1]), _fields(shape, unknown["loc"]))
    for e in errors:
        *parent, name = e["loc"] or ("",)
        if e["type"] == "missing" and tuple(parent) == unknown["loc"][:-1] and f'"{name}"' in hint:
            yield e["loc"]


def _problem(
    shape: type[Shape], error: ErrorDetails, found: _Found
) -> tuple[Code, Place, str, str]:
    context: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            place = found.parent.keys[found.name] if isinstance(found.parent, Fields) else found.place
            hint = did_you_mean(found.name, _fields(shape, error["loc"]))
            return Code.UNKNOWN_FIELD, place, f"the field {shown(found.name)} is not known here", hint
        case "missing" if isinstance(error["loc"][-1], int):
            return Code.BAD_VALUE, found.place, "this should be a list of two numbers", ""
        case "missing":
            return Code.MISSING_FIELD, found.place, f'the field "{found.name}" is missing', ""
        case "union_tag_not_found":
            name = str(context["discriminator"]).strip("'")
            return Code.MISSING_FIELD, found.place, f'the field "{name}" is missing', ""
        case "union_tag_invalid":
            return _wrong_tag(context, found)
        case "literal_error" | "enum":
            return _wrong_word(str(context["expected"]), found.node, found.place)
        case _:
            return _wrong_value(error, context, found)


def _wrong_tag(context: dict[str, Any], found: _Found) -> tuple[Code, Place, str, str]:
    node = found.node if isinstance(found.node, Fields) else None
    value = node.get(str(context["discriminator"]).strip("'")) if node else None
    return _wrong_word(str(context["expected_tags"]), value, (value or found.parent).place)


def _wrong_word(expected: str, node: Node | None, place: Place) -> tuple[Code, Place, str, str]:
    words = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    if not isinstance(node, Scalar):
        return Code.BAD_VALUE, place, "this should be a word", one_of(words)
    what = f"{shown(node.text)} is not a word for this"
    return Code.BAD_VALUE, place, what, did_you_mean(node.text, words) or one_of(words)


def _wrong_value(
    error: ErrorDetails, context: dict[str, Any], found: _Found
) -> tuple[Code, Place, str, str]:
    code, what, hint = Code.BAD_VALUE, "", ""
    match error["type"]:
        case "string_type" if error["input"] is None:
            code, what, hint = Code.MISSING_TEXT, "a text is missing here", "write one"
        case "string_too_short":
            code, what, hint = Code.MISSING_TEXT, "this text is empty", "write one"
        case "string_type":
            what = "this should be a text"
            hint = f'a ":" with a space, a leading "-" and brackets mean something; {QUOTES}'
        case "string_pattern_mismatch":
            what = f"{shown(str(error['input']))} does not have the right form"
            hint = FORMS[context["pattern"]]
        case "list_type" | "tuple_type":
            what = "this should be a list"
            hint = "put brackets around it, or start each item on a line of its own with a -"
        case "dict_type" | "model_type" | "model_attributes_type":
            what, hint = "this should have fields of its own", 'write them as "name: value"'
        case "too_short":
            what, hint = "this list is empty", "it needs at least one item"
        case "too_long":
            what = "this should be a list of two numbers"
        case "greater_than_equal":
            what = f"this should be {context['ge']} or more"
        case _:
            what = error["msg"]
    return code, found.place, what, hint


def _find(node: Node, path: _Path) -> _Found:
    """Follow a path as far as it goes; what is no field or item names a form, and is skipped."""
    parent, last = node, len(path) - 1
    found: Node | None = node
    for index, part in enumerate(path):
        step = _step(found, part)
        if step is not None:
            parent, found = found or node, step
        elif index == last and isinstance(found, Fields) and isinstance(part, str):
            return _Found(found, None, part)
    return _Found(parent, found, str(path[-1]) if path else "")


def _step(node: Node | None, part: int | str) -> Node | None:
    if isinstance(node, Items) and isinstance(part, int):
        return node.items[part] if part < len(node.items) else None
    return node.values.get(part) if isinstance(node, Fields) and isinstance(part, str) else None


def _fields(shape: type[Shape], path: _Path) -> list[str]:
    """Return the fields that are known in the place of a path's last part."""
    shapes: list[type[Shape]] = [shape]
    for part in path[:-1]:
        inside = [s for one in shapes for s in _inside(_annotation(one, part))]
        shapes = inside or [s for s in shapes if _is_kind(s, part)] or shapes
    return [name for s in shapes for name in _names(s)]


def _names(shape: type[Shape]) -> Iterator[str]:
    return (field.alias or name for name, field in shape.model_fields.items())


def _annotation(shape: type[Shape], part: int | str) -> object:
    fields = zip(_names(shape), shape.model_fields.values(), strict=True)
    return next((field.annotation for name, field in fields if name == part), None)


def _inside(annotation: object) -> Iterator[type[Shape]]:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for part in get_args(annotation):
        yield from _inside(part)


def _is_kind(shape: type[Shape], part: int | str) -> bool:
    kind = shape.model_fields.get("kind")
    return kind is not None and get_origin(kind.annotation) is Literal and part in get_args(kind.annotation)
