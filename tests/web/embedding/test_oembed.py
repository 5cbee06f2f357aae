"""Sites that embed by address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from quiz.web import create_app
from quiz.web.settings import Settings
from tests.conftest import ROOT
from tests.copies import proved_once
from tests.web.page_checks import Page


def ask(client: FlaskClient, url: str, **more: str) -> dict[str, object]:
    answer = client.get("/oembed", query_string={"url": url} | more)
    assert answer.status_code == 200
    found: dict[str, object] = answer.get_json()
    return found


@pytest.mark.parametrize("page", ["/c/demo", "/e/demo", "/"])
def test_the_address_of_a_quiz_becomes_a_link_and_a_frame(client: FlaskClient, page: str) -> None:
    found = ask(client, f"http://localhost{page}")

    elements = dict(Page(f"<x>{found['html']}</x>").elements)
    assert (found["version"], found["type"]) == ("1.0", "rich")
    assert elements["a"]["href"] == "http://localhost/c/demo"
    assert elements["iframe"]["src"] == "http://localhost/e/demo/wordpress"
    assert elements["iframe"]["title"] == found["title"]


def test_it_is_never_larger_than_what_is_asked_for(client: FlaskClient) -> None:
    found = ask(client, "http://localhost/c/demo", maxwidth="320", maxheight="99999")

    assert (found["width"], found["height"]) == (320, 640)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"url": "http://localhost/c/demo", "format": "xml"}, 501),
        ({"url": "http://localhost/c/nowhere"}, 404),
        ({"url": "http://elsewhere.example/c/demo"}, 404),
        ({"url": "http://localhost/rulebook"}, 404),
        ({"url": "http://[bad/c/demo"}, 404),
        ({}, 404),
    ],
)
def test_anything_else_is_refused(client: FlaskClient, query: dict[str, str], status: int) -> None:
    assert client.get("/oembed", query_string=query).status_code == status


def test_a_page_says_where_to_ask_about_it_once_the_origin_is_set(client: FlaskClient) -> None:
    """A page is kept for everybody: it must not hold what one visitor called the host."""
    app = create_app(
        ROOT / "rules", prover=proved_once, settings=Settings(origin="https://quiz.example")
    )
    page = app.test_client().get("/c/demo").text

    (found,) = [one for tag, one in Page(page).elements if one.get("rel") == "alternate"]
    asked = parse_qs(urlsplit(found["href"]).query)
    assert found["type"] == "application/json+oembed"
    assert found["href"].startswith("https://quiz.example/oembed?")
    assert asked["url"] == ["https://quiz.example/c/demo"]
    assert "oembed" not in client.get("/c/demo", headers={"Host": "evil.example"}).text
    assert "oembed" not in app.test_client().get("/e/demo").text
