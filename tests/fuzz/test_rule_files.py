"""Whatever stands in a rule file: problems with their places, or a rulebook without a gap."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from quiz.reading import reader
from quiz.reading.rules import read_rules
from tests.conftest import ROOT
from tests.fuzz.lengths import TIMES
from tests.fuzz.spoiling import LostError, Spoiling, spoiled

TINY = ROOT / "tests" / "rulebooks" / "tiny"


@pytest.fixture
def spoiling(tmp_path: Path) -> Spoiling:
    return Spoiling(shutil.copytree(TINY, tmp_path / "tiny"))


def test_no_spoiled_file_makes_the_reader_fail_or_lose_a_rule(spoiling: Spoiling) -> None:
    random, files = Random(11), spoiling.files()
    made = [
        spoiling.read(file, spoiled(file.read_bytes(), random))
        for file in (random.choice(files) for _ in range(60 * TIMES))
    ]

    assert {True, False} == set(made), "some are harmless, some are not"


def test_any_rule_file_in_the_place_of_any_other_is_survived(spoiling: Spoiling) -> None:
    random, shipped = Random(12), Spoiling(ROOT / "rules").files()
    for _ in range(10 * TIMES):
        file, content = random.choice(spoiling.files()), random.choice(shipped).read_bytes()
        spoiling.read(file, spoiled(content, random))


def test_a_rule_that_gets_lost_would_be_noticed(
    spoiling: Spoiling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "read_rules", lambda *args: list(read_rules(*args))[1:])
    monkeypatch.setattr(reader, "_is_short", lambda *_: False)
    file = spoiling.folder / "evidence.yaml"

    with pytest.raises(LostError):
        spoiling.read(file, file.read_bytes())
