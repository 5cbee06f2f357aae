"""What is worked out of a rulebook alone: once for each, and no longer than it is there. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from quiz.model import Rulebook

_Part = TypeVar("_Part", bound=Hashable)
_Made = TypeVar("_Made")


def once(make: Callable[[Rulebook, _Part], _Made]) -> Callable[[Rulebook, _Part], _Made]:
    """Remember what a function makes of each part of a rulebook: never of anybody's answers.

    What it makes must not hold the rulebook itself, which would then stay for ever.
    """
    known: WeakKeyDictionary[Rulebook, dict[_Part, _Made]] = WeakKeyDictionary()

    @wraps(make)
    def made(rulebook: Rulebook, part: _Part) -> _Made:
        parts = known.setdefault(rulebook, {})
        if part not in parts:
            parts[part] = make(rulebook, part)
        return parts[part]

    return made
