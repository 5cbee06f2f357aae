"""The shape of a clinic's file."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, SkipValidation
from pydantic_core import PydanticCustomError

from quiz.reading.origins import wrong_with
from quiz.reading.shapes.base import (
    Colour,
    Count,
    HttpsLink,
    Language,
    Maybe,
    Phone,
    Shape,
    SnakeId,
    Words,
)
from quiz.reading.shapes.rules import RuleShape


def _origin(value: str) -> str:
    if what := wrong_with(value):
        raise PydanticCustomError("form", what)
    return value


Origin = Annotated[str, AfterValidator(_origin), Field(json_schema_extra={"format": "uri"})]


class ColoursShape(Shape):
    """The colours of one scheme; each that is left out stays as it is."""

    accent: Maybe[Colour] = None
    """Buttons and links."""
    on_accent: Maybe[Colour] = None
    """The words on a button."""
    tint: Maybe[Colour] = None
    """Behind an answer that is chosen."""
    ground: Maybe[Colour] = None
    """Behind everything."""
    ink: Maybe[Colour] = None
    """The text."""


class SchemesShape(Shape):
    """The colours by scheme: a device asks for one or the other."""

    light: ColoursShape = ColoursShape()
    """For light backgrounds."""
    dark: ColoursShape = ColoursShape()
    """For dark backgrounds."""


class ClinicShape(Shape):
    """A clinic whose page may show the quiz."""

    name: Words
    """The clinic's name."""
    origins: list[Origin] = Field(default_factory=list, max_length=30)
    """The sites that may frame the quiz: "https://www.example.org", without anything after it."""
    languages: Maybe[Annotated[list[Language], Field(min_length=1)]] = None
    """The languages that it offers, its own first; without it, all of the rulebook's."""
    colours: SchemesShape = SchemesShape()
    """Its colours, as "#rrggbb" in quotes; `quiz check` says whether they can be read."""
    logo: Words = ""
    """An SVG or PNG file beside this one: "logos/example.svg"."""
    booking: Maybe[HttpsLink] = None
    """Where to book, https only; shown when the outcome is what this clinic offers."""
    treatments: Maybe[Annotated[list[SnakeId], Field(min_length=1)]] = None
    """The treatments that it offers; without it, all."""
    phone: Maybe[Phone] = None
    """Its number, in quotes, as it is to be read."""
    emergency: Maybe[Phone] = None
    """The number to call in an emergency where it is."""
    minimum_age: Maybe[Count] = None
    """Nobody younger is offered a treatment, if that is more than the rulebook asks for."""
    house_rules: Annotated[list[RuleShape], SkipValidation] = Field(default_factory=list)
    """Its own rules, in the form of safety rules: out, wait, caution, note or refer."""
