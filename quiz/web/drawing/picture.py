"""The picture of a rulebook as its template sees it: every place is worked out. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text at its place."""

    x: float
    y: float
    text: str
    look: str = ""  #: class of the stylesheet


@dataclass(frozen=True, slots=True)
class Box:
    """A question, rule, treatment or outcome."""

    look: str
    x: float
    y: float
    width: float
    height: float
    words: tuple[Words, ...]
    title: str
    anchor: str = ""  #: where it stands on the page; "" for what stands nowhere


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two boxes, with a mark at its end, and the example behind it."""

    look: str
    path: str
    mark: str  #: the path of the mark; "" for none
    title: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One line of the legend: a mark or a colour, and what it means."""

    look: str
    path: str
    words: Words


@dataclass(frozen=True, slots=True)
class Doing:
    """One edge in words: what a rule does to a treatment, and the example behind it."""

    what: str
    example: str


@dataclass(frozen=True, slots=True)
class Told:
    """One rule or outcome in words, for those who do not see the picture."""

    id: str
    anchor: str
    asks: str  #: the questions that a rule asks about
    share: str
    doing: tuple[Doing, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the template of the picture sees."""

    width: float
    height: float
    title: str
    description: str
    lanes: tuple[Box, ...]
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    words: tuple[Words, ...]
    legend: tuple[Sample, ...]
    rules_told: tuple[Told, ...]
    outcomes_told: tuple[Told, ...]
