from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quiz.content import styles
from quiz.model import Rulebook
from quiz.web.commands import main
from quiz.web.site import PAGE_STYLES
from tests.conftest import ROOT
from tests.web.asking import TINY
from tests.web.page_checks import Page

pytestmark = pytest.mark.xdist_group("rulebook")  # which is counted once for all of them

_LOADING = {"src", "href", "action", "formaction", "srcset", "data", "poster"}


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, counted_before: None) -> Page:  # noqa: ARG001 - patches
    file = tmp_path_factory.mktemp("book") / "book.html"
    result = run("book", str(ROOT / "rules"), "--output", str(file))
    assert (result.exit_code, result.output) == (0, "")
    return Page(file.read_text(encoding="utf-8"))


def test_the_book_needs_and_leads_to_nothing_but_itself(book: Page) -> None:
    ids = set(book.values("id"))
    led_to = {address for name in _LOADING for address in book.values(name)}

    assert {address[:1] for address in led_to} == {"#"}
    assert {address[1:] for address in led_to} <= ids
    assert not [
        tag for tag, _ in book.elements if tag in {"link", "script", "img", "form", "iframe"}
    ]


def test_the_book_holds_its_styles_and_loads_none(book: Page) -> None:
    held = styles(*PAGE_STYLES)

    assert [tag for tag, _ in book.elements].count("style") == 1
    assert "url(" not in held
    assert "@import" not in held


def test_the_book_holds_every_rule_question_and_source_unfolded(
    book: Page, rulebook: Rulebook
) -> None:
    ids = set(book.values("id"))

    assert {f"rule-{reason.id}" for reason in rulebook.reasons()} <= ids
    assert {f"question-{id}" for id in rulebook.questions} <= ids
    assert {f"source-{id}" for id in rulebook.evidence} <= ids
    folded = [given for tag, given in book.elements if tag == "details" and "open" not in given]
    assert folded == []


def test_the_book_of_an_unsafe_rulebook_says_what_does_not_hold(tmp_path: Path) -> None:
    rules = shutil.copytree(TINY, tmp_path / "tiny")
    file = rules / "safety" / "you.yaml"
    _, _, rest = file.read_text(encoding="utf-8").partition("- id: under-18\n")
    file.write_text(rest[rest.index("- id: aged-18-to-21\n") :], encoding="utf-8")

    result = run("book", str(rules))

    assert result.exit_code == 0
    assert "1 error" in result.stdout
    assert "&#34;never-for-minors&#34; is broken" in result.stdout


def test_a_rulebook_that_does_not_read_makes_no_book(tmp_path: Path) -> None:
    result = run("book", str(tmp_path))

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr
