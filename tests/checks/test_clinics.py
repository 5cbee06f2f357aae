"""A clinic's own rules only tighten: proved for what reads, and shown on what cannot be read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.answers import Answers
from quiz.checks import CLINIC_SERVED_ONLY_WITH, Examined, run
from quiz.checks.clinics import has_origins, house_rules, looser, speaks
from quiz.clinic import Clinic, with_house_rules
from quiz.conditions import Between, Chosen, NoneOf
from quiz.engine import recommend
from quiz.model import Effect, Reviewed, Rule, Rulebook, Urgency
from quiz.problems import Place
from quiz.reading import Reading, read
from quiz.recommendation import soonest
from tests.conftest import ROOT
from tests.people import answers, valid

TINY = ROOT / "tests" / "rulebooks" / "tiny"
BOTH = {"rolling": Effect.OUT, "filling": Effect.OUT}


@pytest.fixture(scope="module")
def tiny() -> Reading:
    return read(TINY)


def rule(
    when: Chosen | Between, effects: dict[str, Effect], urgency: Urgency | None = None
) -> Rule:
    return Rule(
        id="house",
        when=when,
        because="",
        clinician="",
        sources=(),
        reviewed=Reviewed("nobody", None),
        effects=effects,
        urgency=urgency,
        house=True,
    )


def found(rulebook: Rulebook, *clinics: Clinic) -> list[str]:
    ran = run(Examined(rulebook, clinics=clinics), CLINIC_SERVED_ONLY_WITH)
    return [problem.what for _, problems in ran for problem in problems]


def test_every_kind_of_house_rule_is_proved_to_tighten(tiny: Reading) -> None:
    assert tiny.rulebook
    rules = (
        rule(Chosen("skin", frozenset({"scar"})), BOTH),
        rule(Chosen("skin", frozenset({"rash"})), {"rolling": Effect.CAUTION}),
        rule(Chosen("skin", frozenset({"tattoo"})), {"rolling": Effect.NOTE}),
        rule(Chosen("area", frozenset({"neck"})), dict.fromkeys(BOTH, Effect.WAIT)),
        rule(Between("age", 71, 120), dict.fromkeys(BOTH, Effect.REFER), Urgency.SOON),
    )

    assert found(tiny.rulebook, Clinic(id="a", name="A", house_rules=rules, minimum_age=33)) == []


def test_a_looser_rulebook_is_found_out_with_its_smallest_witness(tiny: Reading) -> None:
    assert tiny.rulebook
    examined = Examined(tiny.rulebook)
    before = examined.outcomes_for_clinics
    looser_rules = [one for one in tiny.rulebook.rules if one.id not in ("rash", "infection")]
    clinic = Clinic(id="loose", name="Loose")
    told = [one.what for one in looser(examined, clinic, before, before.with_rules(looser_rules))]

    assert told[0].startswith(
        'the rules of "loose" add filling for someone who answers What you want most: Dryness; '
        "Your age: 22; What applies to your skin: A rash; all else ordinary ("
    )
    assert any("add the combination" in one for one in told)
    assert any("no longer say same_day" in one for one in told)


def test_a_later_urgency_is_looser(tiny: Reading) -> None:
    assert tiny.rulebook
    examined = Examined(tiny.rulebook)
    before = examined.outcomes_for_clinics
    later = [
        replace(one, urgency=Urgency.BEFORE) if one.id == "infection" else one
        for one in tiny.rulebook.rules
    ]
    told = [
        one.what
        for one in looser(examined, Clinic(id="a", name="A"), before, before.with_rules(later))
    ]

    assert [one.split(" for ")[0] for one in told] == [
        'the rules of "a" no longer say same_day',
        'the rules of "a" no longer say soon',
    ]


def test_a_clinic_that_takes_too_much_is_left_out_and_no_other(tiny: Reading) -> None:
    assert tiny.rulebook
    plain, own = Clinic(id="plain", name="A"), Clinic(id="own", name="B", minimum_age=30)
    examined = Examined(tiny.rulebook, clinics=(plain, own), deadline=0)

    assert [(one.code, one.name, one.what) for one in house_rules.run(examined)] == [
        (
            "V18",
            "over-budget",
            'the rules of "own" could not be proved: the time for all proofs was over',
        )
    ]


def test_a_house_rule_that_one_more_row_avoids_is_told_at_its_line(tiny: Reading) -> None:
    assert tiny.rulebook
    fine = replace(rule(Chosen("skin", frozenset({"rash"})), BOTH), place=Place("a.yaml", 4, 5))
    avoided = replace(
        fine, when=NoneOf((Chosen("skin", frozenset({"scar"})),)), place=Place("a.yaml", 9, 5)
    )
    clinic = Clinic(id="a", name="A", house_rules=(fine, avoided), place=Place("a.yaml"))
    told = house_rules.run(Examined(tiny.rulebook, clinics=(clinic,)))

    assert {(one.code, one.name, one.place) for one in told} == {
        ("V09", "more-is-looser", Place("a.yaml", 9, 5))
    }
    assert told[1].what == (
        'by the rules of "a", ticking scar in skin as well adds rolling for someone who answers '
        "Your age: 22; all else ordinary"
    )


def test_a_house_rule_that_not_sure_avoids_is_told_at_its_line(tiny: Reading) -> None:
    assert tiny.rulebook
    own = replace(rule(Chosen("depth", frozenset({"2"})), BOTH), place=Place("a.yaml", 4, 5))
    age = Clinic(id="age", name="B", minimum_age=50)
    clinic = Clinic(id="a", name="A", house_rules=(own,), minimum_age=30, place=Place("a.yaml"))
    (told,) = house_rules.run(Examined(tiny.rulebook, clinics=(age, clinic)))

    assert (told.code, told.name, told.place) == (
        "V10",
        "unsure-is-looser",
        Place("a.yaml", 4, 5),
    )
    assert told.what == (
        'by the rules of "a", not_sure in depth permits filling where 2 does not, for someone who '
        "answers How deep it is: I am not sure; The area: Neck; Your age: 50; all else ordinary"
    )


def test_a_house_rule_that_stops_whoever_is_not_sure_as_well_is_fine(tiny: Reading) -> None:
    assert tiny.rulebook
    own = rule(Chosen("depth", frozenset({"2", "not_sure"})), BOTH)

    assert found(tiny.rulebook, Clinic(id="a", name="A", house_rules=(own,))) == []


def test_a_clinic_without_rules_costs_no_proof(tiny: Reading) -> None:
    assert tiny.rulebook
    examined = Examined(tiny.rulebook, clinics=(Clinic(id="a", name="A"),), deadline=0)

    assert house_rules.run(examined) == ()


@given(data=st.data())
def test_the_engine_agrees_that_nothing_becomes_more_permissive(
    data: st.DataObject, tiny: Reading
) -> None:
    assert tiny.rulebook
    made = data.draw(answers(tiny.rulebook))
    base = recommend(tiny.rulebook, made)
    own = recommend(with_house_rules(tiny.rulebook, tiny.clinics["clinic-two"]), made)

    assert set(own.recommended) <= set(base.recommended)
    if base.urgency:
        assert own.urgency
        assert soonest(own.urgency) <= soonest(base.urgency)


@pytest.mark.parametrize(("age", "outcome"), [(24, "see_specialist"), (25, "rolling")])
def test_a_minimum_age_is_a_rule(age: int, outcome: str, tiny: Reading) -> None:
    assert tiny.rulebook
    plain = next(case for case in tiny.cases if case.id == "plain")
    made: Answers = valid(tiny.rulebook, {**plain.fields, "age": age})
    own = recommend(with_house_rules(tiny.rulebook, tiny.clinics["clinic-two"]), made)

    assert own.outcome == outcome
    assert [one.because for one in own.rules] == ([] if age == 25 else ["Nobody under 25 here."])


def test_a_clinic_that_nobody_can_frame_is_a_warning(tiny: Reading) -> None:
    assert tiny.rulebook
    examined = Examined(tiny.rulebook, clinics=tuple(tiny.clinics.values()))

    assert [one.what for one in has_origins.run(examined)] == [
        'no site may frame the quiz of "one"'
    ]
    assert has_origins.level == "warning"


def test_a_language_that_the_rulebook_does_not_have_is_a_warning(tiny: Reading) -> None:
    assert tiny.rulebook
    clinic = Clinic(id="a", name="A", languages=("fr", "en"))

    assert [one.what for one in speaks.run(Examined(tiny.rulebook, clinics=(clinic,)))] == [
        '"a" offers fr, which the rulebook does not have'
    ]
