"""The answers that the API takes, as JSON Schema made from the rulebook. Pure.

It says all that the reader of answers checks, follow-ups included, but for one thing that
JSON Schema cannot say: a number with a fraction of zero is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias, assert_never

from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf
from quiz.model import Rulebook
from quiz.questions import Kind, Question

Schema: TypeAlias = dict[str, Any]


def request_schema(rulebook: Rulebook) -> Schema:
    """Describe one set of answers."""
    questions = rulebook.questions.values()
    always = [question for question in questions if not question.ask_when]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {question.id: _property(question) for question in questions},
        "required": [question.id for question in always if not question.optional],
        "allOf": [*_follow_ups(rulebook), *_no_concern_twice(rulebook)],
    }


def _property(question: Question) -> Schema:
    """Describe a question; a follow-up that does not apply is ignored whatever it holds."""
    if question.ask_when:
        return {"description": f"{question.text} Only read where it applies."}
    default: Schema = {"default": []} if question.optional else {}
    return {"description": question.text} | _answer(question) | default


def _answer(question: Question) -> Schema:
    options = {"enum": [option.id for option in question.options]}
    match question.kind:
        case Kind.NUMBER:
            return {"type": "integer", "minimum": question.low, "maximum": question.high}
        case Kind.ONE:
            return {"type": "string"} | options
        case Kind.MANY | Kind.CHECKLIST:
            return _list(question, options)


def _list(question: Question, options: Schema) -> Schema:
    alone = [option.id for option in question.options if option.means]
    return {
        "type": "array",
        "items": {"type": "string"} | options,
        "uniqueItems": True,
        "minItems": 0 if question.optional else 1,
    } | ({"if": {"contains": {"enum": alone}}, "then": {"maxItems": 1}} if alone else {})


def _follow_ups(rulebook: Rulebook) -> Iterator[Schema]:
    for question in rulebook.questions.values():
        if question.ask_when:
            then: Schema = {"properties": {question.id: _answer(question)}}
            required: Schema = {} if question.optional else {"required": [question.id]}
            yield {"if": _holds(rulebook, question.ask_when), "then": then | required}


def _no_concern_twice(rulebook: Rulebook) -> Iterator[Schema]:
    main, others = rulebook.main_concern, rulebook.other_concerns
    for option in rulebook.questions[others].options:
        both = AllOf((Chosen(main, frozenset({option.id})), Chosen(others, frozenset({option.id}))))
        yield {"not": _holds(rulebook, both)}


def _holds(rulebook: Rulebook, condition: Condition) -> Schema:
    match condition:
        case Chosen(question, options):
            chosen: Schema = {"enum": sorted(options)}
            several = rulebook.questions[question].kind in (Kind.MANY, Kind.CHECKLIST)
            answer: Schema = {"type": "array", "contains": chosen} if several else chosen
            return {"properties": {question: answer}, "required": [question]}
        case Between(question, low, high):
            between = {"type": "integer", "minimum": low, "maximum": high}
            return {"properties": {question: between}, "required": [question]}
        case AllOf(parts):
            return {"allOf": [_holds(rulebook, part) for part in parts]}
        case AnyOf(parts):
            return {"anyOf": [_holds(rulebook, part) for part in parts]}
        case NoneOf(parts):
            return {"not": {"anyOf": [_holds(rulebook, part) for part in parts]}}
        case _:
            assert_never(condition)
