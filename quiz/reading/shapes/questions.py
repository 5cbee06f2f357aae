"""The shape of a step of the quiz and of its questions, one for each kind."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from quiz.questions import Means
from quiz.reading.shapes.base import Colour, Flag, KebabId, Maybe, Shape, SnakeId, Whole, Words
from quiz.reading.shapes.conditions import When


class OptionShape(Shape):
    """One possible answer."""

    id: SnakeId
    """An id of its own in this question; cases and the JSON API use it."""
    label: Words
    """What the person reads."""
    hint: Words = ""
    """A short sentence of help."""
    means: Maybe[Means] = None
    """`nothing` stands for none of the others, `unsure` for not knowing."""
    swatch: Maybe[Colour] = None
    """A colour to show beside the label, as "#rrggbb" in quotes."""


_Options = Annotated[list[OptionShape], Field(min_length=1)]


class _AskedShape(Shape):
    id: SnakeId
    """An id of its own among the questions; cases and the JSON API use it."""
    text: Words
    """The question as it is asked."""
    name: Words
    """A short noun phrase for lists: "Your age"."""
    hint: Words = ""
    """A short sentence of help."""
    error: Words
    """What to say when it is not answered: a verb and the thing, no "please"."""
    ask_when: When | SkipJsonSchema[None] = None
    """For follow-ups: the answers to earlier questions for which it is asked."""


class OneShape(_AskedShape):
    """A question with one answer of several."""

    kind: Literal["one"]
    options: _Options


class ManyShape(_AskedShape):
    """A question with any number of answers."""

    kind: Literal["many"]
    options: Maybe[_Options] = None
    """Its own options, or use `options_of`."""
    options_of: Maybe[SnakeId] = None
    """The question whose options these are."""
    optional: Flag = False
    """true: it may be left empty."""


class ChecklistShape(_AskedShape):
    """A list to tick, with one option for nothing and one for not being sure."""

    kind: Literal["checklist"]
    options: _Options


class NumberQuestionShape(_AskedShape):
    """A question for a whole number."""

    kind: Literal["number"]
    low: Whole = Field(alias="from")
    """The smallest number that is accepted."""
    high: Whole = Field(alias="to")
    """The largest number that is accepted."""


QuestionShape = Annotated[
    OneShape | ManyShape | ChecklistShape | NumberQuestionShape, Field(discriminator="kind")
]


class StepShape(Shape):
    """One step of the quiz: one screen."""

    step: KebabId
    """An id of its own among the steps."""
    title: Words
    """The heading of the screen."""
    questions: Annotated[list[QuestionShape], Field(min_length=1)]
    """The questions in the order in which they are asked."""
