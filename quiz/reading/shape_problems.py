"""A node -> its shape, or every problem of it at its exact place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, TypeVar, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from quiz.problems import Place
from quiz.reading.codes import Code
from quiz.reading.hints import closest, did_you_mean, one_of, shown
from quiz.reading.nodes import Fields, Items, Node, Scalar, plain
from quiz.reading.report import Report
from quiz.reading.shapes.base import FORMS, Shape
from quiz.reading.syntax import QUOTES

_Shaped = TypeVar("_Shaped", bound=Shape)
_Path = tuple[int | str, ...]


_NO_FIELDS = "this should have fields of its own", 'write them as "name: value"'
_NO_LIST = "this should be a list", "put brackets around it, or each item on a line with a -"
_NO_PAIR = "this should be a list of two numbers", ""

#: What to say, and the hint, by what pydantic calls it.
_WRONG_TYPES = {
    "string_type": ("this should be a text", f'": ", a leading "-" and [ mean something: {QUOTES}'),
    "list_type": _NO_LIST,
    "tuple_type": _NO_LIST,
    "dict_type": _NO_FIELDS,
    "model_type": _NO_FIELDS,
    "model_attributes_type": _NO_FIELDS,
    "missing": _NO_PAIR,
    "too_long": _NO_PAIR,
    "too_short": ("this list is empty", "it needs at least one item"),
}


class _Problem(NamedTuple):
    """One problem, as a report takes it."""

    code: Code
    place: Place
    what: str
    hint: str = ""


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
        # Where a field may be left out, the wrong value is told, not that null would do.
        errors = [e for e in error.errors(include_url=False) if e["type"] != "none_required"]
    unknown = [e for e in errors if e["type"] == "extra_forbidden"]
    misspelt = {name for e in unknown for name in _meant(shape, e, errors)}
    for e in errors:
        found = _find(node, e["loc"])
        if e["loc"] not in misspelt and not report.gave_up(found.parent.place, found.place):
            report.add(*_problem(shape, e, found))
    return None


def _meant(
    shape: type[Shape], unknown: ErrorDetails, errors: list[ErrorDetails]
) -> Iterator[_Path]:
    """Return the missing fields that an unknown one is a misspelling of: one, or none."""
    *parent, name = unknown["loc"]
    meant = (*parent, closest(str(name), _fields(shape, unknown["loc"])))
    return (e["loc"] for e in errors if e["type"] == "missing" and e["loc"] == meant)


def _problem(shape: type[Shape], error: ErrorDetails, found: _Found) -> _Problem:
    context: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            return _unknown_field(found, _fields(shape, error["loc"]))
        case "missing" if isinstance(error["loc"][-1], str):
            return _missing_field(found, found.name)
        case "union_tag_not_found":
            return _missing_field(found, str(context["discriminator"]).strip("'"))
        case "union_tag_invalid":
            return _wrong_tag(context, found)
        case "literal_error" | "enum":
            return _wrong_word(str(context["expected"]), found.node, found.place)
        case _:
            return _wrong_value(error, found)


def _unknown_field(found: _Found, known: list[str]) -> _Problem:
    place = found.parent.where(found.name) if isinstance(found.parent, Fields) else found.place
    what = f"the field {shown(found.name)} is not known here"
    return _Problem(Code.UNKNOWN_FIELD, place, what, did_you_mean(found.name, known))


def _missing_field(found: _Found, name: str) -> _Problem:
    return _Problem(Code.MISSING_FIELD, found.place, f'the field "{name}" is missing')


def _wrong_tag(context: dict[str, Any], found: _Found) -> _Problem:
    node = found.node if isinstance(found.node, Fields) else None
    value = node.get(str(context["discriminator"]).strip("'")) if node else None
    return _wrong_word(str(context["expected_tags"]), value, (value or found.parent).place)


def _wrong_word(expected: str, node: Node | None, place: Place) -> _Problem:
    words = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    if not isinstance(node, Scalar):
        return _Problem(Code.BAD_VALUE, place, "this should be a word", one_of(words))
    what = f"{shown(node.text)} is not a word for this"
    return _Problem(Code.BAD_VALUE, place, what, did_you_mean(node.text, words) or one_of(words))


def _wrong_value(error: ErrorDetails, found: _Found) -> _Problem:
    context: dict[str, Any] = error.get("ctx", {})
    code = Code.BAD_VALUE
    match error["type"]:
        case "string_type" if error["input"] is None:
            code, what, hint = Code.MISSING_TEXT, "a text is missing here", "write one"
        case "string_too_short":
            code, what, hint = Code.MISSING_TEXT, "this text is empty", "write one"
        case "string_pattern_mismatch":
            what = f"{shown(str(error['input']))} does not have the right form"
            hint = f"write {FORMS[context['pattern']]}"
        case "string_too_long":
            what, hint = f"this text is longer than {context['max_length']} letters", ""
        case "too_long" if context["field_type"] == "List":
            what, hint = f"more than {context['max_length']} stand here", "take some out"
        case "greater_than_equal":
            what, hint = f"this should be {context['ge']} or more", ""
        case "form":
            what, hint = error["msg"], ""
        case kind:
            what, hint = _WRONG_TYPES.get(kind, (error["msg"], ""))
    return _Problem(code, found.place, what, hint)


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
    return (
        kind is not None
        and get_origin(kind.annotation) is Literal
        and part in get_args(kind.annotation)
    )
