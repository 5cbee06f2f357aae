"""What the README says of speed and size stands in the report that was measured."""

from __future__ import annotations

import re

from tests.conftest import ROOT

_NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")
_SENTENCE = re.compile(r"^- (.*) <!-- make bench: (\S+) -->$", re.MULTILINE)
REPORT = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_figure_of_the_readme_was_measured_in_a_whole_run() -> None:
    sentences = _SENTENCE.findall(README)
    figures = {one for sentence, _ in sentences for one in _NUMBER.findall(sentence)} - {"304"}
    whole = "Not measured" not in REPORT and "mean nothing" not in REPORT

    assert len(sentences) == 5
    assert figures <= set(_NUMBER.findall(REPORT))
    assert whole or not figures


def test_every_plot_of_the_report_is_there_and_no_other() -> None:
    shown = re.findall(r"\(benchmarks/(\S+)\)", REPORT)
    drawn = [path.name for path in (ROOT / "docs" / "benchmarks").iterdir()]

    assert shown
    assert sorted(shown) == sorted(drawn)
