"""The shapes of safety rules, of what is not covered, and of safety requirements."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, SkipValidation, Tag

from quiz.model import Effect, Urgency
from quiz.reading.shapes.base import Date, Flag, KebabId, Maybe, Shape, SnakeId, SourceId, Words
from quiz.reading.shapes.conditions import When


class ReviewedShape(Shape):
    """A review by a clinician."""

    by: Words
    """The clinician's name, or "nobody"."""
    on: Date | None
    """The date of the review, or null while nobody has."""


class ReasonedShape(Shape):
    """What everything has that can be given as a reason."""

    id: KebabId
    """An id of its own among rules, suits, what is not covered and facts."""
    when: When
    """The answers for which this holds: every line must hold."""
    because: Words
    """One plain sentence that the patient reads."""
    clinician: Words
    """The reason in the field's own terms."""
    sources: list[SourceId]
    """Keys of evidence.yaml; empty only if `unsourced` says why."""
    texts: list[SourceId] = Field(default_factory=list)
    """Which of the project's own source texts speak of it; never shown to patients."""
    unsourced: Words = ""
    """Which part has no source, in plain words."""
    reviewed: ReviewedShape
    """Who reviewed this and when."""
    keep: Words = ""
    """Why it stays although a check finds it redundant."""


def _form(advice: object) -> str:
    return "by treatment" if isinstance(advice, dict) else "for all"


_Advice = Annotated[
    Annotated[Words, Tag("for all")] | Annotated[dict[SnakeId, Words], Tag("by treatment")],
    Discriminator(_form),
]


class RuleShape(ReasonedShape):
    """A safety rule."""

    effect: Annotated[Effect | dict[SnakeId, Effect], SkipValidation]
    """What it does: one word for every treatment, or a word for each that it touches."""
    urgency: Maybe[Urgency] = None
    """How soon to see someone; only with the effect refer."""
    until: Words = ""
    """Completes "once ...": no capital, no full stop; only with the effect wait."""
    offer: Flag = True
    """false keeps it out of "what could change this"; only with the effect wait."""
    advice: _Advice = ""
    """What the patient can do, or by treatment where it differs; for pref: "if you would ..."."""


class NotCoveredShape(ReasonedShape):
    """A concern for which nothing is offered, here or at all."""

    advice: Words = ""
    """What the patient can do."""


class RequirementShape(Shape):
    """A safety requirement, written apart from the rules and proved of them."""

    id: KebabId
    """An id of its own among the requirements."""
    condition: When = Field(alias="if")
    """The answers for which it holds: every line must hold."""
    never: Annotated[list[SnakeId], Field(min_length=1)]
    """The treatments that must never be offered then."""
    because: Words
    """Why, in one plain sentence."""
    reviewed: ReviewedShape
    """Who reviewed this and when."""
    keep: Words = ""
    """Why it stays although no rule could break it today."""
