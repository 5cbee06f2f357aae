import pytest

from quiz.answers import Answers
from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf, cited, holds, merged

ANSWERS = Answers({"area": "face", "age": 18, "health": ("asthma", "pregnant")})
FACE = Chosen("area", frozenset({"face", "neck"}))
SCALP = Chosen("area", frozenset({"scalp"}))
PREGNANT = Chosen("health", frozenset({"pregnant", "nursing"}))
NOT_ASKED = Chosen("scar_type", frozenset({"raised"}))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (FACE, True),
        (SCALP, False),
        (PREGNANT, True),
        (NOT_ASKED, False),
        (Between("age", 18, 21), True),
        (Between("age", 1, 17), False),
        (Between("age", 19, 120), False),
        (Between("scar_age", 0, 100), False),
        (AllOf((FACE, PREGNANT)), True),
        (AllOf((FACE, SCALP)), False),
        (AllOf(()), True),
        (AnyOf((SCALP, PREGNANT)), True),
        (AnyOf((SCALP, NOT_ASKED)), False),
        (NoneOf((SCALP, NOT_ASKED)), True),
        (NoneOf((SCALP, FACE)), False),
    ],
)
def test_a_condition_means_what_it_says(condition: Condition, expected: bool) -> None:
    assert holds(condition, ANSWERS) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (FACE, {"area": "face"}),
        (PREGNANT, {"health": ("pregnant",)}),
        (Between("age", 18, 21), {"age": 18}),
        (AllOf((FACE, PREGNANT)), {"area": "face", "health": ("pregnant",)}),
        (AnyOf((SCALP, PREGNANT)), {"health": ("pregnant",)}),
        (NoneOf((SCALP, NOT_ASKED)), {"area": "face"}),
    ],
)
def test_only_the_answers_that_count_are_cited(
    condition: Condition, expected: dict[str, object]
) -> None:
    assert cited(condition, ANSWERS) == expected


def test_cited_answers_are_united_option_by_option() -> None:
    together = merged([{"health": ("asthma",)}, {"health": ("asthma", "pregnant")}, {"age": 18}])

    assert together == {"health": ("asthma", "pregnant"), "age": 18}


def test_answers_do_not_tell_themselves_in_a_log() -> None:
    assert "pregnant" not in repr(ANSWERS)
    assert "pregnant" not in f"{ANSWERS}"
