from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from quiz.checks import Examined
from quiz.checks.counting import figures as count
from quiz.figures import Figures
from quiz.reading import Reading
from quiz.web.rulebook.figures_apart import FiguresApart
from tests.web.page_checks import Page


@pytest.fixture(scope="session")
def page_text(app: Flask) -> str:
    """The rulebook's page once its checks have run."""
    client = app.test_client()
    client.get("/rulebook")
    apart: FiguresApart = app.extensions["figures"]
    assert apart.wait()
    return client.get("/rulebook").text


@pytest.fixture(scope="session")
def page(page_text: str) -> Page:
    return Page(page_text)


@pytest.fixture(scope="session")
def figures(reading: Reading) -> Figures:
    assert reading.rulebook
    examined = Examined(reading.rulebook, reading.cases, reading.population, date(2026, 11, 21))
    return count(examined)
