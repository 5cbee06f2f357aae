"""The page that makes the lines for a clinic's page."""

from __future__ import annotations

from html import unescape

from flask.testing import FlaskClient

from quiz.web.embedding.scripts import integrity


def lines(client: FlaskClient, id: str, query: str = "") -> str:
    text = client.get(f"/embed{query}").text.split(f'id="{id}"')[1]
    return unescape(text.split(">", 1)[1].split("</pre>")[0])


def test_it_makes_the_whole_snippet_without_any_script(client: FlaskClient) -> None:
    snippet = lines(client, "snippet")

    assert '<iframe data-quiz src="http://localhost/e/demo" title="' in snippet
    assert 'referrerpolicy="strict-origin-when-cross-origin"' in snippet
    assert '<a href="http://localhost/c/demo">' in snippet
    assert '<script async src="http://localhost/embed/v1.js"></script>' in snippet
    assert " allow=" not in snippet


def test_a_page_can_hold_the_script_to_its_digest(client: FlaskClient) -> None:
    snippet = lines(client, "snippet", "?fixed=1")

    assert f'integrity="{integrity()}" crossorigin="anonymous"' in snippet.replace("\n", " ")
    address = snippet.split('<script async src="http://localhost')[1].split('"')[0]
    assert client.get(address).status_code == 200


def test_the_popup_is_a_link_that_works_without_script(client: FlaskClient) -> None:
    snippet = lines(client, "snippet", "?mode=popup")

    assert 'data-quiz-open="http://localhost/e/demo" href="http://localhost/c/demo"' in snippet
    assert "<iframe" not in snippet


def test_the_preview_is_a_real_frame_that_its_page_may_show(client: FlaskClient) -> None:
    answer = client.get("/embed")

    assert '<iframe class="builder-preview" data-quiz src="/e/demo"' in answer.text
    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
    assert (
        "'self'" in client.get("/e/demo").headers["Content-Security-Policy"].split("ancestors")[1]
    )


def test_colours_come_out_as_lines_of_the_clinics_file(client: FlaskClient) -> None:
    query = "?light-accent=%230A5C66&dark-ink=%23ffffff&light-ink=red"

    assert lines(client, "file", query) == (
        'colours:\n  light:\n    accent: "#0a5c66"\n  dark:\n    ink: "#ffffff"\n'
    )
    assert "#" not in lines(client, "snippet", query)
    assert "Write it as #0a5c66" in client.get(f"/embed{query}").text


def test_it_says_which_sites_may_show_it_and_what_a_policy_needs(client: FlaskClient) -> None:
    assert "<code>http://clinic.localhost" in client.get("/embed").text
    assert lines(client, "policy") == "frame-src http://localhost; script-src http://localhost"


def test_nonsense_in_the_address_is_passed_over(client: FlaskClient) -> None:
    answer = client.get("/embed?clinic=<b>&lang=xx&mode=yy")

    assert answer.status_code == 200
    assert "<b>" not in answer.text
