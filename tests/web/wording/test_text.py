"""A terminal reads all that the page says of a result."""

from __future__ import annotations

import pytest

from quiz.assessment import assess
from quiz.beside import Case
from quiz.model import Rulebook
from quiz.web.wording.result import result_in_words
from quiz.web.wording.text import text_answer
from tests.people import valid


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def told(rulebook: Rulebook, cases: tuple[Case, ...], id: str) -> str:
    case = next(case for case in cases if case.id == id)
    return text_answer(assess(rulebook, valid(rulebook, dict(case.fields))))


def test_every_reason_and_every_advice_of_every_case_is_there(
    rulebook: Rulebook, cases: tuple[Case, ...]
) -> None:
    for case in cases:
        assessed = assess(rulebook, valid(rulebook, dict(case.fields)))
        text, result = in_one_line(text_answer(assessed)), result_in_words(assessed)

        against = [*result.why_not, *result.not_covered]
        reasons = [
            *result.why,
            *result.worth_knowing,
            *(reason for one in against for reason in one.reasons),
        ]
        for reason in reasons:
            assert in_one_line(reason.text) in text
            assert all(in_one_line(str(advice)) in text for advice in reason.advice)
        assert all(one.name in text for one in against)


def test_what_is_not_covered_is_named(rulebook: Rulebook, cases: tuple[Case, ...]) -> None:
    text = told(rulebook, cases, "nickel-dry-and-scars")

    assert "\nNot covered: Scars\n  - Because of: Nickel (cheap jewellery) [nickel]\n" in text


@pytest.mark.parametrize("rule", ["blood-thinner", "active-acne"])
def test_it_says_until_when_to_wait_and_what_to_do(
    rule: str, rulebook: Rulebook, cases: tuple[Case, ...]
) -> None:
    found = next(one for one in rulebook.rules if one.id == rule)
    case = next(case for case in cases if case.decided_by == (rule,))
    text = in_one_line(told(rulebook, cases, case.id))

    until = rulebook.fact("wait-until", until=found.until) if found.until else ""
    assert until in text
    assert all(in_one_line(advice) in text for advice in found.advised().values())
    assert until or "ever stop it yourself" in text
