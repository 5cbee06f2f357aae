"""Safety rules, what is not covered, and the safety requirements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypedDict

from quiz.conditions import Condition
from quiz.model import NotCovered, Requirement, Reviewed, Rule
from quiz.problems import Place
from quiz.reading.codes import Code
from quiz.reading.conditions import CONCERNS, Conditions
from quiz.reading.effects import Effects
from quiz.reading.layout import Layout
from quiz.reading.names import Names
from quiz.reading.nodes import Fields, Items, Scalar, word, words
from quiz.reading.references import check_sources, check_treatment
from quiz.reading.report import Report
from quiz.reading.shape_problems import shaped
from quiz.reading.shapes import NotCoveredShape, RequirementShape, ReviewedShape, RuleShape
from quiz.reading.shapes.base import is_date
from quiz.reading.shapes.rules import ReasonedShape


class Reasoning(TypedDict):
    """What every reason has."""

    id: str
    when: Condition
    because: str
    clinician: str
    sources: tuple[str, ...]
    texts: tuple[str, ...]
    unsourced: str
    reviewed: Reviewed
    keep: str
    place: Place


def reasoning(shape: ReasonedShape, when: Condition, place: Place) -> Reasoning:
    """Gather what every reason has."""
    return Reasoning(
        id=shape.id,
        when=when,
        because=shape.because,
        clinician=shape.clinician,
        sources=tuple(shape.sources),
        texts=tuple(shape.texts),
        unsourced=shape.unsourced,
        reviewed=read_reviewed(shape.reviewed),
        keep=shape.keep,
        place=place,
    )


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Reads rules. None is returned where a problem was noted."""

    names: Names
    report: Report
    house: bool = False

    def read(self, node: Fields) -> Rule | None:
        """Read one rule."""
        shape = shaped(RuleShape, node, self.report)
        when = Conditions(self.names, self.report).read(node.get("when"))
        does = Effects(self.names, self.report).read(node, when)
        check_reasoned(node, self.names, self.report)
        if not (shape and when and does):
            return None
        advice = shape.advice
        return Rule(
            **reasoning(shape, when, node.place),
            effects=MappingProxyType(dict(does)),
            urgency=shape.urgency,
            until=shape.until,
            offer=shape.offer,
            house=self.house,
            advice=advice if isinstance(advice, str) else MappingProxyType(advice),
        )


def read_rules(layout: Layout, names: Names, report: Report) -> Iterator[Rule]:
    """Read all safety rules, those without a problem of their own form."""
    reader = RuleReader(names, report)
    return (rule for node in layout.rules if (rule := reader.read(node)))


def read_not_covered(layout: Layout, names: Names, report: Report) -> Iterator[NotCovered]:
    """Read what is not covered."""
    for node in layout.not_covered:
        shape = shaped(NotCoveredShape, node, report)
        when = Conditions(names, report).read(node.get("when"))
        concern = read_concern(node, report)
        check_reasoned(node, names, report)
        if shape and when and concern:
            shared = reasoning(shape, when, node.place)
            yield NotCovered(**shared, concern=concern, advice=shape.advice)


def read_requirements(layout: Layout, names: Names, report: Report) -> Iterator[Requirement]:
    """Read the safety requirements."""
    for node in layout.requirements:
        shape = shaped(RequirementShape, node, report)
        condition = Conditions(names, report).read(node.get("if"))
        for treatment in words(node.get("never")):
            check_treatment(treatment, names, report)
        check_reviewed(node, report)
        if shape and condition:
            yield Requirement(
                id=shape.id,
                condition=condition,
                never=frozenset(shape.never),
                because=shape.because,
                reviewed=read_reviewed(shape.reviewed),
                keep=shape.keep,
                place=node.place,
            )


def read_concern(item: Fields, report: Report) -> str | None:
    """Read the one concern that a suit, or what is not covered, is about."""
    when = item.get("when")
    if not isinstance(when, Fields) or not when.values:
        return None
    concerns = when.get(CONCERNS)
    if isinstance(concerns, Items) and len(concerns.items) == 1:
        concerns = concerns.items[0]
    if (concern := word(concerns)) is None:
        place = (concerns or when).place
        what = f"this needs {CONCERNS} with exactly one concern"
        report.add(Code.BAD_VALUE, place, what, "write one item for each concern")
    return concern


def check_reasoned(item: Fields, names: Names, report: Report) -> None:
    """Check what every reason has besides its condition."""
    check_sources(item, names, report)
    check_reviewed(item, report)


def check_reviewed(item: Fields, report: Report) -> None:
    """Check that a review has a date, and that nobody's has none."""
    by, on = word(item.get("reviewed", "by")), item.get("reviewed", "on")
    if by is None or not isinstance(on, Scalar) or not (on.is_null or is_date(on.text)):
        return
    if (by == "nobody") != (word(on) is None):
        what = "a review has a name and a date; without one it is by nobody, on null"
        report.add(Code.BAD_VALUE, on.place, what)


def read_reviewed(shape: ReviewedShape) -> Reviewed:
    """Build who reviewed something, and when."""
    return Reviewed(shape.by, shape.on)
