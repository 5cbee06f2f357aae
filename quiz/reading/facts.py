"""The facts of the rulebook: every one that is needed, and only placeholders that are known."""

from __future__ import annotations

from string import Formatter

from quiz.facts import FACTS
from quiz.reading.codes import Code
from quiz.reading.hints import closest, did_you_mean, one_of, shown
from quiz.reading.layout import Layout
from quiz.reading.names import Names
from quiz.reading.nodes import Scalar
from quiz.reading.report import Report


def check_facts(layout: Layout, names: Names, report: Report) -> None:
    """Check the ids and the placeholders of all facts."""
    for fact in layout.facts:
        id, text = fact.get("id"), fact.get("text")
        if isinstance(id, Scalar) and id.text not in FACTS:
            hint = did_you_mean(id.text, FACTS) or "no part of the quiz says it"
            report.add(Code.BAD_FACT, id.place, f"no fact {shown(id.text)}", hint)
        elif isinstance(id, Scalar) and isinstance(text, Scalar):
            _check_placeholders(text, FACTS[id.text], report)
    _check_missing(layout, names, report)


def _check_missing(layout: Layout, names: Names, report: Report) -> None:
    misspelt = {closest(id, FACTS) for id in names.facts.ids if id not in FACTS}
    for id in FACTS:
        if layout.rulebook and names.facts.lacks(id) and id not in misspelt:
            place = layout.rulebook.where("facts")
            report.add(Code.BAD_FACT, place, f'the fact "{id}" is missing')


def _check_placeholders(text: Scalar, allowed: frozenset[str], report: Report) -> None:
    try:
        parts = [part for part in Formatter().parse(text.text) if part[1] is not None]
    except ValueError:
        hint = "a brace needs its partner, and only a placeholder stands in braces"
        report.add(Code.BAD_FACT, text.place, "the braces of this text do not match", hint)
        return
    for _, name, spec, conversion in parts:
        if name not in allowed or spec or conversion:
            written = f"{{{name}{'!' if conversion else ''}{':' if spec else ''}}}"
            hint = did_you_mean(name or "", allowed)
            hint = hint or (one_of(sorted(allowed)) if allowed else "this fact has none")
            report.add(Code.BAD_FACT, text.place, f"no placeholder {written} here", hint)
