from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from quiz.answers import Answers
from quiz.beside import Case
from quiz.model import Rulebook
from quiz.reading import Reading, read
from tests.people import Fields, valid
from tests.scanned_once import ScannedOnce

ROOT = Path(__file__).parent.parent

# In `make test` as many examples as a property needs to notice a mistake, and the same each time,
# so that a failure is of the change at hand; others, for hours: pytest --hypothesis-profile long
# (see tests.people.examples).
settings.register_profile("quick", deadline=None, derandomize=True, database=None)
settings.register_profile("long", deadline=None, max_examples=100 * settings().max_examples)
settings.load_profile("quick")


_LONGEST_NAME = 80


def seldom(*values: object) -> list[object]:
    """Leave values of a parameter to `make thorough`: they differ little from those beside them."""
    return [pytest.param(one, marks=pytest.mark.thorough) for one in values]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give all tests of a file to one process, where nothing else says which belong together.

    So what a file shares, a server or a count, is made once.
    """
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a long text by its length: a name goes to every process, several times for each test."""
    if isinstance(val, str | bytes) and len(val) > _LONGEST_NAME:
        return f"{argname} of {len(val)}"
    return None


def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse to run with every test by itself: each server and browser would start many times."""
    if getattr(session.config.option, "loadgroup", False):
        alone = [item.nodeid for item in session.items if "@" not in item.nodeid]
        if alone:
            message = f"pytest-xdist groups nothing, not even {alone[0]}"
            raise pytest.UsageError(message)


@pytest.fixture(scope="session", autouse=True)
def scanned_once() -> Iterator[None]:
    """Scan a text of YAML once for all tests that read it: most texts are as they are shipped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quiz.reading.parsing.YAML", ScannedOnce)
        yield


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
