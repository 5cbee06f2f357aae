"""The sources of the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from quiz.model import Source
from quiz.problems import Place
from quiz.reading.layout import Layout
from quiz.reading.report import Report
from quiz.reading.shape_problems import shaped
from quiz.reading.shapes import SourceShape


def read_evidence(layout: Layout, report: Report) -> Mapping[str, Source]:
    """Read all sources, by id; those with a problem of their form are left out."""
    shapes = ((shaped(SourceShape, node, report), node.place) for node in layout.sources)
    return MappingProxyType({s.id: _built(s, place) for s, place in shapes if s})


def _built(shape: SourceShape, place: Place) -> Source:
    return Source(
        id=shape.id,
        group=shape.group,
        citation=shape.citation,
        identifiers=tuple(shape.identifiers),
        links=tuple(shape.links),
        read=tuple(shape.read),
        speaks=shape.speaks,
        finding=shape.finding,
        checked=shape.checked,
        review_by=shape.review_by,
        machine_written=shape.machine_written,
        project_text=shape.project_text,
        unused=shape.unused,
        place=place,
    )
