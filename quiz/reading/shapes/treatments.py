"""The shape of a treatment's file: its page, and what it suits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from quiz.reading.shapes.base import Count, Pair, Shape, SnakeId, SourceId, Words
from quiz.reading.shapes.rules import ReasonedShape


class SectionShape(Shape):
    """A part of the page: paragraphs, then points."""

    text: Annotated[list[Words], Field(min_length=1)]
    """The paragraphs."""
    points: list[Words] = Field(default_factory=list)
    """A list below them; for how it works, the steps in order."""
    sources: list[SourceId]
    """Keys of evidence.yaml; empty only if `unsourced` says why."""
    texts: list[SourceId] = Field(default_factory=list)
    """Which of the project's own source texts speak of it; never shown to patients."""
    unsourced: Words = ""
    """Which part has no source, in plain words."""


class JudgedShape(Shape):
    """When studies judged the result."""

    days: Pair
    """The earliest and the latest day."""
    since: Literal["first_session", "last_session", "not_stated"] = Field(alias="from")
    """The session from which the days are counted."""


class PlanShape(Shape):
    """What studies did, all in days."""

    sessions: Pair | None
    """The fewest and the most sessions; null: the clinic decides."""
    days_between: Count | None
    """Days between sessions; null: not stated."""
    judged: list[JudgedShape]
    """When the result was judged; empty if it is not stated."""
    recovery_days: Pair | None
    """The days of recovery to show."""
    plan_days: Count | None
    """The days to keep free."""


class SuitShape(ReasonedShape):
    """What the treatment is offered for."""

    strength: Literal["moderate", "limited", "indirect"]
    """How strong the evidence is."""
    plan: PlanShape | None
    """What studies did; null: the clinic decides everything."""
    studies: Words
    """What studies did, in words: "Studies used ...", never "you need"."""
    advice: Words = ""
    """What to know with it."""


class TreatmentShape(Shape):
    """A treatment."""

    id: SnakeId
    """The name of the file without its ending."""
    name: Words
    """The treatment's name."""
    summary: Words
    """One sentence."""
    what_it_is: SectionShape
    how_it_works: SectionShape
    """Its points are the steps, in order."""
    who_does_it: SectionShape
    tools: SectionShape
    """What is used, for example rollers and pens."""
    recovery: SectionShape
    risks: SectionShape
    """What can go wrong."""
    aftercare: SectionShape
    get_help: SectionShape
    """When to get help."""
    sessions: SectionShape
    """What it costs in sessions, never in money."""
    suits: list[SuitShape]
    """What it is offered for."""
