import re

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from quiz.content import styles
from quiz.model import Rulebook
from quiz.questions import Kind
from quiz.web.site import PAGE_STYLES
from tests.web.asking import QUIZ, Form
from tests.web.page_checks import Page


def test_the_quiz_asks_every_question_with_every_option(
    client: FlaskClient, rulebook: Rulebook
) -> None:
    page = Page(client.get(QUIZ).text)

    for question in rulebook.questions.values():
        inputs = page.inputs(f"q_{question.id}")
        kinds = {Kind.ONE: "radio", Kind.NUMBER: "text"}
        assert {given["type"] for given in inputs} == {kinds.get(question.kind, "checkbox")}
        if question.options:
            assert [given["value"] for given in inputs] == [one.id for one in question.options]


def test_a_question_brings_along_what_the_script_needs_to_check_it(
    client: FlaskClient, rulebook: Rulebook
) -> None:
    """The script says what the reader of answers says, from the page and from nowhere else."""
    page = Page(client.get(QUIZ).text)
    questions = {given["id"]: given for _, given in page.elements if "data-name" in given}

    for question in rulebook.questions.values():
        brought = questions[f"q_{question.id}"]
        assert brought.get("data-error") == (None if question.optional else question.error)
        if question.kind is Kind.NUMBER:
            assert (brought["data-low"], brought["data-high"]) == (
                str(question.low),
                str(question.high),
            )


def test_a_swatch_stands_beside_each_option_that_has_one(
    client: FlaskClient, rulebook: Rulebook
) -> None:
    shown = client.get(QUIZ).text.count('class="swatch"')
    style = client.get("/static/css/pages.css").text

    with_one = [one for q in rulebook.questions.values() for one in q.options if one.swatch]
    assert shown == len(with_one) > 0
    assert all(f"background: {one.swatch}" in style for one in with_one)


def test_a_search_engine_is_told_what_it_leads_to(client: FlaskClient, rulebook: Rulebook) -> None:
    page = Page(client.get(QUIZ).text)
    told = [given["content"] for _, given in page.elements if given.get("name") == "description"]

    assert told == [rulebook.fact("lead")]


def test_nothing_is_chosen_at_first(client: FlaskClient) -> None:
    page = Page(client.get(QUIZ).text)

    assert page.values("checked") == []
    assert [given["value"] for given in page.inputs("q_age")] == [""]


def test_a_follow_up_says_when_it_applies(client: FlaskClient) -> None:
    assert "Only if you chose: Scars; Stretch marks" in client.get(QUIZ).text


def test_a_follow_up_is_hidden_by_style_until_its_option_is_chosen(client: FlaskClient) -> None:
    page = Page(client.get(QUIZ).text)
    address = page.stylesheet
    css = client.get(address).text

    scars = "#q_main_concern-scars"
    hiding = next(
        line for line in css.splitlines() if line.startswith(".quiz:not") and scars in line
    )
    assert "#q_other_concerns-scars" in hiding
    assert hiding.endswith("#q_scar_type { display: none; }")
    assert scars.removeprefix("#") in page.values("id")


def test_a_link_of_the_summary_wraps_beside_its_bullet(client: FlaskClient) -> None:
    """The bullet of a list stands at the last line of what is drawn as one block."""
    css = client.get("/static/css/pages.css").text

    (links,) = re.findall(r"^\.summary a \{(.*)\}$", css, re.MULTILINE)
    assert "inline-block" not in links


def test_there_is_one_address_with_one_stylesheet(client: FlaskClient) -> None:
    page = Page(client.get(QUIZ).text)
    address = page.stylesheet.split("?")[0]
    served = client.get("/static/css/pages.css").text

    assert address == "/static/css/pages.css"
    assert served.startswith(styles(*PAGE_STYLES))
    assert "@supports selector(:has(*))" in served, "with the rules for follow-ups"


def test_the_root_is_the_quiz_of_the_default_clinic_and_posts_to_itself(
    client: FlaskClient,
) -> None:
    assert 'method="post" action="/?lang=en"' in client.get("/").text
    assert f'method="post" action="{QUIZ}?lang=en"' in client.get(QUIZ).text


def test_every_page_says_what_it_comes_from_and_what_it_is_not(
    client: FlaskClient, plain_form: Form, rulebook: Rulebook
) -> None:
    pages = [client.get("/"), client.get("/treatments/mesotherapy"), client.get("/nowhere")]
    pages += [client.post(QUIZ, data=plain_form), client.post(QUIZ, data={"q_age": "1"})]

    facts = [rulebook.facts[id] for id in ("information-only", "not-reviewed", "emergency")]
    for page in pages:
        for text in (*facts, rulebook.version, rulebook.fingerprint):
            assert str(escape(text)) in page.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_clinic_is_not_found_and_says_so(client: FlaskClient, method: str) -> None:
    answer = client.open("/c/nowhere", method=method.upper(), data={"q_age": "40"})

    assert answer.status_code == 404
    assert "Clinic not found" in answer.text
    assert "nowhere" not in answer.text


def test_an_unknown_treatment_is_not_found(client: FlaskClient) -> None:
    assert client.get("/treatments/leeches").status_code == 404


def test_a_treatment_page_shows_every_part_with_its_evidence(
    client: FlaskClient, rulebook: Rulebook
) -> None:
    for treatment in rulebook.treatments.values():
        page = client.get(f"/treatments/{treatment.id}")
        text = page.text.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")

        apart = re.findall(r'<p class="fine long"[^>]*>(.*?)</p>', text)
        apart = [one for each in apart for one in each.split(", ")]
        assert Page(page.text).text("h1") == treatment.name
        for section in treatment.sections.values():
            assert all(paragraph in text for paragraph in (*section.text, *section.points))
        for suit in treatment.suits:
            assert suit.because in text
            assert all(rulebook.evidence[id].finding in text for id in suit.sources)
            identifiers = [one for id in suit.sources for one in rulebook.evidence[id].identifiers]
            assert all(one in apart for one in identifiers)


def test_the_process_says_that_it_answers(client: FlaskClient) -> None:
    assert client.get("/healthz").text == "ok\n"
