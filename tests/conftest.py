from pathlib import Path

import pytest

from quiz.answers import Answers
from quiz.model import Case, Rulebook
from quiz.reading import Reading, read
from tests.people import Fields, valid

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def reading() -> Reading:
    return read(ROOT / "rules")


@pytest.fixture(scope="session")
def rulebook(reading: Reading) -> Rulebook:
    assert reading.rulebook, "\n".join(map(str, reading.problems))
    return reading.rulebook


@pytest.fixture(scope="session")
def cases(reading: Reading) -> tuple[Case, ...]:
    return reading.cases


@pytest.fixture
def plain_fields(cases: tuple[Case, ...]) -> Fields:
    """Nothing but lines on the face, as the form or the API would send it."""
    return dict(next(case.fields for case in cases if case.id == "plain"))


@pytest.fixture(scope="session")
def plain(rulebook: Rulebook, cases: tuple[Case, ...]) -> Answers:
    """Nothing but lines on the face: microneedling, with nothing in the way."""
    return valid(rulebook, dict(next(case.fields for case in cases if case.id == "plain")))
