"""The shape of a condition, for editors: it is read and checked by `quiz.reading.conditions`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, SkipValidation
from typing_extensions import TypeAliasType

from quiz.reading.shapes.base import Maybe, Shape, Whole


class NumberShape(Shape):
    """A span of numbers, both ends included; an end that is left out is the question's own."""

    low: Maybe[Whole] = Field(None, alias="from")
    """The smallest number."""
    high: Maybe[Whole] = Field(None, alias="to")
    """The largest number."""
    below: Maybe[Whole] = None
    """Every number smaller than this one; instead of the other two."""


_Options = Annotated[list[str], Field(min_length=1)]
_When = TypeAliasType(
    "_When",
    "Annotated[dict[str, str | _Options | NumberShape | list[_When]], Field(min_length=1)]",
)

#: Questions and the options of which one must be chosen; or all, any, none with a list of such.
When = Annotated[_When, SkipValidation]
