"""What is said, for whom: the sentences of the rules that fired and of nothing else."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.assessment import Assessment, assess
from quiz.engine import recommend
from quiz.explanation import Explanation, Item, explain
from quiz.model import Effect, Rulebook
from quiz.recommendation import SEE_SPECIALIST, Recommendation
from tests import oracle
from tests.people import Fields, answers, examples, valid


def told(rulebook: Rulebook, plain_fields: Fields, **changed: object) -> Assessment:
    return assess(rulebook, valid(rulebook, plain_fields | changed))


def rules(items: tuple[Item, ...]) -> list[str]:
    return [rule for item in items for rule in item.rules]


def test_why_gives_what_suits_the_main_concern_first(
    rulebook: Rulebook, plain_fields: Fields
) -> None:
    scars = {"scar_type": "pitted_acne", "scar_age": "over_a_year"}
    result = told(
        rulebook, plain_fields, main_concern="scars", other_concerns=["fine_lines"], **scars
    )

    assert rules(result.explanation.why) == ["pitted-acne-scars", "fine-lines-face"]


def test_referrals_come_most_urgent_first_and_nothing_else_stands_beside_them(
    rulebook: Rulebook, plain_fields: Fields
) -> None:
    ticked = ["changing_mole_or_sore", "spreading_redness", "eczema"]
    result = told(rulebook, plain_fields, skin_today=ticked, wellbeing=["preoccupied"])

    why = rules(result.explanation.why)
    assert why == ["spreading-redness", "changing-mole-or-sore", "preoccupied"]
    assert result.recommendation.urgency == "same_day"
    assert result.explanation.could_change == ()


def test_the_blocked_treatment_is_not_replaced_and_it_says_so(
    rulebook: Rulebook, plain_fields: Fields
) -> None:
    result = told(
        rulebook,
        plain_fields,
        main_concern="dry_skin",
        other_concerns=["fine_lines"],
        allergies=["soy_or_egg"],
    )

    assert result.recommendation.outcome == SEE_SPECIALIST
    assert rules(result.explanation.why) == ["soy-or-egg", "nothing-else-for-main"]
    assert rules(result.explanation.why_not["microneedling"]) == ["not-for-main"]


def test_waiting_is_offered_as_time_passing(rulebook: Rulebook, plain_fields: Fields) -> None:
    result = told(rulebook, plain_fields, skin_today=["active_acne"])

    (change,) = result.explanation.could_change
    until = next(rule.until for rule in rulebook.rules if rule.id == "active-acne")
    assert change.outcome == "microneedling"
    assert change.rules == ("active-acne",)
    assert until in change.text


def test_everything_that_must_pass_is_named_together(
    rulebook: Rulebook, plain_fields: Fields
) -> None:
    result = told(rulebook, plain_fields, skin_today=["active_acne", "eczema"])

    (change,) = result.explanation.could_change
    assert set(change.rules) == {"active-acne", "eczema"}
    assert len(change.after) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"skin_today": ["active_acne"], "allergies": ["steel"]},
        {"health": ["pregnant"]},
        {"health": ["breastfeeding"]},
        {"medicines": ["isotretinoin"]},
        {"age": 17},
    ],
)
def test_nothing_is_offered_where_something_lasting_stands_in_the_way(
    rulebook: Rulebook, plain_fields: Fields, changed: Fields
) -> None:
    assert told(rulebook, plain_fields, **changed).explanation.could_change == ()


def test_a_wish_can_change_and_leads_to_its_own_outcome(
    rulebook: Rulebook, plain_fields: Fields
) -> None:
    result = told(rulebook, plain_fields, other_concerns=["dry_skin"], injections="rather_not")

    (change,) = result.explanation.could_change
    assert result.recommendation.outcome == "microneedling"
    assert change.outcome == "combination"


def test_a_concern_that_is_left_out_is_named_with_its_reason(
    rulebook: Rulebook, plain_fields: Fields
) -> None:
    result = told(
        rulebook,
        plain_fields,
        main_concern="dry_skin",
        other_concerns=["scars", "body_fat"],
        scar_type="flat",
        scar_age="over_a_year",
        allergies=["nickel"],
    )

    left_out = [(item.concern, item.rules) for item in result.explanation.not_covered]
    assert result.recommendation.outcome == "mesotherapy"
    assert left_out == [("scars", ("nickel",)), ("body_fat", ("body-fat",))]


def test_a_result_rests_on_every_question_that_could_have_stopped_it(
    rulebook: Rulebook, plain_fields: Fields
) -> None:
    scars = {"scar_type": "flat", "scar_age": "over_a_year"}
    result = told(rulebook, plain_fields, main_concern="scars", **scars)

    questions = {id for item in result.explanation.rests_on for id in item.answers}
    given_answers = result.recommendation.answers.given
    assert questions == given_answers.keys() - {"skin_type", "injections", "downtime"}


def test_both_plans_stand_one_under_the_other(rulebook: Rulebook, plain_fields: Fields) -> None:
    result = told(rulebook, plain_fields, other_concerns=["dull_skin"])

    planned = [item.treatment for item in result.explanation.plan]
    assert planned == ["microneedling", "mesotherapy", None]
    assert rules(result.explanation.plan)[-1] == "combination-schedule"


def test_the_clinician_reads_what_stops_before_cautions_and_notes(
    rulebook: Rulebook, plain_fields: Fields
) -> None:
    result = told(
        rulebook, plain_fields, health=["diabetes_controlled", "pregnant"], downtime="none"
    )

    assert rules(result.explanation.for_the_clinician) == [
        "pregnant",
        "diabetes-controlled",
        "no-downtime",
    ]


@examples(300)
@given(st.data())
def test_why_is_what_the_contract_says_and_every_sentence_has_its_rule(
    rulebook: Rulebook, data: st.DataObject
) -> None:
    made = recommend(rulebook, data.draw(answers(rulebook)))
    explanation = explain(made)

    known = {reason.id for reason in (*made.rules, *made.suits, *made.not_covered)}
    spoken = [item for item in everything(explanation) if item not in explanation.rests_on]
    main_reasons = set(rules(explanation.why)) - {"nothing-else-for-main"}
    assert main_reasons == set(oracle.why(made.answers.given))
    assert all(set(item.rules) <= known | rulebook.facts.keys() for item in spoken)
    assert all(item.text and item.rules for item in spoken)


@examples(300)
@given(st.data())
def test_each_treatment_is_either_recommended_or_told_why_not(
    rulebook: Rulebook, data: st.DataObject
) -> None:
    made = recommend(rulebook, data.draw(answers(rulebook)))
    explanation = explain(made)

    for treatment, verdict in made.verdicts.items():
        assert bool(explanation.why_not[treatment]) is not verdict.recommended
    assert bool(explanation.why_not["combination"]) is (len(made.recommended) < 2)


@examples(300)
@given(st.data())
def test_what_could_change_only_ever_passes_and_adds(
    rulebook: Rulebook, data: st.DataObject
) -> None:
    made = recommend(rulebook, data.draw(answers(rulebook)))
    passing = {
        rule.id
        for rule in made.rules
        if rule.offer and set(rule.effects.values()) & {Effect.WAIT, Effect.PREF}
    }

    for change in explain(made).could_change:
        assert set(change.rules) <= passing
        assert change.outcome not in {made.outcome, SEE_SPECIALIST}
        assert outcome_without(change.rules, made) == change.outcome
        assert all(
            outcome_without(fewer, made) != change.outcome
            for fewer in combinations(change.rules, len(change.rules) - 1)
        )


def outcome_without(rules: tuple[str, ...], made: Recommendation) -> str:
    left = tuple(rule for rule in made.rulebook.rules if rule.id not in rules)
    return recommend(replace(made.rulebook, rules=left), made.answers).outcome


@pytest.mark.parametrize(
    ("changed", "facts"),
    [
        ({"main_concern": "dull_skin", "area": "scalp"}, ["combination-none-suits"]),
        ({}, ["combination-one-suits"]),
        (
            {"other_concerns": ["dull_skin"], "skin_today": ["active_acne"]},
            ["combination-stopped"],
        ),
        (
            {
                "other_concerns": ["dull_skin"],
                "health": ["epilepsy", "diabetes_controlled", "other_autoimmune"],
            },
            ["too-many-cautions", "too-many-cautions"],
        ),
        (
            {"main_concern": "body_fat", "other_concerns": ["fine_lines", "dull_skin"]},
            ["combination-not-for-main"],
        ),
        ({"other_concerns": ["dull_skin"], "health": ["epilepsy"]}, ["combination-caution"]),
    ],
)
def test_why_there_is_no_combination_is_said_truthfully(
    rulebook: Rulebook, plain_fields: Fields, changed: Fields, facts: list[str]
) -> None:
    explanation = told(rulebook, plain_fields, **changed).explanation

    given_facts = [id for id in rules(explanation.why_not["combination"]) if id in rulebook.facts]
    assert given_facts == facts


def test_too_many_cautions_cite_what_they_rest_on(rulebook: Rulebook, plain_fields: Fields) -> None:
    ticked = ["diabetes_controlled", "other_autoimmune", "epilepsy"]
    result = told(rulebook, plain_fields, health=ticked)

    assert result.explanation.why[0].rules == ("too-many-cautions",)
    assert result.explanation.why[0].answers == {"health": tuple(ticked)}


def test_the_clinician_reads_why_a_concern_is_not_covered(
    rulebook: Rulebook, plain_fields: Fields
) -> None:
    result = told(rulebook, plain_fields, main_concern="body_fat")

    assert rules(result.explanation.for_the_clinician) == ["body-fat"]


def test_the_main_concern_s_treatment_comes_first(rulebook: Rulebook, plain_fields: Fields) -> None:
    lines = told(rulebook, plain_fields, other_concerns=["dull_skin"])
    dull = told(rulebook, plain_fields, main_concern="dull_skin", other_concerns=["fine_lines"])

    assert lines.recommendation.recommended == ("microneedling", "mesotherapy")
    assert dull.recommendation.recommended == ("mesotherapy", "microneedling")


def everything(explanation: Explanation) -> list[Item]:
    return [
        *explanation.why,
        *(item for items in explanation.why_not.values() for item in items),
        *explanation.could_change,
        *explanation.rests_on,
        *explanation.not_covered,
        *explanation.plan,
        *explanation.for_the_clinician,
    ]
