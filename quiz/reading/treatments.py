"""Treatments: their pages, and what they suit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from quiz.model import Judged, Plan, Section, Suit, Treatment
from quiz.problems import Place
from quiz.reading.codes import Code
from quiz.reading.conditions import Conditions
from quiz.reading.hints import shown
from quiz.reading.layout import Layout
from quiz.reading.names import Names
from quiz.reading.nodes import Fields, Scalar, items
from quiz.reading.references import check_sources
from quiz.reading.report import Report
from quiz.reading.rules import check_reasoned, read_concern, reasoning
from quiz.reading.shape_problems import shaped
from quiz.reading.shapes import PlanShape, SectionShape, SuitShape, TreatmentShape
from quiz.recommendation import COMBINATION, SEE_SPECIALIST

#: The sections in the order of the page.
SECTIONS = tuple(
    name for name, field in TreatmentShape.model_fields.items() if field.annotation is SectionShape
)


def read_treatments(layout: Layout, names: Names, report: Report) -> Mapping[str, Treatment]:
    """Read all treatments, by id; those with a problem of their own form are left out."""
    treatments = {}
    for file, node in layout.treatments:
        shape = shaped(TreatmentShape, node, report)
        _check_id(node, file.stem, report)
        for section in (node.get(name) for name in SECTIONS):
            if isinstance(section, Fields):
                check_sources(section, names, report)
        shapes = dict(enumerate(shape.suits)) if shape else {}
        suits = tuple(_suits(node, shapes, names, report))
        if shape:
            treatments[shape.id] = _built(shape, suits, node.place)
    return MappingProxyType(treatments)


def _check_id(node: Fields, stem: str, report: Report) -> None:
    id = node.get("id")
    if not isinstance(id, Scalar):
        return
    if id.text != stem:
        what = f"the id {shown(id.text)} is not the name of the file"
        report.add(Code.BAD_VALUE, id.place, what, f'write "{stem}", or rename the file')
    elif id.text in (COMBINATION, SEE_SPECIALIST):
        report.add(Code.BAD_VALUE, id.place, f"{shown(id.text)} is already an outcome")


def _suits(
    treatment: Fields, shapes: Mapping[int, SuitShape], names: Names, report: Report
) -> Iterator[Suit]:
    for index, node in enumerate(items(treatment.get("suits"))):
        if not isinstance(node, Fields) or report.gave_up(node.place):
            continue
        when = Conditions(names, report).read(node.get("when"))
        concern = read_concern(node, report)
        check_reasoned(node, names, report)
        shape = shapes.get(index)
        if shape and when and concern:
            yield Suit(
                **reasoning(shape, when, node.place),
                treatment=treatment.word("id") or "",
                concern=concern,
                strength=shape.strength,
                studies=shape.studies,
                plan=_plan(shape.plan) if shape.plan else None,
                advice=shape.advice,
            )


def _plan(shape: PlanShape) -> Plan:
    return Plan(
        sessions=shape.sessions,
        days_between=shape.days_between,
        judged=tuple(Judged(judged.days, judged.since) for judged in shape.judged),
        recovery_days=shape.recovery_days,
        plan_days=shape.plan_days,
    )


def _built(shape: TreatmentShape, suits: tuple[Suit, ...], place: Place) -> Treatment:
    sections = {name: _section(getattr(shape, name)) for name in SECTIONS}
    return Treatment(shape.id, shape.name, shape.summary, MappingProxyType(sections), suits, place)


def _section(shape: SectionShape) -> Section:
    return Section(
        text=tuple(shape.text),
        points=tuple(shape.points),
        sources=tuple(shape.sources),
        texts=tuple(shape.texts),
        unsourced=shape.unsourced,
    )
