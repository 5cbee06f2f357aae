"""What is asked, as types: steps, questions, options. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from quiz.answers import Answer
from quiz.catalogue import Text
from quiz.conditions import Condition, Test, always, compiled
from quiz.problems import Place


class Kind(StrEnum):
    """How a question is answered."""

    ONE = "one"
    MANY = "many"
    CHECKLIST = "checklist"
    NUMBER = "number"


class Means(StrEnum):
    """What an option stands for when it is not an answer like the others."""

    NOTHING = "nothing"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Option:
    """One possible choice of a question."""

    id: str
    label: Text
    hint: Text = ""
    means: Means | None = None
    swatch: str = ""  #: a colour to show beside the label, as #rrggbb


@dataclass(frozen=True, slots=True)
class Question:
    """One question, asked always or only where `ask_when` holds."""

    id: str
    kind: Kind
    text: Text
    name: Text  #: a short noun phrase for lists
    error: Text  #: what to say when it is not answered
    hint: Text = ""
    options: tuple[Option, ...] = ()
    low: int = 0  #: the smallest number that is accepted
    high: int = 0
    optional: bool = False
    ask_when: Condition | None = None
    place: Place = field(compare=False, default=Place("?"))
    option_ids: frozenset[str] = field(init=False, compare=False)
    labels: Mapping[str, str] = field(init=False, compare=False, repr=False)  #: of its options
    asked: Test = field(init=False, compare=False, repr=False)  #: whether the answers so far ask it

    def __post_init__(self) -> None:
        asked = compiled(self.ask_when) if self.ask_when else always
        object.__setattr__(self, "option_ids", frozenset(option.id for option in self.options))
        object.__setattr__(self, "labels", {one.id: one.label for one in self.options})
        object.__setattr__(self, "asked", asked)

    def label(self, answer: Answer) -> str:
        """Return one answer in words."""
        chosen = answer if isinstance(answer, tuple) else (answer,)
        return "; ".join([self.labels.get(one, one) for one in map(str, chosen)])

    def meaning(self, means: Means) -> frozenset[str]:
        """Return the options that stand for something, by id."""
        return frozenset(option.id for option in self.options if option.means is means)


@dataclass(frozen=True, slots=True)
class Step:
    """One screen of the quiz: the questions of one file."""

    id: str
    title: Text
    questions: tuple[Question, ...]
    place: Place = field(compare=False, default=Place("?"))
