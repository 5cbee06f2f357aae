"""Mistakes in the rulebook that must never go unnoticed, each made in code on the real one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from types import MappingProxyType

from quiz.conditions import AllOf, Chosen, NoneOf
from quiz.model import Effect, Requirement, Rule, Rulebook, Suit
from quiz.questions import Kind, Option, Question, Step


def without(rulebook: Rulebook, *ids: str) -> Rulebook:
    return replace(rulebook, rules=tuple(rule for rule in rulebook.rules if rule.id not in ids))


def changed(rulebook: Rulebook, id: str, change: Callable[[Rule], Rule]) -> Rulebook:
    rules = tuple(change(rule) if rule.id == id else rule for rule in rulebook.rules)
    return replace(rulebook, rules=rules)


def with_rules(rulebook: Rulebook, *rules: Rule) -> Rulebook:
    return replace(rulebook, rules=(*rulebook.rules, *rules))


def with_suits(rulebook: Rulebook, treatment: str, suits: Iterable[Suit]) -> Rulebook:
    treatments = dict(rulebook.treatments)
    treatments[treatment] = replace(treatments[treatment], suits=tuple(suits))
    return replace(rulebook, treatments=MappingProxyType(treatments))


def rule(rulebook: Rulebook, id: str) -> Rule:
    return next(one for one in rulebook.rules if one.id == id)


def pregnancy_rule_removed(rulebook: Rulebook) -> Rulebook:
    return without(rulebook, "pregnant")


def isotretinoin_exempted(rulebook: Rulebook) -> Rulebook:
    tick = Chosen("medicines", frozenset({"sun_sensitising"}))
    return changed(
        rulebook,
        "isotretinoin",
        lambda one: replace(one, when=AllOf((one.when, NoneOf((tick,))))),
    )


def hair_without_its_diagnosis(rulebook: Rulebook) -> Rulebook:
    """The suit of the scalp loses its diagnosis, and nobody stops undiagnosed hair loss."""

    def loosened(suit: Suit) -> Suit:
        if suit.id != "pattern-hair-loss" or not isinstance(suit.when, AllOf):
            return suit
        kept = [
            part
            for part in suit.when.parts
            if not (isinstance(part, Chosen) and part.question == "hair_type")
        ]
        return replace(suit, when=AllOf(tuple(kept)))

    suits = map(loosened, rulebook.treatments["microneedling"].suits)
    return without(with_suits(rulebook, "microneedling", suits), "undiagnosed-hair-loss")


def caution_for_out(rulebook: Rulebook) -> Rulebook:
    effects = dict.fromkeys(rulebook.treatments, Effect.CAUTION)
    return changed(rulebook, "bleeding-disorder", lambda one: replace(one, effects=effects))


def hidden_by_two_together(rulebook: Rulebook) -> Rulebook:
    """Neither of two rules stops everyone whom the third stops, but both together do."""
    first = rule(rulebook, "delicate-area")

    def on(id: str, *types: str) -> Rule:
        return replace(first, id=id, when=Chosen("skin_type", frozenset(types)))

    return with_rules(
        rulebook,
        on("four-or-five", "4", "5"),
        on("six-or-one", "6", "1"),
        on("five-or-six", "5", "6"),
    )


def condition_without_effect(rulebook: Rulebook) -> Rulebook:
    scars = Chosen("main_concern", frozenset({"scars"}))
    others = Chosen("other_concerns", frozenset({"scars"}))
    concern = replace_any(scars, others)
    return changed(
        rulebook, "raised-scar", lambda one: replace(one, when=AllOf((concern, one.when)))
    )


def replace_any(*parts: Chosen) -> NoneOf:
    """Say "any of" as "not none of", which the checks must see through as well."""
    return NoneOf((NoneOf(parts),))


def question_that_nobody_uses(rulebook: Rulebook) -> Rulebook:
    asked = Question(
        id="favourite",
        kind=Kind.ONE,
        text="Which do you like best?",
        name="What you like best",
        error="Select what you like best",
        options=(Option("tea", "Tea"), Option("coffee", "Coffee")),
    )
    return replace(rulebook, steps=(*rulebook.steps, Step("idle", "Idle", (asked,))))


def row_that_no_rule_reads(rulebook: Rulebook) -> Rulebook:
    """A checklist gets a row, and the rule for it is forgotten."""

    def longer(question: Question) -> Question:
        row = Option("asthma", "Asthma")
        mine = question.id == "health"
        return replace(question, options=(row, *question.options)) if mine else question

    steps = tuple(
        replace(step, questions=tuple(map(longer, step.questions))) for step in rulebook.steps
    )
    return replace(rulebook, steps=steps)


def requirement_never_violated(rulebook: Rulebook) -> Rulebook:
    idle = Requirement(
        id="never-on-eyelids",
        condition=Chosen("area", frozenset({"delicate"})),
        never=frozenset({"mesotherapy"}),
        because="Nothing suits there anyway.",
        reviewed=rulebook.reviewed,
    )
    return replace(rulebook, requirements=(*rulebook.requirements, idle))


def not_sure_dropped(rulebook: Rulebook) -> Rulebook:
    return without(rulebook, "medicines-not-sure")


#: Each fault, and the code of the check that must find it.
FAULTS: dict[Callable[[Rulebook], Rulebook], str] = {
    pregnancy_rule_removed: "V07",
    isotretinoin_exempted: "V07",
    hair_without_its_diagnosis: "V07",
    caution_for_out: "V07",
    hidden_by_two_together: "V02",
    condition_without_effect: "V05",
    question_that_nobody_uses: "V11",
    row_that_no_rule_reads: "V11",
    requirement_never_violated: "V08",
    not_sure_dropped: "V10",
}
