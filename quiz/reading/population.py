"""The assumed population."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from quiz.beside import Population
from quiz.questions import Kind
from quiz.reading.codes import Code
from quiz.reading.hints import did_you_mean, shown
from quiz.reading.layout import Layout
from quiz.reading.names import Asked, Names
from quiz.reading.nodes import Fields
from quiz.reading.report import Report
from quiz.reading.shape_problems import shaped
from quiz.reading.shapes import PopulationShape

_SPAN = re.compile("[1-9][0-9]{0,3}-[1-9][0-9]{0,3}")
#: How far from 100 the shares of a question with one answer may add up, in percent.
_ROUNDING = 0.5


def read_population(layout: Layout, names: Names, report: Report) -> Population:
    """Read the assumed shares, none if there is no such file."""
    node = layout.population
    if node is None:
        return Population()
    shape = shaped(PopulationShape, node, report)
    shares = node.get("shares")
    if isinstance(shares, Fields):
        for id, of_question in shares.values.items():
            if isinstance(of_question, Fields):
                _check(id, shares, of_question, names, report)
    if shape is None:
        return Population()
    for id, options in shape.shares.items():
        _check_sum(id, options, names, node, report)
    read = {
        id: {option: share / 100 for option, share in options.items()}
        for id, options in shape.shares.items()
    }
    return Population(MappingProxyType(read), node.place)


def _check(id: str, shares: Fields, options: Fields, names: Names, report: Report) -> None:
    asked = names.questions.get(id)
    if asked is None:
        if names.all_questions:
            hint = did_you_mean(id, names.questions)
            report.add(Code.UNKNOWN_QUESTION, shares.keys[id], f"no question {shown(id)}", hint)
        return
    for option, place in options.keys.items():
        if asked.kind is Kind.NUMBER:
            if not _SPAN.fullmatch(option):
                report.add(Code.BAD_VALUE, place, 'a span of numbers is written "from-to"')
        elif asked.options.lacks(option):
            hint = names.option_hint(option, asked)
            report.add(Code.UNKNOWN_OPTION, place, f"no option {shown(option)} in {id}", hint)


def _check_sum(
    id: str, options: Mapping[str, float], names: Names, node: Fields, report: Report
) -> None:
    asked: Asked | None = names.questions.get(id)
    total = sum(options.values())
    if asked and asked.kind in (Kind.ONE, Kind.NUMBER) and abs(total - 100) > _ROUNDING:
        shares = node.get("shares")
        place = shares.where(id) if isinstance(shares, Fields) else node.place
        report.add(Code.BAD_VALUE, place, f"the shares of {id} add up to {total:g}, not to 100")
