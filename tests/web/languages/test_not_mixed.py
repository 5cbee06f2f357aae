"""No page in Urdu holds a word in other letters but for names that say their language."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from tests.languages import ANSWERS, PAGES, QUIZ
from tests.web.asking import as_form
from tests.web.page_checks import VOID

#: Attributes that are read out, or put on the page by the script.
READ_OUT = frozenset({"aria-label", "title", "alt", "data-name", "data-error", "data-text"})


class Foreign(HTMLParser):
    """The Latin words of a page: texts, and what is read out; but for what says its language."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: set[str] = set()
        self._open: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        rule = given.get("href", "").startswith("/rulebook#")
        apart = tag in {"code", "script", "style"} or rule or given.get("dir") == "ltr"
        if tag not in VOID:
            self._open.append(apart or given.get("class") in {"language", "head-name"})
        said = [value for name, value in given.items() if name in READ_OUT]
        self.handle_data(" ".join(said))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open):
            self.words.update(re.findall(r"(?<![\w{])[A-Za-z]{3,}(?![\w}])", data))


PEOPLE: dict[str, dict[str, object]] = {
    "one treatment": {},
    "both": {"other_concerns": ["dryness"]},
    "referred": {"skin": ["infection", "rash"]},
    "stopped": {"needles": "rather_not", "skin": ["rash", "scar"], "age": 17},
    "not covered": {"main_concern": "fat"},
    "not sure": {"skin": ["not_sure"], "depth": "not_sure"},
}


@pytest.mark.parametrize("name", PEOPLE)
def test_no_result_mixes_languages(client: FlaskClient, name: str) -> None:
    answer = client.post(f"{QUIZ}?lang=ur", data=as_form(ANSWERS | PEOPLE[name]))

    assert answer.status_code == 200
    assert Foreign(answer.text).words == set()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_mixes_languages(client: FlaskClient, path: str) -> None:
    assert Foreign(client.get(f"{path}?lang=ur").text).words == set()


def test_no_error_mixes_languages(client: FlaskClient) -> None:
    wrong = {"q_age": "x", "q_main_concern": "y", "q_area": ["face", "neck"], "q_zzz": "1"}
    wrong |= {"q_other_concerns": ["lines", "lines"], "q_skin": ["none", "rash"]}

    answer = client.post(f"{QUIZ}?lang=ur", data=wrong)
    assert answer.status_code == 422
    assert Foreign(answer.text).words == set()
