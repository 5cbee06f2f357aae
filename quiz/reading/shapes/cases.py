"""The shapes of what stands beside the rulebook: cases, the assumed population."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, SkipValidation

from quiz.model import Urgency
from quiz.reading.shapes.base import KebabId, Maybe, Percent, Shape, SnakeId, Words

#: Checked by `quiz.reading.cases`, against the questions.
_Given = Annotated[dict[str, str | int | list[str]], SkipValidation]


class CaseShape(Shape):
    """Answers and the outcome that they must lead to."""

    id: KebabId
    """An id of its own among all cases."""
    because: Words
    """What the case is there to show."""
    answers: _Given
    """The answers that differ from `start`."""
    outcome: SnakeId
    """A treatment, combination or see_specialist."""
    urgency: Maybe[Urgency] = None
    """How soon, if a referral decides."""
    decided_by: Annotated[list[KebabId], Field(min_length=1)]
    """What must stand under "why": ids of rules, suits, what is not covered, or facts."""
    mentions: list[KebabId] = Field(default_factory=list)
    """What must be named anywhere else: ids of rules, suits or what is not covered."""


class CaseFileShape(Shape):
    """Cases that start from the same answers."""

    start: _Given = Field(default_factory=dict)
    """The answers from which each case starts."""
    cases: Annotated[list[CaseShape], Field(min_length=1)]
    """The cases."""


class PopulationShape(Shape):
    """Assumed shares of answers, for weighing counts; no measurement."""

    assumed: Words
    """Where the shares come from, and that they are assumptions."""
    shares: dict[SnakeId, dict[str, Percent]]
    """By question and option, in percent; of a number by "from-to"."""
