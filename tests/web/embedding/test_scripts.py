"""The scripts: as small as promised, made from their sources, and sent so that any page may."""

from __future__ import annotations

import base64
import hashlib
import json

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from flask.testing import FlaskClient

from quiz.web.embedding.scripts import LOADER, integrity
from tests import minified

FIXED = f"/embed/v1.{LOADER.etag}.js"


def test_what_is_sent_was_made_from_the_sources() -> None:
    assert json.loads(minified.NOTE.read_text()) == minified.note(), "python -m tests.minified"


@pytest.mark.parametrize(("name", "most"), [("embed.js", 0.8), ("frame.js", 0.6)])
def test_the_scripts_are_as_small_as_promised(name: str, most: float) -> None:
    assert len(brotli.compress((minified.MADE / name).read_bytes())) <= most * 1024


@pytest.mark.parametrize("address", ["/embed/v1.js", FIXED])
def test_any_page_may_load_the_loader_and_check_its_digest(
    client: FlaskClient, address: str
) -> None:
    answer = client.get(address)

    digest = base64.b64encode(hashlib.sha384(answer.data).digest()).decode()
    assert integrity() == f"sha384-{digest}"
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_only_the_address_that_names_its_version_is_kept_for_ever(client: FlaskClient) -> None:
    assert client.get("/embed/v1.js").headers["Cache-Control"] == "public, max-age=3600"
    assert "immutable" in client.get(FIXED).headers["Cache-Control"]
    assert client.get("/embed/v1.0123456789abcdef0123.js").status_code == 404


def test_a_script_for_inside_is_kept_under_its_version_only(client: FlaskClient) -> None:
    page = client.get("/e/demo").text
    address = "/static/js/frame.js" + page.split("/static/js/frame.js")[1].split('"')[0]

    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert "immutable" not in client.get("/static/js/frame.js?v=old").headers["Cache-Control"]
    assert client.get(address).headers["Cross-Origin-Resource-Policy"] == "cross-origin"
