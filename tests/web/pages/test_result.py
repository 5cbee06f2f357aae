from flask.testing import FlaskClient

from quiz.beside import Case
from quiz.model import Rulebook
from tests.people import Fields
from tests.web.asking import QUIZ, Form, ask, on_screen
from tests.web.page_checks import Page


def test_a_treatment_is_an_option_to_discuss_with_its_plan_risks_and_aftercare(
    client: FlaskClient, plain_fields: Fields, rulebook: Rulebook
) -> None:
    text = ask(client, plain_fields)

    treatment = rulebook.treatments["microneedling"]
    assert Page(text).text("h1") == treatment.name
    assert rulebook.fact("outcome-treatment", treatment=treatment.name) in text
    assert rulebook.facts["choosing-a-clinician"] in text
    assert 'href="/treatments/microneedling?lang=en"' in text
    for part in ("recovery", "risks", "aftercare", "get_help"):
        assert all(paragraph in text for paragraph in treatment.sections[part].text)


def test_a_suit_shows_its_strength_its_studies_and_how_each_source_was_read(
    client: FlaskClient, plain_fields: Fields, rulebook: Rulebook
) -> None:
    text = ask(client, plain_fields)

    suit = next(suit for suit in rulebook.suits if suit.id == "fine-lines-face")
    assert suit.because in text
    assert suit.studies in text
    assert "Moderate evidence" in text
    for id in suit.sources:
        assert rulebook.evidence[id].citation in text
        assert rulebook.evidence[id].finding in text
    assert "How it was read: we read its first page" in text


def test_see_a_specialist_offers_no_plan_and_no_booking(
    client: FlaskClient, plain_fields: Fields, rulebook: Rulebook
) -> None:
    text = ask(client, plain_fields, skin_today=["active_acne"])

    assert Page(text).text("h1") == "See a specialist"
    assert rulebook.facts["outcome-see-specialist"] in text
    assert "What studies did" not in text
    assert "/treatments/" not in text
    assert rulebook.facts["choosing-a-clinician"] not in text


def test_a_referral_says_first_how_urgent_it_is(
    client: FlaskClient, plain_fields: Fields, rulebook: Rulebook
) -> None:
    text = ask(client, plain_fields, skin_today=["spreading_redness"])

    assert Page(text).text("h1") == rulebook.facts["urgency-same-day"]
    emergency = rulebook.facts["emergency"]
    assert on_screen(text).count(emergency) == 2, "on top, and at the foot as on every page"
    assert text.index("<h1") < text.index(emergency) < text.index('id="why"')


def test_what_is_only_temporary_says_until_when_and_what_it_could_lead_to(
    client: FlaskClient, plain_fields: Fields, rulebook: Rulebook
) -> None:
    text = ask(client, plain_fields, skin_today=["active_acne"])

    acne = next(rule for rule in rulebook.rules if rule.id == "active-acne")
    assert rulebook.fact("wait-until", until=acne.until) in text
    assert rulebook.fact("once", until=acne.until) in text


def test_a_caution_of_the_outcome_is_told_to_the_person_and_to_the_clinician(
    client: FlaskClient, plain_fields: Fields, rulebook: Rulebook
) -> None:
    text = ask(client, plain_fields, skin_history=["cold_sores"])

    rule = next(rule for rule in rulebook.rules if rule.id == "cold-sores")
    assert "What to keep in mind" in text
    assert rule.because in text
    assert rule.clinician in text


def test_a_reason_is_given_only_once(
    client: FlaskClient, plain_fields: Fields, rulebook: Rulebook
) -> None:
    text = ask(client, plain_fields, skin_today=["active_acne"], other_concerns=["dull_skin"])

    acne = next(rule for rule in rulebook.rules if rule.id == "active-acne")
    assert on_screen(text).count(acne.because) == 1
    assert f"Because of: {rulebook.questions['skin_today'].label('active_acne')}" in text
    assert "For the reasons above" not in text


def test_a_concern_that_is_left_out_is_named_with_its_reason(
    client: FlaskClient, plain_fields: Fields, rulebook: Rulebook
) -> None:
    text = ask(client, plain_fields, other_concerns=["body_fat"])

    left_out = next(one for one in rulebook.not_covered if one.id == "body-fat")
    assert "What this does not cover" in text
    assert left_out.because in text


def test_every_answer_stands_on_the_result_once_with_a_way_to_change_it(
    client: FlaskClient, plain_fields: Fields, rulebook: Rulebook
) -> None:
    text = ask(client, plain_fields)

    page = Page(text)
    changes = [given for tag, given in page.elements if tag == "button" and "value" in given]
    assert sorted(given["value"] for given in changes) == sorted(plain_fields)
    assert {given["formaction"] for given in changes} == {
        f"{QUIZ}?lang=en#q_{id}" for id in plain_fields
    }
    assert rulebook.facts["rests-on"] in text


def test_change_gives_the_form_back_filled_in_and_unvalidated(
    client: FlaskClient, plain_fields: Fields
) -> None:
    result = Page(ask(client, plain_fields, other_concerns=["dull_skin", "dry_skin"]))
    sent: Form = {"change": ["age"]}
    for tag, given in result.elements:
        if tag == "input":
            sent.setdefault(given["name"], []).append(given["value"])

    answer = client.post(QUIZ, data=sent)

    page = Page(answer.text)
    chosen = [g["value"] for g in page.inputs("q_other_concerns") if "checked" in g]
    assert answer.status_code == 200
    assert chosen == ["dull_skin", "dry_skin"]
    assert page.inputs("q_age")[0]["value"] == "40"
    assert "summary" not in Page(answer.text).values("class")
    assert "q_age" in page.values("id"), "the address ends in this id"


def test_change_validates_nothing(client: FlaskClient) -> None:
    answer = client.post(QUIZ, data={"change": "age", "q_age": "0"})

    assert answer.status_code == 200
    assert "alert" not in Page(answer.text).values("role")


def test_a_reason_that_differs_by_treatment_says_for_which_treatment_each_advice_is(
    client: FlaskClient, cases: tuple[Case, ...], rulebook: Rulebook
) -> None:
    case = next(case for case in cases if case.id == "nickel-dry-and-scars")
    text = ask(client, dict(case.fields))

    nickel = next(rule for rule in rulebook.rules if rule.id == "nickel")
    for id, advice in nickel.advised().items():
        assert f"<b>{rulebook.treatments[id].name}:</b> {advice}" in text
    assert on_screen(text).count("Because of: Nickel (cheap jewellery)") == 3
