from flask.testing import FlaskClient

from tests.web.asking import QUIZ
from tests.web.page_checks import Page


def test_every_page_leads_to_the_statement(client: FlaskClient) -> None:
    for address in (QUIZ, "/rulebook", "/nowhere"):
        assert "/accessibility" in {
            given["href"].split("?")[0]
            for tag, given in Page(client.get(address).text).elements
            if tag == "a"
        }


def test_the_statement_says_what_was_not_tried(client: FlaskClient) -> None:
    text = client.get("/accessibility").text

    assert "What was not tried" in text
    assert "No screen reader was listened to." in text
