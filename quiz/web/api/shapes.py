"""What the API answers with, as models: the description is made from them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from quiz.model import Effect, Urgency

Given = Annotated[
    dict[str, int | str | list[str]],
    Field(description="Question ids and answers as in the request, with what counted only."),
]
Span = Annotated[list[int], Field(min_length=2, max_length=2, description="Lowest and highest.")]


class Shape(BaseModel):
    """What every model has in common: nothing but what it names."""

    model_config = ConfigDict(extra="forbid")


class Verdict(Shape):
    """What became of one treatment."""

    wanted: bool = Field(description="It suits one of the concerns, in the area chosen.")
    allowed: bool = Field(description="Nothing rules it out.")
    recommended: bool
    ruled_out_by: list[str] = Field(description="Ids of the rules that rule it out.")
    cautions: list[str] = Field(description="Ids of the rules that ask for extra care.")
    too_many_cautions: Literal[True] = Field(default=True, description="Only present if true.")


class Finding(Shape):
    """A safety rule that fired."""

    rule: str
    effects: dict[str, Effect] = Field(description="By treatment; only those it touches.")
    urgency: Urgency = Field(default=Urgency.BEFORE, description="Only with a refer.")
    answers: Given
    because: str
    until: str | None = Field(description="Completes “wait until ...”; only for a wait.")
    advice: str | dict[str, str] | None = Field(description="By treatment where it differs.")
    sources: list[str]


class Item(Shape):
    """One reason: its sentence, and the rules, answers and sources it comes from."""

    text: str
    rules: list[str]
    answers: Given
    sources: list[str]


class Change(Item):
    """A more permissive outcome that could follow once something has passed."""

    after: list[str]
    outcome: str


class Uncovered(Item):
    """A chosen concern that the outcome leaves out."""

    concern: str


class Since(StrEnum):
    """What a time is counted from."""

    FIRST_SESSION = "first_session"
    LAST_SESSION = "last_session"
    NOT_STATED = "not_stated"


class Judged(Shape):
    """When studies judged the result, in days."""

    days: Span
    since: Since = Field(alias="from")


class Planned(Item):
    """What studies did with one treatment; null where it is not stated or the clinic decides."""

    treatment: str | None = Field(description="Null where the sentence is about all of them.")
    sessions: Span | None
    days_between: int | None
    judged: list[Judged]
    recovery_days: Span | None
    plan_days: int | None


class Explanation(Shape):
    """Why, why not, and what could change; empty lists, never null."""

    why: list[Item]
    why_not: dict[str, list[Item]] = Field(description="By treatment, and for the combination.")
    could_change: list[Change]
    rests_on: list[Item] = Field(description="One item a question.")
    not_covered: list[Uncovered]
    plan: list[Planned]
    for_the_clinician: list[Item]


class RulebookNamed(Shape):
    """Which rulebook the answer comes from."""

    version: str
    fingerprint: str
    reviewed: bool = Field(description="Whether a clinician has reviewed it.")


class ClinicNamed(Shape):
    """The clinic whose rules were used, and what it offers of the outcome."""

    id: str
    name: str
    fingerprint: str = Field(description="Changes with anything in the clinic's file.")
    rules: list[str] = Field(description="Ids of its own rules that fired.")
    not_offered: list[str] = Field(description="Treatments of the outcome it does not offer.")
    text: str | None = Field(description="That it does not offer them; the outcome stays.")
    booking: str | None = Field(description="Only with treatments that it offers, every one.")


class Recommendation(Shape):
    """One answer: information to talk over with a clinician, not a prescription."""

    outcome: str
    urgency: Urgency | None = Field(description="Of the most urgent referral.")
    language: str = Field(description="That all sentences are in.")
    treatments: dict[str, Verdict]
    findings: list[Finding]
    explanation: Explanation
    rulebook: RulebookNamed
    clinic: ClinicNamed | None = Field(description="Null where none was asked for.")


class Error(Shape):
    """One thing that is wrong; it repeats nothing that was sent."""

    question: str | None
    code: str
    message: str


class Errors(Shape):
    """All that is wrong, at once."""

    errors: list[Error]
