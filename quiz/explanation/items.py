"""An explanation as types. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quiz.answers import Answer
from quiz.model import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One reason: its sentence, the rules or facts it comes from, and what they rest on."""

    text: str
    rules: tuple[str, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Item):
    """What would have to pass, each in words, and the outcome that could follow."""

    after: tuple[str, ...]
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned(Item):
    """What studies did with one treatment; of no treatment where the sentence is about both."""

    treatment: str | None
    plan: Plan | None  #: None: the clinic decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered(Item):
    """A chosen concern that the outcome leaves out."""

    concern: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is said about one recommendation; empty where there is nothing to say."""

    why: tuple[Item, ...]
    why_not: Mapping[str, tuple[Item, ...]]  #: by treatment, and for COMBINATION
    could_change: tuple[Change, ...]
    rests_on: tuple[Item, ...]
    not_covered: tuple[Uncovered, ...]
    plan: tuple[Planned, ...]
    for_the_clinician: tuple[Item, ...]
