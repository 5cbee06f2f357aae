"""What of a result is seen first, what is folded, what is drawn, and what stands on paper."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from quiz.beside import Case
from quiz.model import Rulebook
from tests.people import Fields
from tests.web.asking import ask, on_screen
from tests.web.page_checks import Page
from tests.web.reading_aloud import seen_at_first

MANY = {
    "main_concern": "scars",
    "scar_type": "pitted_acne",
    "scar_age": "over_a_year",
    "other_concerns": ["fine_lines", "rough_texture", "large_pores"],
}


@pytest.mark.parametrize(
    ("skin", "look"),
    [
        ("spreading_redness", "outcome-now"),
        ("changing_mole_or_sore", "outcome-soon"),
        ("unexplained_rash", "outcome-calm"),
        ("active_acne", "outcome-calm"),
        ("none", "outcome-treatment"),
    ],
)
def test_only_what_cannot_wait_looks_as_if_it_could_not(
    client: FlaskClient, plain_fields: Fields, skin: str, look: str
) -> None:
    text = ask(client, plain_fields, skin_today=[skin])

    assert f'class="outcome {look}"' in text


def test_beside_see_a_doctor_today_nothing_else_is_open(
    client: FlaskClient, plain_fields: Fields, rulebook: Rulebook
) -> None:
    text = ask(client, plain_fields, skin_today=["spreading_redness", "active_acne"])

    seen = seen_at_first(text)
    headings = [line for line in seen if line in ("Why", "More about this result")]
    assert headings == ["Why", "More about this result"]
    assert rulebook.facts["emergency"] in seen
    assert "Your answers" not in seen
    assert not [line for line in seen if "icroneedling" in line or "esotherapy" in line]


def test_an_ordinary_result_is_read_in_about_a_minute(
    client: FlaskClient, plain_fields: Fields
) -> None:
    for changed in ({}, {"skin_today": ["active_acne"]}, {"main_concern": "dull_skin"}):
        seen = seen_at_first(ask(client, plain_fields, **changed))

        assert 100 < len(" ".join(seen).split()) < 320


def test_everything_that_is_closed_can_be_opened_by_a_name_of_its_own(
    client: FlaskClient, plain_fields: Fields
) -> None:
    text = ask(client, plain_fields | MANY, health=["epilepsy"])

    titles = re.findall(r"<summary><h3>(.+?)</h3>", text)
    assert len(set(titles)) == len(titles) >= 8
    assert text.count("<details") == text.count("<summary")


def test_for_many_concerns_one_reason_and_one_plan_are_open_and_none_is_lost(
    client: FlaskClient, plain_fields: Fields, rulebook: Rulebook
) -> None:
    text = ask(client, plain_fields | MANY)

    seen = seen_at_first(text)
    main, *others = (
        next(suit for suit in rulebook.suits if suit.id == id)
        for id in ("pitted-acne-scars", "fine-lines-face", "rough-texture-face", "large-pores")
    )
    assert main.because in seen
    assert main.studies in seen
    for suit in others:
        assert suit.because not in seen
        assert suit.because in on_screen(text)
        assert suit.studies in on_screen(text)


def test_plans_that_are_alike_are_drawn_once(
    client: FlaskClient, plain_fields: Fields, rulebook: Rulebook
) -> None:
    text = ask(client, plain_fields | MANY)

    assert text.count('<svg class="drawn"') == 2, "of the scars, of lines and roughness together"
    label = rulebook.questions[rulebook.main_concern].label
    assert f"Microneedling: {label('fine_lines')}; {label('rough_texture')}" in text


def test_the_picture_of_a_plan_has_the_same_in_words(
    client: FlaskClient, plain_fields: Fields
) -> None:
    text = ask(client, plain_fields)

    plan = text[text.index('id="plan"') : text.index('id="more"')]
    words = dict(re.findall(r"</span>(.+?)</dt><dd>(.+?)</dd>", plan))
    assert words == {
        "Sessions": "4",
        "Result judged (from which day is not stated)": "90 days; 150 days",
        "Recovery": "1 to 3 days",
        "Keep free after each session": "1 week",
    }
    assert plan.count('<circle class="session"') == 4
    assert plan.count('<rect class="judged"') == 2
    assert plan.count('class="strip" aria-hidden="true"') == 1
    assert all('aria-hidden="true"' in svg for svg in re.findall(r"<svg.+?>", plan))


def test_a_plan_that_the_clinic_decides_has_no_picture(
    client: FlaskClient, plain_fields: Fields, rulebook: Rulebook
) -> None:
    text = ask(client, plain_fields, main_concern="large_pores")

    assert next(suit.studies for suit in rulebook.suits if suit.id == "large-pores") in text
    assert '<svg class="drawn"' not in text


def test_see_a_specialist_shows_what_would_suit_and_is_stopped(
    client: FlaskClient, plain_fields: Fields
) -> None:
    text = ask(client, plain_fields, skin_today=["active_acne"])

    assert "Stopped by your answers" in text
    assert "Stopped by your answers" not in ask(client, plain_fields)


def test_printing_is_offered_by_script_only_and_explained_without(
    client: FlaskClient, plain_fields: Fields
) -> None:
    text = ask(client, plain_fields)

    (button,) = [g for tag, g in Page(text).elements if tag == "button" and "data-print" in g]
    assert "hidden" in button
    assert button["type"] == "button", "it sends nothing"
    assert "Print this page: a sheet for the clinician" in text


def test_the_sheet_has_all_that_a_clinician_needs_for_every_case(
    client: FlaskClient, cases: tuple[Case, ...], rulebook: Rulebook
) -> None:
    for case in cases[::7]:
        sheet = ask(client, dict(case.fields)).partition('<section class="sheet">')[2]
        asked = [id for id in case.fields if f"<b>{rulebook.questions[id].name}:</b>" in sheet]

        assert set(asked) >= set(rulebook.questions) & set(case.fields) - follow_ups(rulebook)
        assert rulebook.fingerprint in sheet
        assert rulebook.facts["not-reviewed"] in sheet
        assert sheet.count('class="note-line"') == 5
        for id in case.decided_by:
            assert id in sheet


def follow_ups(rulebook: Rulebook) -> set[str]:
    return {id for id, question in rulebook.questions.items() if question.ask_when}


def test_the_sheet_says_each_finding_with_its_rule_and_its_sources(
    client: FlaskClient, plain_fields: Fields, rulebook: Rulebook
) -> None:
    text = ask(client, plain_fields, skin_history=["cold_sores"])

    sheet = text.partition('<section class="sheet">')[2]
    rule = next(rule for rule in rulebook.rules if rule.id == "cold-sores")
    assert rule.because in sheet
    assert f"{rule.clinician} <code>cold-sores: {', '.join(rule.sources)}</code>" in sheet
    assert all(f"<b>{id}</b>" in sheet for id in rule.sources)
    assert f"<b>{rulebook.questions['skin_history'].name}:</b> Cold sores in the past" in sheet
