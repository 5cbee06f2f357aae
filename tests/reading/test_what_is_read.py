"""What a rulebook becomes once it was read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quiz.checks import CHECKS, Examined, run
from quiz.conditions import AllOf, AnyOf, Between, Chosen, NoneOf
from quiz.model import Effect, Judged, Plan, Reviewed, Rule, Rulebook, Suit, Urgency
from quiz.questions import Kind, Means, Option
from quiz.reading import Reading, read

TINY = Path(__file__).parents[1] / "rulebooks" / "tiny"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(TINY)


@pytest.fixture(scope="module")
def tiny(reading: Reading) -> Rulebook:
    assert reading.rulebook, reading.problems
    return reading.rulebook


@pytest.fixture(scope="module")
def rules(tiny: Rulebook) -> dict[str, Rule]:
    return {rule.id: rule for rule in tiny.rules}


@pytest.fixture(scope="module")
def suits(tiny: Rulebook) -> dict[str, Suit]:
    return {suit.id: suit for suit in tiny.suits}


def test_the_tiny_rulebook_has_no_problems(reading: Reading) -> None:
    assert reading.problems == ()


def test_questions_come_in_the_order_of_the_files(tiny: Rulebook) -> None:
    assert [step.id for step in tiny.steps] == ["concerns", "about-you"]
    assert list(tiny.questions) == [
        "main_concern", "other_concerns", "depth", "area", "age", "skin", "needles",
    ]  # fmt: skip


def test_options_of_takes_the_options_of_the_other_question(tiny: Rulebook) -> None:
    others = tiny.questions["other_concerns"]

    assert others.optional
    assert others.options == tiny.questions["main_concern"].options


def test_a_number_question_has_its_bounds(tiny: Rulebook) -> None:
    age = tiny.questions["age"]

    assert (age.kind, age.low, age.high) == (Kind.NUMBER, 1, 120)


def test_an_option_keeps_its_hint_and_meaning(tiny: Rulebook) -> None:
    assert tiny.questions["depth"].options[2] == Option(
        "not_sure", "I am not sure", means=Means.UNSURE
    )
    assert tiny.questions["main_concern"].options[1].hint == "Short of water."


def test_an_option_of_digits_stays_text(tiny: Rulebook) -> None:
    assert tiny.questions["depth"].options[1].id == "2"


def test_concerns_means_the_main_one_or_the_others(tiny: Rulebook) -> None:
    options = frozenset({"lines", "fat"})

    assert tiny.questions["depth"].ask_when == AnyOf(
        (Chosen("main_concern", options), Chosen("other_concerns", options))
    )


def test_a_single_line_is_no_all(rules: dict[str, Rule]) -> None:
    assert rules["rash"].when == Chosen("skin", frozenset({"rash"}))


def test_below_begins_at_the_lowest_number(rules: dict[str, Rule]) -> None:
    assert rules["under-18"].when == Between("age", 1, 17)


def test_conditions_nest(rules: dict[str, Rule]) -> None:
    lines = frozenset({"lines"})
    concerned = AnyOf((Chosen("main_concern", lines), Chosen("other_concerns", lines)))
    fine = Chosen("needles", frozenset({"fine"}))
    deep = AllOf((concerned, Chosen("depth", frozenset({"2"}))))

    assert rules["aged-18-to-21"].when == AllOf(
        (
            Between("age", 18, 21),
            NoneOf((Chosen("area", frozenset({"neck"})),)),
            AnyOf((fine, deep)),
        )
    )


def test_an_open_end_is_the_question_s_own(tiny: Rulebook) -> None:
    assert tiny.requirements[1].condition == Between("age", 1, 17)
    assert tiny.requirements[1].never == {"rolling"}


def test_one_word_is_the_effect_on_every_treatment(rules: dict[str, Rule]) -> None:
    rule = rules["infection"]

    assert rule.effects == {"filling": Effect.REFER, "rolling": Effect.REFER}
    assert rule.urgency is Urgency.SAME_DAY


def test_effects_and_advice_differ_by_treatment(rules: dict[str, Rule]) -> None:
    rule = rules["tattoo"]

    assert rule.effects == {"rolling": Effect.OUT, "filling": Effect.CAUTION}
    assert rule.advice == {"rolling": "Keep off it.", "filling": "Tell the clinician."}


def test_a_wait_is_offered_unless_it_says_otherwise(rules: dict[str, Rule]) -> None:
    assert (rules["rash"].until, rules["rash"].offer) == ("your skin is clear", True)
    assert rules["aged-18-to-21"].offer is False


def test_a_rule_keeps_where_it_comes_from(rules: dict[str, Rule]) -> None:
    rule = rules["tattoo"]

    assert (rule.sources, rule.texts) == (("TRIAL-1",), ("S001",))
    assert Path(rule.place.file).name == "skin.yaml"
    assert (rule.place.line, rule.place.column) == (30, 3)
    assert rules["rash"].reviewed == Reviewed("Dr A. Example", "2026-10-31")
    assert rules["scar"].unsourced == "No source was found."
    assert rules["rather-no-needles"].keep == "the patient should read it"


def test_a_folded_text_is_one_line(rules: dict[str, Rule]) -> None:
    assert rules["tattoo"].because == "A tattoo may change."


def test_a_suit_has_its_concern_and_plan(suits: dict[str, Suit]) -> None:
    suit = suits["lines-face"]

    assert (suit.treatment, suit.concern, suit.strength) == ("rolling", "lines", "moderate")
    assert suit.plan == Plan(
        sessions=(3, 4),
        days_between=28,
        judged=(Judged((90, 90), "last_session"), Judged((90, 150), "not_stated")),
        recovery_days=(1, 3),
        plan_days=7,
    )


def test_what_the_clinic_decides_is_none(suits: dict[str, Suit]) -> None:
    assert suits["dryness"].plan == Plan(None, None, (), None, None)
    assert suits["lines-neck"].plan is None


def test_one_concern_may_stand_in_a_list(suits: dict[str, Suit]) -> None:
    assert suits["dryness"].concern == "dryness"


def test_sections_come_in_the_order_of_the_page(tiny: Rulebook) -> None:
    sections = tiny.treatments["rolling"].sections

    assert list(sections) == [
        "what_it_is", "how_it_works", "who_does_it", "tools", "recovery", "risks", "aftercare",
        "get_help", "sessions",
    ]  # fmt: skip
    assert sections["how_it_works"].points == ("One.", "Two.")
    assert sections["how_it_works"].unsourced == "No study was read."


def test_a_source_says_what_it_is(tiny: Rulebook) -> None:
    assert tiny.evidence["MADE-UP"].machine_written
    assert tiny.evidence["S001"].project_text
    assert tiny.evidence["TRIAL-1"].identifiers == ("10.1000/1", "PMID 1")


def test_the_rulebook_says_what_it_is(tiny: Rulebook) -> None:
    assert (tiny.title, tiny.version) == ("Rolling, filling, both, or a specialist", "1")
    assert (tiny.main_concern, tiny.other_concerns) == ("main_concern", "other_concerns")
    assert (tiny.policy.cautions_allowed, tiny.policy.cautions_allowed_for_combination) == (1, 0)
    assert tiny.not_covered[0].concern == "fat"
    assert tiny.fact("wait-until", until="noon") == "Wait until noon."


def test_a_case_starts_from_the_common_answers(reading: Reading) -> None:
    infected = next(case for case in reading.cases if case.id == "infected")

    assert infected.fields == {
        "main_concern": "lines",
        "other_concerns": [],
        "depth": "shallow",
        "area": "face",
        "age": 41,
        "skin": ["infection", "scar"],
        "needles": "fine",
    }
    assert (infected.outcome, infected.urgency) == ("see_specialist", Urgency.SAME_DAY)
    assert (infected.decided_by, infected.mentions) == (("infection",), ("scar",))


def test_cases_come_in_the_order_of_the_files(reading: Reading) -> None:
    assert [case.id for case in reading.cases] == ["plain", "infected", "both", "fat-only"]


def test_a_clinic_has_the_name_of_its_file_as_id(reading: Reading) -> None:
    assert {id: clinic.name for id, clinic in reading.clinics.items()} == {
        "clinic-two": "Clinic: Two",
        "one": "Clinic One",
    }


def test_reading_twice_gives_the_same(reading: Reading, tiny: Rulebook) -> None:
    again = read(TINY)

    assert again.rulebook
    assert again.rulebook.fingerprint == tiny.fingerprint
    assert [rule.id for rule in again.rulebook.rules] == [rule.id for rule in tiny.rules]
    assert again.cases == reading.cases


def test_a_rule_that_gets_lost_leaves_no_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.reading.reader.read_rules", lambda *_: ())
    reading = read(TINY)

    assert reading.rulebook is None
    assert [problem.code for problem in reading.problems] == ["R17"]


def test_what_is_about_the_whole_rulebook_has_a_file_that_can_be_opened() -> None:
    """Read from another folder than this one: a file's name alone would lead nowhere."""
    tiny = read(TINY).rulebook
    assert tiny
    offering_nothing = {id: replace(one, suits=()) for id, one in tiny.treatments.items()}
    examined = Examined(replace(tiny, treatments=offering_nothing))
    unreachable = [check for check in CHECKS if check.code == "V13"]
    problems = [problem for _, found in run(examined, unreachable) for problem in found]

    assert {problem.place for problem in problems} == {tiny.place}
    assert Path(tiny.place.file).samefile(TINY / "rulebook.yaml")
