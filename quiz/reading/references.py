"""Whether what an item names exists: sources, treatments, rules."""

from __future__ import annotations

from quiz.reading.codes import Code
from quiz.reading.hints import did_you_mean, shown
from quiz.reading.names import Names
from quiz.reading.nodes import Fields, Items, Scalar, words
from quiz.reading.report import Report


def check_sources(item: Fields, names: Names, report: Report) -> None:
    """Check `sources`, `texts` and `unsourced` of anything that has them."""
    sources = item.get("sources")
    for source in words(sources):
        _check_source(source, names, report)
    for text in words(item.get("texts")):
        _check_text(text, names, report)
    if isinstance(sources, Items) and not sources.items and "unsourced" not in item.values:
        what = 'there is no source, and the field "unsourced" is missing'
        hint = "say in plain words which part has no source"
        report.add(Code.MISSING_FIELD, sources.place, what, hint)


def check_treatment(id: Scalar, names: Names, report: Report) -> None:
    """Check that a treatment exists."""
    if names.treatments.lacks(id.text):
        hint = did_you_mean(id.text, names.treatments.ids)
        report.add(Code.UNKNOWN_TREATMENT, id.place, f"no treatment {shown(id.text)}", hint)


def _check_source(source: Scalar, names: Names, report: Report) -> None:
    what = f"{shown(source.text)} supports nothing"
    if source.text in names.project_texts:
        hint = "it is one of the project's own texts: name it under `texts`"
        report.add(Code.UNKNOWN_SOURCE, source.place, what, hint)
    elif source.text in names.machine_written:
        report.add(Code.UNKNOWN_SOURCE, source.place, what, "a machine wrote it: leave it out")
    else:
        _check_known(source, names, report)


def _check_text(text: Scalar, names: Names, report: Report) -> None:
    if text.text in names.sources.ids and text.text not in names.project_texts:
        what = f"{shown(text.text)} is not one of the project's own texts"
        report.add(Code.UNKNOWN_SOURCE, text.place, what, "name it under `sources`")
    else:
        _check_known(text, names, report)


def _check_known(source: Scalar, names: Names, report: Report) -> None:
    if names.sources.lacks(source.text):
        hint = did_you_mean(source.text, names.sources.ids)
        report.add(Code.UNKNOWN_SOURCE, source.place, f"no source {shown(source.text)}", hint)
