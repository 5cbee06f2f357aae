from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.copies import plain_app
from tests.people import Fields
from tests.web.asking import Form, as_form
from tests.web.page_checks import check_page


class CheckingClient(FlaskClient):
    """A client that checks every page that any test fetches."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:  # noqa: ANN401 - as Flask's own
        response = super().open(*args, buffered=True, **kwargs)
        assert "Set-Cookie" not in response.headers
        assert "Cookie" not in response.headers.get("Vary", "")
        encoded = "Content-Encoding" in response.headers
        if response.mimetype == "text/html" and response.data and not encoded:
            check_page(response.text)
        return response


@pytest.fixture(scope="session")
def app() -> Flask:
    app = plain_app()  # where a test is about figures: tests/web/rulebook/conftest.py
    app.test_client_class = CheckingClient
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def plain_form(plain_fields: Fields) -> Form:
    """What a browser sends for the plain case."""
    return as_form(plain_fields)
