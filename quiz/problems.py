"""A problem in the rule files: where, what, and how to mend it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Part(IntEnum):
    """Which part of a rules folder a problem is in, what others rest on first."""

    QUESTIONS = 1
    RULES = 2  #: all else that belongs to the rulebook
    BESIDE = 3  #: a problem here is no problem of the rulebook


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file, as it can be opened from here, line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem, worded for the person who keeps the rules."""

    place: Place
    code: str
    name: str  #: kebab-case, names the problem
    what: str
    hint: str = ""
    level: str = "error"  #: "error" or "warning"
    case: str = ""  #: a case that shows it, ready to be pasted
    part: Part = Part.RULES

    def __str__(self) -> str:
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.place}: {self.what}{hint} [{self.code} {self.name}]"
