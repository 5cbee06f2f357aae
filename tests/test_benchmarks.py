"""What the README says of speed and size stands in the report that was measured."""

from __future__ import annotations

import re

from tests.conftest import ROOT

_NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")
_SENTENCE = re.compile(r"^- (.*) <!-- make bench: (\S+) -->$", re.MULTILINE)
REPORT = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_figure_of_the_readme_was_measured() -> None:
    measured = set(_NUMBER.findall(REPORT))
    sentences = _SENTENCE.findall(README)

    assert len(sentences) == 5
    for sentence, name in sentences:
        figures = _NUMBER.findall(sentence.replace("`304`", ""))
        assert figures, name
        assert measured.issuperset(figures), name


def test_every_plot_of_the_report_is_there_and_no_other() -> None:
    shown = re.findall(r"\(benchmarks/(\S+)\)", REPORT)
    drawn = [path.name for path in (ROOT / "docs" / "benchmarks").iterdir()]

    assert shown
    assert sorted(shown) == sorted(drawn)


def test_the_report_is_of_a_whole_run() -> None:
    assert "Not measured" not in REPORT
    assert "mean nothing" not in REPORT
