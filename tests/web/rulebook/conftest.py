from __future__ import annotations

from collections.abc import Iterator
from weakref import ref

import pytest
from flask import Flask

from quiz.checks import Examined
from quiz.checks.counting import figures as count
from quiz.figures import Figures
from quiz.web.rulebook.figures_apart import FiguresApart
from tests.conftest import ROOT
from tests.web.page_checks import Page


@pytest.fixture(scope="session")
def figures(app: Flask) -> Figures:
    """What is counted of the rulebook: in a child process as always, which takes seconds."""
    apart = FiguresApart(ROOT / "rules", app.extensions["quiz"].rulebook.fingerprint)
    apart.ask()
    found = apart.wait()
    assert found
    app.extensions["figures"] = ref(app.extensions["quiz"]), apart
    return found


@pytest.fixture(scope="session")
def page_text(app: Flask, figures: Figures) -> str:
    """The rulebook's page once its checks have run."""
    assert app.extensions["figures"][1].ask() == figures
    return app.test_client().get("/rulebook").text


@pytest.fixture(scope="session")
def page(page_text: str) -> Page:
    return Page(page_text)


@pytest.fixture(scope="module")
def counted_before(figures: Figures) -> Iterator[None]:
    """Let commands that count take what was counted, if it is of the very same rulebook."""

    def known(examined: Examined) -> Figures:
        same = examined.rulebook.fingerprint == figures.fingerprint
        return figures if same else count(examined)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quiz.web.commands.writing.figures", known)
        yield
