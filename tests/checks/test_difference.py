from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from quiz.beside import Population
from quiz.checks.changes import Change
from quiz.checks.compared import Direction, Effected
from quiz.checks.difference import Difference, compare
from quiz.checks.sampling import random_answers
from quiz.checks.together import NotComparableError
from quiz.engine import recommend
from quiz.model import Rulebook
from tests.checks.edits import (
    A_LIST_NOW,
    AGES,
    BURN_OUT,
    EDITS,
    NEW_ROW,
    QUESTIONS,
    RASH_NOTED,
    RASH_TOO,
    ROW,
    WISH,
)
from tests.checks.pairs import difference_after, edited, everyone, moved, read_well
from tests.conftest import ROOT, seldom

RULES = ROOT / "rules"
TINY = ROOT / "tests" / "rulebooks" / "tiny"

ECZEMA = (
    "safety/skin-today.yaml",
    "effect: wait\n  until: the skin in this area is clear\n  because: >-\n    A needling",
    "effect: caution\n  because: >-\n    A needling",
)
COLD_SORES = (
    "safety/skin-history.yaml",
    "effect: caution\n  because: An injury to the skin can wake",
    "effect: out\n  because: An injury to the skin can wake",
)


_OFTEN = ["nothing", "a younger age", "a suit elsewhere", "a row with its rule", "fewer ages"]


def of(difference: Difference, to: str) -> Effected:
    return next(one for one in difference.effects if one.to == to)


@pytest.mark.parametrize("name", [*_OFTEN, *seldom(*(one for one in EDITS if one not in _OFTEN))])
def test_counts_are_those_of_trying_everyone(name: str, tmp_path: Path) -> None:
    edits, whole = EDITS[name]
    _, old = read_well(TINY)
    _, new = read_well(edited(TINY, tmp_path, *edits))
    found = compare(old, new, Population())
    expected = moved(everyone(old, new, AGES), old, new)

    assert Counter({(one.before, one.after): one.group.count for one in found.outcomes}) == expected
    assert found.direction is whole


def test_changed_texts_are_listed_and_nobody_is_concerned(tmp_path: Path) -> None:
    found = difference_after(
        RULES,
        tmp_path,
        ("safety/skin-today.yaml", "eczema is irritated skin.", "eczema is one."),
        ("rulebook.yaml", "text: See a doctor today", "text: See somebody today"),
        ("evidence.yaml", "review_by: 2027-11-30", "review_by: 2028-11-30"),
        ("questions/3-your-skin.yaml", "label: Rosacea", "label: Rosacea, or flushing"),
        ("requirements.yaml", "Needles can spread bacteria", "Needles spread bacteria"),
    )

    assert found.direction is Direction.EQUAL
    assert (found.rules, found.requirements, found.questions, found.outcomes) == ((), (), (), ())
    assert {(one.where, one.field) for one in found.texts} == {
        ("rule eczema", "because"),
        ("fact urgency-same-day", "text"),
        ("source FDA-MN", "review_by"),
        ("option rosacea of skin_today", "label"),
        ("requirement never-on-active-acne", "because"),
    }


def test_a_wait_turned_into_a_caution_is_looser(tmp_path: Path) -> None:
    found = difference_after(RULES, tmp_path, ECZEMA)

    assert found.direction is Direction.LOOSER
    assert [one.direction for one in found.effects] == [
        Direction.LOOSER,
        Direction.LOOSER,
        Direction.EQUAL,
    ]
    microneedling = of(found, "microneedling").looser
    assert microneedling
    assert (
        microneedling.example
        == "Your skin today: Eczema or dermatitis (dry, itchy, inflamed skin); all else ordinary"
    )
    assert microneedling.share
    assert 0.001 < microneedling.share < 0.04
    [rule] = found.rules
    assert (rule.id, rule.change, rule.direction) == ("eczema", Change.CHANGED, Direction.LOOSER)
    assert any("wait" in what and "caution" in what for what in rule.what)
    assert {one.to for one in rule.effects} == {"microneedling", "mesotherapy"}


def test_a_caution_turned_into_out_is_stricter(tmp_path: Path) -> None:
    found = difference_after(RULES, tmp_path, COLD_SORES)

    assert found.direction is Direction.STRICTER
    assert [rule.id for rule in found.rules] == ["cold-sores"]
    assert {(one.before, one.after) for one in found.outcomes} == {
        ("microneedling", "see_specialist"),
        ("mesotherapy", "see_specialist"),
    }


def test_one_rule_looser_and_another_stricter_is_mixed_and_never_harmless(tmp_path: Path) -> None:
    found = difference_after(RULES, tmp_path, ECZEMA, COLD_SORES)

    assert found.direction is Direction.MIXED
    assert not found.direction.harmless
    assert of(found, "microneedling").direction is Direction.MIXED
    assert {rule.id: rule.direction for rule in found.rules} == {
        "eczema": Direction.LOOSER,
        "cold-sores": Direction.STRICTER,
    }


def test_an_added_option_says_so_and_its_rule_is_stricter(tmp_path: Path) -> None:
    found = difference_after(TINY, tmp_path, (QUESTIONS, ROW, ROW + NEW_ROW), BURN_OUT)

    assert found.questions == ("option burn of skin added",)
    assert [(one.id, one.change) for one in found.rules] == [("burn", Change.ADDED)]
    stricter = of(found, "rolling").stricter
    assert stricter
    assert stricter.example == "What applies to your skin: A burn; all else ordinary"


def test_answers_that_one_rulebook_alone_takes_are_counted(tmp_path: Path) -> None:
    found = difference_after(TINY, tmp_path, *EDITS["a place less"][0])

    assert "option neck of area removed" in found.questions
    assert found.only_old
    assert found.only_old.count == found.compared
    assert found.only_new is None


def test_a_renamed_rule_is_no_change_for_anybody(tmp_path: Path) -> None:
    change = ("safety/skin-today.yaml", "- id: eczema\n", "- id: eczema-here\n")
    found = difference_after(RULES, tmp_path, change)

    [rule] = found.rules
    assert (rule.id, rule.change, rule.what) == ("eczema-here", Change.RENAMED, ("it was eczema",))
    assert (found.direction, found.texts) == (Direction.EQUAL, ())


def test_urgency_alone_is_compared_as_well(tmp_path: Path) -> None:
    change = ("safety/skin.yaml", "urgency: same_day", "urgency: soon")
    found = difference_after(TINY, tmp_path, change)

    assert found.direction is Direction.LOOSER
    assert [(one.before, one.after, one.direction) for one in found.urgencies] == [
        ("same_day", "soon", Direction.LOOSER)
    ]
    assert [one.to for one in found.rules[0].effects] == ["urgency"]


def test_what_matters_only_together_is_named_with_its_partner(tmp_path: Path) -> None:
    twice = edited(TINY, tmp_path / "twice", RASH_TOO)
    _, old = read_well(twice)
    _, new = read_well(edited(TINY, tmp_path / "noted", RASH_NOTED, WISH))
    found = compare(old, new, Population())

    assert found.direction is Direction.LOOSER
    assert {rule.id: rule.together_with for rule in found.rules} == {
        "rash": ("rash-too",),
        "rash-too": ("rash",),
        "rather-no-needles": (),
    }
    assert [rule.direction for rule in found.rules if rule.id != "rather-no-needles"] == [
        Direction.LOOSER,
        Direction.LOOSER,
    ]


def test_a_weaker_requirement_is_looser_though_nobody_is_concerned_yet(tmp_path: Path) -> None:
    change = ("requirements.yaml", "{age: {to: 17}}", "{age: {to: 15}}")
    found = difference_after(TINY, tmp_path, change)

    [requirement] = found.requirements
    assert (requirement.id, requirement.direction) == ("never-for-minors", Direction.LOOSER)
    assert found.direction is Direction.EQUAL


def test_a_question_of_another_kind_cannot_be_compared(tmp_path: Path) -> None:
    _, old = read_well(TINY)
    _, new = read_well(edited(TINY, tmp_path, *A_LIST_NOW))

    with pytest.raises(NotComparableError, match="needles"):
        compare(old, new, Population())


def test_without_a_population_there_are_no_shares(tmp_path: Path) -> None:
    found = difference_after(TINY, tmp_path, *EDITS["a younger age"][0])

    assert [one.group.share for one in found.outcomes] == [None] * len(found.outcomes)
    assert found.outcomes


def test_the_engines_of_both_agree_with_it_on_random_people(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    _, new = read_well(edited(RULES, tmp_path, ECZEMA, COLD_SORES))
    found = compare(rulebook, new, Population())
    claimed = {(one.before, one.after) for one in found.outcomes}
    random, seen = Random(7), set()
    for _ in range(20_000):
        answers = random_answers(rulebook, random)
        pair = recommend(rulebook, answers).outcome, recommend(new, answers).outcome
        seen |= {pair} if pair[0] != pair[1] else set()

    assert seen <= claimed
    assert len(seen) > len(claimed) // 2
