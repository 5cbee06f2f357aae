"""Hide, by style alone, the follow-ups that the answers so far do not ask. Pure.

A browser without `:has()` shows them all, each with its "only if"; whatever a follow-up
that does not apply holds, the server never reads it.
"""

from __future__ import annotations

from typing import assert_never

from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf, leaves
from quiz.model import Rulebook
from quiz.web.forms import field_name


def follow_up_styles(rulebook: Rulebook) -> str:
    """Return the rules that hide each follow-up while its condition does not hold."""
    hidden = (
        f".quiz:not({_selector(question.ask_when)}) #{field_name(question.id)}"
        for question in rulebook.questions.values()
        if question.ask_when and _can_be_styled(question.ask_when)
    )
    rules = "".join(f"{selector} {{ display: none; }}\n" for selector in hidden)
    return f"\n@supports selector(:has(*)) {{\n{rules}}}\n"


def option_id(question: str, option: str) -> str:
    """Return the id that an option's input has on the page."""
    return f"{field_name(question)}-{option}"


def _can_be_styled(condition: Condition) -> bool:
    """Say whether a style can tell: no selector can compare numbers."""
    return not any(isinstance(leaf, Between) for leaf in leaves(condition))


def _selector(condition: Condition) -> str:
    match condition:
        case Chosen(question, options):
            ids = ", ".join(f"#{option_id(question, option)}" for option in sorted(options))
            return f":has(:is({ids}):checked)"
        case AllOf(parts):
            return "".join(f":is({_selector(part)})" for part in parts)
        case AnyOf(parts):
            return f":is({', '.join(map(_selector, parts))})"
        case NoneOf(parts):
            return f":not({', '.join(map(_selector, parts))})"
        case Between():
            raise ValueError("no selector can compare numbers")
        case _:
            assert_never(condition)
