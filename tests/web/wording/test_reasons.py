"""Each reason is given in full once, and then named: none is lost, and no advice."""

from __future__ import annotations

from quiz.assessment import Assessment, assess
from quiz.beside import Case
from quiz.model import Effect, Rule, Rulebook
from quiz.recommendation import COMBINATION
from quiz.web.wording.items import ShownReason
from quiz.web.wording.reasons import ReasonsOnce
from tests.people import valid


def assessed(rulebook: Rulebook, cases: tuple[Case, ...], id: str) -> Assessment:
    case = next(case for case in cases if case.id == id)
    return assess(rulebook, valid(rulebook, dict(case.fields)))


def lines(reasons: tuple[ShownReason, ...]) -> list[tuple[str, list[str]]]:
    """Return each reason by its sentence, or by its answers where that was given before."""
    return [
        (
            reason.causes if reason.again else reason.text,
            [str(advice) for advice in reason.advice],
        )
        for reason in reasons
    ]


def test_a_reason_given_for_one_treatment_is_named_for_the_other_with_its_own_advice(
    rulebook: Rulebook, cases: tuple[Case, ...]
) -> None:
    reasons = ReasonsOnce(assessed(rulebook, cases, "nickel-dry-and-scars"))
    reasons.why()
    (kept_in_mind,) = reasons.worth_knowing()
    rolling, together = reasons.why_not()
    (scars,) = reasons.not_covered()

    nickel = next(rule for rule in rulebook.rules if rule.id == "nickel")
    advice = dict(nickel.advised())
    why_not = [("Nickel (cheap jewellery)", [f"Microneedling: {advice['microneedling']}"])]
    assert lines((kept_in_mind,)) == [
        (nickel.because, [f"Mesotherapy: {advice['mesotherapy']}"]),
    ]
    assert (rolling.name, lines(rolling.reasons)) == ("Microneedling", why_not)
    assert (scars.name, lines(scars.reasons)) == ("Scars", why_not)
    assert lines(together.reasons)[1] == ("Nickel (cheap jewellery)", [])


def test_every_case_says_what_stops_each_treatment_and_what_to_do(
    rulebook: Rulebook, cases: tuple[Case, ...]
) -> None:
    for case in cases:
        found = assess(rulebook, valid(rulebook, dict(case.fields)))
        reasons = ReasonsOnce(found)
        reasons.why()
        reasons.worth_knowing()
        sections = {one.name: one.reasons for one in reasons.why_not()}
        for id, items in found.explanation.why_not.items():
            if id != COMBINATION and items:
                section = sections[rulebook.treatments[id].name]

                assert [ids(reason) for reason in section] == [item.rules for item in items]
                assert all(
                    reason.text and (reason.answers or not reason.again) for reason in section
                )
                for rule in found.recommendation.verdicts[id].stopped_by:
                    told = next(reason for reason in section if ids(reason) == (rule.id,))
                    assert has_advice_for(told, rule, rulebook, id), (case.id, rule.id, id)


def ids(reason: ShownReason) -> tuple[str, ...]:
    return tuple(rule.id for rule in reason.rules)


def has_advice_for(told: ShownReason, rule: Rule, rulebook: Rulebook, treatment: str) -> bool:
    texts = [advice.text for advice in told.advice]
    wanted = [rule.advice if isinstance(rule.advice, str) else rule.advice.get(treatment, "")]
    if Effect.PREF in rule.effects.values():
        wanted = []
    if rule.effects[treatment] is Effect.WAIT:
        wanted.append(rulebook.fact("wait-until", until=rule.until))
    return all(text in texts for text in wanted if text)


def test_an_answer_that_says_nothing_alone_is_named_with_its_question(
    rulebook: Rulebook, cases: tuple[Case, ...]
) -> None:
    case = next(case for case in cases if case.id == "plain")
    answers = valid(rulebook, {**case.fields, "age": 16, "skin_today": ["not_sure"]})
    reasons = ReasonsOnce(assess(rulebook, answers))
    reasons.why()

    named = {line for one in reasons.why_not() for line, _ in lines(one.reasons)}
    questions = rulebook.questions
    assert f"{questions['age'].name}: 16" in named
    unsure = questions["skin_today"].label(("not_sure",))
    assert f"{questions['skin_today'].name}: {unsure}" in named
