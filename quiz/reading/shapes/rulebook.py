"""The shape of rulebook.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from quiz.reading.shapes.base import Count, KebabId, Maybe, Shape, SnakeId, Words
from quiz.reading.shapes.rules import ReviewedShape


class ConcernsShape(Shape):
    """The two questions that `concerns` means in a condition."""

    main: SnakeId
    """The question that asks for the main concern."""
    others: SnakeId
    """The question that asks for the other concerns."""


class PolicyShape(Shape):
    """The numbers that are the rule files' to set."""

    cautions_allowed: Count
    """How many cautions leave a treatment standing."""
    cautions_allowed_for_combination: Count
    """How many leave a combination standing."""


class FactShape(Shape):
    """A sentence that belongs to no single rule."""

    id: KebabId
    """Which sentence it is."""
    text: Words
    """The sentence; the words in braces are filled in."""


class RulebookShape(Shape):
    """What holds for the whole rulebook."""

    title: Words
    """The rulebook's title."""
    version: Words
    """Its version, for example "2026.11"."""
    languages: list[Words] = Field(min_length=1, default_factory=lambda: ["en"])
    """The languages it can be had in, that of the rule files first; all others have a catalogue."""
    reviewed: ReviewedShape
    """Who reviewed the whole and when."""
    concerns: ConcernsShape
    """The two questions that `concerns` means in a condition."""
    age: Maybe[SnakeId] = None
    """The question that asks for the age, which a clinic's `minimum_age` is about."""
    default_clinic: Maybe[KebabId] = None
    """The clinic whose quiz stands at the root of the site; without it, that is nobody's."""
    policy: PolicyShape
    """How many cautions are too many."""
    facts: Annotated[list[FactShape], Field(min_length=1)]
    """The sentences that belong to no single rule."""
