from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from quiz.beside import Case
from quiz.figures import Figures
from quiz.model import Rulebook
from quiz.proving.examining import examine
from quiz.web import create_app
from quiz.web.rulebook import pages
from quiz.web.rulebook.figures_apart import FiguresApart, FiguresFailedError, figures_apart
from quiz.web.site import install, open_site
from tests.conftest import ROOT
from tests.people import Fields
from tests.web.asking import QUIZ, as_form
from tests.web.page_checks import Page

pytestmark = pytest.mark.xdist_group("rulebook")  # which is counted once for all of them

TINY = ROOT / "tests" / "rulebooks" / "tiny"


def plain(html: str) -> str:
    return unescape(" ".join(html.split()))


def test_everything_of_the_rulebook_stands_there_under_its_anchor(
    page: Page, rulebook: Rulebook
) -> None:
    ids = set(page.values("id"))

    assert {f"rule-{reason.id}" for reason in rulebook.reasons()} <= ids
    assert {f"question-{id}" for id in rulebook.questions} <= ids
    assert {f"source-{id}" for id in rulebook.evidence} <= ids
    assert {f"requirement-{one.id}" for one in rulebook.requirements} <= ids
    assert {f"fact-{id}" for id in rulebook.facts} <= ids
    for question in rulebook.questions.values():
        assert {f"option-{question.id}-{option.id}" for option in question.options} <= ids


def test_every_word_that_the_rulebook_says_can_be_read(page_text: str, rulebook: Rulebook) -> None:
    text = plain(page_text)

    for reason in rulebook.reasons():
        assert all(t in text for t in (reason.because, reason.clinician, reason.unsourced))
    for source in rulebook.evidence.values():
        assert source.citation in text
        assert source.finding in text
    for question in rulebook.questions.values():
        assert question.text in text
        assert all(option.label in text for option in question.options)


def test_nobody_is_said_to_have_reviewed_anything(page_text: str, rulebook: Rulebook) -> None:
    entries = len([*rulebook.reasons()]) + len(rulebook.requirements)

    assert page_text.count('<span class="fine">reviewed by nobody</span>') == entries


def test_every_rule_leads_to_its_sources_and_back(page_text: str, rulebook: Rulebook) -> None:
    for reason in rulebook.reasons():
        entry = entry_of(page_text, f"rule-{reason.id}")
        assert all(f'href="#source-{id}"' in entry for id in reason.sources)
        for id in reason.sources:
            assert f'href="#rule-{reason.id}"' in entry_of(page_text, f"source-{id}")


def test_an_option_leads_to_the_rules_that_ask_about_it(page_text: str) -> None:
    question = entry_of(page_text, "question-skin_today")
    option = question.split('id="option-skin_today-active_acne"')[1].split("</li>")[0]

    assert re.findall(r'href="#(rule-[^"]+)"', option) == ["rule-active-acne"]


def entry_of(text: str, anchor: str) -> str:
    return text.partition(f'<article class="entry" id="{anchor}">')[2].partition("</article>")[0]


def test_the_checks_stand_there_with_how_much_they_prove(page_text: str, figures: Figures) -> None:
    text = plain(page_text)

    assert f"Exactly {figures.answers:,} sets of answers" in text
    assert "3.8 \N{MULTIPLICATION SIGN} 10³⁰" in text
    assert f"{len(figures.checks)} of {len(figures.checks)} checks hold" in text
    assert all(f'<th scope="row">{check.code}</th>' in text for check in figures.checks)


def test_what_a_rule_needs_and_for_whom_it_fires_is_said(page_text: str) -> None:
    entry = plain(entry_of(page_text, "rule-hair-loss-trying-for-a-baby"))

    assert "0.36 % of the assumed population" in entry
    assert "Whenever it fires, so does" in entry
    assert 'href="#rule-trying-for-a-baby"' in entry


def test_the_first_visitor_does_not_wait_for_the_proofs() -> None:
    app = create_app(TINY, prover=examine)

    answer = app.test_client().get("/rulebook")

    assert "The checks are running now" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'id="rule-{app.extensions["quiz"].rulebook.rules[0].id}"' in answer.text
    assert app.extensions["figures"][1].wait(), "nothing is left running"


def test_figures_of_other_rules_are_never_shown(rulebook: Rulebook) -> None:
    with pytest.raises(FiguresFailedError, match="have changed"):
        figures_apart(TINY, rulebook.fingerprint)


def test_figures_are_worked_out_again_when_only_cases_changed() -> None:
    """They tell of the cases as well, which have no part in the fingerprint."""
    app, proof = create_app(TINY, prover=examine), examine(TINY)
    with app.app_context():
        before = pages.figures_apart()
        assert pages.figures_apart() is before
        install(app, open_site(proof))

        assert pages.figures_apart() is not before


def test_a_folder_that_is_gone_is_said_and_not_tried_at_every_visit(tmp_path: Path) -> None:
    apart = FiguresApart(tmp_path / "gone", "0")
    apart.ask()

    assert apart.wait() is None
    assert apart.failed
    first = apart._working
    apart.ask()
    assert apart._working is first


@pytest.mark.parametrize("nth", range(0, 360, 30))
def test_every_reason_of_a_result_leads_to_an_anchor_of_the_rulebook(
    client: FlaskClient, page: Page, cases: tuple[Case, ...], nth: int
) -> None:
    answer = client.post(QUIZ, data=as_form(dict(cases[nth].fields)))

    linked = re.findall(r'href="/rulebook#([^"]+)"', answer.text)
    assert linked
    assert set(linked) <= set(page.values("id"))


def test_a_reason_names_the_rule_that_it_comes_from(
    client: FlaskClient, plain_fields: Fields
) -> None:
    fields = as_form(plain_fields | {"skin_today": ["active_acne"]})

    assert 'href="/rulebook#rule-active-acne"' in client.post(QUIZ, data=fields).text
