"""What may be left empty is folded: but never over something that somebody ticked."""

from __future__ import annotations

from flask.testing import FlaskClient

from quiz.model import Rulebook
from tests.web.asking import QUIZ, Form
from tests.web.page_checks import Page


def folds(html: str) -> list[bool]:
    """Return whether each fold of the form is open, for whom no script opens any."""
    return ["open" in given for _, given in Page(html).elements if given.get("class") == "more"]


def test_a_fold_that_holds_nothing_is_closed(client: FlaskClient, rulebook: Rulebook) -> None:
    optional = [one for one in rulebook.questions.values() if one.optional]

    assert folds(client.get(QUIZ).text) == [False] * len(optional) != []


def test_an_option_that_was_ticked_never_lies_in_a_closed_fold(
    client: FlaskClient, rulebook: Rulebook, plain_form: Form
) -> None:
    """After "Change", another language or a mistake elsewhere: a person sees all that they send."""
    optional = [one for one in rulebook.questions.values() if one.optional]
    ticked = {f"q_{one.id}": [one.options[-1].id] for one in optional}
    for more in ({"change": ["age"]}, {"lang": ["en"]}, {"q_age": ["0"]}):
        shown = client.post(QUIZ, data=plain_form | ticked | more).text

        assert folds(shown) == [True] * len(optional)
