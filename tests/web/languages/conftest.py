"""The small rulebook in three languages, under an application."""

from __future__ import annotations

import pytest
from flask import Flask

from quiz.web import create_app
from tests.languages import in_languages
from tests.web.conftest import CheckingClient


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    app = create_app(in_languages(tmp_path_factory.mktemp("spoken")))
    app.test_client_class = CheckingClient
    return app
