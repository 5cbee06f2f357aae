from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quiz.web import create_app
from quiz.web.settings import Settings
from quiz.web.watching.lines import Form, Lines
from tests.conftest import ROOT
from tests.copies import proved_once

TOKEN = "a-token-of-the-tests-only"  # noqa: S105 - of the tests


@dataclass
class Watched:
    """An application, and all that it tells an operator."""

    app: Flask
    written: list[bytes] = field(default_factory=list)

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.written]

    @property
    def metrics(self) -> str:
        return self.client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text


@pytest.fixture(scope="session")
def watched_app() -> tuple[Flask, list[bytes]]:
    written: list[bytes] = []
    lines = Lines(Form.JSON, written.append)
    app = create_app(
        ROOT / "rules", prover=proved_once, settings=Settings(metrics_token=TOKEN), lines=lines
    )
    return app, written


@pytest.fixture
def watched(watched_app: tuple[Flask, list[bytes]]) -> Iterator[Watched]:
    app, written = watched_app
    written.clear()
    yield Watched(app, written)
    written.clear()
