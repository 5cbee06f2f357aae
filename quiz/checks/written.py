"""Conditions and effects as rule files write them, in one line. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf
from quiz.model import Effect, Rulebook


def written(condition: Condition, rulebook: Rulebook) -> str:
    """Write a condition as a `when`."""
    match condition:
        case Chosen(question, options):
            return f"{{{question}: {_listed(sorted(options))}}}"
        case Between(question, low, high):
            return f"{{{question}: {{from: {low}, to: {high}}}}}"
        case AllOf(parts):
            return _joined("all", parts, rulebook)
        case AnyOf(parts):
            concerns = _concerns(parts, rulebook)
            return concerns or _joined("any", parts, rulebook)
        case NoneOf(parts):
            return _joined("none", parts, rulebook)
        case _:
            assert_never(condition)


def effects(done: Mapping[str, Effect]) -> str:
    """Write what a rule does, in one word if it is the same for every treatment."""
    kinds = set(done.values())
    if len(kinds) == 1:
        return f"{kinds.pop()} for {_and(done)}"
    return ", ".join(f"{treatment}: {effect}" for treatment, effect in done.items())


def _concerns(parts: tuple[Condition, ...], rulebook: Rulebook) -> str:
    """Write the two questions for concerns as one, as rule files do."""
    asked = (rulebook.main_concern, rulebook.other_concerns)
    match parts:
        case (Chosen(main, one), Chosen(others, other)) if (main, others) == asked and one == other:
            return f"{{concerns: {_listed(sorted(one))}}}"
    return ""


def _joined(how: str, parts: tuple[Condition, ...], rulebook: Rulebook) -> str:
    told = [written(part, rulebook) for part in parts]
    simple = all(not isinstance(part, (AllOf, NoneOf)) for part in parts)
    if how == "all" and simple:  # fields of one mapping: every one of them must hold
        return f"{{{', '.join(one[1:-1] for one in told)}}}"
    return f"{{{how}: [{', '.join(told)}]}}"


def _listed(ids: list[str]) -> str:
    return ids[0] if len(ids) == 1 else f"[{', '.join(ids)}]"


def _and(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
