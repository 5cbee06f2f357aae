"""What changes the fingerprint of a rulebook, and what does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quiz.reading import read

TINY = Path(__file__).parents[1] / "rulebooks" / "tiny"
SKIN = "safety/skin.yaml"


def fingerprint_after(folder: Path, file: str, old: str, new: str) -> str:
    shutil.copytree(TINY, folder / "rules")
    path = folder / "rules" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return fingerprint(folder / "rules")


def fingerprint(folder: Path) -> str:
    reading = read(folder)
    assert reading.rulebook, reading.problems
    return reading.rulebook.fingerprint


def test_it_is_twelve_hexadecimal_digits() -> None:
    assert len(fingerprint(TINY)) == 12
    assert int(fingerprint(TINY), 16) >= 0


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (SKIN, "# What stops a treatment.", "# Another comment."),
        (SKIN, "effect: refer\n  urgency: same_day", "urgency: same_day\n  effect: refer"),
        (SKIN, "{skin: infection}", "{ skin: 'infection' }"),
        (SKIN, ">-\n    A tattoo\n    may change.", ">\n    A tattoo may\n    change.\n"),
        (SKIN, "sources: [LABEL-1]", "sources:\n    - LABEL-1"),
        ("cases/plain.yaml", "nothing stands in the way", "nothing does"),
        ("clinics/one.yaml", "Clinic One", "Clinic 1"),
    ],
    ids=["comment", "order of fields", "quotes", "wrapping", "list style", "case", "clinic"],
)  # fmt: skip
def test_what_says_the_same_keeps_it(tmp_path: Path, file: str, old: str, new: str) -> None:
    assert fingerprint_after(tmp_path, file, old, new) == fingerprint(TINY)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (SKIN, "An infection comes first.", "An infection goes first."),
        ("safety/you.yaml", "{below: 18}", "{below: 17}"),
        ("questions/2-you.yaml", "label: Neck", "label: Nape"),
        ("treatments/rolling.yaml", "[One., Two.]", "[Two., One.]"),
        ("treatments/filling.yaml", "sessions: null", "sessions: [1, 2]"),
        ("evidence.yaml", "review_by: 2027-11-30", "review_by: 2027-12-01"),
        ("requirements.yaml", "never: [rolling, filling]", "never: [rolling]"),
        ("not_covered.yaml", "Ask a doctor.", "Ask your doctor."),
        ("rulebook.yaml", "cautions_allowed: 1", "cautions_allowed: 2"),
    ],
    ids=lambda value: value if value.endswith(".yaml") else "",
)
def test_any_text_or_value_changes_it(tmp_path: Path, file: str, old: str, new: str) -> None:
    assert fingerprint_after(tmp_path, file, old, new) != fingerprint(TINY)
