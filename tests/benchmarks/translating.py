"""The conditions of rules in the languages of other rule engines."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, NamedTuple, assert_never

from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf
from quiz.model import Rulebook
from quiz.questions import Kind


class Words(NamedTuple):
    """How a language says it; what CEL and ZEN say alike stands in `as_text`."""

    all_of: str
    any_of: str
    none_of: str


CEL = Words(" && ", " || ", "!({})")
ZEN = Words(" and ", " or ", "not({})")


def as_text(rulebook: Rulebook, words: Words, condition: Condition) -> str:
    """Translate a condition into CEL or ZEN."""
    within = partial(as_text, rulebook, words)
    match condition:
        case Chosen(question, options) if is_list(rulebook, question):
            found = [f'"{option}" in {question}' for option in sorted(options)]
            return f"({words.any_of.join(found)})"
        case Chosen(question, options):
            one = len(options) == 1
            test = f'== "{min(options)}"' if one else f"in {json.dumps(sorted(options))}"
            return f"({question} {test})"
        case Between(question, low, high):
            return f"({question} >= {low}{words.all_of}{question} <= {high})"
        case AllOf(parts):
            return f"({words.all_of.join(map(within, parts))})"
        case AnyOf(parts):
            return f"({words.any_of.join(map(within, parts))})"
        case NoneOf(parts):
            return words.none_of.format(words.any_of.join(map(within, parts)))
        case _:
            assert_never(condition)


def as_json_logic(rulebook: Rulebook, condition: Condition) -> object:
    """Translate a condition into JsonLogic."""
    within = partial(as_json_logic, rulebook)
    match condition:
        case Chosen(question, options) if is_list(rulebook, question):
            return _either([{"in": [one, {"var": question}]} for one in sorted(options)])
        case Chosen(question, options):
            return _either([{"===": [{"var": question}, one]} for one in sorted(options)])
        case Between(question, low, high):
            return {"<=": [low, {"var": question}, high]}
        case AllOf(parts):
            return {"and": list(map(within, parts))}
        case AnyOf(parts):
            return _either(list(map(within, parts)))
        case NoneOf(parts):
            return {"!": [_either(list(map(within, parts)))]}
        case _:
            assert_never(condition)


def _either(parts: list[Any]) -> object:
    return parts[0] if len(parts) == 1 else {"or": parts}


def is_list(rulebook: Rulebook, question: str) -> bool:
    """Say whether a question is answered by a list."""
    return rulebook.questions[question].kind in (Kind.MANY, Kind.CHECKLIST)
